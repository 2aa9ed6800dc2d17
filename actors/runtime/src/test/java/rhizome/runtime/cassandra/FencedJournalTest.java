package rhizome.runtime.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import akka.pattern.StatusReply;
import akka.persistence.JournalProtocol;
import akka.persistence.Persistence;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import rhizome.runtime.entity.Courier.Bag;
import rhizome.runtime.entity.Courier.Command;
import rhizome.runtime.entity.Courier.Command.Take;
import rhizome.runtime.entity.EntitySettings;
import rhizome.runtime.entity.EntityShell;
import rhizome.runtime.entity.EntityShell.Request;
import rhizome.runtime.entity.House;
import rhizome.runtime.entity.Lodging;
import rhizome.runtime.entity.Receipt;
import rhizome.runtime.journal.SharedJournal;

/** Two actor systems that both take themselves for the home of an entity. */
@OnCassandra
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FencedJournalTest {

  private static final Duration NEVER = Duration.ofMinutes(10);

  /** Whoever is fenced stays down, so that the other is alone. */
  private static final EntitySettings STAYS_DOWN =
      new EntitySettings(NEVER, NEVER, NEVER, 4096, 1000, 2, false, NEVER, NEVER);

  private Contact contact;
  private House here;
  private House there;
  private Rows rows;
  private String id = "";

  @BeforeAll
  void open(@TempDir Path folder) {
    contact = OneCassandra.keyspace(OneCassandra.contact(), folder);
    here = house(ConfigFactory.empty());
    there = house(ConfigFactory.empty());
    rows = new Rows(contact);
  }

  private House house(Config more) {
    return new House(SharedJournal.of(contact), more);
  }

  @AfterAll
  void close() {
    rows.close();
    here.close();
    there.close();
  }

  @BeforeEach
  void name(TestInfo test) {
    id = test.getTestMethod().orElseThrow().getName();
  }

  private String entity() {
    return "courier|" + id;
  }

  private ActorRef<Request<Command, Bag>> courier(House house) {
    return house.courier(id, STAYS_DOWN, Lodging.alone());
  }

  private static TestProbe<StatusReply<Receipt>> ask(
      House house, ActorRef<Request<Command, Bag>> courier, Command command) {
    TestProbe<StatusReply<Receipt>> answers = house.kit().createTestProbe();
    courier.tell(new EntityShell.Ask<>(command, answers.getRef()));
    return answers;
  }

  @Test
  void whoWasOvertakenIsNotAcknowledgedAndWhatItWroteDoesNotCount() {
    var stale = courier(here);
    assertThat(here.ask(stale, new Take("a")).getValue()).isEqualTo(new Receipt(1));
    var newer = courier(there);
    assertThat(there.read(newer).parcels()).containsExactly("a");
    TestProbe<StatusReply<Receipt>> unanswered = ask(here, stale, new Take("lost"));
    awaitRows(2);
    assertThat(there.ask(newer, new Take("b")).getValue()).isEqualTo(new Receipt(2));
    unanswered.expectNoMessage(Duration.ofMillis(300));
    there.stop(newer);
    var third = courier(there);
    assertThat(there.read(third).parcels()).containsExactly("a", "b");
    assertThat(rows.count(entity())).as("both rows are there").isEqualTo(3);
    assertThat(there.written(id)).as("and history tells the one that counts").isEqualTo(2);
    there.stop(third);
  }

  @Test
  void whoRecoveredAndNeverWroteIsOvertakenAllTheSame() {
    var stale = courier(here);
    assertThat(here.read(stale).parcels()).isEmpty();
    var newer = courier(there);
    assertThat(there.ask(newer, new Take("b")).getValue()).isEqualTo(new Receipt(1));
    TestProbe<StatusReply<Receipt>> unanswered = ask(here, stale, new Take("lost"));
    unanswered.expectNoMessage(Duration.ofMillis(500));
    assertThat(rows.count(entity())).as("who claimed first needs no seal").isEqualTo(2);
    assertThat(there.ask(newer, new Take("c")).getValue()).isEqualTo(new Receipt(2));
    there.stop(newer);
    var third = courier(there);
    assertThat(there.read(third).parcels()).as("but what it wrote").containsExactly("b", "c");
    there.stop(third);
  }

  @Test
  void aRowThatLandsAfterTheNextWriterBeganNeverCounts() {
    var first = courier(here);
    here.ask(first, new Take("a"));
    here.stop(first);
    String donor = donor("late");
    var second = courier(there);
    assertThat(there.ask(second, new Take("b")).getValue()).isEqualTo(new Receipt(2));
    there.stop(second);
    rows.land(donor, entity(), 2, 1, Rows.longAgo());
    rows.land(donor, entity(), 3, 1, Rows.now());
    var third = courier(here);
    assertThat(here.read(third).parcels()).containsExactly("a", "b");
    assertThat(here.ask(third, new Take("c")).getValue()).isEqualTo(new Receipt(3));
    here.stop(third);
    var fourth = courier(there);
    assertThat(there.read(fourth).parcels()).containsExactly("a", "b", "c");
    there.stop(fourth);
  }

  /** The plugin's own query would end with the first row of the last number. */
  @Test
  void ofTwoRowsOfTheLastNumberTheOneThatCountsIsFoundOnEitherSide() {
    var first = courier(here);
    here.ask(first, new Take("a"));
    here.stop(first);
    String donor = donor("late");
    var second = courier(there);
    there.ask(second, new Take("b"));
    there.stop(second);
    for (var time : List.of(Rows.longAgo(), Rows.now())) {
      rows.land(donor, entity(), 2, 1, time);
      var next = courier(here);
      assertThat(here.read(next).parcels()).containsExactly("a", "b");
      here.stop(next);
    }
  }

  @Test
  void aRowThatLandedUnacknowledgedBeforeTheNextClaimIsHistoryForEver() {
    var first = courier(here);
    here.ask(first, new Take("a"));
    here.stop(first);
    rows.land(donor("landed"), entity(), 2, 1, Rows.now());
    var second = courier(there);
    assertThat(there.read(second).parcels()).containsExactly("a", "landed");
    assertThat(there.ask(second, new Take("b")).getValue()).isEqualTo(new Receipt(3));
    there.stop(second);
    var third = courier(here);
    assertThat(here.read(third).parcels()).containsExactly("a", "landed", "b");
    here.stop(third);
  }

  /** Why the fence does not rely on what comes with Akka: see journal-cassandra.conf. */
  @Test
  void theReplayFilterOfAkkaWouldKeepTheStaleEventAndDropTheAcknowledgedOnes() {
    var first = courier(here);
    here.ask(first, new Take("a"));
    here.ask(first, new Take("b"));
    here.stop(first);
    rows.land(donor("stale"), entity(), 1, 0, Rows.now());
    House unfenced =
        house(
            ConfigFactory.parseString(
                """
                akka.persistence.cassandra.journal {
                  class = "akka.persistence.cassandra.journal.CassandraJournal"
                  replay-filter.mode = repair-by-discard-old
                }
                """));
    try {
      assertThat(unfenced.read(courier(unfenced)).parcels()).containsExactly("stale");
    } finally {
      unfenced.close();
    }
    var fenced = courier(there);
    assertThat(there.read(fenced).parcels()).containsExactly("a", "b");
    there.stop(fenced);
  }

  @Test
  void ofTwoActorsInOneProcessOnlyTheLastToRecoverWrites() {
    var first = courier(here);
    here.ask(first, new Take("a"));
    var second = courier(here);
    assertThat(here.read(second).parcels()).containsExactly("a");
    ask(here, first, new Take("lost")).expectNoMessage(Duration.ofMillis(300));
    assertThat(here.ask(second, new Take("b")).getValue()).isEqualTo(new Receipt(2));
    here.stop(second);
    assertThat(here.written(id)).isEqualTo(2);
  }

  @Test
  void aClaimWhoseAnswerComesLateTakesNothingFromANewerOne() {
    var newer = courier(here);
    here.ask(newer, new Take("a"));
    TestProbe<Object> late = here.kit().createTestProbe();
    var actor = Adapter.toClassic(late.getRef());
    Persistence.get(Adapter.toClassic(here.system()))
        .journalFor(FencedJournal.PATH, ConfigFactory.empty())
        .tell(
            new FencedJournal.Claimed(
                new JournalProtocol.ReplayMessages(1, Long.MAX_VALUE, 10, entity(), actor),
                Claim.NONE,
                null),
            actor);
    late.expectMessageClass(JournalProtocol.ReplayMessagesFailure.class);
    assertThat(here.ask(newer, new Take("b")).getValue()).isEqualTo(new Receipt(2));
    here.stop(newer);
  }

  @Test
  void everyRecoveryClaimsAndOnlyAWriterSeals() {
    var first = courier(here);
    here.ask(first, new Take("a"));
    here.stop(first);
    assertThat(rows.claim(entity())).isEqualTo(new Claim(1, 1, Long.MAX_VALUE));
    var second = courier(there);
    there.read(second);
    there.stop(second);
    assertThat(rows.claim(entity())).isEqualTo(new Claim(2, 1, Long.MAX_VALUE));
    var third = courier(here);
    here.ask(third, new Take("b"));
    here.stop(third);
    assertThat(rows.claim(entity())).isEqualTo(new Claim(3, 3, 1));
  }

  @Test
  void ofManyClaimsAtOnceEachGetsAnEpochOfItsOwn() {
    Statements statements =
        Statements.prepare(rows.session(), contact.keyspace(), List.of())
            .toCompletableFuture()
            .join();
    Fence fence = new Fence(statements, "test", 100);
    List<CompletableFuture<Claim>> claims = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      claims.add(fence.claim(entity()).toCompletableFuture());
    }
    assertThat(claims.stream().map(CompletableFuture::join).map(Claim::epoch).toList())
        .doesNotHaveDuplicates()
        .hasSize(20);
  }

  /** A write of two across a border of three lies behind it as a whole. */
  @Test
  void theLastEventIsFoundOnWhicheverSideOfABorderItLies() {
    String partitions = FencedJournal.PATH + ".target-partition-size = 3\n";
    String writes = FencedJournal.PATH + ".max-message-batch-size = 2";
    House small = house(ConfigFactory.parseString(partitions + writes));
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      var courier = courier(small);
      assertThat(small.read(courier).parcels()).isEqualTo(taken);
      boolean two = i % 2 == 0;
      taken.add(i + "");
      if (two) {
        taken.add(i + " too");
      }
      Command take = two ? new Command.TakeTwo(i + "", i + " too") : new Take(i + "");
      assertThat(small.ask(courier, take).getValue()).isEqualTo(new Receipt(taken.size()));
      small.stop(courier);
    }
    assertThat(rows.count(entity())).as("in the first partition").isLessThan(taken.size());
    small.close();
  }

  /** Another courier whose only event is that parcel; its row can be laid elsewhere. */
  private String donor(String parcel) {
    String name = id + "-donor-" + parcel;
    var courier = here.courier(name, STAYS_DOWN, Lodging.alone());
    here.ask(courier, new Take(parcel));
    here.stop(courier);
    return "courier|" + name;
  }

  private void awaitRows(int wanted) {
    here.kit()
        .createTestProbe()
        .awaitAssert(
            Duration.ofSeconds(10),
            () -> {
              assertThat(rows.count(entity())).isEqualTo(wanted);
              return wanted;
            });
  }
}
