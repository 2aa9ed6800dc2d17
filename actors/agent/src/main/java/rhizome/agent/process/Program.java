package rhizome.agent.process;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One program, ready to be executed.
 *
 * @param file the executable itself, absolute
 * @param arguments without the program's own name, which goes before them
 * @param environment all of it; nothing is inherited
 * @param folder where it starts, absolute
 * @param output file that standard output and error are appended to; created when missing
 */
public record Program(
    Path file, List<String> arguments, Map<String, String> environment, Path folder, Path output) {

  public static final Path NOWHERE = Path.of("/dev/null");

  public Program {
    arguments = List.copyOf(arguments);
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
  }
}
