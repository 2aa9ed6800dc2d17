package rhizome.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.runtime.node.Shop.web;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Spec;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.node.FenceMode;
import rhizome.grid.node.LeaseTerms;
import rhizome.grid.node.Node;
import rhizome.grid.node.Report;
import rhizome.grid.robot.Robot;
import rhizome.grid.workload.Workload;
import rhizome.grid.zone.Heartbeat;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.node.AgentLink.Answer;

/** What a link makes of the answers to its heartbeats, and of their absence. */
class AgentLinkLeaseTest {

  private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final Duration LEASE = Duration.ofMillis(2_400);

  private record Asked(Node.Command.Enrol enrol, CompletableFuture<Answer> answer) {}

  private record Beaten(Heartbeat heartbeat, ActorRef<Order> orders) {}

  private final TestProbe<Asked> entity = KIT.createTestProbe();
  private final TestProbe<Beaten> beats = KIT.createTestProbe();
  private final TestProbe<Workload.Command> reports = KIT.createTestProbe();
  private final LeasedMachine machine = new LeasedMachine();
  private ActorRef<AgentLink.Message> link = KIT.system().ignoreRef();
  private boolean begun;

  private void link(FenceMode mode) {
    AgentLink.Surroundings surroundings =
        new AgentLink.Surroundings() {
          @Override
          public CompletionStage<Answer> node(Node.Command command) {
            Asked asked = new Asked((Node.Command.Enrol) command, new CompletableFuture<>());
            entity.getRef().tell(asked);
            return asked.answer;
          }

          @Override
          public CompletionStage<Answer> workload(WorkloadId workload, Workload.Command command) {
            reports.getRef().tell(command);
            return CompletableFuture.completedFuture(new Answer.Taken());
          }

          @Override
          public CompletionStage<Answer> robot(RobotId robot, Robot.Command command) {
            return CompletableFuture.completedFuture(new Answer.Taken());
          }

          @Override
          public void beat(Heartbeat heartbeat, ActorRef<Order> orders) {
            beats.getRef().tell(new Beaten(heartbeat, orders));
          }
        };
    LeaseTerms terms = new LeaseTerms(mode, LEASE, Duration.ofMillis(400));
    Facts facts = new Facts(new ZoneId("default"), "host", new Resources(1000, 1 << 30));
    link =
        KIT.spawn(
            AgentLink.create(
                new AgentLink.Identity(new NodeId("one"), "boot", facts, BEAT, terms),
                machine,
                surroundings));
    link.tell(new AgentLink.Told(new Report.Ready(web(9), 1, 1, Instant.EPOCH)));
    reports.receiveMessage(); // so that its clockwork runs
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
  void aBootEnrolsOnlyOnceAMajorityHasHeardIt() {
    link(FenceMode.LEASE);
    Beaten first = beat();
    entity.expectNoMessage(Duration.ZERO);
    first.orders.tell(new Order.Introduce());
    handled(first);
    entity.expectNoMessage(Duration.ZERO);
    first.orders.tell(new Order.Renewed(1));
    assertThat(entity.receiveMessage().enrol.boot()).isEqualTo("boot");
  }

  @Test
  void theLeaseRunsFromTheHeartbeatThatWasHeardAndOnlyForWhoIsEnrolled() {
    link(FenceMode.LEASE);
    Beaten first = beat();
    machine.pass(Duration.ofMillis(700));
    first.orders.tell(new Order.Renewed(1));
    Asked asked = entity.receiveMessage();
    handled(first);
    assertThat(machine.told()).as("not enrolled").isEmpty();
    asked.answer.complete(new Answer.Taken());
    handled(first);
    assertThat(machine.told()).containsExactly("boot until 2400");
    machine.pass(Duration.ofMillis(300));
    Beaten second = beat();
    machine.pass(Duration.ofMillis(1_300));
    second.orders.tell(new Order.Renewed(2));
    handled(second);
    assertThat(machine.told()).contains("boot until 3400");
  }

  @Test
  void whatIsSingleWaitsForTheLeaseAndWhatIsSharedDoesNot() {
    link(FenceMode.LEASE);
    Beaten first = beat();
    first.orders.tell(new Order.Sync(List.of(web(0, 1), shared(1), web(2, 1))));
    first.orders.tell(new Order.Assign(web(3, 1)));
    first.orders.tell(new Order.Drop(web(2), 1));
    handled(first);
    assertThat(machine.told()).containsExactly("keep shop/web#1", "stop shop/web#2");
    enrol(first);
    assertThat(machine.told())
        .containsExactly("boot until 2400", "keep shop/web#0", "keep shop/web#3");
    first.orders.tell(new Order.Assign(web(4, 1)));
    handled(first);
    assertThat(machine.told()).contains("keep shop/web#4");
  }

  @Test
  void aWholeLeaseWithoutAnAnswerEndsTheBootAndAllItWasToldToRun() {
    link(FenceMode.LEASE);
    Beaten first = beat();
    enrol(first);
    machine.told();
    machine.pass(LEASE);
    first.orders.tell(new Order.Renewed(2));
    first.orders.tell(new Order.Assign(web(0, 1)));
    Beaten next = beat();
    assertThat(next.heartbeat.boot()).isEqualTo("boot.1");
    assertThat(next.heartbeat.number()).isEqualTo(1);
    first.orders.tell(new Order.Assign(web(1, 1)));
    next.orders.tell(new Order.Assign(web(2, 1)));
    enrol(next);
    assertThat(machine.told())
        .as("only what the new boot was told")
        .containsExactly("boot.1 until 4800", "keep shop/web#2");
  }

  @Test
  void aSecondBootThatIsNotHeardEitherIsFollowedByAThird() {
    link(FenceMode.LEASE);
    beat();
    machine.pass(LEASE);
    assertThat(beat().heartbeat.boot()).isEqualTo("boot.1");
    machine.pass(LEASE);
    assertThat(beat().heartbeat.boot()).isEqualTo("boot.2");
    entity.expectNoMessage(Duration.ZERO);
  }

  /** An enrolment that is answered late, for a boot that is over, entitles nobody. */
  @Test
  void aLateAnswerToAnEarlierBootIsNotTakenForTheNewOne() {
    link(FenceMode.LEASE);
    Beaten first = beat();
    first.orders.tell(new Order.Renewed(1));
    Asked old = entity.receiveMessage();
    machine.pass(LEASE);
    Beaten next = beat();
    next.orders.tell(new Order.Renewed(1));
    entity.receiveMessage();
    old.answer.complete(new Answer.Taken());
    handled(next);
    assertThat(machine.told()).isEmpty();
  }

  @Test
  void aMachineThatHasFencedAlreadyMakesTheLinkBeginAnew() {
    link(FenceMode.LEASE);
    Beaten first = beat();
    machine.refuse(true);
    first.orders.tell(new Order.Renewed(1));
    entity.receiveMessage().answer.complete(new Answer.Taken());
    beats.awaitAssert(() -> assertThat(machine.told()).containsExactly("boot until 2400"));
    machine.refuse(false);
    assertThat(beat().heartbeat.boot()).isEqualTo("boot.1");
  }

  @Test
  void whoLivesOnItsOwnMachineWithItsGridAnswersItselfAsLongAsItRuns() {
    link(FenceMode.LIFE);
    Asked asked = entity.receiveMessage();
    Beaten first = beat();
    assertThat(machine.told()).as("not enrolled").isEmpty();
    asked.answer.complete(new Answer.Taken());
    handled(first);
    assertThat(machine.told()).containsExactly("boot until 2400");
    machine.pass(BEAT);
    beat();
    assertThat(machine.told()).containsExactly("boot until 3400");
    machine.pass(LEASE);
    assertThat(beat().heartbeat.boot()).as("it was stopped").isEqualTo("boot.1");
  }

  @Test
  void withoutALeaseNothingIsHeldBackAndNothingEnds() {
    link(FenceMode.OFF);
    entity.receiveMessage();
    Beaten first = beat();
    first.orders.tell(new Order.Assign(web(0, 1)));
    machine.pass(LEASE.multipliedBy(10));
    assertThat(beat().heartbeat.boot()).isEqualTo("boot");
    assertThat(machine.told()).containsExactly("keep shop/web#0");
  }

  private void enrol(Beaten by) {
    by.orders.tell(new Order.Renewed(by.heartbeat.number()));
    entity.receiveMessage().answer.complete(new Answer.Taken());
    handled(by);
  }

  private Beaten beat() {
    TIME.timePasses(begun ? BEAT : Duration.ofMillis(1));
    begun = true;
    Beaten last = beats.receiveMessage();
    handled(last);
    return last;
  }

  /** Answered after everything the link was told before. */
  private static void handled(Beaten by) {
    TestProbe<StatusReply<LogSlice>> reader = KIT.createTestProbe();
    for (int i = 0; i < 2; i++) { // once for what was under way, once for what that led to
      by.orders.tell(new Order.ReadLog(web(0), 0, 0, reader.getRef()));
      reader.receiveMessage();
    }
  }

  private static Assignment shared(int slot) {
    Assignment single = web(slot, 1);
    Spec spec = single.spec();
    return new Assignment(single.workload(), 1, spec.shared());
  }
}
