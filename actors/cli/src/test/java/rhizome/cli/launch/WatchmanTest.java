package rhizome.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import rhizome.cli.host.HostRefused;

class WatchmanTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Watchman watchman = new Watchman(SECOND, Duration.ofSeconds(5));

  @Test
  void pausesDoubleUpToTheLongestAndBeginAnew() {
    assertThat(watchman.next()).isEqualTo(SECOND);
    assertThat(watchman.next()).isEqualTo(Duration.ofSeconds(2));
    assertThat(watchman.next()).isEqualTo(Duration.ofSeconds(4));
    assertThat(watchman.next()).isEqualTo(Duration.ofSeconds(5));
    assertThat(watchman.next()).isEqualTo(Duration.ofSeconds(5));
    watchman.begin();
    assertThat(watchman.next()).isEqualTo(SECOND);
  }

  @Test
  void onlyAnEndThatTakesTooLongIsStuck() {
    long second = SECOND.toNanos();
    assertThat(watchman.isStuck(true, SECOND, 0)).isFalse();
    assertThat(watchman.isStuck(true, SECOND, second)).isFalse();
    assertThat(watchman.isStuck(false, SECOND, 5 * second)).as("it ended").isFalse();
    assertThat(watchman.isStuck(true, SECOND, 6 * second)).as("counted anew").isFalse();
    assertThat(watchman.isStuck(true, SECOND, 7 * second + 1)).isTrue();
  }

  @Test
  void longWorkEndsWhenItsProcessIsToldToEnd() {
    CompletableFuture<Boolean> reason = new CompletableFuture<>();
    assertThatThrownBy(
            () ->
                Interruptible.by(
                    reason,
                    () -> {
                      reason.completeAsync(() -> true);
                      return sleepLong();
                    }))
        .hasMessage("interrupted");
    assertThat(Thread.currentThread().isInterrupted()).as("nothing is left of it").isFalse();
  }

  @Test
  void workThatIsDoneIsNotDisturbedAfterwards() throws HostRefused {
    CompletableFuture<Boolean> reason = new CompletableFuture<>();
    assertThat(Interruptible.by(reason, () -> "done")).isEqualTo("done");
    reason.complete(true);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  private static String sleepLong() {
    try {
      boolean woken = new CountDownLatch(1).await(30, TimeUnit.SECONDS);
      return "slept " + woken;
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
