package rhizome.cli.child;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rhizome.agent.process.NotStarted;
import rhizome.agent.process.Program;
import rhizome.agent.process.Spawner;

/** Starts another JVM like this one: same Java, same flags, same class path, other arguments. */
public final class SameJvm {

  private static final String MAIN = "rhizome.cli.Main";

  /** Flags that are about this run alone. */
  private static final List<String> OWN =
      List.of("-XX:AOTCacheOutput", "-XX:AOTMode", "-XX:AOTConfiguration", "-agentlib", "-javaagent");

  private SameJvm() {}

  /** The whole command line. */
  public static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> OWN.stream().noneMatch(flag::startsWith))
        .filter(flag -> !flag.equals("-XX:TieredStopAtLevel=1"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    command.addAll(List.of(arguments));
    return command;
  }

  /** A child that ends with us when we end it; its output goes to {@code log}. */
  public static Process start(Path log, String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(arguments));
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return builder.start();
  }

  /** A child in a session of its own, which outlives us and our terminal; returns its pid. */
  public static long detach(Path log, String... arguments) throws IOException {
    List<String> command = command(arguments);
    Path here = Path.of("").toAbsolutePath();
    Program program =
        new Program(
            Path.of(command.getFirst()),
            command.subList(1, command.size()),
            System.getenv(),
            here,
            log);
    try {
      return new Spawner().spawn(program);
    } catch (NotStarted e) {
      throw new IOException("the grid's process was not started: " + e.getMessage(), e);
    }
  }

  /** Whether the process runs; one that ended and that nobody has asked about does not. */
  public static boolean runs(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/stat"))) {
      Optional<String> stat = lines.findFirst();
      return stat.isPresent() && !stat.get().substring(stat.get().lastIndexOf(')')).startsWith(") Z");
    } catch (IOException e) {
      return false;
    }
  }
}
