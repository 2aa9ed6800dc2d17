package rhizome.blueprints.syntax;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.quantity.Quantity;
import rhizome.blueprints.schema.Form;
import rhizome.blueprints.schema.Spelling;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Words;

/** Reads what a service runs: a mapping, or the command alone. */
final class RunReader {

  /** Stands in for a program that could not be read; a file with problems never gets further. */
  static final Run UNREADABLE =
      new Run("unreadable", List.of(), new TreeMap<>(), Optional.empty(), Run.GRACE_DEFAULT);

  private static final Pattern VARIABLE = Pattern.compile(Spelling.VARIABLE);

  private final Substitution substitution;
  private final Problems problems;
  private final Values values;

  RunReader(Substitution substitution, Problems problems) {
    this.substitution = substitution;
    this.problems = problems;
    this.values = new Values(problems);
  }

  /**
   * @param offered what placeholders may ask for, by full names such as {@code ports.http}
   */
  Optional<Run> read(Node node, Collection<String> offered) {
    if (node instanceof Node.Scalar scalar) {
      return command(scalar, offered)
          .map(
              command ->
                  new Run(
                      command, List.of(), new TreeMap<>(), Optional.empty(), Run.GRACE_DEFAULT));
    }
    Fields fields = new Fields(Form.RUN, node, node.at(), problems);
    Optional<String> command =
        fields
            .require("command", "a path, or a name to be found in the PATH")
            .flatMap(written -> command(written, offered));
    List<String> args = fields.get("args").map(list -> args(list, offered)).orElse(List.of());
    Map<String, String> env =
        fields.get("env").map(map -> env(map, offered)).orElse(new TreeMap<>());
    Optional<String> workdir = fields.get("workdir").flatMap(this::workdir);
    Duration grace = values.duration(fields, "grace", Run.GRACE_DEFAULT);
    String program = command.orElse(UNREADABLE.command());
    return Optional.of(
        new Run(program, args, env, workdir, grace)
            .with(fields.get("before-stop").flatMap(before -> beforeStop(before, grace, offered))));
  }

  private Optional<Run.BeforeStop> beforeStop(
      Node node, Duration grace, Collection<String> offered) {
    Fields fields = new Fields(Form.BEFORE_STOP, node, node.at(), problems);
    if (!fields.readable()) {
      return Optional.empty();
    }
    Optional<Node> written = fields.require("command", "a list: a program and its arguments");
    List<String> command = written.map(list -> args(list, offered)).orElse(List.of());
    if (written.isPresent() && written.get() instanceof Node.Sequence && command.isEmpty()) {
      problems.add(written.get().at(), "the command is empty", "a program and its arguments");
    }
    Duration timeout = values.duration(fields, "timeout", Run.BeforeStop.TIMEOUT_DEFAULT);
    if (timeout.compareTo(grace) >= 0) {
      String message = "'before-stop' may take as long as the grace of " + Quantity.write(grace);
      problems.add(node.at(), message, "a shorter 'timeout', or a longer 'grace'");
      return Optional.empty();
    }
    return command.isEmpty() ? Optional.empty() : Optional.of(new Run.BeforeStop(command, timeout));
  }

  private Optional<String> command(Node node, Collection<String> offered) {
    Optional<Node.Scalar> written = values.text(node, "'command'");
    Optional<String> command = written.map(text -> substitution.command(text, offered));
    if (command.isPresent() && command.get().isBlank()) {
      problems.add(node.at(), "'command' is blank", "a path, or a name to be found in the PATH");
      return Optional.empty();
    }
    return command;
  }

  private List<String> args(Node node, Collection<String> offered) {
    List<String> args = new ArrayList<>();
    for (Node item : values.items(node, "args", "a list, such as [-p, 8080]")) {
      values
          .text(item, "an argument")
          .ifPresent(arg -> args.add(substitution.argument(arg, offered)));
    }
    return args;
  }

  private Map<String, String> env(Node node, Collection<String> offered) {
    Map<String, String> env = new TreeMap<>();
    if (!(node instanceof Node.Mapping mapping)) {
      String message = "'env' must be a mapping, not " + node.kind();
      problems.add(node.at(), message, "names with values, such as {GREETING: hi}");
      return env;
    }
    for (Node.Entry entry : mapping.entries()) {
      String variable = entry.key().text();
      if (!VARIABLE.matcher(variable).matches()) {
        String message = Words.quote(variable) + " is not a name of an environment variable";
        problems.add(
            entry.key().at(), message, "A-Z, a-z, 0-9 and '_', not beginning with a digit");
      } else if (variable.startsWith(Spelling.RESERVED)) {
        String message = Words.quote(variable) + " is set by the node itself";
        problems.add(
            entry.key().at(), message, "a name that does not begin with " + Spelling.RESERVED);
      }
      values
          .text(entry.value(), Words.quote(variable))
          .ifPresent(value -> env.put(variable, substitution.variable(value, offered)));
    }
    return env;
  }

  private Optional<String> workdir(Node node) {
    Optional<String> workdir = values.text(node, "'workdir'").map(substitution::literal);
    if (workdir.isPresent() && !workdir.get().startsWith("/")) {
      problems.add(
          node.at(), "'workdir' is not absolute", "a path that begins with '/' or '${here}'");
    }
    return workdir;
  }
}
