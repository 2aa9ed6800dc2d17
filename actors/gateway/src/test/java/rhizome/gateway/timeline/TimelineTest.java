package rhizome.gateway.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Resources;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Facts;
import rhizome.grid.node.Node;
import rhizome.grid.robot.Robot;
import rhizome.grid.workload.Status;
import rhizome.grid.workload.Workload.Event;
import rhizome.grid.workload.Workload.Event.*;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;

class TimelineTest {

  private static final WorkloadId WEB = WorkloadId.parse("shop/web#0");
  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N2 = new NodeId("n2");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static Instant at(long millis) {
    return NOON.plusMillis(millis);
  }

  private static Event started(long epoch, int incarnation, long millis) {
    return new Started(epoch, incarnation, 100 + incarnation, new TreeMap<>(), at(millis));
  }

  private static final List<Event> KILLED_THEN_LOST =
      List.of(
          new Placed(1, N1, at(0)),
          started(1, 1, 10),
          new BecameReady(1, 1, at(60)),
          new Restarting(
              1,
              1,
              Cause.of("its program ended with signal 9 (SIGKILL)", at(1_000))
                  .leadingTo("n1 restarts it within its policy", at(1_000)),
              at(1_000),
              at(1_000)),
          started(1, 2, 1_003),
          new BecameReady(1, 2, at(1_043)),
          new Moved(
              2,
              N1,
              true,
              0,
              Cause.of("nothing was heard of n1 since then", at(5_000))
                  .leadingTo("the lease of n1 ran out", at(8_000)),
              at(8_010)),
          new Placed(2, N2, at(8_020)),
          started(2, 1, 8_030),
          new BecameReady(2, 1, at(8_100)));

  @Test
  void aStoryRemembersWhereItHappenedAndSinceWhenItWasBroken() {
    assertThat(Timeline.of(WEB, KILLED_THEN_LOST))
        .extracting(Entry::sentence)
        .containsExactly(
            "placed on n1",
            "started by n1 (pid 101, incarnation 1)",
            "ready, 50 ms after its start",
            "restarted by n1 within its policy (incarnation 2), because: its program ended with"
                + " signal 9 (SIGKILL)",
            "started by n1 (pid 102, incarnation 2)",
            "ready again, 43 ms after it broke",
            "leaves n1, because: the lease of n1 ran out, because: nothing was heard of n1 since"
                + " then (3.0 s before)",
            "placed on n2",
            "started by n2 (pid 101, incarnation 1)",
            "ready again, 3.1 s after it broke");
  }

  @Test
  void theLastRecoveryIsMeasuredFromWhatBrokeToReadyAgain() {
    Recovery whole = Timeline.lastRecovery(KILLED_THEN_LOST).orElseThrow();
    assertThat(whole).isEqualTo(new Recovery(at(5_000), at(8_100)));
    assertThat(whole.took()).isEqualTo(Duration.ofMillis(3_100));

    Recovery first = Timeline.lastRecovery(KILLED_THEN_LOST.subList(0, 6)).orElseThrow();
    assertThat(first.took()).isEqualTo(Duration.ofMillis(43));
    assertThat(Timeline.lastRecovery(KILLED_THEN_LOST.subList(0, 7))).contains(first);
    assertThat(Timeline.lastRecovery(KILLED_THEN_LOST.subList(0, 3))).isEmpty();
  }

  @Test
  void anEventOutOfItsStoryIsToldWithWhatItKnows() {
    assertThat(Timeline.of(new Fact.OfWorkload(WEB, started(1, 2, 0))).sentence())
        .isEqualTo("started by its node (pid 102, incarnation 2)");
  }

  @Test
  void whatRobotsDoIsToldToo() {
    RobotId shop = new RobotId("shop");
    Blueprint empty = new Blueprint("shop", List.of());
    assertThat(tell(new Fact.OfRobot(shop, new Robot.Event.Targeted(empty, 2, "ann", NOON))))
        .isEqualTo("aims at generation 2, by ann: 0 workloads in 0 services");
    assertThat(
            tell(
                new Fact.OfRobot(
                    shop, new Robot.Event.Observed(WEB, 2, Status.READY, "on n1", NOON))))
        .isEqualTo("shop/web#0 is ready (on n1)");
    assertThat(
            tell(new Fact.OfRobot(shop, new Robot.Event.Observed(WEB, 2, Status.GONE, "", NOON))))
        .isEqualTo("shop/web#0 is gone");
    assertThat(tell(new Fact.OfRobot(shop, new Robot.Event.TableConfirmed(WEB, 7, NOON))))
        .isEqualTo("shop/web#0 knows the endpoints it uses, as of change 7");
    assertThat(tell(new Fact.OfRobot(shop, new Robot.Event.TableConfirmed(WEB, 0, NOON))))
        .isEqualTo("shop/web#0 has no list of the endpoints it uses");
    assertThat(tell(new Fact.OfRobot(shop, new Robot.Event.Destroyed(3, "ann", NOON))))
        .isEqualTo("to be taken down, says ann");
  }

  @Test
  void whatHappensToNodesIsToldToo() {
    Facts facts = new Facts(new ZoneId("cellar"), "host7", new Resources(2_500, 3L << 30));
    assertThat(tell(new Fact.OfNode(N1, new Node.Event.Enrolled(facts, "boot", NOON))))
        .isEqualTo("offers 2.5 cores and 3072 MiB on host7 in zone cellar");
    Cause silent = Cause.of("the lease of n1 ran out", NOON);
    assertThat(tell(new Fact.OfNode(N1, new Node.Event.Lost(silent, NOON))))
        .isEqualTo("counts as lost, because: the lease of n1 ran out");
    assertThat(tell(new Fact.OfNode(N1, new Node.Event.Releasing(WEB, 1, NOON))))
        .isEqualTo("stops shop/web#0");
    assertThat(tell(new Fact.OfNode(N1, new Node.Event.Freed(WEB, 1, NOON))))
        .isEqualTo("runs nothing of shop/web#0 any more");
  }

  @Test
  void whatOperatorsDoToNodesIsToldToo() {
    Map<Node.Event, String> sentences = new LinkedHashMap<>();
    Cause silent = Cause.of("its heartbeats stopped", NOON);
    sentences.put(
        new Node.Event.Suspected(silent, NOON), "may be gone, because: its heartbeats stopped");
    sentences.put(new Node.Event.Cordoned("ann", NOON), "takes nothing more, says ann");
    sentences.put(new Node.Event.Uncordoned("ann", NOON), "takes more again, says ann");
    sentences.put(
        new Node.Event.DrainBegun("ann", NOON.plusSeconds(600), 4, NOON),
        "to be emptied, says ann: 4 at once, within 10 min 0 s");
    sentences.put(
        new Node.Event.DeadlinePassed(NOON), "waits no longer: what is left there goes now");
    sentences.put(new Node.Event.Removed("ann", NOON), "taken off the grid by ann");
    sentences.put(new Node.Event.Forgotten(NOON), "no longer listed");
    sentences.forEach(
        (event, sentence) -> assertThat(tell(new Fact.OfNode(N1, event))).isEqualTo(sentence));
  }

  /** It was well all the time on the node it left, so nothing broke and nothing recovered. */
  @Test
  void whoServedUntilItsSuccessorWasReadyWasNeverBroken() {
    Cause drain = Cause.of("n1 is being drained by ann", NOON);
    List<Event> served =
        List.of(
            new BecameReady(1, 1, NOON),
            new Vacated(2, N1, true, 0, drain, NOON.plusSeconds(5)),
            new BecameReady(2, 1, NOON.plusSeconds(9)));
    assertThat(Timeline.lastRecovery(served)).isEmpty();
    List<Event> stopped =
        List.of(
            new BecameReady(1, 1, NOON),
            new Vacated(2, N1, false, 0, drain, NOON.plusSeconds(5)),
            new BecameReady(2, 1, NOON.plusSeconds(9)));
    assertThat(Timeline.lastRecovery(stopped).orElseThrow().took())
        .isEqualTo(Duration.ofSeconds(4));
  }

  private static String tell(Fact fact) {
    assertThat(fact.at()).isEqualTo(NOON);
    return Timeline.of(fact).sentence();
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 0 ms",
    "0, 0 ms",
    "999, 999 ms",
    "1000, 1.0 s",
    "2149, 2.1 s",
    "99949, 99.9 s",
    "100000, 1 min 40 s",
    "7199999, 119 min 59 s",
    "7200000, 2 h 0 min",
    "172799000, 47 h 59 min",
    "172800000, 2 d 0 h"
  })
  void aSpanIsWrittenAsPeopleSayIt(long millis, String expected) {
    assertThat(Span.of(Duration.ofMillis(millis))).isEqualTo(expected);
  }
}
