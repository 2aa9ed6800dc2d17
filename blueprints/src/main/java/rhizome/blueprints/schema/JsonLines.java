package rhizome.blueprints.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** JSON with a member on each line, so that a change of it reads well; ends with a line break. */
final class JsonLines {

  private JsonLines() {}

  static String of(Object value) {
    return text(value, "\n") + "\n";
  }

  /**
   * @param line a line break with the indent of the value
   */
  private static String text(Object value, String line) {
    return switch (value) {
      case String text -> quoted(text);
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      case List<?> list when list.stream().allMatch(String.class::isInstance) ->
          "[" + String.join(", ", list.stream().map(word -> text(word, line)).toList()) + "]";
      case List<?> list ->
          block("[", list.stream().map(item -> text(item, line + "  ")).toList(), "]", line);
      case Map<?, ?> map -> {
        List<String> members = new ArrayList<>();
        map.forEach(
            (name, member) ->
                members.add(quoted(name.toString()) + ": " + text(member, line + "  ")));
        yield block("{", members, "}", line);
      }
      default -> throw new IllegalArgumentException("no JSON: " + value.getClass());
    };
  }

  private static String block(String open, Collection<String> parts, String close, String line) {
    return open + line + "  " + String.join("," + line + "  ", parts) + line + close;
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
