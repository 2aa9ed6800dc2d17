package rhizome.blueprints.expansion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Words;
import rhizome.kernel.Nearest;

/**
 * Puts values in the place of names. A scalar that is nothing but a name becomes the value as it
 * was written, with its own place, and a list among the items of a list becomes items of that;
 * inside a longer text stands the text of the value. All other placeholders, and escapes, are left
 * for whoever reads the service.
 */
final class Scope {

  static final String PARAMETER = "params.";
  static final String LINK = "links.";

  private static final int NAME_MAX = 100;
  private static final Pattern WHOLE = Pattern.compile("\\$\\{([a-z0-9.-]+)}");

  private final Map<String, Node> values;
  private final Problems problems;
  private final Budget budget;

  /**
   * @param values by what stands in the braces
   */
  Scope(Map<String, Node> values, Problems problems, Budget budget) {
    this.values = new LinkedHashMap<>(values);
    this.problems = problems;
    this.budget = budget;
  }

  /**
   * A copy with the values written in.
   *
   * @param shift what is added to every index
   */
  Node fill(Node node, int shift) {
    budget.value();
    return switch (node) {
      case Node.Scalar scalar -> fill(scalar, scalar.at() + shift);
      case Node.Sequence list -> {
        List<Node> items = new ArrayList<>();
        long weight = 1;
        for (Node item : list.items()) {
          List<Node> filled = items(item, fill(item, shift));
          items.addAll(filled);
          weight += filled.stream().mapToLong(Node::weight).sum();
        }
        yield new Node.Sequence(list.at() + shift, items, weight);
      }
      case Node.Mapping mapping -> {
        List<Node.Entry> entries = new ArrayList<>();
        long weight = 1;
        for (Node.Entry entry : mapping.entries()) {
          budget.value();
          Node value = fill(entry.value(), shift);
          entries.add(new Node.Entry(moved(entry.key(), shift), value));
          weight += 1 + value.weight();
        }
        yield new Node.Mapping(mapping.at() + shift, entries, weight);
      }
    };
  }

  /** A list that stands for an item of a list is laid into it. */
  private static List<Node> items(Node before, Node after) {
    return before instanceof Node.Scalar && after instanceof Node.Sequence list
        ? list.items()
        : List.of(after);
  }

  private static Node.Scalar moved(Node.Scalar scalar, int shift) {
    return shift == 0
        ? scalar
        : new Node.Scalar(scalar.at() + shift, scalar.text(), scalar.plain());
  }

  private Node fill(Node.Scalar scalar, int at) {
    String text = scalar.text();
    if (!text.contains("${")) {
      return moved(scalar, at - scalar.at());
    }
    Matcher whole = WHOLE.matcher(text);
    Node value = whole.matches() ? values.get(whole.group(1)) : null;
    if (value != null) {
      budget.again(value);
      return value;
    }
    return new Node.Scalar(at, written(text, at), scalar.plain());
  }

  private String written(String text, int at) {
    StringBuilder written = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      int end = text.startsWith("${", i) ? end(text, i) : -1;
      String name = end < 0 ? "" : text.substring(i + 2, end);
      if (text.startsWith("$${", i)) {
        written.append("$${");
        i += 3;
      } else if (values.containsKey(name) || isOurs(name)) {
        String value = value(name, at);
        budget.characters(value.length());
        written.append(value);
        i = end + 1;
      } else {
        written.append(text.charAt(i++));
      }
    }
    return written.toString();
  }

  /** Looks no further than a name can be long: the text may be all beginnings. */
  private static int end(String text, int from) {
    int most = Math.min(text.length(), from + NAME_MAX);
    for (int i = from; i < most; i++) {
      if (text.charAt(i) == '}') {
        return i;
      }
    }
    return -1;
  }

  private static boolean isOurs(String name) {
    return name.startsWith(PARAMETER) || name.startsWith(LINK);
  }

  private String value(String name, int at) {
    Node value = values.get(name);
    if (value == null) {
      problems.add(
          at,
          "nothing is called " + Words.quote("${" + name + "}") + " here",
          Optional.of("one of " + Words.list(values.keySet(), word -> "${" + word + "}")),
          () -> Nearest.of(name, values.keySet()).map(word -> "${" + word + "}"));
      return "";
    }
    return text(value);
  }

  private static String text(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> scalar.text();
      case Node.Sequence list -> String.join(",", list.items().stream().map(Scope::text).toList());
      case Node.Mapping _ -> throw new IllegalStateException("no parameter is a mapping");
    };
  }
}
