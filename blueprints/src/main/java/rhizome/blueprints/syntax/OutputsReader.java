package rhizome.blueprints.syntax;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.schema.Spelling;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Words;
import rhizome.kernel.Nearest;

/** Reads what others want to know; fixed ports are filled in, others stay for when they are. */
final class OutputsReader {

  private static final Pattern NAME = Pattern.compile(Spelling.PORT_NAME);
  private static final Pattern PLACEHOLDER = Pattern.compile("(\\$?)\\$\\{([^}]*)(}?)");

  private final Map<String, Port> ports = new LinkedHashMap<>();
  private final Problems problems;
  private final Values values;

  OutputsReader(List<Service> services, Problems problems) {
    for (Service service : services) {
      for (Port port : service.spec().ports()) {
        ports.put("services." + service.name() + ".ports." + port.name(), port);
      }
    }
    this.problems = problems;
    this.values = new Values(problems);
  }

  SortedMap<String, String> read(Node node) {
    SortedMap<String, String> outputs = new TreeMap<>();
    if (!(node instanceof Node.Mapping mapping)) {
      String message = "'outputs' must be a mapping, not " + node.kind();
      problems.add(node.at(), message, "names with texts, as {port: \"${services.a.ports.http}\"}");
      return outputs;
    }
    for (Node.Entry entry : mapping.entries()) {
      String name = entry.key().text();
      if (!NAME.matcher(name).matches()) {
        problems.add(
            entry.key().at(),
            Words.quote(name) + " is not a name of an output",
            "1 to 31 of a-z, 0-9, '-', a letter first and no '-' last");
      }
      values
          .text(entry.value(), Words.quote(name))
          .ifPresent(text -> outputs.put(name, filled(text)));
    }
    return outputs;
  }

  private String filled(Node.Scalar scalar) {
    Matcher matcher = PLACEHOLDER.matcher(scalar.text());
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(filled, Matcher.quoteReplacement(placeholder(scalar, matcher)));
    }
    return matcher.appendTail(filled).toString();
  }

  private String placeholder(Node.Scalar scalar, Matcher matcher) {
    if (!matcher.group(1).isEmpty()) {
      return matcher.group();
    }
    String name = matcher.group(2);
    Port port = matcher.group(3).isEmpty() ? null : ports.get(name);
    if (port == null) {
      List<String> known = new ArrayList<>(ports.keySet());
      problems.add(
          scalar.at(),
          "nothing is called " + Words.quote(matcher.group()) + " here",
          Optional.of(
              "one of " + Words.list(known, word -> "${" + word + "}") + ", or '$${' for '${'"),
          () -> Nearest.of(name, known).map(word -> "${" + word + "}"));
      return "";
    }
    return port.auto() ? matcher.group() : Integer.toString(port.number());
  }
}
