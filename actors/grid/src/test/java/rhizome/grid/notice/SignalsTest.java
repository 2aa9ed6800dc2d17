package rhizome.grid.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.grid.notice.Topic.ROLLOUT_REVERTED;
import static rhizome.grid.notice.Topic.ROLLOUT_STALLED;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Resources;
import rhizome.grid.healing.Cause;
import rhizome.grid.healing.Governor;
import rhizome.grid.node.Facts;
import rhizome.grid.node.Node;
import rhizome.grid.robot.Changes;
import rhizome.grid.robot.Robot;
import rhizome.grid.workload.Workload;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;

class SignalsTest {

  private static final WorkloadId WEB = WorkloadId.parse("shop/web#0");
  private static final RobotId SHOP = new RobotId("shop");
  private static final Blueprint BLUEPRINT = new Blueprint("shop", List.of());
  private static final NodeId N1 = new NodeId("n1");
  private static final ZoneId ZONE = new ZoneId("default");
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final Cause CAUSE =
      Cause.of("it exited with 1", NOW).leadingTo("its restarts are used up", NOW);

  private static NoticeKey key(Topic topic, String subject) {
    return new NoticeKey(topic, subject);
  }

  private static List<NoticeKey> raised(List<Signal> signals) {
    return signals.stream()
        .filter(Signal.Raise.class::isInstance)
        .map(signal -> ((Signal.Raise) signal).notice().key())
        .toList();
  }

  private static List<NoticeKey> settled(List<Signal> signals) {
    return signals.stream()
        .filter(Signal.Settle.class::isInstance)
        .map(signal -> ((Signal.Settle) signal).key())
        .toList();
  }

  @Test
  void aParkedWorkloadNeedsAHumanAndSaysWhy() {
    List<Signal> signals = Signals.of(WEB, new Workload.Event.Parked(2, CAUSE, 0, NOW));
    Notice notice = ((Signal.Raise) signals.getFirst()).notice();
    assertThat(notice.key()).hasToString("workload-parked shop/web#0");
    assertThat(notice.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(notice.text()).isEqualTo("needs a human: its restarts are used up");
    assertThat(notice.cause().orElseThrow().what()).isEqualTo("it exited with 1");
  }

  @Test
  void whoeverLeavesThatEndsIt() {
    NoticeKey parked = key(Topic.WORKLOAD_PARKED, "shop/web#0");
    assertThat(settled(Signals.of(WEB, new Workload.Event.Retried("ann", NOW))))
        .containsExactly(parked);
    assertThat(settled(Signals.of(WEB, new Workload.Event.Placed(3, N1, NOW))))
        .containsExactly(parked);
    assertThat(settled(Signals.of(WEB, new Workload.Event.Retired(3, NOW))))
        .containsExactly(parked);
    assertThat(Signals.of(WEB, new Workload.Event.Waited("no room", NOW))).isEmpty();
  }

  @Test
  void aNodeThatIsLostIsNoLongerSuspect() {
    NoticeKey suspect = key(Topic.NODE_SUSPECT, "n1");
    NoticeKey lost = key(Topic.NODE_LOST, "n1");
    assertThat(raised(Signals.of(N1, new Node.Event.Suspected(CAUSE, NOW))))
        .containsExactly(suspect);
    List<Signal> signals = Signals.of(N1, new Node.Event.Lost(CAUSE, NOW));
    assertThat(settled(signals)).containsExactly(suspect);
    assertThat(raised(signals)).containsExactly(lost);
    Facts facts = new Facts(ZONE, "host", new Resources(1000, 1L << 30));
    assertThat(settled(Signals.of(N1, new Node.Event.Enrolled(facts, "b2", NOW))))
        .containsExactly(suspect, lost);
    assertThat(settled(Signals.of(N1, new Node.Event.Removed("ann", NOW))))
        .containsExactly(suspect, lost);
  }

  @Test
  void theStateSaysWhatTheEventsSaid() {
    for (Node.Condition condition : Node.Condition.values()) {
      List<NoticeKey> expected =
          switch (condition) {
            case ONLINE -> List.of();
            case SUSPECT -> List.of(key(Topic.NODE_SUSPECT, "n1"));
            case OFFLINE -> List.of(key(Topic.NODE_LOST, "n1"));
          };
      assertThat(raised(Signals.of(N1, known(condition), NOW))).isEqualTo(expected);
    }
    Workload.State absent = new Workload.State.Absent();
    assertThat(settled(Signals.of(WEB, absent, NOW)))
        .containsExactly(key(Topic.WORKLOAD_PARKED, "shop/web#0"));
  }

  private static Node.State known(Node.Condition condition) {
    Facts facts = new Facts(ZONE, "host", new Resources(1000, 1L << 30));
    return new Node.State.Known(
        facts,
        "b1",
        condition,
        Optional.of(CAUSE),
        Collections.unmodifiableSortedMap(new TreeMap<>()),
        Collections.unmodifiableSortedMap(new TreeMap<>()));
  }

  @Test
  void aChangeThatGoesNoFurtherNeedsAHumanUntilThereIsAnotherTarget() {
    Robot.Event stalled = new Robot.Event.Stalled("web", "no replica is well", 0, NOW);
    assertThat(raised(Signals.of(SHOP, stalled))).containsExactly(key(ROLLOUT_STALLED, "shop"));
    Robot.Event next = new Robot.Event.Targeted(BLUEPRINT, 3, "ann", NOW);
    assertThat(settled(Signals.of(SHOP, next)))
        .containsExactly(key(ROLLOUT_STALLED, "shop"), key(ROLLOUT_REVERTED, "shop"));
  }

  /** Its own target follows at once, and must not end the notice before anybody is told. */
  @Test
  void aChangeThatIsTakenBackIsToldUntilSomebodySetsAnotherTarget() {
    Robot.Event stalled = new Robot.Event.Stalled("web", "no replica is well", 1, NOW);
    assertThat(raised(Signals.of(SHOP, stalled))).containsExactly(key(ROLLOUT_REVERTED, "shop"));
    Robot.Event own =
        new Robot.Event.Targeted(BLUEPRINT, 3, "robot, back to generation 1: unwell", NOW);
    assertThat(settled(Signals.of(SHOP, own))).containsExactly(key(ROLLOUT_STALLED, "shop"));
    Robot.Event next = new Robot.Event.Targeted(BLUEPRINT, 4, "ann", NOW);
    assertThat(settled(Signals.of(SHOP, next))).contains(key(ROLLOUT_REVERTED, "shop"));
  }

  @Test
  void aRobotsStateSaysWhatItsEventsSaid() {
    Robot.State idle = new Robot.State.Idle(2);
    assertThat(settled(Signals.of(SHOP, idle, NOW)))
        .containsExactly(key(ROLLOUT_STALLED, "shop"), key(ROLLOUT_REVERTED, "shop"));
    SortedMap<String, Robot.Rolling> rolling = new TreeMap<>();
    rolling.put("web", new Robot.Rolling(Optional.of(NOW), 0, false, "no replica is well"));
    Robot.State stuck =
        new Robot.State.Active(
            BLUEPRINT,
            2,
            new TreeMap<>(),
            new TreeMap<>(),
            rolling,
            Optional.empty(),
            Optional.of(new Robot.Reversal(1, 1, "web", "unwell")),
            NOW,
            Changes.first(BLUEPRINT, 0),
            new TreeMap<>(),
            0);
    assertThat(raised(Signals.of(SHOP, stuck, NOW)))
        .containsExactly(key(ROLLOUT_STALLED, "shop"), key(ROLLOUT_REVERTED, "shop"));
  }

  @Test
  void aZoneThatFreezesSaysSoAndThatItThaws() {
    Governor.Frozen frozen = new Governor.Frozen(NOW, 3, 5);
    List<Signal> froze = Signals.of(ZONE, new Governor.Turn.Froze(frozen), NOW);
    assertThat(((Signal.Raise) froze.getFirst()).notice().text()).contains("3 of 5 nodes");
    assertThat(Signals.ofZone(ZONE, Optional.of(frozen), NOW)).isEqualTo(froze);
    for (Governor.Thaw why : Governor.Thaw.values()) {
      assertThat(settled(Signals.of(ZONE, new Governor.Turn.Thawed(why, frozen), NOW)))
          .isEqualTo(settled(Signals.ofZone(ZONE, Optional.empty(), NOW)));
    }
  }
}
