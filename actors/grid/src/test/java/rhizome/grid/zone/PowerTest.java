package rhizome.grid.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.wishes.Wishes;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.placement.Seeker;
import rhizome.grid.world.Operator;
import rhizome.grid.zone.Power.Wish;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;

/** Nodes a, b, c ... of 1,000 millicores each, unless it is said otherwise. */
class PowerTest {

  private static final NodeId A = new NodeId("a");
  private static final NodeId B = new NodeId("b");
  private static final NodeId C = new NodeId("c");
  private static final long CPU = 1_000;
  private static final long SETTLE = 100;
  private static final long PACE = 20;
  private static final long DAY = 10_000;

  /** When the zone has listened who is there. */
  private static final long READY = 5;

  private final ZoneIndex index = new ZoneIndex(Duration.ofDays(1));
  private final List<Seeker> waiting = new ArrayList<>();
  private Power power = new Power(limits(true, 0.8, 1));
  private boolean calm = true;

  @Test
  void nobodyIsSwitchedWhereThatIsOff() {
    power = new Power(limits(false, 0.8, 1));
    on(A, B);
    asleep(C, CPU, 0);
    seek("web", 500);
    assertThat(all(3 * DAY)).isEmpty();
  }

  @Test
  void anIdleNodeGoesDownOnceItHasSettled() {
    on(A, B);
    assertThat(until(READY + SETTLE - 1)).isEmpty();
    Wish down = next(READY + SETTLE).orElseThrow();
    assertThat(down).isInstanceOf(Wish.Down.class);
    assertThat(down.node()).isEqualTo(B);
    assertThat(down.why())
        .isEqualTo(
            "idle, and without it 0 % of the cpu and 0 % of the memory of what is on is used,"
                + " not more than 80 %");
  }

  @Test
  void whatEnrolsAnewSettlesAnew() {
    on(A, B);
    until(READY + SETTLE - 10);
    on("boot-2", Labels.parse(List.of("power=on-demand")), B);
    hold(A, 100);
    assertThat(until(READY + 2 * SETTLE - 11)).isEmpty();
    assertThat(all(READY + 2 * SETTLE)).extracting(Wish::node).containsExactly(B);
  }

  @Test
  void soManyStayOn() {
    power = new Power(limits(true, 0.8, 2));
    on(A, B);
    assertThat(all(DAY)).isEmpty();
  }

  @Test
  void whatHoldsAnythingOrWasPromisedToSomebodyStaysOn() {
    on(A, B);
    hold(A, 100);
    hold(B, 0); // even if it is of no weight
    assertThat(all(DAY)).isEmpty();
    index.hold(B, List.of(), true);
    index.choose(id("web", 0), new Resources(950, 1), List.of(), second(DAY));
    assertThat(next(DAY + 1)).as("it was proposed to somebody").isEmpty();
  }

  @Test
  void whoHasNoSwitchOrIsToStayOnStaysOn() {
    on("boot", Labels.NONE, A);
    on("boot", Labels.parse(List.of("power=always")), B);
    assertThat(all(DAY)).isEmpty();
  }

  @Test
  void nobodyGoesDownWhileSomebodyIsSilent() {
    on(A, B);
    calm = false;
    assertThat(all(2 * SETTLE)).isEmpty();
    calm = true;
    assertThat(next(2 * SETTLE + 1)).isPresent();
  }

  @Test
  void nobodyGoesDownIfTheOthersWereUsedTooMuchThen() {
    on(A, B, C);
    hold(A, 850);
    hold(B, 760); // 1,610 of 2,000
    assertThat(all(DAY)).isEmpty();
    hold(B, 740);
    assertThat(next(DAY + 1).orElseThrow().node()).isEqualTo(C);
  }

  @Test
  void whoWaitsCountsAsIfHeWereThere() {
    on(A, B, C);
    hold(A, 850);
    hold(B, 350);
    on("boot", Labels.NONE, new NodeId("full"));
    hold(new NodeId("full"), 1_000);
    seek("web", 700, "pin=nowhere");
    assertThat(all(DAY)).isEmpty();
    waiting.clear();
    seek("huge", 100_000);
    assertThat(next(DAY + 1)).as("for him there is no place whatever is on").isPresent();
  }

  @Test
  void oneAtATimeAndAtAPace() {
    on(A, B, C);
    long first = READY + SETTLE;
    assertThat(all(first)).hasSize(1);
    sleep(C, first);
    assertThat(until(first + PACE - 1)).isEmpty();
    assertThat(next(first + PACE).orElseThrow().node()).isEqualTo(B);
  }

  /** Its word is still on the way. */
  @Test
  void nobodyElseIsToldWhileOneHasYetToHeed() {
    power = new Power(limits(true, 0.8, 1, 1));
    on(A, B, C);
    long first = READY + SETTLE;
    assertThat(all(first)).hasSize(1);
    assertThat(until(first + 9)).isEmpty();
    assertThat(next(first + 10).orElseThrow().node()).as("it did not").isEqualTo(C);
  }

  @Test
  void whoWaitsAndFitsOnlyOnASleepingNodeHasItWokenAtOnce() {
    on(A);
    hold(A, 900);
    asleep(B, CPU, 0);
    asleep(C, 600, 0);
    assertThat(until(READY + 1)).as("used too much, so one comes").hasSize(1);
    seek("web", 800);
    Wish up = next(READY + 2).orElseThrow();
    assertThat(up)
        .isEqualTo(
            new Wish.Up(
                B,
                "shop/web#0 waits for 0.8 cores and 0 MiB and fits on none of the 1 nodes that"
                    + " are on"));
    assertThat(until(READY + 2 + PACE + 5)).as("one is enough").isEmpty();
  }

  @Test
  void theSmallestThatFitsIsWoken() {
    on(A);
    hold(A, 700);
    asleep(B, CPU, 0);
    asleep(C, 600, 0);
    seek("web", 500);
    assertThat(until(READY + 3)).extracting(Wish::node).containsExactly(C);
  }

  @Test
  void soManyAreWokenAsTheyNeedWhoWait() {
    on(A);
    hold(A, 700);
    asleep(B, CPU, 0);
    asleep(C, CPU, 0);
    for (int slot = 0; slot < 3; slot++) {
      waiting.add(new Seeker(id("web", slot), new Resources(600, 1), Wishes.NONE));
    }
    assertThat(until(READY + 10)).extracting(Wish::node).containsExactly(B, C);
  }

  /** What he wishes for counts; else it would be woken again and again. */
  @Test
  void whoWouldNotGoThereWakesNobody() {
    on(A);
    hold(A, 700);
    asleep(B, CPU, 0);
    seek("web", 500, "region=eu");
    assertThat(until(READY + PACE)).isEmpty();
    power.rests(C, facts(CPU, Labels.parse(List.of("region=eu"))), second(0), false);
    assertThat(until(READY + PACE + 3)).extracting(Wish::node).containsExactly(C);
  }

  @Test
  void whoFindsAPlaceOnWhatIsOnWakesNobody() {
    on(A);
    asleep(B, CPU, 0);
    seek("web", 500);
    assertThat(until(READY + 60)).isEmpty();
    assertThat(index.choose(id("x", 0), new Resources(1_000, 1), List.of(), second(61)).node())
        .as("what was only tried is given back")
        .contains(A);
  }

  @Test
  void oneMoreIsWokenWhenWhatIsOnIsUsedTooMuch() {
    on(A);
    asleep(B, CPU, 0);
    hold(A, 800);
    assertThat(until(READY + 10)).isEmpty();
    hold(A, 810);
    assertThat(next(READY + 11).orElseThrow())
        .isEqualTo(
            new Wish.Up(
                B, "81 % of the cpu and 0 % of the memory of what is on is used, more than 80 %"));
  }

  @Test
  void memoryIsCountedByItself() {
    on(A);
    asleep(B, CPU, 0);
    index.hold(A, List.of(assignment(100, 900L << 20)), true);
    assertThat(until(READY + 1)).extracting(Wish::node).containsExactly(B);
  }

  @Test
  void theSmallestThatIsEnoughIsWokenForRelief() {
    on(A);
    hold(A, 1_000);
    asleep(B, 200, 0);
    asleep(C, 300, 0);
    assertThat(until(READY + 1)).extracting(Wish::node).containsExactly(C);
  }

  @Test
  void whoIsMissingAmongThoseThatShouldBeOnIsReplaced() {
    power = new Power(limits(true, 0.8, 2));
    on(A);
    asleep(B, CPU, 0);
    assertThat(until(READY + 1)).containsExactly(new Wish.Up(B, "1 nodes are on, of at least 2"));
  }

  @Test
  void aSleepingNodeIsWokenOnceADayAndOneAtATime() {
    on(A);
    asleep(B, CPU, 10);
    asleep(C, CPU, 5);
    assertThat(until(DAY + 4)).isEmpty();
    assertThat(next(DAY + 5).orElseThrow())
        .isEqualTo(new Wish.Up(C, "asleep for PT2H46M40S: to see that it comes"));
    assertThat(until(DAY + 200)).as("the first has yet to come").isEmpty();
    power.forget(C);
    assertThat(next(DAY + 201).orElseThrow().node()).isEqualTo(B);
  }

  @Test
  void whatWasWokenIsNotPutToSleepByTheNextLook() {
    on(A);
    hold(A, 900);
    asleep(B, CPU, 0);
    assertThat(until(READY + 1)).hasSize(1);
    on(B);
    hold(A, 100);
    assertThat(until(READY + SETTLE)).isEmpty();
    assertThat(until(READY + SETTLE + PACE)).extracting(Wish::node).containsExactly(B);
  }

  @Test
  void aConstantDemandFlapsNothing() {
    on(A);
    hold(A, 900);
    asleep(B, CPU, 0);
    assertThat(until(READY + 1)).hasSize(1);
    on(B);
    assertThat(all(DAY)).isEmpty();
  }

  /** Who starts has heard nobody yet, and shall not take them for gone. */
  @Test
  void aZoneThatJustStartedListensFirst() {
    asleep(B, CPU, 0);
    seek("web", 500);
    assertThat(until(READY - 1)).isEmpty();
    assertThat(next(READY)).isPresent();
  }

  @Test
  void limitsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> limits(true, 0.81, 1)).hasMessageContaining("threshold must be 0.5");
    assertThatThrownBy(() -> limits(true, 0.49, 1)).hasMessageContaining("threshold must be 0.5");
    assertThatThrownBy(() -> limits(true, 0.8, 0)).hasMessageContaining("on-min");
    assertThatThrownBy(() -> limits(true, 0.8, 1, 0)).hasMessageContaining("pace");
  }

  private static PowerLimits limits(boolean enabled, double threshold, int onMin) {
    return limits(enabled, threshold, onMin, PACE);
  }

  private static PowerLimits limits(boolean enabled, double threshold, int onMin, long pace) {
    return new PowerLimits(
        enabled,
        threshold,
        onMin,
        Duration.ofSeconds(SETTLE),
        Duration.ofSeconds(pace),
        Duration.ofSeconds(DAY),
        Duration.ofMinutes(10));
  }

  private void on(NodeId... nodes) {
    on("boot", Labels.parse(List.of("power=on-demand")), nodes);
  }

  private void on(String boot, Labels labels, NodeId... nodes) {
    for (NodeId node : nodes) {
      index.hear(new Heartbeat(node, boot, 1, facts(CPU, labels), 0), second(0));
      index.watch(node, boot, second(0));
      index.hold(node, List.of(), true);
    }
  }

  private void sleep(NodeId node, long at) {
    index.hold(node, List.of(), false);
    asleep(node, CPU, at);
  }

  private void asleep(NodeId node, long cpu, long since) {
    power.rests(node, facts(cpu, Labels.NONE), second(since), false);
  }

  private void hold(NodeId node, long cpu) {
    index.hold(node, List.of(assignment(cpu, 0)), true);
  }

  private static Assignment assignment(long cpu, long memory) {
    Spec any = Operator.spec("steady", 1, cpu);
    Resources amount = new Resources(cpu, memory);
    Spec spec = new Spec(any.run(), amount, any.ports(), any.health(), any.restart());
    return new Assignment(id("held", 0), 1, spec);
  }

  private void seek(String service, long cpu) {
    waiting.add(new Seeker(id(service, 0), new Resources(cpu, 1), Wishes.NONE));
  }

  private void seek(String service, long cpu, String label) {
    int split = label.indexOf('=');
    TreeMap<String, List<String>> require = new TreeMap<>();
    require.put(label.substring(0, split), List.of(label.substring(split + 1)));
    Wishes wishes = new Wishes(require, List.of(), Optional.empty(), List.of(), List.of());
    waiting.add(new Seeker(id(service, 0), new Resources(cpu, 1), wishes));
  }

  private static WorkloadId id(String service, int slot) {
    return new WorkloadId(new RobotId("shop"), service, slot);
  }

  private static Facts facts(long cpu, Labels labels) {
    return new Facts(new ZoneId("home"), "host", new Resources(cpu, 1L << 30), "", labels);
  }

  /** Of the looks that come once a second, this one. */
  private Optional<Wish> next(long at) {
    return power.next(index, () -> Collections.unmodifiableList(waiting), calm, second(at));
  }

  private long looked;

  private List<Wish> until(long end) {
    List<Wish> wishes = new ArrayList<>();
    for (; looked <= end; looked++) {
      next(looked).ifPresent(wishes::add);
    }
    return wishes;
  }

  private List<Wish> all(long end) {
    return until(end);
  }

  private static Instant second(long n) {
    return Instant.EPOCH.plusSeconds(n);
  }
}
