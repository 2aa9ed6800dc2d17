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
 * On stop {@code beforeStop} is run first, then it gets SIGTERM, and when {@code grace} is over its
 * whole process group is killed.
 */
public record Run(
    String command,
    List<String> args,
    Map<String, String> env,
    Optional<String> workdir,
    Duration grace,
    Optional<BeforeStop> beforeStop) {

  /**
   * A command that is run beside it when somebody wishes it to stop, before it is asked to.
   *
   * @param timeout after which the command is killed; part of the grace
   */
  public record BeforeStop(List<String> command, Duration timeout) {
    public static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(5);

    public BeforeStop {
      command = List.copyOf(command);
      if (command.isEmpty() || !timeout.isPositive()) {
        throw new IllegalArgumentException("what is run before a stop is a program, with a time");
      }
    }
  }

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
    if (beforeStop.filter(before -> before.timeout().compareTo(grace) >= 0).isPresent()) {
      throw new IllegalArgumentException("what is run before a stop must leave some of the grace");
    }
  }

  /** One that is asked to stop at once. */
  public Run(
      String command,
      List<String> args,
      Map<String, String> env,
      Optional<String> workdir,
      Duration grace) {
    this(command, args, env, workdir, grace, Optional.empty());
  }

  /** The same, and this is run before it is stopped. */
  public Run with(Optional<BeforeStop> before) {
    return new Run(command, args, env, workdir, grace, before);
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
        grace,
        beforeStop);
  }

  /** Reads as ever where nothing is run before it is stopped. */
  @Override
  public String toString() {
    return "Run[command=%s, args=%s, env=%s, workdir=%s, grace=%s%s]"
        .formatted(
            command,
            args,
            env,
            workdir,
            grace,
            beforeStop.map(before -> ", beforeStop=" + before).orElse(""));
  }
}
