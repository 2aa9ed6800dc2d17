package rhizome.runtime.entity;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import rhizome.house.Property;
import rhizome.kernel.Decision;
import rhizome.runtime.entity.Courier.Bag;
import rhizome.runtime.entity.Courier.Command;
import rhizome.runtime.entity.Courier.Command.Deliver;
import rhizome.runtime.entity.Courier.Command.Take;
import rhizome.runtime.entity.EntityShell.Request;
import rhizome.runtime.journal.Journal;

/** A crowd before one entity, on a real journal and on stacks that are small on purpose. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WaitingRoomTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private House house;
  private String id = "";

  @BeforeAll
  void open(@TempDir Path folder) {
    house = new House(journal(folder), ShallowStacks.CONFIG);
  }

  /** The same laws hold on another journal. */
  Journal journal(Path folder) {
    return Journal.open(folder);
  }

  @AfterAll
  void close() {
    house.close();
  }

  @BeforeEach
  void name(TestInfo test) {
    id = test.getDisplayName();
  }

  /** Akka 2.8.5 would handle these by recursion, 13 frames each: ADR 0006. */
  @Test
  void howManyWaitCostsNoStack() {
    int crowd = 4000;
    Gate gate = new Gate();
    var courier = house.courier(id, gate, House.BRISK);
    TestProbe<StatusReply<Receipt>> answers = house.kit().createTestProbe();
    ask(courier, new Take("a"), answers);
    gate.awaitArrival();
    for (int i = 0; i < crowd; i++) {
      ask(courier, new Take("a"), answers);
    }
    gate.open();
    assertThat(answers.receiveSeveralMessages(crowd + 1, PATIENCE))
        .allMatch(answer -> answer.getValue().equals(new Receipt(1)));
    house.stop(courier);
  }

  @Test
  void whoWaitsIsServedInTheOrderOfArrival() {
    Gate gate = new Gate();
    var courier = house.courier(id, gate, House.BRISK);
    TestProbe<StatusReply<Receipt>> answers = house.kit().createTestProbe();
    ask(courier, new Take("first"), answers);
    gate.awaitArrival();
    int crowd = 60;
    for (int i = 0; i < crowd; i++) {
      ask(courier, new Take("p" + i), answers);
      ask(courier, i % 2 == 0 ? new Deliver("p" + i) : new Deliver("nobody's"), answers);
    }
    gate.open();
    assertThat(answers.receiveMessage(PATIENCE).getValue()).isEqualTo(new Receipt(1));
    long revision = 1;
    for (int i = 0; i < crowd; i++) {
      assertThat(answers.receiveMessage(PATIENCE).getValue()).isEqualTo(new Receipt(++revision));
      StatusReply<Receipt> delivered = answers.receiveMessage(PATIENCE);
      if (i % 2 == 0) {
        assertThat(delivered.getValue()).isEqualTo(new Receipt(++revision));
      } else {
        assertThat(delivered.getError()).hasMessage("NO_SUCH_PARCEL");
      }
    }
    house.stop(courier);
  }

  @Test
  void whoComesBeforeTheEntityIsAwakeWaitsForIt() {
    var first = house.courier(id);
    house.ask(first, new Take("a"));
    house.stop(first);
    var second = house.courier(id);
    TestProbe<StatusReply<Receipt>> answers = house.kit().createTestProbe();
    for (int i = 0; i < 500; i++) {
      ask(second, new Deliver("z"), answers);
    }
    assertThat(answers.receiveSeveralMessages(500, PATIENCE))
        .allSatisfy(answer -> assertThat(answer.getError()).hasMessage("NO_SUCH_PARCEL"));
    assertThat(house.read(second).parcels()).containsExactly("a");
    house.stop(second);
  }

  @Test
  void whoFindsNoRoomIsToldSoAtOnceAndTheLogTwice() {
    int room = 10;
    Gate gate = new Gate();
    var courier = house.courier(id, gate, room(room));
    TestProbe<StatusReply<Receipt>> served = house.kit().createTestProbe();
    TestProbe<StatusReply<Receipt>> late = house.kit().createTestProbe();
    ask(courier, new Take("a"), served);
    gate.awaitArrival();
    for (int i = 0; i < room; i++) {
      ask(courier, new Take("a"), served);
    }
    for (int i = 0; i < 7; i++) {
      ask(courier, new Take("b"), late);
    }
    LoggingTestKit.warn("lets nobody wait any more: 10 wait already")
        .withOccurrences(1)
        .expect(
            house.kit().system(),
            () ->
                LoggingTestKit.warn("7 were turned away")
                    .withOccurrences(1)
                    .expect(
                        house.kit().system(),
                        () -> {
                          gate.open();
                          return served.receiveSeveralMessages(room + 1, PATIENCE);
                        }));
    assertThat(late.receiveSeveralMessages(7, PATIENCE))
        .allSatisfy(answer -> assertThat(answer.getError()).hasMessage(EntityShell.OVERLOADED));
    assertThat(house.read(courier).parcels()).as("nothing was decided").containsExactly("a");
    assertThat(house.ask(courier, new Take("b")).getValue()).isEqualTo(new Receipt(2));
    house.stop(courier);
  }

  /** Its own shard would wait for it, and nothing would be handed out any more. */
  @Test
  void whatAnEntitySaysToItselfAlwaysFindsRoom() {
    Gate gate = new Gate();
    var courier = house.courier(id, gate, room(1));
    TestProbe<StatusReply<Receipt>> answers = house.kit().createTestProbe();
    TestProbe<Bag> bags = house.kit().createTestProbe();
    ask(courier, new Take("a"), answers);
    gate.awaitArrival();
    ask(courier, new Take("b"), answers);
    courier.tell(new EntityShell.Read<>(bags.getRef()));
    courier.tell(new EntityShell.Wake<>());
    courier.tell(new EntityShell.Stop<>());
    gate.open();
    house.kit().createTestProbe().expectTerminated(courier, PATIENCE);
    assertThat(answers.receiveSeveralMessages(2, PATIENCE)).allMatch(StatusReply::isSuccess);
    bags.expectNoMessage(Duration.ofMillis(50));
    assertThat(house.written(id)).isPositive();
    var again = house.courier(id);
    assertThat(house.read(again).parcels()).containsExactly("a", "b");
    house.stop(again);
  }

  /** Between any two there may be a write, a refusal, a snapshot or a deletion of an old one. */
  @Test
  void inAnyCrowdEverybodyIsAnsweredOnceAndNothingElseHappens() {
    AtomicInteger round = new AtomicInteger();
    Property.forAll(
        20,
        random -> {
          var courier = house.courier(id + round.incrementAndGet());
          TestProbe<StatusReply<Receipt>> answers = house.kit().createTestProbe();
          Bag expected = new Courier().initial();
          Courier law = new Courier();
          List<Boolean> accepted = new ArrayList<>();
          for (int i = random.nextInt(10, 80); i > 0; i--) {
            String parcel = "p" + random.nextInt(4);
            Command command = random.nextBoolean() ? new Take(parcel) : new Deliver(parcel);
            Decision<Courier.Event> decision = law.decide(expected, command);
            accepted.add(decision instanceof Decision.Accepted);
            if (decision instanceof Decision.Accepted<Courier.Event>(var events)) {
              for (Courier.Event event : events) {
                expected = law.evolve(expected, event);
              }
            }
            ask(courier, command, answers);
          }
          assertThat(answers.receiveSeveralMessages(accepted.size(), PATIENCE))
              .extracting(StatusReply::isSuccess)
              .isEqualTo(accepted);
          assertThat(house.read(courier)).isEqualTo(expected);
          house.stop(courier);
        });
  }

  private static EntitySettings room(int waitingMax) {
    Duration never = Duration.ofMinutes(10);
    Duration soon = Duration.ofMillis(100);
    return new EntitySettings(never, never, never, waitingMax, 5, 2, false, soon, soon);
  }

  private static void ask(
      ActorRef<Request<Command, Bag>> courier,
      Command command,
      TestProbe<StatusReply<Receipt>> answers) {
    courier.tell(new EntityShell.Ask<>(command, answers.getRef()));
  }

  /** A courier who stands still in his first decision, so that a test can fill his letter box. */
  static final class Gate extends Courier {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    @Override
    public Decision<Event> decide(Bag bag, Command command) {
      arrived.countDown();
      await(open);
      return super.decide(bag, command);
    }

    void awaitArrival() {
      await(arrived);
    }

    void open() {
      open.countDown();
    }

    private static void await(CountDownLatch latch) {
      try {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }
}
