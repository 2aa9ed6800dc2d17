package rhizome.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Spec;
import rhizome.gateway.timeline.Entry.Link;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.node.Node;
import rhizome.grid.node.Node.Command.Cordon;
import rhizome.grid.node.Node.Command.Drain;
import rhizome.grid.node.Node.Command.Enrol;
import rhizome.grid.node.Node.Command.Reserve;
import rhizome.grid.node.Node.Condition;
import rhizome.grid.node.Node.State;
import rhizome.kernel.Decision;
import rhizome.kernel.Decision.Accepted;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
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
  void itsLabelsAreThoseItEnrolledWith() {
    Labels labels = Labels.parse(List.of("region=eu", "disk=ssd"));
    Facts facts = new Facts(new ZoneId("cellar"), "host", TWO_CORES, "", labels);
    Decision<Node.Event> enrolled =
        new Node(new NodeId("n1"))
            .decide(new State.Unknown(), new Node.Command.Enrol(facts, "boot", NOON));
    assertThat(enrolled).isEqualTo(Decision.accept(new Node.Event.Enrolled(facts, "boot", NOON)));
    State state =
        new Node(new NodeId("n1"))
            .evolve(new State.Unknown(), new Node.Event.Enrolled(facts, "boot", NOON));
    assertThat(NodeView.of(new NodeId("n1"), state).labels())
        .containsExactly(Map.entry("disk", "ssd"), Map.entry("region", "eu"));
    assertThat(NodeView.of(new NodeId("n9"), new State.Unknown()).labels()).isEmpty();
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
            new StatusView.Zone("attic", 1, 0, 0, TWO_CORES, Resources.NONE),
            new StatusView.Zone("cellar", 2, 0, 1, TWO_CORES.plus(TWO_CORES), Resources.NONE));
    assertThat(status.nodes()).isEqualTo(4);
    assertThat(status.nodesOffline()).containsExactly("n3");
    assertThat(status.well()).isFalse();
  }

  @Test
  void aSuspectNodeIsNeitherOnlineNorOffline() {
    List<NodeView> nodes =
        List.of(
            node("n1", "cellar", Condition.ONLINE),
            node("n2", "cellar", Condition.SUSPECT),
            node("n3", "cellar", Condition.OFFLINE));

    StatusView status = StatusView.of(new TreeMap<>(), nodes);
    assertThat(nodes.get(1).condition()).isEqualTo("suspect");
    assertThat(status.nodesSuspect()).containsExactly("n2");
    assertThat(status.nodesOffline()).containsExactly("n3");
    assertThat(status.zones())
        .containsExactly(new StatusView.Zone("cellar", 1, 1, 1, TWO_CORES, Resources.NONE));
    assertThat(StatusView.of(new TreeMap<>(), nodes.subList(0, 1)).well()).isTrue();
    assertThat(StatusView.of(new TreeMap<>(), nodes.subList(0, 2)).well()).isFalse();
  }

  @Test
  void whatAnOperatorClosedIsToldAndIsNothingWrong() {
    NodeId n1 = new NodeId("n1");
    NodeId n2 = new NodeId("n2");
    Node node = new Node(n2);
    State online = enrolled(node);
    WorkloadId web = new WorkloadId(new RobotId("shop"), "web", 0);
    State busy = accept(node, online, new Reserve(new Assignment(web, 1, spec()), NOON));
    Drain drain = new Drain("ann", NOON.plusSeconds(60), 1, NOON);
    List<NodeView> nodes =
        List.of(
            NodeView.of(n1, accept(node, online, new Cordon("ann", NOON))),
            NodeView.of(n2, accept(node, busy, drain)),
            NodeView.of(new NodeId("n3"), accept(node, online, drain)),
            NodeView.of(new NodeId("n4"), busy));

    StatusView status = StatusView.of(new TreeMap<>(), nodes);
    assertThat(status.nodesClosed())
        .containsExactly(
            new StatusView.Closed("n1", "cordoned", 0),
            new StatusView.Closed("n2", "draining", 1),
            new StatusView.Closed("n3", "drained", 0));
    assertThat(status.well()).isTrue();
    assertThat(status.with(List.of()).nodesClosed()).isEqualTo(status.nodesClosed());
    assertThat(status.zones())
        .extracting(StatusView.Zone::online)
        .as("closed or not, they are there")
        .containsExactly(4);
  }

  private static Spec spec() {
    Run run = new Run("sleep", List.of(), new TreeMap<>(), Optional.empty(), Run.GRACE_DEFAULT);
    return new Spec(run, Resources.DEFAULT, List.of(), Health.DEFAULT, Restart.DEFAULT);
  }

  private static State enrolled(Node node) {
    Facts facts = new Facts(new ZoneId("cellar"), "host", TWO_CORES);
    return accept(node, new State.Unknown(), new Enrol(facts, "boot", NOON));
  }

  private static State accept(Node node, State state, Node.Command command) {
    State next = state;
    for (Node.Event event : ((Accepted<Node.Event>) node.decide(state, command)).events()) {
      next = node.evolve(next, event);
    }
    return next;
  }
}
