package rhizome.blueprints.syntax;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import rhizome.blueprints.model.Probe;
import rhizome.blueprints.schema.Form;
import rhizome.blueprints.schema.Spelling;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Words;
import rhizome.kernel.Nearest;

/** Reads the probe of a check: exactly one of those there are. */
final class ProbeReader {

  private static final Pattern PATH = Pattern.compile(Spelling.PATH);
  private static final Duration UNREADABLE = Duration.ofSeconds(1);

  private final Substitution substitution;
  private final Problems problems;
  private final Values values;

  ProbeReader(Substitution substitution, Problems problems) {
    this.substitution = substitution;
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** The probe among the keys of a form that has all of them. */
  Probe read(Form form, Fields fields, Collection<String> ports) {
    String full = form == Form.HEALTH ? "; or " + Words.list(Form.CHECKS.keys()) : "";
    String choice = "exactly one of " + Words.list(form.choice()) + full;
    List<Node.Scalar> probes = fields.present(form.choice());
    if (probes.isEmpty() && fields.readable()) {
      problems.add(fields.at(), form.title() + " has no probe", choice);
    }
    for (Node.Scalar second : probes.stream().skip(1).toList()) {
      String first = probes.getFirst().text();
      problems.add(
          second.at(), "'" + second.text() + "' is a second probe beside '" + first + "'", choice);
    }
    Probe probe = new Probe.Alive();
    for (Node.Scalar key : probes) {
      probe = probe(key.text(), fields, ports);
    }
    return probe;
  }

  private Probe probe(String kind, Fields fields, Collection<String> ports) {
    Optional<Node.Entry> entry = fields.entry(kind);
    if (entry.isEmpty()) {
      return new Probe.Alive();
    }
    return switch (kind) {
      case "tcp" -> tcp(entry.get(), ports);
      case "http" -> http(entry.get(), ports);
      case "command" -> command(entry.get());
      case "log" -> log(entry.get());
      default -> process(entry.get());
    };
  }

  private Probe process(Node.Entry entry) {
    boolean yes =
        entry.value() instanceof Node.Scalar scalar
            && scalar.plain()
            && scalar.text().equalsIgnoreCase("true");
    if (!yes) {
      String message = "'process' is not " + entry.value().kind();
      problems.add(entry.value().at(), message, "'process: true', or another probe");
    }
    return new Probe.Alive();
  }

  private Probe tcp(Node.Entry entry, Collection<String> ports) {
    if (entry.value() instanceof Node.Scalar scalar) {
      return new Probe.Tcp(port(scalar, ports));
    }
    Fields fields = new Fields(Form.TCP, entry.value(), entry.key().at(), problems);
    return new Probe.Tcp(port(fields, ports));
  }

  private Probe http(Node.Entry entry, Collection<String> ports) {
    Fields fields = new Fields(Form.HTTP, entry.value(), entry.key().at(), problems);
    Optional<Node.Scalar> path = fields.get("path").flatMap(node -> values.text(node, "'path'"));
    if (path.isPresent() && !PATH.matcher(path.get().text()).matches()) {
      problems.add(
          path.get().at(),
          Words.quote(path.get().text()) + " is not a path",
          "'/' and then ASCII without spaces, others as %20");
    }
    return new Probe.Http(port(fields, ports), path.map(Node.Scalar::text).orElse("/"));
  }

  private String port(Fields fields, Collection<String> ports) {
    return fields
        .require("port", "the name of a port of this service: " + Words.list(ports))
        .map(node -> port(node, ports))
        .orElse("");
  }

  private String port(Node node, Collection<String> ports) {
    Optional<Node.Scalar> name = values.text(node, "'port'");
    if (name.isPresent() && !ports.contains(name.get().text())) {
      problems.add(
          node.at(),
          "the probe asks port " + Words.quote(name.get().text()) + ", which is not declared",
          Optional.of("a name declared under 'ports': " + Words.list(ports)),
          Nearest.of(name.get().text(), ports));
    }
    return name.map(Node.Scalar::text).orElse("");
  }

  private Probe command(Node.Entry entry) {
    List<String> command = new ArrayList<>();
    List<Node> items = values.items(entry.value(), "command", "a list, such as [test, -f, ready]");
    for (Node item : items) {
      values.text(item, "a word of the probe").map(substitution::literal).ifPresent(command::add);
    }
    if (entry.value() instanceof Node.Sequence && items.isEmpty()) {
      problems.add(
          entry.value().at(), "the probe's command is empty", "a program and its arguments");
    }
    return command.isEmpty() ? new Probe.Alive() : new Probe.Command(command);
  }

  private Probe log(Node.Entry entry) {
    Fields fields = new Fields(Form.LOG, entry.value(), entry.key().at(), problems);
    fields.require("silence", "how long it may be silent, such as 'silence: 2m'");
    return new Probe.Log(values.duration(fields, "silence", UNREADABLE));
  }
}
