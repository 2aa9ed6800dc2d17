package rhizome.runtime.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.runtime.grid.Farm.SHOP;
import static rhizome.runtime.grid.Farm.get;
import static rhizome.runtime.grid.Farm.service;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.blueprints.model.Blueprint;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Roster;
import rhizome.grid.workload.Status;
import rhizome.grid.workload.Workload;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.journal.History;
import rhizome.runtime.node.LogSlice;
import rhizome.runtime.node.Workshop.Holding;

/** What goes wrong between robots, workloads, nodes and a zone, and how it ends. */
class GridFaultsTest {

  @TempDir Path folder;

  @Test
  void aBlueprintBecomesReadyInTheOrderOfItsNeeds() {
    try (Farm farm = new Farm(folder, "one", "two")) {
      farm.apply(0, service("web", 3, "api"), service("api", 2, "db"), service("db", 1));
      farm.awaitReady(6);
      List<String> order =
          farm.control().grid().feed().read(0, 10_000).entries().stream()
              .filter(entry -> entry.event() instanceof Workload.Event.Deployed)
              .map(entry -> WorkloadId.parse(entry.persistenceId().substring(9)).service())
              .toList();
      assertThat(order).containsExactly("db", "api", "api", "web", "web", "web");
      assertThat(farm.hosts(WorkloadId.parse("shop/web#0"))).hasSize(1);
      assertThat(farm.workshop("one").running()).as("spread over both").hasSize(3);
    }
  }

  @Test
  void aSmallerBlueprintRetiresWhatIsNoLongerWantedAndDestroyTheRest() {
    try (Farm farm = new Farm(folder, "one")) {
      farm.apply(0, service("web", 3));
      farm.awaitReady(3);
      farm.apply(1, service("web", 1));
      farm.awaitReady(1);
      farm.await("two stopped", () -> farm.workshop("one").running().size() == 1);
      farm.destroy();
      farm.await("nothing left", () -> farm.statuses().isEmpty());
      assertThat(farm.workshop("one").running()).isEmpty();
      assertThat(get(farm.grid().robot(SHOP))).isEqualTo(new Robot.State.Idle(3));
      assertThat(farm.workload("shop/web#0")).isInstanceOf(Workload.State.Gone.class);
    }
  }

  @Test
  void aRefusalTravelsByItsName() {
    try (Farm farm = new Farm(folder, "one")) {
      Robot.Command stale =
          new Robot.Command.Target(new Blueprint("shop", List.of()), 7, "tester", Instant.now());
      assertThat(
              farm.grid()
                  .robot(SHOP, stale)
                  .handle((_, failure) -> Refusals.of(failure).orElse("not refused"))
                  .toCompletableFuture()
                  .join())
          .isEqualTo("PARENT_NOT_TARGET");
      assertThat(Refusals.of(new CompletionException(new IllegalStateException()))).isEmpty();
    }
  }

  @Test
  void whatALostNodeHeldRunsElsewhereAndTheOldLeaseIsCleanedWhenItReturns() {
    try (Farm farm = new Farm(folder, "one", "two")) {
      farm.apply(0, service("web", 4));
      farm.awaitReady(4);
      farm.lose("one");
      farm.await("all on two", () -> farm.workshop("two").running().size() == 4);
      farm.awaitReady(4);
      assertThat(farm.workshop("one").running()).as("nobody told it").hasSize(2);
      farm.reconnect("one");
      farm.await("the old leases end", () -> farm.workshop("one").running().isEmpty());
      assertThat(farm.workshop("two").running()).hasSize(4);
    }
  }

  @Test
  void aRestartOfTheGridInTheMiddleOfAnApplyLosesAndDoublesNothing() {
    int replicas = 40;
    try (Farm farm = new Farm(folder, "one", "two", "three")) {
      farm.apply(0, service("web", replicas, "db"), service("db", 2));
      farm.await("half of it", () -> farm.statuses().size() > replicas / 4);
      farm.restart();
      farm.awaitReady(replicas + 2);
      for (WorkloadId workload : farm.statuses().keySet()) {
        assertThat(farm.hosts(workload)).as("%s runs once", workload).hasSize(1);
        assertThat(farm.workload(workload.toString()))
            .isInstanceOfSatisfying(
                Workload.State.Active.class,
                active -> assertThat(active.lease().epoch()).as("never moved").isEqualTo(1));
      }
      List<Holding> started = farm.started();
      assertThat(started).as("each was started once").doesNotHaveDuplicates();
      assertThat(started).hasSize(replicas + 2);
    }
  }

  @Test
  void aReportLostWithTheGridDoesNotKeepAPlaceTaken() {
    try (Farm farm = new Farm(folder, "one")) {
      farm.apply(0, service("web", 2));
      farm.awaitReady(2);
      farm.workshop("one").silent(true);
      farm.destroy();
      farm.await("stopped unheard", () -> farm.workshop("one").running().isEmpty());
      farm.workshop("one").silent(false);
      farm.restart();
      farm.await("gone", () -> farm.statuses().isEmpty());
    }
  }

  @Test
  void whatFindsNoPlaceIsPlacedAsSoonAsANodeComes() {
    try (Farm farm = new Farm(folder)) {
      farm.apply(0, service("web", 2));
      farm.await("known to wait", () -> farm.statuses().containsValue(Status.PENDING));
      farm.add("late", farm.control());
      long start = System.nanoTime();
      farm.awaitReady(2);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void theStoryAndTheLogOfAWorkloadCanBeRead() {
    try (Farm farm = new Farm(folder, "one")) {
      farm.apply(0, service("web", 1));
      farm.awaitReady(1);
      WorkloadId web = WorkloadId.parse("shop/web#0");
      List<History.Entry> story =
          get(new History(farm.control().system()).read("workload|" + web, 0, 100));
      assertThat(story)
          .extracting(entry -> entry.event().getClass().getSimpleName())
          .startsWith("Deployed", "Placed")
          .contains("Started")
          .endsWith("BecameReady");
      LogSlice log = get(farm.grid().log(new NodeId("one"), web, 0, 100));
      assertThat(new String(log.bytes(), StandardCharsets.UTF_8)).isEqualTo("log of shop/web#0");
    }
  }

  @Test
  void theRosterOutlivesARestart() {
    try (Farm farm = new Farm(folder)) {
      get(farm.grid().roster(new Roster.Command.Enlist(SHOP, Instant.now())));
      farm.restart();
      assertThat(get(farm.grid().roster()).robots()).containsExactly(SHOP);
    }
  }

  @Test
  void theClosedGridLeavesItsFolderToTheNext() {
    Farm first = new Farm(folder, "one");
    first.close();
    new Farm(folder, "one").close();
  }
}
