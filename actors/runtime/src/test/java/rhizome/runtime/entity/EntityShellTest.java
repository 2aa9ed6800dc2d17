package rhizome.runtime.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import rhizome.runtime.entity.Courier.Bag;
import rhizome.runtime.entity.Courier.Carry;
import rhizome.runtime.entity.Courier.Command;
import rhizome.runtime.entity.Courier.Command.Deliver;
import rhizome.runtime.entity.Courier.Command.Take;
import rhizome.runtime.entity.EntityShell.Request;
import rhizome.runtime.journal.Journal;

/** Once for every entity: what the shell promises, on a real journal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntityShellTest {

  private House house;
  private String id = "";

  @BeforeAll
  void open(@TempDir Path folder) {
    house = new House(journal(folder), ConfigFactory.empty());
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

  @Test
  void anAcceptedCommandIsAnsweredWithItsRevisionAndHandsOutWhatIsOwed() {
    var courier = house.courier(id);
    assertThat(house.ask(courier, new Take("a")).getValue()).isEqualTo(new Receipt(1));
    assertThat(house.ask(courier, new Command.TakeTwo("b", "c")).getValue())
        .isEqualTo(new Receipt(3));
    assertThat(house.read(courier)).isEqualTo(new Bag(List.of("a", "b", "c"), 0));
    house.owed(new Carry("a"));
    house.owed(new Carry("c"));
    house.stop(courier);
  }

  @Test
  void aRefusalIsAnsweredByItsNameAndWritesNothing() {
    var courier = house.courier(id);
    int before = house.written(id);
    assertThat(house.ask(courier, new Deliver("z")).getError()).hasMessage("NO_SUCH_PARCEL");
    assertThat(house.written(id)).isEqualTo(before);
    house.stop(courier);
  }

  @Test
  void whatChangesNothingWritesNothingAndAsksNothingAgain() {
    var courier =
        house.courier(id, calm(Duration.ofMinutes(1), Duration.ofMinutes(1)), Lodging.alone());
    house.ask(courier, new Take("same"));
    house.owed(new Carry("same"));
    int before = house.written(id);
    assertThat(house.ask(courier, new Take("same")).getValue()).isEqualTo(new Receipt(1));
    assertThat(house.written(id)).isEqualTo(before);
    house.duties().expectNoMessage(Duration.ofMillis(200));
    courier.tell(new EntityShell.Wake<>());
    house.owed(new Carry("same"));
    house.stop(courier);
  }

  @Test
  void aLawThatThrowsCostsTheAskerAnAnswerAndTheEntityNothing() {
    var courier = house.courier(id);
    house.ask(courier, new Take("kept"));
    LoggingTestKit.error("breaks its own law")
        .expect(
            house.kit().system(),
            () ->
                assertThat(house.ask(courier, new Command.Stumble()).getError())
                    .hasMessage(EntityShell.BROKEN_LAW));
    assertThat(house.read(courier).parcels()).containsExactly("kept");
    house.stop(courier);
  }

  @Test
  void whatIsOwedIsHandedOutAgainAfterRecovery() {
    var first = house.courier(id);
    house.ask(first, new Take("after"));
    house.stop(first);
    house.drainDuties();
    var second =
        house.courier(id, calm(Duration.ofMinutes(1), Duration.ofMinutes(1)), Lodging.alone());
    house.owed(new Carry("after"));
    assertThat(house.read(second)).isEqualTo(new Bag(List.of("after"), 0));
    house.stop(second);
  }

  @Test
  void whatStaysOwedIsHandedOutAgainAtGrowingIntervalsUntilItIsDone() {
    var courier = house.courier(id);
    house.ask(courier, new Take("slow"));
    long start = System.nanoTime();
    for (int i = 0; i < 5; i++) {
      house.owed(new Carry("slow"));
    }
    // At once, then after 50, 100, 200 and 400 ms.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(700));
    house.ask(courier, new Deliver("slow"));
    house.drainDuties();
    house.duties().expectNoMessage(Duration.ofMillis(500));
  }

  @Test
  void aSnapshotAndTheEventsAfterItGiveTheSameState() {
    var first = house.courier(id);
    for (int i = 0; i < 12; i++) {
      house.ask(first, new Take("parcel-" + i));
    }
    house.ask(first, new Deliver("parcel-3"));
    Bag before = house.read(first);
    house.stop(first);
    var second = house.courier(id);
    assertThat(house.read(second)).isEqualTo(before);
    assertThat(house.ask(second, new Take("parcel-3")).getValue()).isEqualTo(new Receipt(14));
    house.stop(second);
  }

  @Test
  void whoOwesNothingAndIsNotAskedLeaves() {
    var courier = house.courier(id);
    house.ask(courier, new Take("last"));
    house.ask(courier, new Deliver("last"));
    house.kit().createTestProbe().expectTerminated(courier, Duration.ofSeconds(5));
    var again = house.courier(id);
    assertThat(house.read(again)).isEqualTo(new Bag(List.of(), 1));
  }

  @Test
  void whoOwesSomethingStaysUnasked() {
    var courier = house.courier(id);
    house.ask(courier, new Take("stays"));
    house.kit().createTestProbe().expectNoMessage(House.BRISK.idleMax().multipliedBy(3));
    assertThat(house.read(courier).parcels()).containsExactly("stays");
    house.stop(courier);
  }

  @Test
  void whatIsTakenBetweenTheWishToLeaveAndLeavingIsNotForgotten() {
    TestProbe<String> lodging = house.kit().createTestProbe();
    var courier = house.courier(id, House.BRISK, told(lodging));
    lodging.expectMessage("leave");
    house.ask(courier, new Take("x"));
    house.stop(courier);
    lodging.expectMessage("wake");
  }

  @Test
  void whoIsStoppedWithoutWishingForItLeavesItsWakingToTheShard() {
    TestProbe<String> lodging = house.kit().createTestProbe();
    var courier = house.courier(id, House.BRISK, told(lodging));
    house.ask(courier, new Take("x"));
    house.stop(courier);
    lodging.expectNoMessage(Duration.ofMillis(100));
  }

  private static Lodging<Command, Bag> told(TestProbe<String> probe) {
    return new Lodging<>() {
      @Override
      public void leave(ActorRef<Request<Command, Bag>> self) {
        probe.getRef().tell("leave");
      }

      @Override
      public void wakeAgain() {
        probe.getRef().tell("wake");
      }
    };
  }

  @Test
  void everyEventReachesTheFeedWithItsRevision() {
    var courier = house.courier(id);
    long position = house.feed().position();
    house.ask(courier, new Command.TakeTwo("p", "q"));
    EventFeed.Batch batch = house.feed().read(position, 10);
    assertThat(batch.entries())
        .extracting(EventFeed.Entry::revision, EventFeed.Entry::event)
        .containsExactly(
            tuple(1L, new Courier.Event.Taken("p")), tuple(2L, new Courier.Event.Taken("q")));
    assertThat(batch.entries().getFirst().persistenceId()).isEqualTo("courier|" + id);
    house.stop(courier);
  }

  /** Of asks that are answered by one write each is told its own. */
  @Test
  void aReceiptTellsWhatTheLawCountsUpToThisCommand() {
    var counting =
        new EntityShell.Parts<>(
            house.parts(id, House.BRISK).id(),
            new Courier() {
              @Override
              public long generation(Bag bag) {
                return 10L + bag.parcels().size();
              }
            },
            (_, _) -> {},
            house.feed(),
            House.BRISK);
    var courier = house.kit().spawn(EntityShell.create(counting, Lodging.alone()));
    TestProbe<StatusReply<Receipt>> asker = house.kit().createTestProbe();
    for (String parcel : List.of("a", "b", "b", "c")) {
      courier.tell(new EntityShell.Ask<>(new Take(parcel), asker.getRef()));
    }
    assertThat(asker.receiveSeveralMessages(4))
        .extracting(StatusReply::getValue)
        .containsExactly(
            new Receipt(1, 11), new Receipt(2, 12), new Receipt(2, 12), new Receipt(3, 13));
    house.kit().stop(courier);
  }

  @Test
  void aJournalThatContradictsTheLawIsNamedAndNotAStorm() {
    var first = house.courier(id);
    house.ask(first, new Take("once"));
    house.stop(first);
    var strict =
        new EntityShell.Parts<>(
            house.parts(id, House.BRISK).id(),
            new Courier() {
              // A newer law which does not know this event any more.
              @Override
              public Bag evolve(Bag bag, Event event) {
                throw new IllegalStateException("journal is corrupt: " + event + " in " + bag);
              }
            },
            (duty, _) -> house.duties().getRef().tell(duty),
            house.feed(),
            House.BRISK);
    TestProbe<LogEvent> log = house.kit().createTestProbe();
    LoggingTestKit.error("Last known sequence number [1]. PersistenceId [courier|" + id + "]")
        .withCustom(
            event -> {
              log.getRef().tell(new LogEvent(System.nanoTime(), event.message()));
              return true;
            })
        .withOccurrences(4)
        .expect(
            house.kit().system(),
            () -> {
              var shell = house.kit().spawn(EntityShell.create(strict, Lodging.alone()));
              List<LogEvent> tries = log.receiveSeveralMessages(4, Duration.ofSeconds(10));
              house.kit().stop(shell);
              // Tried again after 100, 200 and 400 ms.
              assertThat(tries.getLast().nanos() - tries.getFirst().nanos())
                  .isGreaterThan(Duration.ofMillis(650).toNanos());
              return shell;
            });
  }

  private record LogEvent(long nanos, String message) {}

  private static EntitySettings calm(Duration resync, Duration idle) {
    return new EntitySettings(
        resync, resync, idle, 4096, 5, 2, false, Duration.ofMillis(100), Duration.ofSeconds(1));
  }
}
