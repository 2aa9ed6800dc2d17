package rhizome.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rhizome.runtime.log.Clerk.atomic;
import static rhizome.runtime.log.Clerk.event;

import akka.actor.typed.ActorRef;
import akka.persistence.AtomicWrite;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Akka asks of a journal, asked as Akka's actors ask, on real files. */
@Timeout(120)
class LogJournalTest {

  @TempDir Path temporary;

  private Clerk open() {
    return new Clerk(temporary.resolve("log"));
  }

  private static List<String> events(long first, long last) {
    List<String> events = new ArrayList<>();
    for (long number = first; number <= last; number++) {
      events.add(number + "=event " + number);
    }
    return events;
  }

  @Test
  void eventsComeBackInOrderInThisLifeAndTheNext() {
    try (Clerk clerk = open()) {
      assertThat(clerk.replay("a")).isEqualTo(new Clerk.Replay(List.of(), 0));
      clerk.write("a", 1, 100);
      clerk.write("b", 1, 3);
      clerk.write("a", 101, 20);
      assertThat(clerk.replay("a")).isEqualTo(new Clerk.Replay(events(1, 120), 120));
    }
    try (Clerk clerk = open()) {
      assertThat(clerk.replay("a")).isEqualTo(new Clerk.Replay(events(1, 120), 120));
      assertThat(clerk.replay("b")).isEqualTo(new Clerk.Replay(events(1, 3), 3));
      clerk.write("b", 4, 1);
      assertThat(clerk.replay("b")).isEqualTo(new Clerk.Replay(events(1, 4), 4));
    }
  }

  @Test
  void aReplayHasARangeAndALimit() {
    try (Clerk clerk = open()) {
      clerk.write("a", 1, 20);
      assertThat(clerk.replay("a", 5, 7, Long.MAX_VALUE).events()).isEqualTo(events(5, 7));
      assertThat(clerk.replay("a", 5, Long.MAX_VALUE, 4).events()).isEqualTo(events(5, 8));
      assertThat(clerk.replay("a", 20, Long.MAX_VALUE, 4).events()).isEqualTo(events(20, 20));
      assertThat(clerk.replay("a", 21, Long.MAX_VALUE, 4))
          .isEqualTo(new Clerk.Replay(List.of(), 20));
      assertThat(clerk.replay("a", 1, Long.MAX_VALUE, 0))
          .isEqualTo(new Clerk.Replay(List.of(), 20));
      assertThat(clerk.replay("a", 5, 4, 10).events()).isEmpty();
    }
  }

  @Test
  void whatWasWrittenAtOnceIsThereAtOnceAndMayBeReadInPart() {
    try (Clerk clerk = open()) {
      AtomicWrite three =
          atomic(event("a", 2, "event 2"), event("a", 3, "event 3"), event("a", 4, "event 4"));
      assertThat(clerk.write(atomic(event("a", 1, "event 1")), three))
          .containsExactly("written 1", "written 2", "written 3", "written 4");
      assertThat(clerk.replay("a").events()).isEqualTo(events(1, 4));
      assertThat(clerk.replay("a", 3, 3, 10).events()).isEqualTo(events(3, 3));
      clerk.delete("a", 2);
      assertThat(clerk.replay("a").events()).isEqualTo(events(3, 4));
    }
    try (Clerk clerk = open()) {
      assertThat(clerk.replay("a")).isEqualTo(new Clerk.Replay(events(3, 4), 4));
    }
  }

  @Test
  void deletedEventsAreGoneAndTheirNumbersAreNotUsedAgain() {
    try (Clerk clerk = open()) {
      clerk.write("a", 1, 10);
      assertThat(clerk.delete("a", 4)).isEqualTo("DeleteMessagesSuccess");
      assertThat(clerk.replay("a")).isEqualTo(new Clerk.Replay(events(5, 10), 10));
      clerk.delete("a", 3);
      assertThat(clerk.replay("a").events()).isEqualTo(events(5, 10));
      clerk.delete("a", Long.MAX_VALUE);
      assertThat(clerk.replay("a")).isEqualTo(new Clerk.Replay(List.of(), 10));
      clerk.delete("nobody", 5);
      assertThat(clerk.replay("nobody")).isEqualTo(new Clerk.Replay(List.of(), 0));
    }
    try (Clerk clerk = open()) {
      assertThat(clerk.replay("a")).isEqualTo(new Clerk.Replay(List.of(), 10));
      clerk.write("a", 11, 2);
      assertThat(clerk.replay("a")).isEqualTo(new Clerk.Replay(events(11, 12), 12));
    }
  }

  @Test
  void anEventThatNoSerializerTakesIsRejectedAndNoOther() {
    try (Clerk clerk = open()) {
      List<String> said =
          clerk.write(
              atomic(event("a", 1, "event 1")),
              atomic(event("a", 2, new Object())),
              atomic(event("a", 3, "event 3"), event("a", 4, Stream.of())),
              atomic(event("a", 5, "event 5")));
      assertThat(said).hasSize(5);
      assertThat(said.get(0)).isEqualTo("written 1");
      assertThat(said.get(1)).startsWith("rejected 2: event 2 of a cannot be written: ");
      assertThat(said.get(2)).startsWith("rejected 3: event 3 of a cannot be written: ");
      assertThat(said.get(3)).startsWith("rejected 4: event 3 of a cannot be written: ");
      assertThat(said.get(4)).isEqualTo("written 5");
      assertThat(clerk.replay("a"))
          .as("with a gap where there is nothing")
          .isEqualTo(new Clerk.Replay(List.of("1=event 1", "5=event 5"), 5));
    }
  }

  @Test
  void javaSerializationIsRejectedEvenWhereItIsOn() {
    try (Clerk clerk =
        new Clerk(
            temporary.resolve("log"),
            ConfigFactory.parseString("akka.actor.allow-java-serialization = on"))) {
      assertThat(clerk.write(atomic(event("a", 1, new ArrayList<>(List.of("x"))))))
          .singleElement()
          .asString()
          .startsWith("rejected 1: ")
          .contains("bound to Java serialization");
    }
  }

  @Test
  void aWriteThatIsTooLargeIsRejected() {
    try (Clerk clerk = limited("record-bytes-max = 1000, queue-bytes-max = 1000")) {
      assertThat(clerk.write(atomic(event("a", 1, "x".repeat(1000)))))
          .singleElement()
          .asString()
          .startsWith("rejected 1: TOO_LARGE: ");
      clerk.write("a", 2, 1);
    }
  }

  private Clerk limited(String limits) {
    return new Clerk(
        temporary.resolve("log"),
        ConfigFactory.parseString(LogSettings.JOURNAL + " { " + limits + " }"));
  }

  @Test
  void aNumberThatWasUsedIsRefused() {
    try (Clerk clerk = open()) {
      clerk.write("a", 1, 3);
      assertThat(clerk.write(atomic(event("a", 3, "another"))))
          .singleElement()
          .asString()
          .startsWith("failed 3: STALE: a wants to write event 3 and has written 3");
      clerk.delete("a", Long.MAX_VALUE);
      assertThat(clerk.write(atomic(event("a", 2, "another"))).getFirst()).startsWith("failed 2");
    }
  }

  @Test
  void aFullQueueFailsTheWriteByName() {
    try (Clerk clerk = limited("queue-records-max = 1")) {
      AtomicWrite[] many = new AtomicWrite[2000];
      for (int i = 0; i < many.length; i++) {
        many[i] = atomic(event("a", i + 1, "event " + (i + 1)));
      }
      List<String> said = clerk.write(many);
      assertThat(said).allSatisfy(each -> assertThat(each).contains(": QUEUE_FULL: "));
      Clerk.Replay replay = clerk.replay("a");
      assertThat(replay.events()).isEqualTo(events(1, replay.highest()));
      clerk.write("a", replay.highest() + 1, 1);
    }
  }

  /** A restarting actor may ask while its own writes are still on their way. */
  @Test
  void whoAsksForTheHighestNumberWaitsForWhatIsWritten() {
    try (Clerk clerk = open()) {
      for (int i = 0; i < 50; i++) {
        clerk.send(atomic(event("a", 2 * i + 1, "event " + (2 * i + 1))));
        clerk.send(atomic(event("a", 2 * i + 2, "event " + (2 * i + 2))));
        assertThat(clerk.replay("a")).isEqualTo(new Clerk.Replay(events(1, 2 * i + 2), 2 * i + 2));
        clerk.answers(2);
      }
    }
  }

  @Test
  void segmentsWhoseEventsAreDeletedAreDeleted() throws Exception {
    try (Clerk clerk = limited("segment-bytes = 4 KiB")) {
      for (int i = 0; i < 20; i++) {
        clerk.write("a", 100L * i + 1, 100);
        clerk.delete("a", 100L * i + 50);
      }
      assertThat(clerk.replay("a")).isEqualTo(new Clerk.Replay(events(1951, 2000), 2000));
      try (Stream<Path> files = Files.list(temporary.resolve("log"))) {
        assertThat(files.filter(file -> file.toString().matches(".*\\d\\.log"))).hasSizeLessThan(6);
      }
    }
    try (Clerk clerk = open()) {
      assertThat(clerk.replay("a")).isEqualTo(new Clerk.Replay(events(1951, 2000), 2000));
    }
  }

  @Test
  void entitiesRecoverFromEventsAndFromSnapshots() {
    try (Clerk clerk = open()) {
      ActorRef<Scroll.Command> plain = clerk.spawn(Scroll.of("plain"));
      ActorRef<Scroll.Command> forgets = clerk.spawn(Scroll.thatForgets("forgets", 10));
      for (int i = 1; i <= 50; i++) {
        assertThat(clerk.ask(plain, to -> new Scroll.Command.Write(3, to))).isEqualTo("" + 3 * i);
        assertThat(clerk.ask(forgets, to -> new Scroll.Command.Write(3, to))).isEqualTo("" + 3 * i);
      }
      clerk.stop(plain);
      assertThat(clerk.ask(clerk.spawn(Scroll.of("plain")), Scroll.Command.Read::new))
          .isEqualTo("150");
    }
    try (Clerk clerk = open()) {
      assertThat(clerk.ask(clerk.spawn(Scroll.of("plain")), Scroll.Command.Read::new))
          .isEqualTo("150");
      ActorRef<Scroll.Command> forgets = clerk.spawn(Scroll.thatForgets("forgets", 10));
      assertThat(clerk.ask(forgets, Scroll.Command.Read::new)).isEqualTo("150");
      assertThat(clerk.ask(forgets, to -> new Scroll.Command.Write(1, to))).isEqualTo("151");
      assertThat(clerk.log().index().deletedTo("forgets")).isPositive();
    }
  }

  @Test
  void aDamagedLogIsSaidWhenItIsOpenedAndToWhoeverAsks() throws Exception {
    Path file = temporary.resolve("log").resolve("%020d.log".formatted(1));
    try (Clerk clerk = open()) {
      clerk.write("a", 1, 10);
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    try (Clerk clerk = open()) {
      assertThatThrownBy(clerk::log).hasMessageContaining("DAMAGED: " + file.toRealPath());
      assertThatThrownBy(() -> clerk.replay("a")).hasMessageContaining("DAMAGED: ");
      assertThat(clerk.write(atomic(event("a", 11, "another"))).getFirst())
          .startsWith("failed 11: DAMAGED: ");
    }
    assertThat(file).hasBinaryContent(bytes);
  }
}
