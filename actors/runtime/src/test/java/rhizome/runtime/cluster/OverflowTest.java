package rhizome.runtime.cluster;

import akka.actor.ActorRef;
import akka.actor.Dropped;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Adapter;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Akka publishes when a queue is full. */
class OverflowTest {

  private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private static final String FULL = "Due to overflow of send queue, size [3072]";

  private akka.actor.typed.@Nullable ActorRef<Overflow.Message> watcher;

  /** On the caller's thread: what was lost is counted before time passes. */
  @BeforeEach
  void watch() {
    watcher =
        KIT.spawn(
            Overflow.create(),
            DispatcherSelector.fromConfig("akka.test.calling-thread-dispatcher"));
  }

  @AfterEach
  void unwatch() {
    KIT.stop(Objects.requireNonNull(watcher));
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private static void lose(Object message) {
    ActorRef nobody = Adapter.toClassic(KIT.system()).deadLetters();
    Adapter.toClassic(KIT.system())
        .getEventStream()
        .publish(new Dropped(message, FULL, nobody, nobody));
  }

  @Test
  void whatIsLostWithinSomeSecondsIsToldInOneLineAndThenCountedAnew() {
    told("2 messages found no room and wait to be handed out again; the first was String to"
            + " akka://")
        .expect(
            KIT.system(),
            () -> {
              lose("one");
              lose("two");
              TIME.timePasses(Duration.ofSeconds(5));
              return 0;
            });
    told("1 messages found no room")
        .expect(
            KIT.system(),
            () -> {
              lose("three");
              TIME.timePasses(Duration.ofSeconds(5));
              return 0;
            });
  }

  private static LoggingTestKit told(String words) {
    return LoggingTestKit.warn(words).withOccurrences(1);
  }
}
