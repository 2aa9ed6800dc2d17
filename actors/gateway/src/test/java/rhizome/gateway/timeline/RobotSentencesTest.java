package rhizome.gateway.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.gateway.view.EventView;
import rhizome.grid.endpoint.Leader;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Lease;
import rhizome.grid.node.Node;
import rhizome.grid.robot.Leading;
import rhizome.grid.robot.Robot.Event;
import rhizome.grid.robot.Robot.Event.*;
import rhizome.grid.task.Task;
import rhizome.grid.workload.Status;
import rhizome.grid.workload.Workload;
import rhizome.house.Property;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;

/** What a robot does, in a person's words, and what of it belongs to a workload's story. */
class RobotSentencesTest {

  private static final RobotId SHOP = new RobotId("shop");
  private static final WorkloadId WEB = WorkloadId.parse("shop/web#0");
  private static final WorkloadId WEB_1 = WorkloadId.parse("shop/web#1");
  private static final WorkloadId DB = WorkloadId.parse("shop/db#0");
  private static final NodeId N1 = new NodeId("n1");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static Service service(String name, int replicas) {
    Run run = new Run("serve", List.of(), new TreeMap<>(), Optional.empty(), Run.GRACE_DEFAULT);
    Spec spec = new Spec(run, Resources.DEFAULT, List.of(), Health.DEFAULT, Restart.DEFAULT);
    return new Service(name, replicas, spec, List.of());
  }

  private static Event targeted(String by, Service... services) {
    return new Targeted(new Blueprint("shop", List.of(services)), 2, by, NOON);
  }

  private static String tell(Event event) {
    return RobotSentences.of(event).sentence();
  }

  @Test
  void everyKindOfEventIsToldInAPersonsWords() {
    Map<Event, String> sentences = new LinkedHashMap<>();
    sentences.put(
        targeted("ann", service("web", 1)),
        "aims at generation 2, by ann: 1 workload in 1 service");
    Leading leading = new Leading(new Leader(1, 2), new Lease(N1, 4));
    sentences.put(new Led("db", leading, NOON), "db#1 leads, in term 2");
    sentences.put(
        targeted("ann", service("web", 3), service("db", 1)),
        "aims at generation 2, by ann: 4 workloads in 2 services");
    sentences.put(
        new Observed(WEB, 2, Status.PARKED, "its budget is spent", NOON),
        "shop/web#0 is parked (its budget is spent)");
    sentences.put(new Elapsed(NOON), "looks again at what depends on time");
    sentences.put(new Granted(List.of(WEB), NOON), "shop/web#0 may give way to its new form");
    sentences.put(
        new Granted(List.of(WEB, WEB_1, DB), NOON),
        "shop/web#0 and 2 more may give way to their new form");
    sentences.put(new Spared(WEB, NOON), "shop/web#0 may be taken away for a while");
    sentences.put(
        new Stalled("web", "no progress for 10 min 0 s", 0, NOON),
        "web needs a human: no progress for 10 min 0 s");
    sentences.put(
        new Stalled("web", "shop/web#1 is parked", 1, NOON),
        "gives up, and goes back to generation 1: web: shop/web#1 is parked");
    sentences.put(new Promoted(List.of("web"), "ann", NOON), "web may follow, says ann");
    sentences.put(new Promoted(List.of("web", "db"), "ann", NOON), "web, db may follow, says ann");
    sentences.put(new Discarded(WEB, "ann", NOON), "shop/web#0 is missed no more, says ann");
    sentences.put(new Destroyed(3, "ann", NOON), "to be taken down, says ann");
    sentences.forEach((event, sentence) -> assertThat(tell(event)).isEqualTo(sentence));
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void everyStatusHasAWord(Status status) {
    assertThat(tell(new Observed(WEB, 2, status, "", NOON))).matches("shop/web#0 is [a-z]+");
  }

  @Test
  void anEventIsNamedAsTheFactItIs() {
    for (Event event : everyKind()) {
      Entry entry = RobotSentences.of(event);
      assertThat(entry.event())
          .isEqualToIgnoringCase(event.getClass().getSimpleName())
          .isLowerCase();
      assertThat(entry.at()).isEqualTo(NOON);
      assertThat(entry.because()).isEmpty();
    }
  }

  private static List<Event> everyKind() {
    return List.of(
        targeted("ann"),
        new Observed(WEB, 2, Status.READY, "", NOON),
        new Elapsed(NOON),
        new Granted(List.of(WEB), NOON),
        new Spared(WEB, NOON),
        new Stalled("web", "why", 0, NOON),
        new Promoted(List.of("web"), "ann", NOON),
        new Discarded(WEB, "ann", NOON),
        new Destroyed(3, "ann", NOON));
  }

  @Test
  void whatWasDoneToAWorkloadOrItsServiceConcernsIt() {
    List<Event> told =
        List.of(
            new Granted(List.of(DB, WEB), NOON),
            new Spared(WEB, NOON),
            new Stalled("web", "why", 0, NOON),
            new Promoted(List.of("db", "web"), "ann", NOON),
            new Discarded(WEB, "ann", NOON));
    assertThat(told).allMatch(event -> Timeline.concerns(WEB, event));
  }

  @Test
  void whatWasDoneToOthersDoesNotConcernIt() {
    List<Event> told =
        List.of(
            new Granted(List.of(DB, WEB_1), NOON),
            new Spared(WEB_1, NOON),
            new Stalled("db", "why", 0, NOON),
            new Promoted(List.of("db"), "ann", NOON),
            new Discarded(WEB_1, "ann", NOON),
            new Observed(WEB, 2, Status.READY, "", NOON),
            new Elapsed(NOON),
            new Destroyed(3, "ann", NOON));
    assertThat(told).noneMatch(event -> Timeline.concerns(WEB, event));
  }

  @Test
  void aNewTargetConcernsAWorkloadOnlyWhenTheRobotWentBackByItself() {
    assertThat(Timeline.concerns(WEB, targeted("ann"))).isFalse();
    assertThat(Timeline.concerns(WEB, targeted("operator, back to generation 1"))).isFalse();
    assertThat(Timeline.concerns(WEB, targeted("the robot itself, back to generation 1")))
        .isEqualTo(((Targeted) targeted("the robot itself, back to generation 1")).isReversal());
  }

  @Test
  void aStoryIsToldInOrderAndAtTheSameTimeTheWorkloadComesFirst() {
    List<Workload.Event> own =
        List.of(
            new Workload.Event.Placed(1, N1, NOON),
            new Workload.Event.BecameReady(1, 1, NOON.plusSeconds(2)));
    List<Event> told =
        List.of(
            new Granted(List.of(WEB), NOON.plusSeconds(2)), new Spared(WEB, NOON.plusSeconds(1)));

    assertThat(Timeline.of(WEB, own, told))
        .extracting(Entry::event)
        .containsExactly("placed", "spared", "became-ready", "granted");
    assertThat(Timeline.of(WEB, own, List.of())).isEqualTo(Timeline.of(WEB, own));
  }

  @Test
  void mergingLosesNothingAndKeepsTheOrderOfTime() {
    Property.forAll(
        random -> {
          List<Workload.Event> own = new ArrayList<>();
          List<Event> told = new ArrayList<>();
          Instant at = NOON;
          for (int i = random.nextInt(20); i > 0; i--) {
            at = at.plusSeconds(random.nextInt(3));
            if (random.nextBoolean()) {
              own.add(new Workload.Event.PlaceConfirmed(1, at));
            } else {
              told.add(new Spared(WEB, at));
            }
          }
          List<Entry> entries = Timeline.of(WEB, own, told);
          assertThat(entries).hasSize(own.size() + told.size());
          assertThat(entries).extracting(Entry::at).isSorted();
          assertThat(entries.stream().filter(entry -> entry.event().equals("spared")))
              .hasSize(told.size());
        });
  }

  @Test
  void aFactSaysWhomItHappenedTo() {
    Fact robot = new Fact.OfRobot(SHOP, new Spared(WEB, NOON));
    Fact node = new Fact.OfNode(N1, new Node.Event.Cordoned("ann", NOON));
    Fact workload = new Fact.OfWorkload(WEB, new Workload.Event.Placed(4, N1, NOON));
    TaskId backup = TaskId.parse("shop/db/backup");
    Fact task = new Fact.OfTask(backup, new Task.Event.Unscheduled(NOON));

    assertThat(List.of(robot, node, workload, task))
        .extracting(Fact::kind)
        .containsExactly("robot", "node", "workload", "task");
    assertThat(List.of(robot, node, workload, task))
        .extracting(Fact::name)
        .containsExactly("shop", "n1", "shop/web#0", "shop/db/backup");
    assertThat(List.of(robot, node, workload, task)).allMatch(fact -> fact.at().equals(NOON));
  }

  @Test
  void anEventOfTheFeedIsAFactWithItsEntry() {
    assertThat(
            EventView.of(
                new Fact.OfWorkload(
                    WEB, new Workload.Event.Started(4, 2, 77, Collections.emptyMap(), NOON))))
        .isEqualTo(
            new EventView(
                NOON,
                "workload",
                "shop/web#0",
                "started",
                "started by its node (pid 77, incarnation 2)",
                4,
                2,
                List.of()));
  }

  @Test
  void anEventOfTheFeedSaysWhy() {
    Cause cause =
        Cause.of("nothing was heard of n1 since then", NOON.minusSeconds(3))
            .leadingTo("the lease of n1 ran out", NOON);
    EventView view = EventView.of(new Fact.OfNode(N1, new Node.Event.Lost(cause, NOON)));
    assertThat(view.sentence())
        .isEqualTo(
            "counts as lost, because: the lease of n1 ran out, because: nothing was heard of n1"
                + " since then (3.0 s before)");
    assertThat(view.because())
        .containsExactly(
            new Entry.Link("the lease of n1 ran out", NOON),
            new Entry.Link("nothing was heard of n1 since then", NOON.minusSeconds(3)));
  }

  @Test
  void aRecoveryTookFromWhatBrokeToReadyAgain() {
    assertThat(new Recovery(NOON, NOON.plusMillis(1_500)).took())
        .isEqualTo(Duration.ofMillis(1_500));
  }
}
