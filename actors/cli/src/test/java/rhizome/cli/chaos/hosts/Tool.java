package rhizome.cli.chaos.hosts;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command of the machine, run to its end; one that does not end is killed. */
public final class Tool {

  private static final Duration END_MAX = Duration.ofSeconds(20);

  /** How it ended; {@code said} is all its output. */
  public record Outcome(int code, String said) {
    public boolean isGood() {
      return code == 0;
    }
  }

  private Tool() {}

  public static Outcome run(String... words) {
    return fed("", List.of(words));
  }

  /** The same, with a text as its standard input. */
  static Outcome fed(String input, List<String> words) {
    try {
      Path out = Files.createTempFile("rhizome-tool", ".txt");
      try {
        Process process =
            new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try (OutputStream in = process.getOutputStream()) {
          in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
          // it ended without reading; its code says why
        }
        if (!process.waitFor(END_MAX.toSeconds(), TimeUnit.SECONDS)) {
          process.destroyForcibly();
          return new Outcome(-1, "did not end within " + END_MAX + ": " + words);
        }
        return new Outcome(process.exitValue(), Files.readString(out).strip());
      } finally {
        Files.deleteIfExists(out);
      }
    } catch (IOException e) {
      return new Outcome(-1, String.valueOf(e.getMessage())); // there is no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(-1, "interrupted: " + words);
    }
  }

  /** What it said; a command that fails is a mistake of the suite, or of its ground. */
  static String must(String... words) {
    return good(run(words), List.of(words));
  }

  static String must(String input, List<String> words) {
    return good(fed(input, words), words);
  }

  private static String good(Outcome outcome, List<String> words) {
    if (!outcome.isGood()) {
      throw new IllegalStateException(
          "'%s' ended with %d: %s"
              .formatted(String.join(" ", words), outcome.code(), outcome.said()));
    }
    return outcome.said();
  }
}
