package rhizome.blueprints.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import rhizome.blueprints.schema.Form;
import rhizome.blueprints.schema.Spelling;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Words;
import rhizome.kernel.Nearest;

/** Reads what parameters a template or a blueprint has. */
public final class ParameterReader {

  private static final Pattern NAME = Pattern.compile(Spelling.PORT_NAME);

  private final Problems problems;

  public ParameterReader(Problems problems) {
    this.problems = problems;
  }

  public Map<String, Parameter> read(Node node) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    if (!(node instanceof Node.Mapping mapping)) {
      String message = "'parameters' must be a mapping, not " + node.kind();
      problems.add(node.at(), message, "names, each with its type, as {size: {type: integer}}");
      return parameters;
    }
    for (Node.Entry entry : mapping.entries()) {
      String name = name(entry.key(), "a parameter");
      parameters.put(name, parameter(name, entry));
    }
    return parameters;
  }

  /** The name, after it was refused if it is none. */
  String name(Node.Scalar key, String what) {
    String name = key.text();
    if (!NAME.matcher(name).matches() || name.equals(Lineage.KEY)) {
      problems.add(
          key.at(),
          Words.quote(name) + " cannot be the name of " + what,
          "1 to 31 of a-z, 0-9, '-', a letter first and no '-' last, and not 'parent'");
    }
    return name;
  }

  private Parameter parameter(String name, Node.Entry entry) {
    Head head = new Head(Form.PARAMETER, entry.value(), entry.key().at(), problems);
    ParameterType type =
        head.requireText("type", "one of " + Words.list(ParameterType.tags()))
            .flatMap(this::type)
            .orElse(ParameterType.TEXT);
    List<String> choices = head.get("of").map(this::choices).orElse(List.of());
    if (type == ParameterType.CHOICE && choices.isEmpty()) {
      problems.add(entry.key().at(), "a choice has no 'of'", "its choices, as [small, large]");
    }
    if (type != ParameterType.CHOICE) {
      head.get("of").ifPresent(of -> idle(of, "of", type));
    }
    Parameter parameter =
        new Parameter(
            name,
            type,
            head.get("default"),
            bound(head, "min", type),
            bound(head, "max", type),
            choices,
            head.text("about").map(Node.Scalar::text).orElse(""));
    if (!parameter.takesAny()) {
      String message = "'max' of " + Words.quote(name) + " is below its 'min'";
      problems.add(entry.key().at(), message, "a 'min' that is no more than 'max'");
    }
    parameter.fallback().ifPresent(usual -> check(parameter, usual));
    return parameter;
  }

  private void check(Parameter parameter, Node usual) {
    if (!parameter.takes(usual)) {
      String message = "'default' of " + Words.quote(parameter.name()) + " is " + usual.kind();
      problems.add(usual.at(), message, parameter.expected());
    }
  }

  private Optional<ParameterType> type(Node.Scalar written) {
    Optional<ParameterType> type = ParameterType.of(written.text());
    if (type.isEmpty()) {
      problems.add(
          written.at(),
          Words.quote(written.text()) + " is no type of a parameter",
          Optional.of("one of " + Words.list(ParameterType.tags())),
          () -> Nearest.of(written.text(), ParameterType.tags()));
    }
    return type;
  }

  private Optional<Node.Scalar> bound(Head head, String key, ParameterType type) {
    Optional<Node.Scalar> written = head.text(key);
    if (written.isPresent() && !type.isMeasured()) {
      idle(written.get(), key, type);
      return Optional.empty();
    }
    if (written.isPresent() && !type.takes(written.get())) {
      problems.add(written.get().at(), "'" + key + "' is " + written.get().kind(), type.words());
      return Optional.empty();
    }
    return written;
  }

  private void idle(Node node, String key, ParameterType type) {
    String message = "'" + key + "' means nothing for a parameter of type " + type.tag();
    problems.add(node.at(), message, "the key left out, or another type");
  }

  private List<String> choices(Node node) {
    List<String> choices = new ArrayList<>();
    if (!(node instanceof Node.Sequence list)) {
      problems.add(node.at(), "'of' must be a list, not " + node.kind(), "as [small, large]");
      return choices;
    }
    for (Node item : list.items()) {
      if (!ParameterType.TEXT.takes(item) || !(item instanceof Node.Scalar choice)) {
        problems.add(item.at(), "a choice must be a text, not " + item.kind(), "one value");
      } else if (choices.contains(choice.text())) {
        problems.add(item.at(), Words.quote(choice.text()) + " is there twice", "each once");
      } else {
        choices.add(choice.text());
      }
    }
    if (list.items().isEmpty()) {
      problems.add(node.at(), "'of' is empty", "at least one choice");
    }
    return choices;
  }
}
