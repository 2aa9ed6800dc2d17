package rhizome.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import rhizome.cli.launch.Background;
import rhizome.cli.launch.JavaCommand;

/** A command as an operator runs it: a JVM of its own. */
record CommandProcess(Process process, Path out, Path err) {

  private static final Duration END_MAX = Duration.ofSeconds(90);

  /**
   * Starts it.
   *
   * @param folder for files with what it says
   * @param flags of its JVM
   */
  static CommandProcess start(Path folder, List<String> flags, List<String> words)
      throws IOException {
    return start(folder, builder(flags, words));
  }

  /** The same, not yet started. */
  static ProcessBuilder builder(List<String> flags, List<String> words) {
    List<String> all = new ArrayList<>(JavaCommand.line(Background.SHORT_LIVED, words));
    all.addAll(1, flags);
    return new ProcessBuilder(all);
  }

  static CommandProcess start(Path folder, ProcessBuilder builder) throws IOException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    return new CommandProcess(
        builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start(), out, err);
  }

  /** What Ctrl-C does. */
  void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  String outSoFar() {
    return read(out);
  }

  String errSoFar() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end; a command that does not end is killed and fails the test. */
  Said end() throws InterruptedException {
    if (!process.waitFor(END_MAX.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("does not end: " + process.info().commandLine().orElse(""));
    }
    return new Said(process.exitValue(), read(out), read(err));
  }
}
