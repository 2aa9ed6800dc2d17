package rhizome.blueprints.expansion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhizome.blueprints.template.Library;
import rhizome.blueprints.template.Parameter;
import rhizome.blueprints.template.ParameterReader;
import rhizome.blueprints.template.ParameterType;
import rhizome.blueprints.template.Template;
import rhizome.blueprints.template.TemplateReader;
import rhizome.blueprints.tree.Composer;
import rhizome.blueprints.tree.Extent;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Source;
import rhizome.blueprints.tree.Words;
import rhizome.kernel.Nearest;

/**
 * Writes the templates and parameters of a document out, on its tree, so that whoever reads the
 * tree then finds services only. Every piece keeps the place where it was written. A document that
 * has none of them is given back as it is, and costs a look at the keys of its services.
 */
public final class Expansion {

  private static final String PARAMETERS = "parameters";
  private static final String TEMPLATES = "templates";
  private static final String SERVICES = "services";
  private static final String OUTPUTS = "outputs";

  private final Problems problems;
  private final Limits limits;
  private final Given given;
  private final Budget budget;

  private Expansion(Problems problems, Limits limits, Given given) {
    this.problems = problems;
    this.limits = limits;
    this.given = given;
    this.budget = new Budget(limits);
  }

  /** The tree without templates; nothing if it would be too large. */
  public static Optional<Node> of(Node root, Problems problems, Limits limits, Given given) {
    if (!(root instanceof Node.Mapping mapping) || isPlain(mapping, given)) {
      return Optional.of(root);
    }
    try {
      return Optional.of(new Expansion(problems, limits, given).document(mapping));
    } catch (Budget.Spent e) {
      String message = "the document is too large once its templates are written out";
      problems.add(root.at(), message, "at most " + limits.valuesMax() + " values");
      return Optional.empty();
    }
  }

  private static boolean isPlain(Node.Mapping root, Given given) {
    if (!given.templates().isEmpty() || !given.parameters().isEmpty()) {
      return false;
    }
    for (Node.Entry entry : root.entries()) {
      switch (entry.key().text()) {
        case PARAMETERS, TEMPLATES -> {
          return false;
        }
        case SERVICES -> {
          if (entry.value() instanceof Node.Mapping services
              && services.entries().stream()
                  .anyMatch(service -> Unfolding.isInstance(service.value()))) {
            return false;
          }
        }
        default -> {}
      }
    }
    return true;
  }

  private Node document(Node.Mapping root) {
    Library library = Library.builtIn().with(templates(root));
    Optional<Scope> scope = scope(root);
    List<Node.Entry> entries = new ArrayList<>();
    for (Node.Entry entry : root.entries()) {
      Node value = entry.value();
      switch (entry.key().text()) {
        case SERVICES -> {
          Node filled = scope.map(names -> names.fill(value, 0)).orElse(value);
          Node services =
              filled instanceof Node.Mapping mapping
                  ? new Unfolding(library, problems, budget).services(mapping)
                  : filled;
          entries.add(new Node.Entry(entry.key(), services));
        }
        case OUTPUTS ->
            entries.add(
                new Node.Entry(
                    entry.key(), scope.map(names -> names.fill(value, 0)).orElse(value)));
        default -> entries.add(entry);
      }
    }
    return Overlay.mapping(root.at(), entries);
  }

  private List<Template> templates(Node.Mapping root) {
    List<Template> templates = new ArrayList<>();
    for (Given.Text text : given.templates()) {
      TemplateReader.Outcome outcome = TemplateReader.read(text.file(), text.text(), limits);
      problems.addAll(outcome.problems());
      outcome.template().ifPresent(templates::add);
    }
    Optional<Node> inline = root.value(TEMPLATES);
    if (inline.isPresent() && inline.get() instanceof Node.Sequence list) {
      TemplateReader reader = new TemplateReader(problems);
      list.items().forEach(item -> reader.template(item).ifPresent(templates::add));
    } else if (inline.isPresent()) {
      String message = "'templates' must be a list, not " + inline.get().kind();
      problems.add(inline.get().at(), message, "templates, each beginning with 'template: v1'");
    }
    return templates;
  }

  /** The values of the parameters of the blueprint itself; nothing when it has none. */
  private Optional<Scope> scope(Node.Mapping root) {
    Optional<Node> written = root.value(PARAMETERS);
    Map<String, Parameter> parameters =
        written.map(new ParameterReader(problems)::read).orElse(new LinkedHashMap<>());
    given.parameters().keySet().stream()
        .filter(name -> !parameters.containsKey(name))
        .forEach(name -> refuseUnknown(name, parameters, written.map(Node::at).orElse(root.at())));
    if (written.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Node> values = new LinkedHashMap<>();
    for (Parameter parameter : parameters.values()) {
      String set = given.parameters().get(parameter.name());
      Optional<Node> value = set == null ? parameter.fallback() : set(parameter, set);
      if (value.isEmpty() && set == null) {
        problems.add(
            written.get().at(),
            "parameter " + Words.quote(parameter.name()) + " has no value",
            "a default, or a value given from outside: " + parameter.expected());
      }
      // One of the right kind stands in, so that its lack is told once.
      int at = written.get().at();
      values.put(Scope.PARAMETER + parameter.name(), value.orElseGet(() -> parameter.example(at)));
    }
    return Optional.of(new Scope(values, problems, budget));
  }

  /** A value from outside, on a sheet of its own, so that a problem shows it. */
  private Optional<Node> set(Parameter parameter, String text) {
    Source source = new Source("--set " + parameter.name(), text);
    Problems own = new Problems(source);
    boolean plain = parameter.type().isPlain();
    Optional<Node> node =
        parameter.type() == ParameterType.LIST
            ? Composer.compose(own, limits)
            : Optional.of(new Node.Scalar(0, text, plain));
    if (node.isPresent() && own.isEmpty() && !parameter.takes(node.get())) {
      String message = Words.quote(parameter.name()) + " cannot be " + node.get().kind();
      own.add(node.get().at(), message, parameter.expected());
    }
    problems.addAll(own.all());
    if (node.isEmpty() || !own.isEmpty()) {
      return Optional.empty();
    }
    int shift =
        problems
            .sheets()
            .add(source, new Extent(0, source.length()), "")
            .orElseThrow(Budget.Spent::new);
    return Optional.of(new Scope(new LinkedHashMap<>(), own, budget).fill(node.get(), shift));
  }

  private void refuseUnknown(String name, Map<String, Parameter> parameters, int at) {
    problems.add(
        at,
        "the blueprint has no parameter " + Words.quote(name),
        Optional.of("one of " + Words.list(parameters.keySet())),
        () -> Nearest.of(name, parameters.keySet()));
  }
}
