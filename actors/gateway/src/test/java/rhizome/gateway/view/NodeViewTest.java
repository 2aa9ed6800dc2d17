package rhizome.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.gateway.timeline.Entry.Link;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Facts;
import rhizome.grid.node.Node.Condition;
import rhizome.grid.node.Node.State;
import rhizome.kernel.NodeId;
import rhizome.kernel.ZoneId;

class NodeViewTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Resources TWO_CORES = new Resources(2_000, 4L << 30);

  private static NodeView node(String name, String zone, Condition condition) {
    Facts facts = new Facts(new ZoneId(zone), "host", TWO_CORES);
    Cause cause = Cause.of("the lease of " + name + " ran out", NOON);
    return NodeView.of(
        new NodeId(name),
        new State.Known(
            facts, "boot", condition, Optional.of(cause), new TreeMap<>(), new TreeMap<>()));
  }

  @Test
  void aNodeThatIsBackNoLongerSaysWhyItWasLost() {
    assertThat(node("n1", "cellar", Condition.ONLINE).because()).isEmpty();
    assertThat(node("n1", "cellar", Condition.OFFLINE).because())
        .containsExactly(new Link("the lease of n1 ran out", NOON));
  }

  @Test
  void aNodeThatNeverEnrolledIsUnknown() {
    NodeView view = NodeView.of(new NodeId("n9"), new State.Unknown());
    assertThat(view.condition()).isEqualTo("unknown");
    assertThat(view.zone()).isEmpty();
    assertThat(view.online()).isFalse();
  }

  @Test
  void zonesAddUpWhatTheirNodesOfferAsLongAsTheyAreThere() {
    List<NodeView> nodes =
        List.of(
            node("n1", "cellar", Condition.ONLINE),
            node("n2", "attic", Condition.ONLINE),
            node("n3", "cellar", Condition.OFFLINE),
            node("n4", "cellar", Condition.ONLINE));

    StatusView status = StatusView.of(new TreeMap<>(), nodes);
    assertThat(status.zones())
        .containsExactly(
            new StatusView.Zone("attic", 1, 0, TWO_CORES, Resources.NONE),
            new StatusView.Zone("cellar", 2, 1, TWO_CORES.plus(TWO_CORES), Resources.NONE));
    assertThat(status.nodes()).isEqualTo(4);
    assertThat(status.nodesOffline()).containsExactly("n3");
    assertThat(status.well()).isFalse();
  }
}
