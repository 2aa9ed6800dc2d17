package rhizome.blueprints.syntax;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.scale.Pace;
import rhizome.blueprints.scale.Scale;
import rhizome.blueprints.scale.Target;
import rhizome.blueprints.schema.Form;
import rhizome.blueprints.schema.Shape;
import rhizome.blueprints.schema.Spelling;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Words;
import rhizome.kernel.Nearest;

/** Reads how many replicas there are, and what they follow. */
final class ScaleReader {

  private static final List<String> KINDS = List.of("cpu", "memory", "metric");
  private static final Shape.Whole FIXED = new Shape.Whole(0, Service.REPLICAS_MAX);
  private static final Pattern METRIC = Pattern.compile(Spelling.METRIC);
  private static final Pattern LABEL = Pattern.compile(Spelling.VARIABLE);
  private static final Pattern PATH = Pattern.compile(Spelling.PATH);
  private static final Pattern TRUTH = Pattern.compile("(?i)true|false");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,13}(\\.\\d{1,9})?");

  private final Problems problems;
  private final Values values;

  ScaleReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** How many there are at first. */
  record Count(int replicas, Optional<Scale> scale) {}

  private record Range(int min, int max) {}

  Count read(Fields fields, Spec spec) {
    Optional<Node.Entry> replicas = fields.entry("replicas");
    Optional<Node.Entry> scale = fields.entry("scale");
    if (replicas.isEmpty() || !(replicas.get().value() instanceof Node.Mapping)) {
      scale.ifPresent(
          entry ->
              problems.add(
                  entry.key().at(),
                  "'scale' beside a fixed number of replicas",
                  "'replicas: {min: 1, max: 8}', with your own numbers"));
      int fixed = replicas.map(one -> values.whole(one.value(), "replicas", FIXED, 1)).orElse(1);
      return new Count(fixed, Optional.empty());
    }
    Range range = range(replicas.get());
    if (scale.isEmpty()) {
      problems.add(
          replicas.get().key().at(),
          "'replicas' is a range, and nothing says what it follows",
          "'scale: {targets: [{cpu: 60%}]}', or 'scale: {}' for 'rhizome scale' alone");
      return new Count(range.max, Optional.empty());
    }
    if (spec.job().isPresent()) {
      problems.add(
          scale.get().key().at(), "a job is not scaled", "'scale' or 'job' left out, not both");
    }
    Scale read = scale(scale.get(), range, spec);
    return new Count(read.first(), Optional.of(read));
  }

  private Range range(Node.Entry entry) {
    Fields fields = new Fields(Form.RANGE, entry.value(), entry.key().at(), problems);
    fields.require("max", "the most replicas, such as 'max: 8'");
    int min = values.whole(fields, "min", 1);
    int max = values.whole(fields, "max", Math.max(1, min));
    if (min > max) {
      Node at = fields.get("max").orElse(entry.value());
      problems.add(at.at(), "'max' is " + max + ", below 'min'", min + " or more");
      return new Range(min, min);
    }
    return new Range(min, max);
  }

  private Scale scale(Node.Entry entry, Range range, Spec spec) {
    Fields fields = new Fields(Form.SCALE, entry.value(), entry.key().at(), problems);
    return new Scale(
        range.min,
        range.max,
        fields.get("targets").map(node -> targets(node, spec)).orElse(List.of()),
        fields.entry("up").map(one -> pace(one, Form.UP, Pace.UP)).orElse(Pace.UP),
        fields.entry("down").map(one -> pace(one, Form.DOWN, Pace.DOWN)).orElse(Pace.DOWN));
  }

  private List<Target> targets(Node node, Spec spec) {
    List<Target> targets = new ArrayList<>();
    List<Node> items = values.items(node, "targets", "a list, such as [{cpu: 60%}]");
    if (items.size() > Scale.TARGETS_MAX) {
      String message = "'targets' has %d of them".formatted(items.size());
      problems.add(node.at(), message, "at most " + Scale.TARGETS_MAX);
      items = items.subList(0, Scale.TARGETS_MAX);
    }
    for (Node item : items) {
      target(item, spec).ifPresent(targets::add);
    }
    return targets;
  }

  private Optional<Target> target(Node item, Spec spec) {
    Fields fields = new Fields(Form.TARGET, item, item.at(), problems);
    List<Node.Scalar> kinds = fields.present(KINDS);
    if (kinds.size() != 1) {
      if (fields.readable()) {
        int at = kinds.isEmpty() ? item.at() : kinds.getLast().at();
        String message = kinds.isEmpty() ? "the target has no number" : "one target with two";
        problems.add(at, message, "one of cpu, memory, metric; others in targets of their own");
      }
      return Optional.empty();
    }
    Node.Entry entry = fields.entry(kinds.getFirst().text()).orElse(null);
    if (entry == null) {
      return Optional.empty();
    }
    return switch (entry.key().text()) {
      case "cpu" -> {
        checkAsked(entry, spec.resources().cpuMillis());
        yield Optional.of(new Target.Cpu(values.percent(fields, "cpu", 1, 1)));
      }
      case "memory" -> {
        checkAsked(entry, spec.resources().memoryBytes());
        yield Optional.of(new Target.Memory(values.percent(fields, "memory", 1, 1)));
      }
      default -> metric(entry, spec.ports().stream().map(Port::name).toList());
    };
  }

  private void checkAsked(Node.Entry entry, long asked) {
    if (asked == 0) {
      String what = entry.key().text();
      problems.add(
          entry.key().at(),
          "a share of " + what + ", of which the service asks for nothing",
          "'resources: {" + what + ": …}' above nothing");
    }
  }

  private Optional<Target> metric(Node.Entry entry, Collection<String> ports) {
    Fields fields = new Fields(Form.METRIC, entry.value(), entry.key().at(), problems);
    String name = matching(fields, "name", METRIC, "a name such as http_requests_in_flight");
    Optional<BigDecimal> perReplica =
        fields.require("per-replica", "what each replica shall come to").flatMap(this::number);
    Optional<Node.Scalar> port =
        fields
            .require("port", "the name of a port of this service: " + Words.list(ports))
            .flatMap(node -> values.text(node, "'port'"));
    port.filter(one -> !ports.contains(one.text()))
        .ifPresent(
            one ->
                problems.add(
                    one.at(),
                    "the metric is asked at port "
                        + Words.quote(one.text())
                        + ", which is not declared",
                    Optional.of("a name declared under 'ports': " + Words.list(ports)),
                    Nearest.of(one.text(), ports)));
    String path =
        fields.get("path").isEmpty()
            ? "/metrics"
            : matching(fields, "path", PATH, "'/' and then ASCII without spaces, others as %20");
    return perReplica.map(
        each ->
            new Target.Metric(
                name, port.map(Node.Scalar::text).orElse(""), path, labels(fields), each));
  }

  private String matching(Fields fields, String key, Pattern pattern, String expected) {
    Optional<Node> node = key.equals("path") ? fields.get(key) : fields.require(key, expected);
    Optional<Node.Scalar> text = node.flatMap(one -> values.text(one, "'" + key + "'"));
    text.filter(one -> !pattern.matcher(one.text()).matches() || isTruth(one))
        .ifPresent(
            one -> problems.add(one.at(), Words.quote(one.text()) + " is not a " + key, expected));
    return text.map(Node.Scalar::text).orElse("");
  }

  private static boolean isTruth(Node.Scalar scalar) {
    return scalar.plain() && TRUTH.matcher(scalar.text()).matches();
  }

  private SortedMap<String, String> labels(Fields fields) {
    SortedMap<String, String> labels = new TreeMap<>();
    Optional<Node> node = fields.get("labels");
    if (node.isPresent() && !(node.get() instanceof Node.Mapping)) {
      String message = "'labels' must be a mapping, not " + node.get().kind();
      problems.add(node.get().at(), message, "labels with their values, such as {code: \"200\"}");
    }
    if (node.isPresent() && node.get() instanceof Node.Mapping mapping) {
      if (mapping.entries().size() > Target.Metric.LABELS_MAX) {
        String message = "'labels' has %d of them".formatted(mapping.entries().size());
        problems.add(node.get().at(), message, "at most " + Target.Metric.LABELS_MAX);
      }
      for (Node.Entry entry : mapping.entries()) {
        if (!LABEL.matcher(entry.key().text()).matches()) {
          String message = Words.quote(entry.key().text()) + " is not a label of a metric";
          problems.add(entry.key().at(), message, "letters, digits and '_', no digit first");
        }
        values
            .text(entry.value(), "the value of a label")
            .ifPresent(value -> labels.put(entry.key().text(), value.text()));
      }
    }
    return labels;
  }

  private Optional<BigDecimal> number(Node node) {
    if (node instanceof Node.Scalar scalar
        && scalar.plain()
        && NUMBER.matcher(scalar.text()).matches()) {
      BigDecimal number = new BigDecimal(scalar.text());
      if (number.compareTo(Target.Metric.LEAST) >= 0 && number.compareTo(Target.Metric.MOST) <= 0) {
        return Optional.of(number);
      }
    }
    problems.add(
        node.at(),
        "'per-replica' is not " + node.kind(),
        "a number from %s to %s".formatted(Target.Metric.LEAST, Target.Metric.MOST));
    return Optional.empty();
  }

  private Pace pace(Node.Entry entry, Form form, Pace usual) {
    Fields fields = new Fields(form, entry.value(), entry.key().at(), problems);
    int share = values.percent(fields, "share", 0, usual.share());
    int count = values.whole(fields, "count", usual.count());
    if (share + count == 0) {
      problems.add(
          entry.key().at(), "it may never scale " + form.title(), "'share' or 'count' above 0");
      count = 1;
    }
    return new Pace(
        values.duration(fields, "window", usual.window()),
        share,
        count,
        values.duration(fields, "every", usual.every()));
  }
}
