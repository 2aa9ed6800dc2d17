package rhizome.blueprints.draft;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.regex.Pattern;
import rhizome.blueprints.dialect.Data;
import rhizome.blueprints.schema.Spelling;
import rhizome.blueprints.text.BlueprintWriter;
import rhizome.blueprints.tree.Words;

/** Lines of a native blueprint, in the layout in which {@link BlueprintWriter} writes. */
public final class Draft {

  private static final int STEP = 2;
  private static final int FIRST_NONCHARACTER = 0xFFFE;
  private static final Pattern BLOCK =
      Pattern.compile("(?!\\s)[ \\t\\n\\x21-\\x7E\\xA0-\\u2027\\u2030-\\uD7FF\\uE000-\\uFEFE]*");

  private final StringBuilder text = new StringBuilder();

  /** The first lines of every blueprint. */
  public Draft begin(String name) {
    line(0, "blueprint", Spelling.VERSION);
    return line(0, "name", BlueprintWriter.scalar(name));
  }

  /** A comment; whatever the text, it stays one. */
  public Draft remark(int indent, String said) {
    String shown = Words.shown(said).strip();
    StringBuilder safe = new StringBuilder();
    shown
        .codePoints()
        .map(point -> (point & FIRST_NONCHARACTER) == FIRST_NONCHARACTER ? ' ' : point)
        .forEach(safe::appendCodePoint);
    text.append(" ".repeat(indent)).append("# ").append(safe).append('\n');
    return this;
  }

  public Draft head(int indent, String key) {
    text.append(" ".repeat(indent)).append(BlueprintWriter.scalar(key)).append(":\n");
    return this;
  }

  /**
   * @param value as it is written in YAML
   */
  public Draft line(int indent, String key, String value) {
    text.append(" ".repeat(indent)).append(BlueprintWriter.scalar(key));
    text.append(": ").append(value).append('\n');
    return this;
  }

  /** A list of words, or nothing at all when there are none. */
  public Draft words(int indent, String key, List<String> words) {
    return words.isEmpty() ? this : line(indent, key, BlueprintWriter.write(words));
  }

  /** A key with data of whatever form. Where there is nothing to write, a comment says so. */
  public Draft data(int indent, String key, Data data) {
    switch (data) {
      case Data.Nothing _ -> remark(indent, key + ": was left empty");
      case Data.Plain(_, String value) -> line(indent, key, value);
      case Data.Text(_, String value) -> text(indent, key, value);
      case Data.Many many -> many(indent, key, many);
      case Data.Fields(_, List<Data.Field> fields) -> {
        if (fields.stream().allMatch(field -> field.value() instanceof Data.Nothing)) {
          line(indent, key, "{}");
        } else {
          head(indent, key);
        }
        fields.forEach(field -> data(indent + STEP, field.key(), field.value()));
      }
    }
    return this;
  }

  private void text(int indent, String key, String value) {
    if (!isBlock(value)) {
      line(indent, key, BlueprintWriter.scalar(value));
      return;
    }
    line(indent, key, value.endsWith("\n") ? "|" : "|-");
    for (String each : value.stripTrailing().split("\n", -1)) {
      text.append(each.isEmpty() ? "" : " ".repeat(indent + STEP) + each).append('\n');
    }
  }

  /** Lines that a literal block gives back as they are, with one line break at the end or none. */
  private static boolean isBlock(String value) {
    String body = value.endsWith("\n") ? value.substring(0, value.length() - 1) : value;
    return value.contains("\n")
        && BLOCK.matcher(value).matches()
        && body.equals(body.stripTrailing());
  }

  private void many(int indent, String key, Data.Many many) {
    if (lacks(many)) {
      remark(indent, key + ": what was left empty in it is left out");
    }
    line(indent, key, flow(many));
  }

  private static boolean lacks(Data data) {
    return switch (data) {
      case Data.Nothing _ -> true;
      case Data.Plain _, Data.Text _ -> false;
      case Data.Many(_, List<Data> items) -> items.stream().anyMatch(Draft::lacks);
      case Data.Fields(_, List<Data.Field> fields) ->
          fields.stream().map(Data.Field::value).anyMatch(Draft::lacks);
    };
  }

  /** As one line, such as {@code [a, {b: 1}]}; what is empty is left out. */
  public static String flow(Data data) {
    return switch (data) {
      case Data.Nothing _ -> "";
      case Data.Plain(_, String value) -> value;
      case Data.Text(_, String value) -> BlueprintWriter.scalar(value);
      case Data.Many(_, List<Data> items) ->
          items.stream()
              .map(Draft::flow)
              .filter(item -> !item.isEmpty())
              .collect(joining(", ", "[", "]"));
      case Data.Fields(_, List<Data.Field> fields) ->
          fields.stream()
              .filter(field -> !(field.value() instanceof Data.Nothing))
              .map(field -> BlueprintWriter.scalar(field.key()) + ": " + flow(field.value()))
              .collect(joining(", ", "{", "}"));
    };
  }

  /** All lines so far. */
  public String text() {
    return text.toString();
  }
}
