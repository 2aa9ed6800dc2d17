package rhizome.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rhizome.runtime.log.Clerk.atomic;
import static rhizome.runtime.log.Clerk.event;

import akka.actor.typed.ActorRef;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EventLogTest {

  @TempDir Path temporary;

  private Clerk open(String limits) {
    return new Clerk(
        temporary.resolve("log"),
        ConfigFactory.parseString(LogSettings.JOURNAL + " { " + limits + " }"));
  }

  private static List<Object> read(Clerk clerk, long from, int count) {
    return clerk
        .log()
        .read("a", from, count)
        .toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  @Test
  void aReadingHasWhatFollowsAndNoMoreThanWasAskedFor() {
    try (Clerk clerk = open("")) {
      clerk.write("a", 1, 10);
      assertThat(read(clerk, 1, 3)).containsExactly("event 1", "event 2", "event 3");
      assertThat(read(clerk, 9, 100)).containsExactly("event 9", "event 10");
      assertThat(read(clerk, 11, 100)).isEmpty();
      assertThat(read(clerk, 1, 0)).isEmpty();
    }
  }

  @Test
  void whatBeginsInAHoleIsEmptyAndAHoleEndsTheReading() {
    try (Clerk clerk = open("")) {
      clerk.write("a", 1, 6);
      clerk.write("a", 9, 2);
      clerk.delete("a", 3);
      assertThat(read(clerk, 1, 100)).isEmpty();
      assertThat(read(clerk, 3, 100)).isEmpty();
      assertThat(read(clerk, 4, 100)).containsExactly("event 4", "event 5", "event 6");
      assertThat(read(clerk, 7, 100)).isEmpty();
      assertThat(read(clerk, 9, 100)).containsExactly("event 9", "event 10");
    }
  }

  @Test
  void aReadingMayBeginWithinWhatWasWrittenAtOnce() {
    try (Clerk clerk = open("")) {
      clerk.write(atomic(event("a", 1, "one"), event("a", 2, "two"), event("a", 3, "three")));
      assertThat(read(clerk, 2, 1)).containsExactly("two");
      clerk.delete("a", 1);
      assertThat(read(clerk, 2, 9)).containsExactly("two", "three");
      assertThat(read(clerk, 1, 9)).isEmpty();
    }
  }

  @Test
  void aReadingEndsBeforeItIsTooLargeAndHasOneEvent() {
    try (Clerk clerk = open("read-bytes-max = 100")) {
      for (int i = 1; i <= 4; i++) {
        clerk.write(atomic(event("a", i, ("" + i).repeat(i == 3 ? 200 : 50))));
      }
      assertThat(read(clerk, 1, 9)).containsExactly("1".repeat(50), "2".repeat(50));
      assertThat(read(clerk, 2, 9)).containsExactly("2".repeat(50));
      assertThat(read(clerk, 3, 9)).containsExactly("3".repeat(200));
      assertThat(read(clerk, 4, 9)).containsExactly("4".repeat(50));
    }
  }

  @Test
  void oneMayReadWhileTheEntityWritesAndDeletes() {
    try (Clerk clerk = open("segment-bytes = 4 KiB")) {
      ActorRef<Scroll.Command> scroll = clerk.spawn(Scroll.thatForgets("a", 20));
      long next = 1;
      List<Object> seen = new ArrayList<>();
      for (int i = 1; i <= 300; i++) {
        clerk.ask(scroll, to -> new Scroll.Command.Write(2, to));
        List<Object> more = read(clerk, next, 100);
        seen.addAll(more);
        next += more.size();
      }
      assertThat(seen).hasSize(600);
      for (int i = 0; i < 600; i++) {
        assertThat(seen.get(i)).isEqualTo("" + (i + 1));
      }
    }
  }

  @Test
  void whoComesWhileTooManyReadIsTurnedAway() {
    try (Clerk clerk = open("reads-max = 1")) {
      clerk.write(atomic(event("a", 1, "x".repeat(10_000_000))));
      List<CompletableFuture<List<Object>>> all = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        all.add(clerk.log().read("a", 1, 1).toCompletableFuture());
      }
      assertThat(all.getFirst().orTimeout(20, TimeUnit.SECONDS).join()).hasSize(1);
      assertThatThrownBy(() -> all.get(1).join()).hasMessageContaining("BUSY: ");
      CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]))
          .exceptionally(_ -> null)
          .join();
      assertThat(read(clerk, 1, 1)).hasSize(1);
    }
  }

  @Test
  void aLogWithoutAFolderIsRefused() {
    try (Clerk clerk = open("folder = \"\"")) {
      assertThatThrownBy(clerk::log).hasMessageContaining("rhizome.ledger.journal.folder is empty");
    }
  }
}
