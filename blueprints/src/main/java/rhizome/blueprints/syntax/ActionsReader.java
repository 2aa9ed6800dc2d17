package rhizome.blueprints.syntax;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import rhizome.blueprints.model.Action;
import rhizome.blueprints.model.Action.Moment;
import rhizome.blueprints.quantity.Quantity;
import rhizome.blueprints.schema.Form;
import rhizome.blueprints.schema.Spelling;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Words;
import rhizome.kernel.Nearest;

/** Reads the actions of a service; their order says nothing, so they are sorted by name. */
final class ActionsReader {

  private static final Pattern NAME = Pattern.compile(Spelling.NAME);

  private final Substitution substitution;
  private final Problems problems;
  private final Values values;

  ActionsReader(Substitution substitution, Problems problems) {
    this.substitution = substitution;
    this.problems = problems;
    this.values = new Values(problems);
  }

  List<Action> read(Node node, Collection<String> ports) {
    if (!(node instanceof Node.Mapping mapping)) {
      String message = "'actions' must be a mapping, not " + node.kind();
      problems.add(node.at(), message, "names with commands, such as {backup: {command: [save]}}");
      return List.of();
    }
    if (mapping.entries().size() > Action.COUNT_MAX) {
      String message = "a service with " + mapping.entries().size() + " actions";
      problems.add(node.at(), message, "at most " + Action.COUNT_MAX);
    }
    List<Action> actions = new ArrayList<>();
    for (Node.Entry entry : mapping.entries()) {
      String name = entry.key().text();
      if (!NAME.matcher(name).matches()) {
        problems.add(
            entry.key().at(),
            Words.quote(name) + " is not an action's name",
            "1 to 63 of a-z, 0-9, '.', '_', '-', with a letter or digit at both ends");
      }
      actions.add(action(name, entry, ports));
    }
    actions.sort(Comparator.comparing(Action::name));
    return actions;
  }

  private Action action(String name, Node.Entry entry, Collection<String> ports) {
    Fields fields = new Fields(Form.ACTION, entry.value(), entry.key().at(), problems);
    String example = "a list, such as [sh, backup.sh]";
    List<String> command =
        fields
            .require("command", example)
            .map(node -> command(node, example, ports))
            .orElse(List.of());
    List<Duration> retries = fields.get("retries").map(this::retries).orElse(List.of());
    Duration timeout = values.duration(fields, "timeout", Action.TIMEOUT_DEFAULT);
    if (timeout.compareTo(Action.TIMEOUT_MAX) > 0) {
      refuse(fields, "timeout", timeout, Quantity.write(Action.TIMEOUT_MAX) + " or shorter");
      timeout = Action.TIMEOUT_MAX;
    }
    Optional<Duration> every =
        fields
            .get("every")
            .map(_ -> values.duration(fields, "every", Action.EVERY_MIN))
            .map(pause -> notTooOften(fields, pause));
    List<Moment> when = fields.get("when").map(this::moments).orElse(List.of());
    boolean all = fields.get("on").map(this::all).orElse(false);
    return new Action(
        name,
        command.isEmpty() ? List.of("unreadable") : command,
        timeout,
        retries,
        all,
        every,
        when);
  }

  private List<String> command(Node node, String expected, Collection<String> ports) {
    List<String> command = new ArrayList<>();
    List<Node> items = values.items(node, "command", expected);
    for (Node item : items) {
      values
          .text(item, "a word of the action")
          .ifPresent(word -> command.add(substitution.withPorts(word, ports)));
    }
    if (node instanceof Node.Sequence && items.isEmpty()) {
      problems.add(node.at(), "the action's command is empty", "a program and its arguments");
    }
    return command;
  }

  private List<Duration> retries(Node node) {
    List<Duration> retries = new ArrayList<>();
    for (Node item : values.items(node, "retries", "a list of pauses, such as [10s, 1m]")) {
      values.duration(item, "a retry").ifPresent(retries::add);
    }
    if (retries.size() > Action.RETRIES_MAX) {
      problems.add(
          node.at(), retries.size() + " retries are too many", "at most " + Action.RETRIES_MAX);
      return List.of();
    }
    return retries;
  }

  private boolean all(Node node) {
    Optional<String> where = values.text(node, "'on'").map(Node.Scalar::text);
    if (where.isPresent() && !where.get().equals("all") && !where.get().equals("first")) {
      problems.add(node.at(), "an action runs on no " + Words.quote(where.get()), "first or all");
    }
    return where.filter("all"::equals).isPresent();
  }

  private List<Moment> moments(Node node) {
    List<Moment> moments = new ArrayList<>();
    List<Node> items = values.items(node, "when", "a list, such as [ready]");
    for (Node item : items) {
      values.text(item, "a moment").flatMap(this::moment).ifPresent(moments::add);
    }
    if (node instanceof Node.Sequence && items.isEmpty()) {
      problems.add(node.at(), "'when' is empty", "one of " + Words.list(Moment.words()));
    }
    return moments;
  }

  private Optional<Moment> moment(Node.Scalar word) {
    Optional<Moment> moment = Moment.of(word.text());
    if (moment.isEmpty()) {
      problems.add(
          word.at(),
          "nothing called " + Words.quote(word.text()) + " happens to a workload",
          Optional.of("one of " + Words.list(Moment.words())),
          Nearest.of(word.text(), Moment.words()));
    }
    return moment;
  }

  private Duration notTooOften(Fields fields, Duration every) {
    if (every.compareTo(Action.EVERY_MIN) >= 0) {
      return every;
    }
    refuse(fields, "every", every, Quantity.write(Action.EVERY_MIN) + " or longer");
    return Action.EVERY_MIN;
  }

  private void refuse(Fields fields, String key, Duration is, String expected) {
    int at = fields.get(key).map(Node::at).orElse(fields.at());
    problems.add(at, "'" + key + "' is " + Quantity.write(is), expected);
  }
}
