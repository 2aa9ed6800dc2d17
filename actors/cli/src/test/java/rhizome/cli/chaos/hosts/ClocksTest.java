package rhizome.cli.chaos.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Java program under a clock that is stepped while it runs. */
class ClocksTest {

  /** Tells wall clock and monotonic clock, in milliseconds, whenever it is asked. */
  private static final String PROGRAM =
      """
      void main() throws Exception {
        while (System.in.read() >= 0) {
          System.out.println(System.currentTimeMillis() + " " + System.nanoTime() / 1_000_000);
          System.out.flush();
        }
      }
      """;

  @TempDir private Path folder;

  private record Told(long wall, long monotonic) {}

  @Test
  void aStepMovesTheWallClockOfThatProgramAndNothingElse() throws IOException {
    Optional<String> refused = Clocks.refused(folder);
    assumeTrue(refused.isEmpty(), () -> "no clocks to step here: " + refused.orElseThrow());
    Clocks clocks = Clocks.open(folder);
    Path dial = clocks.dial(folder.resolve("dial"));
    Process program = program(clocks, dial);
    try {
      assertThat(Math.abs(ask(program).wall - System.currentTimeMillis())).isLessThan(10_000);
      for (Duration step : List.of(Duration.ofMinutes(1), Duration.ofMinutes(-1), Duration.ZERO)) {
        Clocks.step(dial, step);
        Told told = ask(program);
        assertThat(told.wall - System.currentTimeMillis())
            .as("stepped by %s", step)
            .isBetween(step.toMillis() - 5_000, step.toMillis() + 5_000);
        assertThat(Math.abs(told.monotonic - System.nanoTime() / 1_000_000)).isLessThan(5_000);
      }
    } finally {
      program.destroyForcibly();
    }
  }

  private Process program(Clocks clocks, Path dial) throws IOException {
    Path source = folder.resolve("Tell.java");
    Files.writeString(source, PROGRAM);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> line = new ArrayList<>(List.of(java.toString(), "-XX:TieredStopAtLevel=1"));
    line.add(source.toString());
    ProcessBuilder builder = new ProcessBuilder(line).redirectError(folder.resolve("err").toFile());
    builder.environment().putAll(clocks.environment(dial));
    return builder.start();
  }

  private static Told ask(Process program) throws IOException {
    program.getOutputStream().write('?');
    program.getOutputStream().flush();
    StringBuilder line = new StringBuilder();
    for (int c = program.getInputStream().read(); c != '\n'; c = program.getInputStream().read()) {
      assertThat(c).as("it tells").isNotNegative();
      line.append((char) c);
    }
    String[] words = line.toString().split(" ", 2);
    return new Told(Long.parseLong(words[0]), Long.parseLong(words[1]));
  }
}
