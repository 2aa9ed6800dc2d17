package rhizome.grid.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.grid.workload.Lives.HEALTHY_AFTER;
import static rhizome.grid.workload.Lives.N1;
import static rhizome.grid.workload.Lives.N2;
import static rhizome.grid.workload.Lives.NEWER;
import static rhizome.grid.workload.Lives.SPEC;
import static rhizome.grid.workload.Lives.WEB;
import static rhizome.grid.workload.Lives.exhausted;
import static rhizome.grid.workload.Lives.lost;
import static rhizome.grid.workload.Lives.placed;
import static rhizome.grid.workload.Lives.ready;
import static rhizome.grid.workload.Lives.restarting;
import static rhizome.grid.workload.Lives.retiring;
import static rhizome.grid.workload.Lives.second;
import static rhizome.grid.workload.Lives.started;
import static rhizome.grid.workload.Lives.stopped;
import static rhizome.grid.workload.Lives.unready;
import static rhizome.grid.workload.Workload.Refusal.STALE_EPOCH;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Report;
import rhizome.grid.workload.Workload.Command;
import rhizome.grid.workload.Workload.Command.*;
import rhizome.grid.workload.Workload.Duty;
import rhizome.grid.workload.Workload.Event;
import rhizome.grid.workload.Workload.Phase;
import rhizome.grid.workload.Workload.State;
import rhizome.grid.world.Trial;

class ObservationTest {

  @Test
  void aReportProvesThatThePlaceWasTaken() {
    var workload = placed().given(started(1, 1, 5));
    assertThat(workload.owes()).noneMatch(Duty.Reserve.class::isInstance);
  }

  @Test
  void onlyTheHolderOfTheLeaseIsHeard() {
    assertThat(ready().when(ready(2, 1, 50))).isEqualTo(reject(STALE_EPOCH));
    assertThat(ready().when(new Observe(N2, ready(1, 1, 50).report())))
        .isEqualTo(reject(STALE_EPOCH));
  }

  @Test
  void whatIsRepeatedIsWrittenOnce() {
    var workload = placed();
    for (Command report :
        List.of(
            started(1, 1, 10),
            ready(1, 1, 11),
            unready(1, 12),
            restarting(1, 13),
            started(1, 2, 14),
            adopted(2, 102, 15))) {
      assertThat(workload.when(report)).isNotEqualTo(unchanged());
      assertThat(workload.when(report)).isEqualTo(unchanged());
    }
  }

  @Test
  void reportsOfAnEarlierProcessAreLate() {
    var workload = ready().given(started(1, 3, 20));
    for (Command late : List.of(started(1, 2, 15), ready(1, 2, 16), restarting(2, 17))) {
      assertThat(workload.when(late)).isEqualTo(unchanged());
    }
    assertThat(workload.when(new Observe(N1, exhaustedAt(2, 18)))).isEqualTo(unchanged());
  }

  @Test
  void aStartThatReadinessOvertookOnlyFillsInItsProcess() {
    var workload = placed().given(ready(1, 1, 11), started(1, 1, 10));
    assertThat(progress(workload))
        .isEqualTo(new Progress(Phase.READY, 1, second(11), 101, ports()));
  }

  /** An agent whose disk was lost counts from 1 again in the same epoch. */
  @Test
  void anAgentThatLostItsMemoryIsStillHeard() {
    var workload = ready().given(started(1, 7, 20), ready(1, 7, 21));
    workload.given(started(1, 1, 40, 555));
    assertThat(progress(workload).phase()).isEqualTo(Phase.STARTING);
    assertThat(progress(workload).pid()).isEqualTo(555);
    workload.given(ready(1, 1, 41));
    assertThat(Workload.status(workload.state())).isEqualTo(Status.READY);
  }

  @Test
  void aNewProcessUnderAnOldNumberIsNotTakenForTheOldOne() {
    var workload = ready().given(ready(1, 1, 41), started(1, 1, 40, 555));
    assertThat(progress(workload))
        .isEqualTo(new Progress(Phase.READY, 1, second(41), 555, ports()));
  }

  @Test
  void adoptionKeepsThePhase() {
    var workload = ready().given(adopted(1, 101, 30));
    assertThat(progress(workload))
        .isEqualTo(new Progress(Phase.READY, 1, second(30), 101, ports()));
  }

  @Test
  void anUnhealthyProgramShowsIt() {
    var workload = ready().given(unready(1, 12));
    assertThat(Workload.status(workload.state())).isEqualTo(Status.UNHEALTHY);
    workload.given(restarting(1, 13));
    assertThat(Workload.status(workload.state())).isEqualTo(Status.STARTING);
  }

  @Test
  void whatNeverWasReadySaysWhy() {
    var workload = placed().given(started(1, 1, 10));
    Observe report = hindered(1, 13, "port 80: connection refused");
    assertThat(workload.when(report)).isNotEqualTo(unchanged());
    workload.given(report);
    assertThat(workload.when(report)).isEqualTo(unchanged());
    assertThat(progress(workload).since()).as("it is the same process").isEqualTo(second(10));
    assertThat(detail(workload)).isEqualTo("on n1, not ready yet: port 80: connection refused");
    assertThat(Workload.status(workload.state())).isEqualTo(Status.STARTING);
    workload.given(ready(1, 1, 20));
    assertThat(detail(workload)).isEqualTo("on n1");
    assertThat(workload.when(hindered(1, 14, "late"))).isEqualTo(unchanged());
  }

  /** Whoever is restarted again and again is not ready because of how it ended the last time. */
  @Test
  void whatIsRestartedSaysWhyUntilItIsReady() {
    var workload = placed().given(started(1, 1, 10), unready(1, 12), restarting(1, 13));
    String why = "on n1, not ready yet: its program ended with signal 9 (SIGKILL)";
    assertThat(detail(workload)).isEqualTo(why);
    workload.given(started(1, 2, 14));
    assertThat(detail(workload)).isEqualTo(why);
    workload.given(hindered(2, 17, "refused"));
    assertThat(detail(workload)).isEqualTo("on n1, not ready yet: refused");
    workload.given(ready(1, 2, 20));
    assertThat(detail(workload)).isEqualTo("on n1");
  }

  private static Observe hindered(int incarnation, long at, String why) {
    return new Observe(N1, new Report.Hindered(WEB, 1, incarnation, second(at), why));
  }

  private static String detail(Trial<Command, Event, State, Duty> workload) {
    return workload.owes().stream()
        .flatMap(duty -> duty instanceof Duty.Inform i ? Stream.of(i.detail()) : Stream.empty())
        .findFirst()
        .orElseThrow();
  }

  /** Health without restart: the same process is ready, unready, and ready again. */
  @Test
  void readinessComesAndGoesWithoutANewProcess() {
    var workload = ready().given(unready(1, 12));
    assertThat(progress(workload))
        .isEqualTo(new Progress(Phase.UNREADY, 1, second(12), 101, ports(), "no answer", ""));
    assertThat(workload.owes())
        .anySatisfy(
            duty -> {
              assertThat(duty).isInstanceOf(Duty.Inform.class);
              assertThat(duty.toString()).contains("UNHEALTHY, detail=on n1, unready: no answer");
            });
    workload.given(ready(1, 1, 13));
    assertThat(progress(workload))
        .isEqualTo(new Progress(Phase.READY, 1, second(13), 101, ports()));
    assertThat(workload.owes())
        .anySatisfy(duty -> assertThat(duty.toString()).contains("READY, detail=on n1,"));
  }

  @Test
  void whatWasReadyOrUnreadyBeforeIsLateNews() {
    var workload = ready().given(unready(1, 12), ready(1, 1, 13));
    assertThat(workload.when(unready(1, 12))).isEqualTo(unchanged());
    assertThat(workload.when(ready(1, 1, 11))).isEqualTo(unchanged());
    workload.given(unready(1, 14));
    assertThat(workload.when(ready(1, 1, 13))).isEqualTo(unchanged());
    assertThat(progress(workload).phase()).isEqualTo(Phase.UNREADY);
  }

  @Test
  void anUnreadyProgramThatIsAdoptedIsStillUnreadyForItsReason() {
    var workload = ready().given(unready(1, 12), adopted(1, 101, 30));
    assertThat(progress(workload).complaint()).isEqualTo("no answer");
    workload.given(started(1, 2, 40));
    assertThat(progress(workload).complaint()).as("nothing better is known").isEqualTo("no answer");
    workload.given(ready(1, 2, 41));
    assertThat(progress(workload).complaint()).isEmpty();
  }

  @Test
  void whatWasStoppedIsOverWhoeverCountsAndAsksForAPlaceAtOnce() {
    for (int incarnation : List.of(0, 1, 9)) {
      var workload = ready().given(started(1, 5, 15), stopped(1, incarnation, 10));
      assertThat(workload.owes()).contains(new Duty.FindPlace(WEB, 2, SPEC, List.of(N1)));
    }
  }

  @Test
  void everyRestartTellsItsCause() {
    var workload = ready();
    assertThat(workload.when(restarting(1, 13)).toString())
        .contains("n1 restarts it within its policy")
        .contains("its program ended with signal 9 (SIGKILL)");
  }

  @Test
  void aHealthySpellForgivesEarlierMoves() {
    long late = 100 + HEALTHY_AFTER.toSeconds();
    for (Command end : List.of(restart(late), exhausted(N2, 2, late), lost(N2, 2, late))) {
      var workload = movedAndReady(100).given(end);
      assertThat(moves(workload)).isEqualTo(end instanceof Observe o && isLast(o) ? 1 : 0);
    }
  }

  @Test
  void aShortSpellForgivesNothing() {
    var workload = movedAndReady(100).given(restart(101));
    assertThat(moves(workload)).isEqualTo(1);
    workload.given(exhausted(N2, 2, 102));
    assertThat(Workload.status(workload.state())).isEqualTo(Status.PARKED);
  }

  @Test
  void readinessClearsTheNodesToAvoid() {
    var workload = movedAndReady(100).given(lost(N2, 2, 101));
    assertThat(workload.owes()).contains(new Duty.FindPlace(WEB, 3, SPEC, List.of(N2)));
  }

  @Test
  void aLeaseThatIsLeavingSpeaksOnAndOnlyItsEndIsNews() {
    for (var workload : List.of(retiring(), ready().given(new Ensure(NEWER, 2, second(20))))) {
      assertThat(workload.when(started(1, 2, 30))).isEqualTo(unchanged());
      assertThat(workload.when(stopped(1, 2, 31)).toString()).contains("Released");
      assertThat(workload.owes()).noneMatch(Duty.Release.class::isInstance);
    }
  }

  private static boolean isLast(Observe o) {
    return o.report() instanceof Report.Exhausted;
  }

  private static Trial<Command, Event, State, Duty> movedAndReady(long at) {
    return placed()
        .given(
            exhausted(N1, 1, 4),
            stopped(1, 1, 5),
            new Place(2, N2, second(6)),
            new Observe(N2, new Report.Ready(WEB, 2, 1, second(at))));
  }

  private static Observe restart(long at) {
    return new Observe(
        N2, new Report.Restarting(WEB, 2, 1, second(at), new Exit.Code(1), second(at)));
  }

  private static Report exhaustedAt(int incarnation, long at) {
    return new Report.Exhausted(WEB, 1, incarnation, second(at), new Exit.Code(1));
  }

  private static Observe adopted(int incarnation, long pid, long at) {
    return new Observe(N1, new Report.Adopted(WEB, 1, incarnation, second(at), pid));
  }

  private static SortedMap<String, Integer> ports() {
    return new TreeMap<>();
  }

  private static int moves(Trial<Command, Event, State, Duty> workload) {
    return switch (workload.state()) {
      case State.Pending p -> p.moves();
      case State.Active a -> a.moves();
      case State other -> throw new AssertionError(other);
    };
  }

  private static Progress progress(Trial<Command, Event, State, Duty> workload) {
    if (workload.state() instanceof State.Active a) {
      return a.progress();
    }
    throw new AssertionError(workload.state());
  }
}
