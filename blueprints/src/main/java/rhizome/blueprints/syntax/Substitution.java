package rhizome.blueprints.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rhizome.blueprints.model.Placeholders;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Words;
import rhizome.kernel.Nearest;

/**
 * Settles {@code ${here}} and escapes in a text and checks {@code ${ports.NAME}} and its like,
 * which stay for the node to fill. See {@link Placeholders} for what the result means.
 */
final class Substitution {

  /** Kinds of what is known on the node only. */
  private enum Kind {
    PORTS("port", "args and env"),
    FILES("file", "command, args and env"),
    VOLUMES("volume", "command, args and env"),
    SECRETS("secret", "env and in texts of files");

    final String one;
    final String places;
    final String many = name().toLowerCase(Locale.ROOT);
    final String prefix = many + ".";

    Kind(String one, String places) {
      this.one = one;
      this.places = places;
    }

    static Optional<Kind> of(String name) {
      return Arrays.stream(values()).filter(kind -> name.startsWith(kind.prefix)).findFirst();
    }
  }

  private static final Pattern PLACEHOLDER = Pattern.compile(Placeholders.FORM);

  /** In a text of a file only what begins like one of ours is ours. */
  private static final Pattern IN_TEXT =
      Pattern.compile("(\\$?)\\$\\{((?:ports|files|volumes|secrets)\\.[^\\s{}$]*)(}?)");

  private static final String HERE = "here";
  private static final Set<Kind> PATHS = EnumSet.of(Kind.FILES, Kind.VOLUMES);
  private static final Set<Kind> OPEN = EnumSet.complementOf(EnumSet.of(Kind.SECRETS));
  private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);

  private final String here;
  private final Problems problems;

  Substitution(String here, Problems problems) {
    this.here = here;
    this.problems = problems;
  }

  /** The text with {@code ${here}} filled in; no other placeholder may stand in it. */
  String literal(Node.Scalar node) {
    return read(node, List.of(), EnumSet.noneOf(Kind.class));
  }

  /** The text with {@code ${here}} filled in and the ports of the service left in. */
  String withPorts(Node.Scalar node, Collection<String> ports) {
    return read(
        node,
        ports.stream().map(port -> Placeholders.PORTS + port).toList(),
        EnumSet.of(Kind.PORTS));
  }

  /** As {@link #literal}, with paths left in: what is run may be a script of its own. */
  String command(Node.Scalar node, Collection<String> offered) {
    return read(node, offered, PATHS);
  }

  /** With all left in but secrets: everybody can read what a process was started with. */
  String argument(Node.Scalar node, Collection<String> offered) {
    return read(node, offered, OPEN);
  }

  /** With all left in. */
  String variable(Node.Scalar node, Collection<String> offered) {
    return read(node, offered, ALL);
  }

  /** Checks a text that stays as it is, and in which only our own placeholders mean anything. */
  void check(Node.Scalar node, Collection<String> offered) {
    Matcher matcher = IN_TEXT.matcher(node.text());
    while (matcher.find()) {
      String name = matcher.group(2);
      boolean isClosed = !matcher.group(3).isEmpty();
      boolean isEscaped = !matcher.group(1).isEmpty();
      if (isEscaped || (isClosed && offered.contains(name))) {
        continue;
      }
      long breaks = node.text().chars().limit(matcher.start()).filter(c -> c == '\n').count();
      String where = ", in line " + (breaks + 1) + " of the text";
      if (!isClosed) {
        problems.add(
            node.at(),
            Words.quote(matcher.group()) + " without its '}'" + where,
            "'}' right after the name, or '$$' before the '{' for the text as it stands");
      } else {
        refuse(node, name, offered, where);
      }
    }
  }

  private String read(Node.Scalar node, Collection<String> all, Set<Kind> kinds) {
    List<String> offered =
        all.stream().filter(name -> Kind.of(name).filter(kinds::contains).isPresent()).toList();
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
          check(node, name, offered, kinds);
          flush(literal, done, !kinds.isEmpty());
          refuseDollarBefore(node, done);
          done.append(text, i, end + 1);
        }
        i = end + 1;
      } else {
        literal.append(text.charAt(i++));
      }
    }
    flush(literal, done, !kinds.isEmpty());
    return done.toString();
  }

  private static void flush(StringBuilder literal, StringBuilder done, boolean escape) {
    done.append(escape ? escaped(literal) : literal);
    literal.setLength(0);
  }

  private static String escaped(CharSequence literal) {
    return PLACEHOLDER.matcher(literal).replaceAll("\\$$0");
  }

  /** A {@code $} that ends the folder's name would turn the placeholder after it into an escape. */
  private void refuseDollarBefore(Node.Scalar node, StringBuilder done) {
    if (!done.isEmpty() && done.charAt(done.length() - 1) == '$') {
      problems.add(
          node.at(), "the folder ends with '$' right before a placeholder", "a text between them");
    }
  }

  private void check(Node.Scalar node, String name, List<String> offered, Set<Kind> kinds) {
    Optional<Kind> kind = Kind.of(name);
    if (kind.isPresent() && !kinds.contains(kind.get())) {
      problems.add(
          node.at(),
          kind.get().many + " are known only in " + kind.get().places + ", not here",
          Optional.of("one of " + list(offered) + ", or '$${' for a literal '${'"),
          () -> nearest(name, offered, false));
    } else if (!offered.contains(name)) {
      refuse(node, name, offered, "");
    }
  }

  private void refuse(Node.Scalar node, String name, Collection<String> offered, String where) {
    String message = "nothing is called " + Words.quote("${" + name + "}") + " here";
    Optional<Kind> kind = Kind.of(name);
    if (kind.isPresent()) {
      String prefix = kind.get().prefix;
      String missing = kind.get().one + " " + Words.quote(name.substring(prefix.length()));
      List<String> there =
          offered.stream()
              .filter(other -> other.startsWith(prefix))
              .map(other -> other.substring(prefix.length()))
              .toList();
      message = "the service has no " + missing + "; it has " + Words.list(there);
    }
    boolean inText = !where.isEmpty();
    String expected =
        inText
            ? "one of " + named(offered) + ", or '$${' for the text as it stands"
            : "one of " + list(offered) + ", or '$${' for a literal '${'";
    problems.add(
        node.at(), message + where, Optional.of(expected), () -> nearest(name, offered, inText));
  }

  private static String list(Collection<String> offered) {
    return "${" + HERE + "}" + (offered.isEmpty() ? "" : ", " + named(offered));
  }

  private static String named(Collection<String> offered) {
    return Words.list(offered, word -> "${" + word + "}");
  }

  private static Optional<String> nearest(String name, Collection<String> offered, boolean inText) {
    List<String> known = new ArrayList<>(offered);
    if (!inText) {
      known.add(0, HERE);
    }
    return Nearest.of(name, known).map(word -> "${" + word + "}");
  }
}
