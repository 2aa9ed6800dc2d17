package rhizome.blueprints.model;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The program. {@code command} is a path or a name sought in the agent's PATH. {@code
 * ${ports.NAME}} in args and env stands for the number the agent gave that port; {@link #withPorts}
 * fills it in. {@code workdir} is absolute; without it the program starts in its own empty folder.
 * On stop it gets SIGTERM, and after {@code grace} its whole process group is killed.
 */
public record Run(
    String command,
    List<String> args,
    Map<String, String> env,
    Optional<String> workdir,
    Duration grace) {

  public static final Duration GRACE_DEFAULT = Duration.ofSeconds(10);

  public Run {
    args = List.copyOf(args);
    env = Collections.unmodifiableMap(new TreeMap<>(env));
    if (command.isBlank()) {
      throw new IllegalArgumentException("a command must not be blank");
    }
    if (grace.isNegative()) {
      throw new IllegalArgumentException("a grace period must not be negative");
    }
  }

  /**
   * The program as a node runs it, every {@code ${ports.NAME}} filled in.
   *
   * @throws IllegalArgumentException if a named port has no number in {@code ports}
   */
  public Run withPorts(Map<String, Integer> ports) {
    Map<String, String> filled = new TreeMap<>();
    env.forEach((name, value) -> filled.put(name, Placeholders.fill(value, ports)));
    return new Run(
        command,
        args.stream().map(arg -> Placeholders.fill(arg, ports)).toList(),
        filled,
        workdir,
        grace);
  }
}
