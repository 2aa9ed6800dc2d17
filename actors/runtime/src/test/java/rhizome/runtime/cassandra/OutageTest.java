package rhizome.runtime.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.pattern.StatusReply;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.runtime.entity.Courier.Command.Take;
import rhizome.runtime.entity.EntitySettings;
import rhizome.runtime.entity.EntityShell;
import rhizome.runtime.entity.House;
import rhizome.runtime.entity.Lodging;
import rhizome.runtime.entity.Receipt;
import rhizome.runtime.journal.JournalRefused;
import rhizome.runtime.journal.SharedJournal;

/** Cassandra away, slow and back, under load. */
@OnCassandra
class OutageTest {

  @TempDir Path folder;

  private Contact contact() {
    return OneCassandra.keyspace(OneCassandra.contact(), folder);
  }

  @Test
  void whileItStandsStillNothingIsAcknowledgedAndAfterwardsAllGoesOn() throws Exception {
    try (Load load = new Load(contact(), 20)) {
      load.awaitProgress();
      OneCassandra.server().pause();
      try {
        load.awaitSilence(Duration.ofMillis(500));
      } finally {
        OneCassandra.server().resume();
      }
      load.awaitProgress();
      assertThat(load.verify()).isPositive();
    }
  }

  @Test
  void aCrowdBeforeAnEntityThatWaitsForItIsToldSoAndTheOthersAreServedLater() throws Exception {
    int room = 10;
    Duration soon = Duration.ofMillis(100);
    Duration never = Duration.ofMinutes(10);
    EntitySettings small =
        new EntitySettings(never, never, never, room, 1000, 2, false, soon, soon);
    try (House house = new House(SharedJournal.of(contact()), ConfigFactory.empty())) {
      var courier = house.courier("crowded", small, Lodging.alone());
      house.ask(courier, new Take("first"));
      TestProbe<StatusReply<Receipt>> answers = house.kit().createTestProbe();
      OneCassandra.server().pause();
      try {
        for (int i = 0; i < 100; i++) {
          courier.tell(new EntityShell.Ask<>(new Take("p" + i), answers.getRef()));
        }
        // One is being written, ten wait, and the rest is told at once.
        answers.receiveSeveralMessages(89, Duration.ofSeconds(10)).stream()
            .map(StatusReply::getError)
            .forEach(error -> assertThat(error).hasMessage(EntityShell.OVERLOADED));
      } finally {
        OneCassandra.server().resume();
      }
      List<Long> revisions = new ArrayList<>();
      for (StatusReply<Receipt> answer :
          answers.receiveSeveralMessages(room, Duration.ofSeconds(30))) {
        revisions.add(answer.getValue().revision());
      }
      assertThat(revisions).isSorted();
      assertThat(house.written("crowded")).isGreaterThanOrEqualTo(room + 1);
      house.stop(courier);
    }
  }

  @Test
  void aMemberIsToldWhatIsMissingBeforeItStarts() {
    assertThatThrownBy(() -> await(contact().in("nowhere"), Duration.ofSeconds(20)))
        .isInstanceOf(JournalRefused.class)
        .hasMessageContaining("keyspace nowhere")
        .hasMessageContaining("rhizome cassandra schema --contact");
    Contact elsewhere =
        new Contact(contact().points(), "dc9", contact().keyspace(), ConfigFactory.empty());
    assertThatThrownBy(() -> await(elsewhere, Duration.ofSeconds(1)))
        .isInstanceOf(JournalRefused.class)
        .hasMessageContaining("no data center 'dc9': name one of [datacenter1]");
    Contact nobody = Contact.at("127.0.0.1:9").in(contact().keyspace());
    List<String> progress = new ArrayList<>();
    assertThatThrownBy(() -> SharedJournal.await(nobody, Duration.ofSeconds(2), progress::add))
        .isInstanceOf(JournalRefused.class)
        .hasMessageContaining("127.0.0.1:9 does not answer")
        .hasMessageContaining("after 2 s");
    assertThat(progress).first().asString().startsWith("waiting for Cassandra");
  }

  @Test
  void moreCopiesThanNodesAreRefused() {
    assertThatThrownBy(() -> Schema.apply(contact().in("many"), 3))
        .isInstanceOf(Schema.Missing.class)
        .hasMessageContaining("3 copies need as many nodes")
        .hasMessageContaining("ask for 1");
  }

  private static void await(Contact contact, Duration patience) throws InterruptedException {
    SharedJournal.await(contact, patience, _ -> {});
  }

  @Test
  @Tag("chaos")
  void whatWasAcknowledgedIsThereWhenItWasStoppedAndStartedAgain() throws Exception {
    try (Load load = new Load(contact(), 20)) {
      load.awaitProgress();
      OneCassandra.server().stop();
      load.awaitSilence(Duration.ofSeconds(5));
      OneCassandra.again();
      load.awaitProgress();
      System.err.printf("stopped and started: all of %,d events found%n", load.verify());
    }
  }

  @Test
  @Tag("chaos")
  void whatWasAcknowledgedIsThereWhenItWasKilledAndStartedAgain() throws Exception {
    try (Load load = new Load(contact(), 20)) {
      load.awaitProgress();
      OneCassandra.server().kill();
      OneCassandra.again();
      load.awaitProgress();
      System.err.printf("killed and started: all of %,d events found%n", load.verify());
    }
  }

  @Test
  @Tag("chaos")
  void whoStartsWithoutItWaitsAndGoesOnWhenItIsThere() throws Exception {
    Contact contact = contact();
    OneCassandra.server().stop();
    try (House house = new House(SharedJournal.of(contact), ConfigFactory.empty())) {
      var courier =
          house.courier(
              "early", EntitySettings.from(house.system().settings().config()), Lodging.alone());
      TestProbe<StatusReply<Receipt>> answers = house.kit().createTestProbe();
      courier.tell(new EntityShell.Ask<>(new Take("early"), answers.getRef()));
      answers.expectNoMessage(Duration.ofSeconds(3));
      OneCassandra.again();
      assertThat(answers.receiveMessage(Duration.ofSeconds(30)).getValue())
          .isEqualTo(new Receipt(1));
    }
  }

  @Test
  @Tag("chaos")
  void anOutageIsToldOnceAndItsEndToo() throws Exception {
    try (Load load = new Load(contact(), 5)) {
      load.awaitProgress();
      LoggingTestKit.warn("does not take what is written")
          .withOccurrences(1)
          .expect(load.system(), () -> stopUntilSilent(load));
      OneCassandra.again();
      load.awaitProgress();
    }
  }

  private static boolean stopUntilSilent(Load load) {
    try {
      OneCassandra.server().stop();
      load.awaitSilence(Duration.ofSeconds(5));
      return true;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
