package rhizome.cli.launch;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line that would start this program again, with other words. */
public final class JavaCommand {

  private static final String MAIN = "rhizome.cli.Main";

  /** What concerns one JVM only, and must not be handed on. */
  private static final List<String> OWN =
      List.of(
          "-XX:AOTCacheOutput", "-XX:AOTMode", "-XX:AOTConfiguration", "-agentlib:", "-javaagent:");

  private JavaCommand() {}

  /** The same JVM, flags and class path as this process has, and some flags more. */
  public static List<String> line(List<String> more, List<String> words) {
    List<String> flags = new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
    flags.addAll(more);
    return line(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        flags,
        System.getProperty("java.class.path"),
        words);
  }

  static List<String> line(String java, List<String> flags, String classPath, List<String> words) {
    List<String> line = new ArrayList<>();
    line.add(java);
    flags.stream().filter(flag -> OWN.stream().noneMatch(flag::startsWith)).forEach(line::add);
    line.add("-cp");
    line.add(classPath);
    line.add(MAIN);
    line.addAll(words);
    return List.copyOf(line);
  }
}
