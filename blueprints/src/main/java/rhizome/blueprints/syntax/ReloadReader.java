package rhizome.blueprints.syntax;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import rhizome.blueprints.model.Reload;
import rhizome.blueprints.schema.Form;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Words;

/** Reads how a program is told of changed endpoints: a signal alone, or a mapping. */
final class ReloadReader {

  private static final List<String> KINDS = Form.RELOAD.choice();
  private static final String CHOICE = "exactly one of " + Words.list(KINDS);
  private static final List<String> SIGNALS =
      Arrays.stream(Reload.Name.values()).map(Reload.Name::name).toList();

  private final Substitution substitution;
  private final Problems problems;
  private final Values values;

  ReloadReader(Substitution substitution, Problems problems) {
    this.substitution = substitution;
    this.problems = problems;
    this.values = new Values(problems);
  }

  Optional<Reload> read(Node.Entry entry, Collection<String> ports) {
    if (entry.value() instanceof Node.Scalar scalar) {
      return signal(scalar);
    }
    Fields fields = new Fields(Form.RELOAD, entry.value(), entry.key().at(), problems);
    if (!fields.readable()) {
      return Optional.empty();
    }
    List<Node.Scalar> kinds = fields.present(KINDS);
    if (kinds.size() != 1) {
      int at = kinds.isEmpty() ? fields.at() : kinds.getLast().at();
      String message = kinds.isEmpty() ? "reload says no way" : "reload says two ways";
      problems.add(at, message, CHOICE);
    }
    Duration timeout = values.duration(fields, "timeout", Reload.Command.TIMEOUT_DEFAULT);
    Optional<Reload> signal = fields.get("signal").flatMap(this::signal);
    return fields.get("command").flatMap(node -> command(node, ports, timeout)).or(() -> signal);
  }

  private Optional<Reload> signal(Node node) {
    Optional<Node.Scalar> written = values.text(node, "'signal'");
    if (written.isPresent() && !SIGNALS.contains(written.get().text())) {
      problems.add(
          node.at(),
          Words.quote(written.get().text()) + " is not a signal that tells of changes",
          "one of " + Words.list(SIGNALS));
      return Optional.empty();
    }
    return written.map(name -> new Reload.Signal(Reload.Name.valueOf(name.text())));
  }

  private Optional<Reload> command(Node node, Collection<String> ports, Duration timeout) {
    List<String> command = new ArrayList<>();
    List<Node> items = values.items(node, "command", "a list, such as [nginx, -s, reload]");
    for (Node item : items) {
      values
          .text(item, "a word of the command")
          .map(word -> substitution.withPorts(word, ports))
          .ifPresent(command::add);
    }
    if (node instanceof Node.Sequence && items.isEmpty()) {
      problems.add(node.at(), "the reload's command is empty", "a program and its arguments");
    }
    return command.isEmpty() ? Optional.empty() : Optional.of(new Reload.Command(command, timeout));
  }
}
