package rhizome.cli.launch;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import rhizome.cli.client.GridClient;
import rhizome.cli.client.GridFile;
import rhizome.cli.client.MemberFile;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;

/**
 * This program as a process of its own, in its own session, so that it outlives the terminal and
 * the command that started it.
 */
public final class Background {

  /** For processes that do not live long: half the work at the start, less speed at the end. */
  public static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1");

  private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);
  private static final int TAIL_LINES = 12;

  private final Process process;
  private final Path log;

  private Background(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it with its output appended to a file.
   *
   * @param flags for the JVM, beside those of this one
   * @param words the command line after {@code rhizome}
   */
  public static Background start(List<String> flags, List<String> words, Path log)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.add("setsid"); // execs at once: the pid is that of the JVM
    line.addAll(JavaCommand.line(flags, words));
    Process process =
        new ProcessBuilder(line)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .redirectErrorStream(true)
            .start();
    return new Background(process, log);
  }

  /** A grid on a data folder, its log beside its journal; returns once its API answers. */
  public static Background grid(
      Path data, List<String> flags, List<String> options, Duration timeout)
      throws IOException, InterruptedException {
    Files.createDirectories(
        data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    List<String> words = new ArrayList<>(List.of("up", "--data", data.toString()));
    words.addAll(options);
    Background grid = start(flags, words, data.resolve("grid.log"));
    grid.await("the grid", () -> grid.answers(data), timeout);
    return grid;
  }

  /** A member of a cluster, its log in its data folder; returns once it is up. */
  public static Background member(Path data, List<String> options, Duration timeout)
      throws IOException, InterruptedException {
    Files.createDirectories(
        data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    List<String> words = new ArrayList<>(List.of("join", "--data", data.toString()));
    words.addAll(options);
    Background member = start(List.of(), words, data.resolve("member.log"));
    member.await("the member", () -> member.isUp(data), timeout);
    return member;
  }

  private boolean isUp(Path data) {
    return MemberFile.read(data).filter(file -> file.pid() == process.pid()).isPresent();
  }

  private void await(String what, BooleanSupplier there, Duration timeout)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (!there.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new Trouble(
            ExitCode.FAILED, what + " did not start:\n" + tail(), "its whole log is " + log);
      }
      if (System.nanoTime() - begin > timeout.toNanos()) {
        process.destroy();
        throw new Trouble(
            ExitCode.TIMED_OUT,
            "%s does not answer after %d s; it was ended".formatted(what, timeout.toSeconds()),
            "its log is " + log);
      }
      Thread.sleep(LOOK_INTERVAL);
    }
  }

  /** A file of an earlier grid names another process. */
  private boolean answers(Path data) {
    Optional<GridFile> file = GridFile.read(data).filter(grid -> grid.pid() == process.pid());
    if (file.isEmpty()) {
      return false;
    }
    GridClient.of(data).get("/v1/status");
    return true;
  }

  private String tail() throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }

  public Process process() {
    return process;
  }
}
