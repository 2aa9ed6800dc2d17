package rhizome.cli.bench.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.launch.JavaCommand;

/** A fresh JVM that has one core, does one thing, and ends. */
final class ColdJvm {

  private static final int SECONDS_MAX = 600;

  /** But for the first, what the launcher gives every command that does not live long. */
  private static final List<String> FLAGS =
      List.of("-XX:ActiveProcessorCount=1", "-XX:TieredStopAtLevel=1", "-Xmn32m");

  private static final String CACHE = "-XX:AOTCache=";

  private final Path folder;
  private final Optional<Path> taskset = onPath("taskset");

  /**
   * @param folder for what it says
   */
  ColdJvm(Path folder) {
    this.folder = folder;
  }

  /**
   * From its start to its end.
   *
   * @param answer what it must say
   * @throws Trouble if it says something else
   */
  double seconds(List<String> words, String answer) throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    ProcessBuilder builder = new ProcessBuilder(line(words));
    builder.redirectErrorStream(true).redirectOutput(said.toFile());
    long begin = System.nanoTime();
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(SECONDS_MAX, TimeUnit.SECONDS);
      double took = Pass.seconds(begin, System.nanoTime());
      if (!ended || process.exitValue() != 0 || !Files.readAllLines(said).contains(answer)) {
        throw new Trouble(
            ExitCode.FAILED,
            "the fresh JVM did not say '%s', but:\n%s".formatted(answer, Files.readString(said)));
      }
      return took;
    } finally {
      process.destroyForcibly();
    }
  }

  /** How it is kept to one core, and what it need not learn again, in words. */
  String description() throws IOException {
    boolean cached = line(List.of()).stream().anyMatch(word -> word.startsWith(CACHE));
    return "a fresh JVM %s, with %s"
        .formatted(
            taskset.isPresent()
                ? "pinned to core " + core()
                : "told of one core, but not pinned, for want of taskset",
            cached ? "an AOT cache" : "no AOT cache");
  }

  private List<String> line(List<String> words) throws IOException {
    List<String> line = new ArrayList<>();
    if (taskset.isPresent()) {
      line.addAll(List.of(taskset.get().toString(), "-c", core()));
    }
    JavaCommand.line(FLAGS, words).forEach(word -> line.add(asCommand(word)));
    return line;
  }

  /** A benchmark remembers a whole grid; a command remembers less, if it ever learned it. */
  private static String asCommand(String word) {
    Path words = Path.of(word.replaceFirst("^" + CACHE, "")).resolveSibling("words.aot");
    return word.startsWith(CACHE) && Files.exists(words) ? CACHE + words : word;
  }

  /** The first this process may run on. */
  private static String core() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("Cpus_allowed_list:"))
          .map(line -> line.replaceFirst("\\D+(\\d+).*", "$1"))
          .findFirst()
          .orElse("0");
    }
  }

  private static Optional<Path> onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
