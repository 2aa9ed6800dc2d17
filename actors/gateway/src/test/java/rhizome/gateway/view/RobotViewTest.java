package rhizome.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.grid.robot.Changes;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Robot.Reversal;
import rhizome.grid.robot.Robot.State;
import rhizome.grid.robot.Slot;
import rhizome.grid.robot.Slot.Standing;
import rhizome.grid.workload.Status;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

class RobotViewTest {

  private static final RobotId SHOP = new RobotId("shop");
  private static final Spec SPEC =
      new Spec(
          new Run("sleep", List.of(), new TreeMap<>(), Optional.empty(), Run.GRACE_DEFAULT),
          Resources.DEFAULT,
          List.of(),
          Health.DEFAULT,
          Restart.DEFAULT);
  private static final Blueprint BLUEPRINT =
      new Blueprint(
          "shop",
          List.of(
              new Service("store", 1, SPEC, List.of()),
              new Service("web", 2, SPEC, List.of("store"))));

  private final TreeMap<WorkloadId, Slot> slots = new TreeMap<>();

  private void slot(String workload, long generation, Status status) {
    slots.put(WorkloadId.parse(workload), new Slot(generation, status, ""));
  }

  private RobotView active() {
    TreeMap<String, Long> since = new TreeMap<>(Map.of("store", 1L, "web", 2L));
    return RobotView.of(SHOP, new State.Active(BLUEPRINT, 2, since, slots));
  }

  private void everythingReady() {
    slot("shop/store#0", 1, Status.READY);
    slot("shop/web#0", 2, Status.READY);
    slot("shop/web#1", 2, Status.READY);
  }

  @Test
  void aRobotIsReadyWhenAllThatIsWantedIsReadyAsItIsWanted() {
    everythingReady();

    RobotView view = active();
    assertThat(view.ready()).isTrue();
    assertThat(view.services())
        .containsExactly(
            new RobotView.ServiceView("store", 1, 1, List.of(), Map.of("ready", 1)),
            new RobotView.ServiceView("web", 2, 2, List.of("store"), Map.of("ready", 2)));
  }

  @Test
  void aReplicaOfAnOlderSpecDoesNotCount() {
    everythingReady();
    slot("shop/web#1", 1, Status.READY);

    assertThat(active().ready()).isFalse();
    assertThat(active().services().getLast().ready()).isEqualTo(1);
  }

  @Test
  void aMissingReplicaIsMissed() {
    everythingReady();
    slots.remove(WorkloadId.parse("shop/web#0"));

    assertThat(active().ready()).isFalse();
  }

  @Test
  void asLongAsSomethingSurplusIsLeftItIsNotReady() {
    everythingReady();
    slot("shop/web#2", 1, Status.RETIRING);
    assertThat(active().ready()).isFalse();
    assertThat(active().services().getLast().workloads())
        .isEqualTo(Map.of("ready", 2, "retiring", 1));

    slots.remove(WorkloadId.parse("shop/web#2"));
    slot("shop/old#0", 1, Status.RETIRING);
    assertThat(active().ready()).isFalse();
  }

  @Test
  void everyOtherStatusIsNotReady() {
    for (Status status : Status.values()) {
      everythingReady();
      slot("shop/web#1", 2, status);
      boolean counts = status == Status.READY || status == Status.COMPLETED;
      assertThat(active().ready()).isEqualTo(counts);
    }
  }

  @Test
  void howFarAnUpdateIsAndWhyItStalls() {
    everythingReady();
    TreeMap<String, Robot.Rolling> rolling = new TreeMap<>();
    rolling.put("web", new Robot.Rolling(Optional.empty(), 0, true, "shop/web#1 is parked"));
    Reversal reversal = new Reversal(1, 0, "web", "no luck");
    TreeMap<String, Long> since = new TreeMap<>(Map.of("store", 1L, "web", 2L));
    State.Active stalled =
        new State.Active(
            BLUEPRINT,
            2,
            since,
            slots,
            rolling,
            Optional.empty(),
            Optional.of(reversal),
            Instant.EPOCH,
            Changes.first(BLUEPRINT, 0),
            new TreeMap<>(),
            0);
    RobotView view = RobotView.of(SHOP, stalled);
    assertThat(view.services()).extracting("stage").containsExactly("arrived", "stalled");
    assertThat(view.services().getLast().stalled()).contains("shop/web#1 is parked");
    assertThat(view.reverted()).contains(new RobotView.RevertView(1, 0, "web", "no luck"));
    assertThat(StatusView.of(Map.of(SHOP, stalled), List.of()).needsHuman())
        .containsExactly(new StatusView.Parked("shop/web", "shop/web#1 is parked"));
  }

  @Test
  void whatWasDiscardedIsNotMissed() {
    everythingReady();
    slots.put(WorkloadId.parse("shop/web#1"), new Slot(2, Status.GONE, "").as(Standing.DISCARDED));
    assertThat(active().ready()).isTrue();
    assertThat(active().services().getLast().workloads())
        .isEqualTo(Map.of("ready", 1, "discarded", 1));
  }

  @Test
  void aRobotThatIsTakenDownWantsNothingAndIsNotReady() {
    everythingReady();

    RobotView view = RobotView.of(SHOP, new State.Destroying(BLUEPRINT, 3, slots));
    assertThat(view.phase()).isEqualTo("destroying");
    assertThat(view.ready()).isFalse();
    assertThat(view.services()).allMatch(service -> service.replicas() == 0);
    assertThat(view.services().getLast().workloads()).isEqualTo(Map.of("ready", 2));
  }

  @Test
  void anIdleRobotHasNothing() {
    assertThat(RobotView.of(SHOP, new State.Idle(4)))
        .isEqualTo(new RobotView("shop", "idle", 4, true, List.of()));
  }

  @Test
  void theStatusSaysWhyWhatIsAwaitedIsNotReady() {
    everythingReady();
    slots.put(WorkloadId.parse("shop/web#1"), new Slot(2, Status.STARTING, "on n1, refused"));
    TreeMap<RobotId, State> robots = new TreeMap<>();
    robots.put(SHOP, new State.Active(BLUEPRINT, 2, new TreeMap<>(Map.of("web", 2L)), slots));
    assertThat(StatusView.of(robots, List.of()).robotsNotReady())
        .containsExactly(
            new StatusView.Unready(
                "shop", "active", 1, 3, "shop/web#1 is starting, on n1, refused"));
  }

  @Test
  void theStatusCountsWhatIsThereAndNamesWhatIsNot() {
    everythingReady();
    slots.put(
        WorkloadId.parse("shop/web#1"), new Slot(2, Status.PARKED, "the budget on n1 is spent"));
    TreeMap<String, Long> since = new TreeMap<>(Map.of("store", 1L, "web", 2L));
    TreeMap<RobotId, State> robots = new TreeMap<>();
    robots.put(SHOP, new State.Active(BLUEPRINT, 2, since, slots));
    robots.put(new RobotId("idle"), new State.Idle(1));

    StatusView status = StatusView.of(robots, List.of());
    assertThat(status.well()).isFalse();
    assertThat(status.robots()).isEqualTo(2);
    assertThat(status.robotsNotReady())
        .containsExactly(new StatusView.Unready("shop", "active", 2, 3, ""));
    assertThat(status.workloads()).isEqualTo(Map.of("parked", 1, "ready", 2));
    assertThat(status.needsHuman())
        .containsExactly(new StatusView.Parked("shop/web#1", "the budget on n1 is spent"));
  }
}
