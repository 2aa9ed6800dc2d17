package rhizome.blueprints.syntax;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Words;
import rhizome.kernel.Nearest;

/**
 * Settles {@code ${here}} and escapes in a text and checks {@code ${ports.NAME}}, which stays for
 * the node to fill. See {@link rhizome.blueprints.model.Placeholders} for what the result means.
 */
final class Substitution {

  private static final Pattern PORT = Pattern.compile("\\$\\{ports\\.[a-z0-9-]+}");
  private static final String HERE = "here";
  private static final String PORTS = "ports.";

  private final String here;
  private final Problems problems;

  Substitution(String here, Problems problems) {
    this.here = here;
    this.problems = problems;
  }

  /** The text with {@code ${here}} filled in; no other placeholder may stand in it. */
  String literal(Node.Scalar node) {
    return read(node, Optional.empty());
  }

  /** The text with {@code ${here}} filled in and the ports of the service left in. */
  String withPorts(Node.Scalar node, Collection<String> ports) {
    return read(node, Optional.of(ports));
  }

  private String read(Node.Scalar node, Optional<Collection<String>> ports) {
    String text = node.text();
    if (text.indexOf('$') < 0) {
      return text;
    }
    StringBuilder done = new StringBuilder();
    StringBuilder literal = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      if (text.startsWith("$${", i)) {
        literal.append("${");
        i += 3;
      } else if (text.startsWith("${", i)) {
        int end = text.indexOf('}', i);
        if (end < 0) {
          problems.add(node.at(), "'${' without its '}'", "'}', or '$${' for a literal '${'");
          return text;
        }
        String name = text.substring(i + 2, end);
        if (name.equals(HERE)) {
          literal.append(here);
        } else {
          check(node, name, ports);
          flush(literal, done, ports.isPresent());
          refuseDollarBefore(node, done);
          done.append(text, i, end + 1);
        }
        i = end + 1;
      } else {
        literal.append(text.charAt(i++));
      }
    }
    flush(literal, done, ports.isPresent());
    return done.toString();
  }

  private static void flush(StringBuilder literal, StringBuilder done, boolean escape) {
    done.append(escape ? PORT.matcher(literal).replaceAll("\\$$0") : literal);
    literal.setLength(0);
  }

  /** A {@code $} that ends the folder's name would turn the placeholder after it into an escape. */
  private void refuseDollarBefore(Node.Scalar node, StringBuilder done) {
    if (!done.isEmpty() && done.charAt(done.length() - 1) == '$') {
      problems.add(
          node.at(), "the folder ends with '$' right before a placeholder", "a text between them");
    }
  }

  private void check(Node.Scalar node, String name, Optional<Collection<String>> ports) {
    Collection<String> there = ports.orElse(List.of());
    if (name.startsWith(PORTS) && there.contains(name.substring(PORTS.length()))) {
      return;
    }
    String message = "nothing is called " + Words.quote("${" + name + "}") + " here";
    if (name.startsWith(PORTS) && ports.isEmpty()) {
      message = "ports are known only in args and env, not here";
    } else if (name.startsWith(PORTS)) {
      message =
          "the service has no port "
              + Words.quote(name.substring(PORTS.length()))
              + "; it has "
              + Words.list(there);
    }
    String others = there.isEmpty() ? "" : ", " + Words.list(there, Substitution::portNamed);
    problems.add(
        node.at(),
        message,
        Optional.of("one of ${" + HERE + "}" + others + ", or '$${' for a literal '${'"),
        () -> nearest(name, there));
  }

  private static Optional<String> nearest(String name, Collection<String> ports) {
    List<String> known = new ArrayList<>();
    known.add(HERE);
    ports.forEach(port -> known.add(PORTS + port));
    return Nearest.of(name, known).map(word -> "${" + word + "}");
  }

  private static String portNamed(String port) {
    return "${" + PORTS + port + "}";
  }
}
