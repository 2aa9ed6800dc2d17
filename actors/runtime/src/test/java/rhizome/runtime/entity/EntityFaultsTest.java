package rhizome.runtime.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import akka.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import akka.persistence.testkit.ProcessingSuccess;
import akka.persistence.testkit.WriteEvents;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import akka.persistence.testkit.javadsl.SnapshotTestKit;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
import rhizome.runtime.entity.Courier.Event.Taken;
import rhizome.runtime.entity.EntityShell.Request;

/** What the shell promises when the journal or the snapshots fail it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntityFaultsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private House house;
  private PersistenceTestKit journal;
  private SnapshotTestKit snapshots;
  private String id = "";

  @BeforeAll
  void open(@TempDir Path folder) {
    house =
        new House(
            folder,
            ConfigFactory.parseString(
                    """
                    akka.persistence.journal.auto-start-journals = []
                    akka.persistence.snapshot-store.auto-start-snapshot-stores = []
                    """)
                .withFallback(PersistenceTestKitPlugin.getInstance().config())
                .withFallback(PersistenceTestKitSnapshotPlugin.config()));
    journal = PersistenceTestKit.create(house.system());
    snapshots = SnapshotTestKit.create(house.system());
  }

  @AfterAll
  void close() {
    house.close();
  }

  @BeforeEach
  void name(TestInfo test) {
    id = test.getTestMethod().orElseThrow().getName();
    journal.resetPolicy();
    snapshots.resetPolicy();
  }

  private String persistenceId() {
    return "courier|" + id;
  }

  @Test
  void aWriteThatFailsIsNotToldAsDoneAndTheEntityComesBackWithoutIt() {
    var courier = house.courier(id);
    house.ask(courier, new Take("kept"));
    journal.failNextPersisted(persistenceId());
    TestProbe<StatusReply<Receipt>> answers = ask(courier, new Take("lost"));
    assertThat(house.read(courier).parcels()).as("read once it is back").containsExactly("kept");
    answers.expectNoMessage(Duration.ZERO);
    assertThat(house.ask(courier, new Take("lost")).getValue()).isEqualTo(new Receipt(2));
    house.stop(courier);
  }

  @Test
  void whatIsOwedIsHandedOutAgainWhenAFailedWriteIsOver() {
    var courier = house.courier(id);
    house.ask(courier, new Take("owed"));
    house.drainDuties();
    journal.failNextPersisted(persistenceId());
    ask(courier, new Take("lost"));
    TestProbe<Carry> duties = house.duties();
    duties.fishForMessage(
        PATIENCE,
        duty ->
            duty.equals(new Carry("owed"))
                ? FishingOutcomes.complete()
                : FishingOutcomes.fail("handed out although it was never written: " + duty));
    house.stop(courier);
  }

  @Test
  void nothingThatWasNotWrittenReachesTheFeed() {
    var courier = house.courier(id);
    long position = house.feed().position();
    journal.failNextPersisted(persistenceId());
    ask(courier, new Take("lost"));
    assertThat(house.read(courier).parcels()).as("read once it is back").isEmpty();
    house.ask(courier, new Take("kept"));
    assertThat(house.feed().read(position, 10).entries())
        .extracting(EventFeed.Entry::event)
        .containsExactly(new Taken("kept"));
    house.stop(courier);
  }

  @Test
  void whoWaitedBehindAWriteThatFailedIsServedWhenTheEntityIsBack() {
    WaitingRoomTest.Gate gate = new WaitingRoomTest.Gate();
    var courier = house.courier(id, gate, House.BRISK);
    journal.failNextPersisted(persistenceId());
    TestProbe<StatusReply<Receipt>> lost = ask(courier, new Take("lost"));
    gate.awaitArrival();
    TestProbe<StatusReply<Receipt>> waiting = house.kit().createTestProbe();
    for (int i = 0; i < 20; i++) {
      courier.tell(new EntityShell.Ask<>(new Take("p" + i), waiting.getRef()));
    }
    gate.open();
    List<StatusReply<Receipt>> answers = waiting.receiveSeveralMessages(20, PATIENCE);
    for (int i = 0; i < 20; i++) {
      assertThat(answers.get(i).getValue()).isEqualTo(new Receipt(i + 1));
    }
    lost.expectNoMessage(Duration.ZERO);
    assertThat(house.read(courier).parcels()).hasSize(20).doesNotContain("lost");
    house.stop(courier);
  }

  @Test
  void whoWaitedTogetherIsWrittenTogetherAndToldOneByOne() {
    Queue<Integer> writes = new ConcurrentLinkedQueue<>();
    journal.withPolicy(
        (who, operation) -> {
          if (who.equals(persistenceId()) && operation instanceof WriteEvents write) {
            writes.add(write.getBatch().size());
          }
          return ProcessingSuccess.getInstance();
        });
    int crowd = 250;
    WaitingRoomTest.Gate gate = new WaitingRoomTest.Gate();
    var courier = house.courier(id, gate, House.BRISK);
    ask(courier, new Take("first"));
    gate.awaitArrival();
    TestProbe<StatusReply<Receipt>> waiting = house.kit().createTestProbe();
    for (int i = 0; i < crowd; i++) {
      courier.tell(new EntityShell.Ask<>(new Take("p" + i), waiting.getRef()));
    }
    gate.open();
    List<StatusReply<Receipt>> answers = waiting.receiveSeveralMessages(crowd, PATIENCE);
    for (int i = 0; i < crowd; i++) {
      assertThat(answers.get(i).getValue()).isEqualTo(new Receipt(i + 2));
    }
    assertThat(writes).as("events in each write").containsExactly(1, 100, 100, 50);
    house.stop(courier);
  }

  @Test
  void aJournalThatFailsAgainAndAgainIsTriedUntilItTakesTheEvent() {
    var courier = house.courier(id);
    for (int i = 0; i < 3; i++) {
      journal.failNextPersisted(persistenceId());
      ask(courier, new Take("a")).expectNoMessage(Duration.ZERO);
      assertThat(house.read(courier).parcels()).isEmpty();
    }
    assertThat(house.ask(courier, new Take("a")).getValue()).isEqualTo(new Receipt(1));
    house.stop(courier);
  }

  @Test
  void anEventTheJournalRejectsEndsTheEntityUntoldAndTheNextOneKnowsNothingOfIt() {
    var courier = house.courier(id);
    house.ask(courier, new Take("kept"));
    journal.rejectNextPersisted(persistenceId());
    TestProbe<StatusReply<Receipt>> answers = ask(courier, new Take("rejected"));
    house.kit().createTestProbe().expectTerminated(courier, PATIENCE);
    answers.expectNoMessage(Duration.ZERO);
    house.drainDuties();
    var again = house.courier(id);
    house.owed(new Carry("kept"));
    assertThat(house.read(again).parcels()).containsExactly("kept");
    house.stop(again);
  }

  @Test
  void anEntityWhoseEventsCannotBeReadAnswersNobodyUntilTheyCan() {
    var first = house.courier(id);
    house.ask(first, new Take("a"));
    house.stop(first);
    journal.failNextRead(persistenceId());
    var second = house.courier(id);
    assertThat(house.ask(second, new Deliver("a")).getValue()).isEqualTo(new Receipt(2));
    assertThat(house.read(second)).isEqualTo(new Bag(List.of(), 1));
    house.stop(second);
  }

  @Test
  void aSnapshotThatCannotBeWrittenCostsNothingButTime() {
    var first = house.courier(id);
    snapshots.failNextPersisted(persistenceId());
    for (int i = 0; i < 7; i++) {
      assertThat(house.ask(first, new Take("p" + i)).getValue()).isEqualTo(new Receipt(i + 1));
    }
    Bag before = house.read(first);
    house.stop(first);
    var second = house.courier(id);
    assertThat(house.read(second)).isEqualTo(before);
    house.stop(second);
  }

  @Test
  void oneCommandWithTwoEventsIsWrittenWholeOrNotAtAll() {
    var courier = house.courier(id);
    journal.failNextPersisted(persistenceId());
    ask(courier, new Command.TakeTwo("a", "b"));
    assertThat(house.read(courier).parcels()).isEmpty();
    assertThat(house.ask(courier, new Command.TakeTwo("a", "b")).getValue())
        .isEqualTo(new Receipt(2));
    assertThat(journal.persistedInStorage(persistenceId()))
        .containsExactly(new Taken("a"), new Taken("b"));
    house.stop(courier);
  }

  /** Whoever leaves may still be asked: what came before the farewell is written and answered. */
  @Test
  void nobodyIsLostWhoAskedBeforeTheEntityLeft() {
    WaitingRoomTest.Gate gate = new WaitingRoomTest.Gate();
    var courier = house.courier(id, gate, House.BRISK);
    TestProbe<StatusReply<Receipt>> answers = house.kit().createTestProbe();
    courier.tell(new EntityShell.Ask<>(new Take("p0"), answers.getRef()));
    gate.awaitArrival();
    for (int i = 1; i < 30; i++) {
      courier.tell(new EntityShell.Ask<>(new Take("p" + i), answers.getRef()));
    }
    courier.tell(new EntityShell.Stop<>());
    gate.open();
    house.kit().createTestProbe().expectTerminated(courier, PATIENCE);
    assertThat(answers.receiveSeveralMessages(30, PATIENCE)).allMatch(StatusReply::isSuccess);
    var again = house.courier(id);
    assertThat(house.read(again).parcels()).hasSize(30);
    house.stop(again);
  }

  @Test
  void settingsThatCannotWorkAreRefusedByTheirNames() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(
            () -> new EntitySettings(second, second, second, 0, 5, 2, false, second, second))
        .hasMessageContaining("rhizome.entity.waiting-max");
    assertThatThrownBy(
            () ->
                new EntitySettings(
                    second, second.dividedBy(2), second, 1, 5, 2, false, second, second))
        .hasMessageContaining("rhizome.entity.resync-min");
    assertThatThrownBy(
            () -> new EntitySettings(second, second, second, 1, 0, 2, false, second, second))
        .hasMessageContaining("snapshot-every");
    assertThatThrownBy(
            () ->
                EntitySettings.from(
                    ConfigFactory.parseString(
                            """
                            rhizome.entity.delete-events = on
                            akka.persistence.snapshot-store.plugin = jdbc-snapshot-store
                            """)
                        .withFallback(house.system().settings().config())))
        .hasMessageContaining("snapshot-is-optional = off");
  }

  private TestProbe<StatusReply<Receipt>> ask(
      ActorRef<Request<Command, Bag>> courier, Command command) {
    TestProbe<StatusReply<Receipt>> answers = house.kit().createTestProbe();
    courier.tell(new EntityShell.Ask<>(command, answers.getRef()));
    return answers;
  }
}
