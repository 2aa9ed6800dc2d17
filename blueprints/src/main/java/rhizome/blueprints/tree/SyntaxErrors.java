package rhizome.blueprints.tree;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

/** What the YAML library throws, as problems with a place and a remedy. */
public final class SyntaxErrors {

  private static final Map<String, String> REMEDIES = new LinkedHashMap<>();

  static {
    REMEDIES.put(
        "mapping values are not allowed", "quotes around a value with ': ', or less indentation");
    REMEDIES.put("could not find expected ':'", "a key followed by ': '");
    REMEDIES.put("expected <block end>", "the same indentation as the lines of this block");
    REMEDIES.put("expected ',' or ']'", "a ',' between the items of a list, or its closing ']'");
    REMEDIES.put("expected ',' or '}'", "a ',' between the keys of a mapping, or its closing '}'");
    REMEDIES.put("unexpected end of stream", "the closing quote");
    REMEDIES.put("that cannot start any token", "quotes around a value that begins with it");
    REMEDIES.put("escape character", "single quotes, or '\\\\' for one backslash");
  }

  private SyntaxErrors() {}

  /**
   * @param last where the last piece read stands, for errors that do not say their place
   */
  static void note(RuntimeException error, int last, Problems problems) {
    switch (error) {
      case MarkedYamlEngineException marked -> noteMarked(marked, last, problems);
      case ReaderException unreadable -> noteCharacters(last, problems);
      case YamlVersionException other ->
          problems.add(last, "this is not YAML 1.2: it says so in %YAML", "'%YAML 1.2' or nothing");
      case YamlEngineException other ->
          problems.add(last, "this is not YAML 1.2: " + message(other), "a YAML 1.2 document");
      // The scanner lets a few odd escapes and directives end in JDK exceptions of many kinds.
      default -> problems.add(last, "this is not YAML 1.2", "a YAML 1.2 document");
    }
  }

  private static void noteMarked(MarkedYamlEngineException error, int last, Problems problems) {
    int at = error.getProblemMark().or(error::getContextMark).map(Mark::getIndex).orElse(last);
    String problem = error.getProblem() == null ? "unexpected text" : sentence(error.getProblem());
    if (problems.source().pointAt(at) == '\t') {
      problems.add(at, "a tab cannot indent or separate here", "spaces");
      return;
    }
    String context = error.getContext() == null ? "" : " " + error.getContext();
    Optional<String> remedy =
        REMEDIES.entrySet().stream()
            .filter(entry -> problem.contains(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
    problems.add(at, problem + context, remedy, Optional.empty());
  }

  /** The reader stops at the first character YAML does not allow; all of them are named here. */
  private static void noteCharacters(int last, Problems problems) {
    Source source = problems.source();
    int before = problems.all().size();
    for (int i = 0; i < source.length(); i++) {
      int point = source.pointAt(i);
      if (!allowed(point)) {
        problems.add(
            i, "the character " + name(point) + " is not allowed in YAML", "text without it");
      }
    }
    if (problems.all().size() == before) {
      problems.add(last, "a character after this is not allowed in YAML", "printable text");
    }
  }

  /** YAML 1.2.2, production c-printable. */
  private static boolean allowed(int point) {
    return point == '\t'
        || point == '\n'
        || point == '\r'
        || (point >= 0x20 && point <= 0x7E)
        || point == 0x85
        || (point >= 0xA0 && point <= 0xD7FF)
        || (point >= 0xE000 && point <= 0xFFFD)
        || (point >= 0x10000 && point <= 0x10FFFF);
  }

  private static String name(int point) {
    String hex = Integer.toHexString(point).toUpperCase(Locale.ROOT);
    String padded = "U+" + "0".repeat(Math.max(0, 4 - hex.length())) + hex;
    return point == 0 ? "NUL (" + padded + ")" : padded;
  }

  /** Without the advice in brackets after it: the remedies here say it better. */
  private static String sentence(String problem) {
    int advice = problem.indexOf(". (");
    return advice < 0 ? problem : problem.substring(0, advice);
  }

  private static String message(YamlEngineException error) {
    return error.getMessage() == null ? "unreadable" : error.getMessage();
  }
}
