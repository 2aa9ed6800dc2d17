package rhizome.runtime.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.runtime.grid.Farm.shared;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Node;
import rhizome.grid.node.Node.Command.*;
import rhizome.grid.node.Node.State.*;
import rhizome.grid.workload.Workload;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/** Real entities, a real journal: nodes are drained, suspected and removed. */
class OutOfServiceTest {

  private static final WorkloadId WEB = WorkloadId.parse("shop/web#0");

  @TempDir private Path folder = Path.of("");

  private static Drain drain(Duration deadline) {
    Instant now = Instant.now();
    return new Drain("tester", now.plus(deadline), 2, now);
  }

  private static boolean isEmpty(Farm farm, String node) {
    return farm.node(node) instanceof Known k && k.held().isEmpty();
  }

  @Test
  void aDrainedNodeIsEmptyAndNothingIsPlacedThere() {
    try (Farm farm = new Farm(folder, "n1")) {
      farm.apply(0, Farm.service("db", 3), shared("web", 3));
      farm.awaitReady(6);
      farm.add("n2", farm.control());
      farm.tell("n1", drain(Duration.ofMinutes(10)));
      farm.await("n1 empty", () -> isEmpty(farm, "n1"));
      farm.await("all moved", () -> farm.workshop("n2").running().size() == 6);
      farm.awaitReady(6);
      assertThat(farm.workshop("n1").running()).isEmpty();

      farm.apply(1, Farm.service("db", 3), shared("web", 5));
      farm.awaitReady(8);
      assertThat(farm.workshop("n1").running()).isEmpty();
    }
  }

  /**
   * The program on n2 is not ready until the test says so; meanwhile n1 serves, and all is well.
   */
  @Test
  void whatIsSharedServesUntilItsSuccessorIsReadyAlsoAcrossARestart() {
    Config patient = ConfigFactory.parseString("rhizome.grid.lease = 30s");
    try (Farm farm = new Farm(folder, patient, "n1")) {
      farm.apply(0, shared("web", 1));
      farm.awaitReady(1);
      farm.add("n2", farm.control());
      farm.workshop("n2").slow(true);
      farm.tell("n1", drain(Duration.ofMinutes(10)));
      farm.await("started on n2", () -> farm.workshop("n2").running().contains(WEB));
      farm.restart();
      farm.awaitReady(1);
      assertThat(farm.hosts(WEB)).containsExactly("n1", "n2");

      farm.workshop("n2").slow(false);
      farm.await("n1 empty", () -> isEmpty(farm, "n1"));
      assertThat(farm.hosts(WEB)).containsExactly("n2");
      farm.awaitReady(1);
    }
  }

  @Test
  void atTheDeadlineWhatHasNoOtherPlaceGoesWithoutOne() {
    try (Farm farm = new Farm(folder, "n1")) {
      farm.apply(0, shared("web", 1));
      farm.awaitReady(1);
      farm.tell("n1", drain(Duration.ofSeconds(3)));
      farm.await(
          "it waits",
          () -> farm.workload("shop/web#0") instanceof Workload.State.Pending p && waits(p));
      assertThat(farm.hosts(WEB)).containsExactly("n1");
      farm.awaitReady(1);
      farm.await("n1 empty", () -> isEmpty(farm, "n1"));
      assertThat(farm.hosts(WEB)).isEmpty();

      farm.tell("n1", new Uncordon("tester", Instant.now()));
      farm.awaitReady(1);
    }
  }

  private static boolean waits(Workload.State.Pending pending) {
    return pending.outgoing().serving().isPresent() && pending.waiting().contains("n1");
  }

  /** The agent is there all the time, and answers to the summons. */
  @Test
  void aFalseSuspicionMovesWhatIsSharedAndLeavesWhatIsSingle() {
    try (Farm farm = new Farm(folder, "n1")) {
      farm.apply(0, Farm.service("db", 1), shared("web", 1));
      farm.awaitReady(2);
      farm.add("n2", farm.control());
      farm.await("n2 online", () -> farm.node("n2") instanceof Known);
      Cause cause = Cause.of("a witness saw it fall", Instant.now());
      farm.tell("n1", new Suspect("boot-0", cause, Instant.now()));
      farm.await(
          "summoned",
          () -> farm.node("n1") instanceof Known k && k.condition() == Node.Condition.ONLINE);
      farm.awaitReady(2);
      assertThat(farm.hosts(WorkloadId.parse("shop/db#0"))).containsExactly("n1");
      farm.await("one of them", () -> farm.hosts(WEB).size() == 1);
    }
  }

  @Test
  void aRemovedNodeIsNoLongerListedAndMayComeBackWithAnotherBoot() {
    try (Farm farm = new Farm(folder, "n1")) {
      farm.apply(0, Farm.service("db", 1));
      farm.awaitReady(1);
      farm.add("n2", farm.control());
      farm.await("n2 online", () -> farm.node("n2") instanceof Known);
      farm.tell("n1", drain(Duration.ofMinutes(1)));
      farm.await("n1 empty", () -> isEmpty(farm, "n1"));
      farm.tell("n1", new Remove("tester", Instant.now()));
      farm.await("forgotten", () -> farm.node("n1") instanceof Removed r && r.forgotten());
      farm.lose("n1");
      farm.await("not listed", () -> !Farm.get(farm.grid().nodes()).contains(new NodeId("n1")));
      farm.reconnect("n1");
      farm.await("anew", () -> farm.node("n1") instanceof Known k && k.admits());
    }
  }
}
