package rhizome.runtime.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.supplies.TextFile;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Report;
import rhizome.grid.workload.Workload.Command.Observe;
import rhizome.house.Property;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.edge.GatewayFrame.Ordered;
import rhizome.runtime.node.Order;

/** What no frame can carry, and how much a frame does. */
class TooLargeTest {

  private static final NodeId NODE = new NodeId("n1");
  private static final Instant AT = Instant.ofEpochSecond(9);

  private static Assignment assignment(int slot, int bytes) {
    Run run = new Run("x", List.of(), Map.of(), Optional.empty(), Duration.ZERO);
    Supplies supplies =
        new Supplies(
            List.of(new TextFile("f", "f", 0644, "x".repeat(bytes))), List.of(), List.of());
    Spec spec =
        new Spec(run, Resources.NONE, List.of(), Health.DEFAULT, Restart.DEFAULT).with(supplies);
    return new Assignment(WorkloadId.parse("shop/web#" + slot), 7, spec);
  }

  @Test
  void itIsSaidAsTheAgentWouldSayItWithTheRemedy() {
    Assignment large = assignment(0, 5000);
    Observe said = new TooLarge(1024).report(NODE, large, AT);
    assertThat(said)
        .isEqualTo(
            new Observe(
                NODE,
                new Report.Exhausted(
                    large.workload(),
                    7,
                    1,
                    AT,
                    new Exit.NeverStarted(
                        ("its spec has %d bytes, and a frame to an agent that is no member 1024 at"
                                + " most: make it smaller, or raise rhizome.agents.frame-max on"
                                + " gateways and nodes")
                            .formatted(Frames.size(large))))));
  }

  @Test
  void itIsSaidAgainAsOftenAsItIsAsked() {
    TooLarge tooLarge = new TooLarge(1024);
    Observe first = tooLarge.report(NODE, assignment(0, 5000), AT);
    assertThat(tooLarge.report(NODE, assignment(0, 5000), AT)).isEqualTo(first);
    Observe other = tooLarge.report(NODE, assignment(1, 5000), AT);
    assertThat(other.report().workload()).isEqualTo(WorkloadId.parse("shop/web#1"));
  }

  @Test
  void textsOfFilesCountWithEveryByte() {
    int empty = Frames.size(assignment(0, 0));
    assertThat(Frames.size(assignment(0, 64 << 10))).isBetween(empty + 65_536, empty + 65_550);
  }

  /** Against a model that puts into each frame whatever it measures to fit. */
  @Test
  void aListIsTakenWholeInItsOrderWithoutWhatFitsNowhere() {
    Property.forAll(
        50,
        random -> {
          int max = random.nextInt(200, 2000);
          List<Assignment> all =
              random.ints(random.nextInt(12), 0, 2 * max).mapToObj(i -> assignment(i, i)).toList();
          Frames.Listing listing = Frames.sync(2, all, max);
          assertThat(listing.omitted())
              .isEqualTo(all.stream().filter(one -> !Frames.fits(one, max)).toList());
          List<Assignment> told =
              listing.frames().stream()
                  .flatMap(frame -> ((Order.Sync) frame.order()).assignments().stream())
                  .toList();
          assertThat(told).isEqualTo(all.stream().filter(one -> Frames.fits(one, max)).toList());
          for (Ordered frame : listing.frames()) {
            assertThat(Frames.write(frame).length).isLessThanOrEqualTo(max);
            assertThat(frame.turn()).isEqualTo(2);
          }
          assertThat(listing.frames().stream().map(Ordered::more).filter(more -> !more))
              .as("only the last says that it is the last")
              .hasSize(1);
          assertThat(listing.frames().getLast().more()).isFalse();
        });
  }

  @Test
  void anEmptyListIsOneFrameThatSaysToHoldNothing() {
    assertThat(Frames.sync(0, List.of(), 1).frames())
        .containsExactly(new Ordered(0, new Order.Sync(List.of()), false));
  }

  @Test
  void whatFitsExactlyFillsAFrameAlone() {
    Assignment one = assignment(0, 100);
    int exact = 40 + Frames.size(one);
    List<Ordered> frames = Frames.sync(0, List.of(one, one, one), exact).frames();
    assertThat(frames).extracting(Ordered::more).endsWith(true, true, false);
    assertThat(frames)
        .filteredOn(frame -> !((Order.Sync) frame.order()).assignments().isEmpty())
        .hasSize(3)
        .allSatisfy(frame -> assertThat(Frames.write(frame).length).isLessThanOrEqualTo(exact));
    assertThat(Frames.sync(0, List.of(one, one), exact + 8 + Frames.size(one)).frames()).hasSize(1);
  }
}
