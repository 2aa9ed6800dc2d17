package rhizome.cli.launch;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command line that would start this program again, with other words. */
public final class JavaCommand {

  /** A folder with the AOT caches that the launcher had the JVM make. */
  public static final String CACHES = "rhizome.aot-caches";

  /** What others are made of, where that is not the class path of this JVM. */
  public static final String CLASS_PATH = "rhizome.class-path";

  private static final String MAIN = "rhizome.cli.Main";
  private static final String CACHE = "-XX:AOTCache=";

  /** What lives long has the cache of a whole grid; a test holds the launcher to this list. */
  static final List<String> LONG_LIVED =
      List.of("up", "join", "demo", "bench", "sim", "node", "validator");

  /** What concerns one JVM only, and must not be handed on. */
  private static final List<String> OWN =
      List.of(
          "-XX:AOTCacheOutput", "-XX:AOTMode", "-XX:AOTConfiguration", "-agentlib:", "-javaagent:");

  private JavaCommand() {}

  /**
   * The same JVM, flags and class path as this process has, and some flags more; and the AOT cache
   * for these words, if there is one.
   */
  public static List<String> line(List<String> more, List<String> words) {
    List<String> flags = new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
    Optional.ofNullable(System.getProperty(CACHES))
        .flatMap(folder -> cache(Path.of(folder), words))
        .ifPresent(
            cache -> {
              flags.removeIf(flag -> flag.startsWith(CACHE));
              flags.add(CACHE + cache);
            });
    flags.addAll(more);
    return line(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        flags,
        System.getProperty(CLASS_PATH, System.getProperty("java.class.path")),
        words);
  }

  /** The one that the launcher would give to such words, if it is there. */
  static Optional<Path> cache(Path folder, List<String> words) {
    boolean livesLong = !words.isEmpty() && LONG_LIVED.contains(words.getFirst());
    return Optional.of(folder.resolve(livesLong ? "grid.aot" : "words.aot"))
        .filter(Files::isReadable);
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
