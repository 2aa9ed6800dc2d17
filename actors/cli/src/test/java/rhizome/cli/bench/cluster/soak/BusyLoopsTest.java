package rhizome.cli.bench.cluster.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.exit.Trouble;
import rhizome.cli.launch.Leftovers;

@Timeout(120)
class BusyLoopsTest {

  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir private Path made;
  private Path folder;

  @BeforeEach
  void resolve() throws IOException {
    folder = made.toRealPath();
  }

  private List<ProcessHandle> left() {
    return new Leftovers(folder).processes();
  }

  private void awaitNobody() throws InterruptedException {
    while (!left().isEmpty()) {
      Thread.sleep(20); // the time-out of the class is the deadline
    }
  }

  private static Duration cpu(List<ProcessHandle> processes) {
    return processes.stream()
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  @Test
  void theyUseTheProcessorUntilTheyAreClosed() throws Exception {
    try (BusyLoops loops = BusyLoops.start(2, LONG, folder)) {
      assertThat(loops.count()).isEqualTo(2);
      List<ProcessHandle> all = left();
      assertThat(all).as("two shells, and who ends them").hasSize(4);
      while (cpu(all).compareTo(Duration.ofMillis(300)) < 0) {
        Thread.sleep(20);
      }
      loops.refuseEnded();
    }
    awaitNobody();
    assertThat(left()).isEmpty();
  }

  @Test
  void theyEndByThemselvesAndThatIsToldToWhoStillCounts() throws Exception {
    try (BusyLoops loops = BusyLoops.start(2, Duration.ofSeconds(1), folder)) {
      awaitNobody();
      assertThatThrownBy(loops::refuseEnded)
          .isInstanceOf(Trouble.class)
          .hasMessageContaining("ended too early");
    }
  }

  @Test
  void whoIsInterruptedWhileTheyBeginLeavesNone() throws Exception {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(
              () -> {
                try (BusyLoops _ = BusyLoops.start(2, LONG, folder)) {
                  throw new AssertionError("they began");
                }
              })
          .isInstanceOf(InterruptedException.class);
    } finally {
      var _ = Thread.interrupted();
    }
    new Leftovers(folder).kill(); // as the group they belong to does
    assertThat(left()).isEmpty();
  }
}
