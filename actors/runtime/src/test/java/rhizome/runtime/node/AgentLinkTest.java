package rhizome.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.runtime.node.Shop.web;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.pattern.StatusReply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import rhizome.blueprints.model.Resources;
import rhizome.grid.endpoint.Table;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.node.Node;
import rhizome.grid.node.Report;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Robot.Command.ConfirmTable;
import rhizome.grid.workload.Workload;
import rhizome.grid.zone.Heartbeat;
import rhizome.house.Property;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.entity.EntityShell;
import rhizome.runtime.node.AgentLink.Answer;

/** One link between a scripted machine and a grid that answers what the test says, when it says. */
class AgentLinkTest {

  private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final NodeId NODE = new NodeId("one");
  private static final Facts FACTS =
      new Facts(new ZoneId("default"), "host", new Resources(1000, 1 << 30));

  /** A question the link asked, which waits for the test to answer. */
  private record Asked(Object command, CompletableFuture<Answer> answer) {
    void is(Answer said) {
      answer.complete(said);
    }
  }

  private final TestProbe<Asked> nodes = KIT.createTestProbe();
  private final TestProbe<Asked> workloads = KIT.createTestProbe();
  private final TestProbe<Asked> robots = KIT.createTestProbe();
  private final TestProbe<ZoneShell.Message> zone = KIT.createTestProbe();
  private final ScriptedMachine machine = new ScriptedMachine();
  private final ActorRef<AgentLink.Message> link = KIT.spawn(link());
  private @Nullable ActorRef<Order> orders;

  private Behavior<AgentLink.Message> link() {
    AgentLink.Surroundings surroundings =
        new AgentLink.Surroundings() {
          @Override
          public CompletionStage<Answer> node(Node.Command command) {
            return ask(nodes, command);
          }

          @Override
          public CompletionStage<Answer> workload(WorkloadId workload, Workload.Command command) {
            return ask(workloads, command);
          }

          @Override
          public CompletionStage<Answer> robot(RobotId robot, Robot.Command command) {
            return ask(robots, command);
          }

          @Override
          public void beat(Heartbeat heartbeat, ActorRef<Order> link) {
            zone.getRef().tell(new ZoneShell.Beat(heartbeat, link));
          }
        };
    return AgentLink.create(
        new AgentLink.Identity(NODE, "boot", FACTS, Duration.ofMillis(500)), machine, surroundings);
  }

  private static CompletionStage<Answer> ask(TestProbe<Asked> probe, Object command) {
    Asked asked = new Asked(command, new CompletableFuture<>());
    probe.getRef().tell(asked);
    return asked.answer;
  }

  @BeforeEach
  void enrol() {
    Asked asked = nodes.receiveMessage();
    assertThat(asked.command)
        .isInstanceOfSatisfying(
            Node.Command.Enrol.class,
            enrol -> {
              assertThat(enrol.facts()).isEqualTo(FACTS);
              assertThat(enrol.boot()).isEqualTo("boot");
            });
    asked.is(new Answer.Taken());
  }

  @AfterEach
  void stop() {
    KIT.stop(link);
  }

  @AfterAll
  static void close() {
    KIT.shutdownTestKit();
  }

  @Test
  void aFirstProcessWaitsForItsTableAndItsRobotHearsOfBoth() {
    ActorRef<Order> link = orders();
    link.tell(new Order.Assign(reaching(1)));
    Asked asked = robots.receiveMessage();
    assertThat(asked.command).isInstanceOfSatisfying(ConfirmTable.class, c -> isFor(c, 1, 0));
    asked.is(new Answer.Lost());
    awaitHandled();
    TIME.timePasses(RETRY);
    asked = robots.receiveMessage();
    assertThat(asked.command).isInstanceOfSatisfying(ConfirmTable.class, c -> isFor(c, 1, 0));
    asked.is(new Answer.Taken());
    assertThat(machine.told()).isEmpty();

    link.tell(announcement(1, 7));
    assertThat(robots.receiveMessage().command)
        .isInstanceOfSatisfying(ConfirmTable.class, c -> isFor(c, 1, 7));
    assertThat(machine.told())
        .containsExactly("tell shop/web#0 epoch 1 revision 7", "keep shop/web#0 epoch 1");
    TIME.timePasses(Duration.ofSeconds(3));
    awaitHandled();
    assertThat(machine.told()).as("and begins once").isEmpty();
  }

  @Test
  void aTableThatIsThereAlreadyIsNotWaitedForAndOneOfAnEarlierEpochIs() {
    ActorRef<Order> link = orders();
    link.tell(announcement(1, 7));
    robots.receiveMessage().is(new Answer.Taken());
    link.tell(new Order.Assign(reaching(1)));
    link.tell(new Order.Assign(reaching(2)));
    assertThat(robots.receiveMessage().command)
        .isInstanceOfSatisfying(ConfirmTable.class, c -> isFor(c, 2, 0));
    assertThat(machine.told())
        .containsExactly("tell shop/web#0 epoch 1 revision 7", "keep shop/web#0 epoch 1");
  }

  @Test
  void whatIsNotToldInTimeBeginsWithoutAndWhatWasDroppedMeanwhileDoesNot() {
    ActorRef<Order> link = orders();
    link.tell(new Order.Assign(reaching(1)));
    link.tell(new Order.Assign(new Assignment(web(1), 1, Shop.SPEC, true)));
    robots.receiveMessage().is(new Answer.Taken());
    robots.receiveMessage().is(new Answer.Taken());
    link.tell(new Order.Drop(web(1), 1));
    TIME.timePasses(Duration.ofMillis(1_900));
    awaitHandled();
    assertThat(machine.told()).containsExactly("stop shop/web#1 epoch 1");
    TIME.timePasses(Duration.ofMillis(200));
    awaitHandled();
    link.tell(announcement(1, 7));
    robots.receiveMessage();
    assertThat(machine.told())
        .containsExactly("keep shop/web#0 epoch 1", "tell shop/web#0 epoch 1 revision 7");
  }

  private static void isFor(ConfirmTable command, long epoch, long revision) {
    assertThat(command.workload()).isEqualTo(web(0));
    assertThat(command.epoch()).isEqualTo(epoch);
    assertThat(command.revision()).isEqualTo(revision);
  }

  private static Assignment reaching(long epoch) {
    return new Assignment(web(0), epoch, Shop.SPEC, true);
  }

  private static Order announcement(long epoch, long revision) {
    return new Order.Announce(web(0), epoch, new Table(revision, new TreeMap<>()));
  }

  @Test
  void anAgentEnrolsAgainUntilItIsAccepted() {
    link.tell(new AgentLink.Told(ready(0, 1)));
    orders().tell(new Order.Introduce());
    nodes.receiveMessage().is(new Answer.Lost());
    awaitHandled();
    nodes.expectNoMessage(Duration.ZERO);
    TIME.timePasses(RETRY);
    nodes.receiveMessage().is(new Answer.Refused(EntityShell.BROKEN_LAW));
    awaitHandled();
    TIME.timePasses(RETRY);
    nodes.receiveMessage().answer.completeExceptionally(new TimeoutException());
    awaitHandled();
    TIME.timePasses(RETRY);
    nodes.receiveMessage().is(new Answer.Taken());
    awaitHandled();
    TIME.timePasses(RETRY.multipliedBy(10));
    nodes.expectNoMessage(Duration.ZERO);
  }

  @Test
  void aHeartbeatTellsWhatIsHeldInOneNumberHoweverMuchThatIs() {
    assertThat(beat().heartbeat().digest()).isZero();
    machine.hold(new Workshop.Holding(web(0), 3), new Workshop.Holding(web(1), 1));
    ZoneShell.Beat beat = beat();
    assertThat(beat.heartbeat().digest()).isEqualTo(Digest.of(web(0), 3) + Digest.of(web(1), 1));
    assertThat(beat.heartbeat().node()).isEqualTo(NODE);
    assertThat(beat.heartbeat().boot()).isEqualTo("boot");
    machine.hold(new Workshop.Holding(web(1), 1), new Workshop.Holding(web(0), 4));
    assertThat(beat().heartbeat().digest()).isNotEqualTo(beat.heartbeat().digest());
  }

  @Test
  void ordersAreCarriedOutAsTheyComeAndASyncStopsWhatItDoesNotName() {
    ActorRef<Order> orders = orders();
    orders.tell(new Order.Assign(web(0, 1)));
    orders.tell(new Order.Drop(web(0), 1));
    awaitHandled();
    assertThat(machine.told())
        .containsExactly("keep shop/web#0 epoch 1", "stop shop/web#0 epoch 1");
    machine.hold(
        new Workshop.Holding(web(1), 2),
        new Workshop.Holding(web(2), 5),
        new Workshop.Holding(web(3), 1));
    orders.tell(new Order.Sync(List.of(web(1, 3), web(2, 5))));
    awaitHandled();
    assertThat(machine.told())
        .containsExactly(
            "stop shop/web#3 epoch 1", "keep shop/web#1 epoch 3", "keep shop/web#2 epoch 5");
  }

  @Test
  void ordersThatComeTwiceOrLateReachTheMachineWithTheirEpochAndItJudges() {
    ActorRef<Order> orders = orders();
    orders.tell(new Order.Assign(web(0, 2)));
    orders.tell(new Order.Assign(web(0, 2)));
    orders.tell(new Order.Assign(web(0, 1)));
    awaitHandled();
    assertThat(machine.told())
        .containsExactly(
            "keep shop/web#0 epoch 2", "keep shop/web#0 epoch 2", "keep shop/web#0 epoch 1");
  }

  @Test
  void aReportIsToldUntilItIsHeardAndTheNextOnlyThen() {
    link.tell(new AgentLink.Told(ready(0, 1)));
    link.tell(new AgentLink.Told(ready(0, 2)));
    for (Answer unheard : new Answer[] {new Answer.Lost(), new Answer.Lost()}) {
      Asked asked = workloads.receiveMessage();
      assertThat(asked.command).isEqualTo(new Workload.Command.Observe(NODE, ready(0, 1)));
      asked.is(unheard);
      awaitHandled();
      workloads.expectNoMessage(Duration.ZERO);
      TIME.timePasses(RETRY);
    }
    workloads.receiveMessage().is(new Answer.Taken());
    assertThat(workloads.receiveMessage().command)
        .isEqualTo(new Workload.Command.Observe(NODE, ready(0, 2)));
  }

  @Test
  void workloadsDoNotWaitForEachOther() {
    link.tell(new AgentLink.Told(ready(0, 1)));
    link.tell(new AgentLink.Told(ready(1, 1)));
    Asked first = workloads.receiveMessage();
    Asked second = workloads.receiveMessage();
    assertThat(List.of(first.command, second.command))
        .containsExactly(
            new Workload.Command.Observe(NODE, ready(0, 1)),
            new Workload.Command.Observe(NODE, ready(1, 1)));
  }

  @ParameterizedTest
  @EnumSource(Workload.Refusal.class)
  void onlyAWorkloadThatDisownsALeaseFreesItsPlace(Workload.Refusal refusal) {
    link.tell(new AgentLink.Told(ready(0, 7)));
    workloads.receiveMessage().is(new Answer.Refused(refusal.name()));
    switch (refusal) {
      case NOT_DEPLOYED, STALE_EPOCH -> freed(web(0), 1);
      case NOT_PARKED, STALE_GENERATION -> notFreed();
    }
    link.tell(new AgentLink.Told(ready(0, 8)));
    assertThat(workloads.receiveMessage().command)
        .as("a refused report is not told again")
        .isEqualTo(new Workload.Command.Observe(NODE, ready(0, 8)));
  }

  @ParameterizedTest
  @CsvSource({EntityShell.BROKEN_LAW, "stale_epoch", "STALE_EPOCH_OF_A_LATER_VERSION", "''"})
  void whatIsNoRefusalOfAWorkloadFreesNothing(String name) {
    link.tell(new AgentLink.Told(ready(0, 1)));
    workloads.receiveMessage().is(new Answer.Refused(name));
    notFreed();
  }

  @Test
  void whatHasStoppedIsFreedOnceItsWorkloadKnowsAndOnlyThen() {
    Report stopped = new Report.Stopped(web(0), 4, 1, Instant.EPOCH, new Exit.Signal(15));
    link.tell(new AgentLink.Told(stopped));
    workloads.receiveMessage().is(new Answer.Lost());
    notFreed();
    TIME.timePasses(RETRY);
    workloads.receiveMessage().is(new Answer.Taken());
    freed(web(0), 4);
  }

  @Test
  void everyOtherReportThatIsTakenFreesNothing() {
    List<Report> reports =
        List.of(
            new Report.Started(web(0), 1, 1, Instant.EPOCH, 1, Collections.emptyMap()),
            new Report.Adopted(web(0), 1, 1, Instant.EPOCH, 1),
            ready(0, 1),
            new Report.Unready(web(0), 1, 1, Instant.EPOCH, "no answer"),
            new Report.Hindered(web(0), 1, 1, Instant.EPOCH, "no answer"),
            new Report.Restarting(web(0), 1, 1, Instant.EPOCH, new Exit.Code(1), Instant.EPOCH),
            new Report.Exhausted(web(0), 1, 1, Instant.EPOCH, new Exit.Code(1)));
    for (Report report : reports) {
      link.tell(new AgentLink.Told(report));
      workloads.receiveMessage().is(new Answer.Taken());
      notFreed();
    }
  }

  @Test
  void aFreeThatIsLostIsSentAgainWithItsReport() {
    link.tell(new AgentLink.Told(ready(0, 1)));
    workloads.receiveMessage().is(new Answer.Refused("STALE_EPOCH"));
    nodes.receiveMessage().is(new Answer.Lost());
    awaitHandled();
    TIME.timePasses(RETRY);
    workloads.receiveMessage().is(new Answer.Refused("STALE_EPOCH"));
    freed(web(0), 1);
    TIME.timePasses(RETRY.multipliedBy(5));
    workloads.expectNoMessage(Duration.ZERO);
  }

  @Test
  void aGridThatIsAwayForLongFindsTheBeginningAndTheEndOfTheStory() {
    int said = 500;
    for (int i = 1; i <= said; i++) {
      link.tell(new AgentLink.Told(ready(0, i)));
    }
    Asked unheard = workloads.receiveMessage();
    awaitHandled();
    unheard.is(new Answer.Lost());
    awaitHandled();
    TIME.timePasses(RETRY);
    List<Integer> heard = new ArrayList<>();
    while (heard.isEmpty() || heard.getLast() < said) {
      Asked asked = workloads.receiveMessage();
      heard.add(((Workload.Command.Observe) asked.command).report().incarnation());
      asked.is(new Answer.Taken());
    }
    assertThat(heard).isSorted().startsWith(1).hasSize(Outbox.PER_WORKLOAD_MAX);
  }

  @Test
  void whateverIsLostEachStoryArrivesWholeAndInOrder() {
    int length = 4;
    Property.forAll(
        4,
        random -> {
          Map<WorkloadId, List<Integer>> heard = new LinkedHashMap<>();
          for (int i = 1; i <= length; i++) {
            for (int slot = 0; slot < 3; slot++) {
              link.tell(new AgentLink.Told(ready(slot, i)));
            }
          }
          int toCome = 3;
          while (toCome > 0) {
            List<Asked> round = workloads.receiveSeveralMessages(toCome);
            for (Asked asked : round) {
              Report report = ((Workload.Command.Observe) asked.command).report();
              heard
                  .computeIfAbsent(report.workload(), _ -> new ArrayList<>())
                  .add(report.incarnation());
              boolean lost = random.nextInt(4) == 0;
              toCome -= !lost && report.incarnation() == length ? 1 : 0;
              asked.is(lost ? new Answer.Lost() : new Answer.Taken());
            }
            awaitHandled();
            TIME.timePasses(RETRY);
          }
          assertThat(heard).hasSize(3);
          assertThat(heard.values())
              .allSatisfy(
                  story -> {
                    assertThat(story).isSorted();
                    assertThat(story.stream().distinct()).hasSize(length);
                  });
        });
  }

  @Test
  void noSliceOfALogIsLargerThanOneMessage() {
    assertThat(read(web(0), 100).getValue().bytes()).hasSize(100);
    assertThat(read(web(0), Integer.MAX_VALUE).getValue().bytes()).hasSize(LogSlice.BYTES_MAX);
    assertThat(read(web(0), -1).getValue().bytes()).isEmpty();
  }

  @Test
  void aLogThatCannotBeReadIsAnAnswer() {
    assertThat(read(WorkloadId.parse("shop/db#0"), 100).getError())
        .hasMessage("no log of shop/db#0 can be read: no such file");
  }

  @Test
  void whoLeavesSaysNothingMore() {
    awaitHandled();
    link.tell(new AgentLink.Leave());
    KIT.createTestProbe().expectTerminated(link, Duration.ofSeconds(10));
    TIME.timePasses(Duration.ofSeconds(10));
    zone.expectNoMessage(Duration.ZERO);
    link.tell(new AgentLink.Told(ready(0, 1)));
    workloads.expectNoMessage(Duration.ZERO);
  }

  private static Report ready(int slot, int incarnation) {
    return new Report.Ready(web(slot), 1, incarnation, Instant.EPOCH);
  }

  private void freed(WorkloadId workload, long epoch) {
    Asked asked = nodes.receiveMessage();
    assertThat(asked.command)
        .isInstanceOfSatisfying(
            Node.Command.Free.class,
            free -> {
              assertThat(free.workload()).isEqualTo(workload);
              assertThat(free.epoch()).isEqualTo(epoch);
            });
    asked.is(new Answer.Taken());
    awaitHandled();
  }

  private void notFreed() {
    awaitHandled();
    nodes.expectNoMessage(Duration.ZERO);
  }

  private ZoneShell.Beat beat() {
    TIME.timePasses(Duration.ofMillis(500));
    ZoneShell.Beat last = (ZoneShell.Beat) zone.receiveMessage();
    awaitHandled();
    return last;
  }

  private ActorRef<Order> orders() {
    return beat().link();
  }

  private StatusReply<LogSlice> read(WorkloadId workload, int max) {
    TestProbe<StatusReply<LogSlice>> reader = KIT.createTestProbe();
    orders().tell(new Order.ReadLog(workload, 0, max, reader.getRef()));
    return reader.receiveMessage();
  }

  /** Answered after everything the link had been sent before. */
  private void awaitHandled() {
    TestProbe<StatusReply<LogSlice>> reader = KIT.createTestProbe();
    if (orders == null) {
      TIME.timePasses(Duration.ofMillis(1));
      orders = ((ZoneShell.Beat) zone.receiveMessage()).link();
    }
    orders.tell(new Order.ReadLog(web(0), 0, 0, reader.getRef()));
    reader.receiveMessage();
  }
}
