package rhizome.blueprints.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rhizome.blueprints.model.Threshold;
import rhizome.blueprints.quantity.Quantity;

/**
 * Blueprint v1 as JSON Schema (2020-12), for editors and other programs. It never refuses what the
 * reader takes, but for truths in odd capitals. It knows less than the reader, which sees a whole
 * file and how a value is written.
 */
public final class Schema {

  /** Names the schema wherever it lies. */
  public static final String ID = "urn:rhizome:schema:blueprint-v1";

  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final List<String> ANY_SCALAR = List.of("string", "number", "boolean");

  private Schema() {}

  /** The schema as maps, lists, texts, whole numbers and truths, every map in a fixed order. */
  public static Map<String, Object> document() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", DIALECT);
    schema.put("$id", ID);
    schema.put("title", "Blueprint v1");
    schema.putAll(form(Form.BLUEPRINT));
    Map<String, Object> definitions = new LinkedHashMap<>();
    for (Form form : Form.values()) {
      if (form != Form.BLUEPRINT) {
        definitions.put(form.tag(), form(form));
      }
    }
    schema.put("$defs", definitions);
    return schema;
  }

  /** The schema as text, as it stands in {@code blueprints/schema}. */
  public static String text() {
    return JsonLines.of(document());
  }

  private static Map<String, Object> form(Form form) {
    Map<String, Object> schema = type("object");
    List<Key> keys = Keys.of(form);
    List<String> required = keys.stream().filter(Key::required).map(Key::name).toList();
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    if (!form.choice().isEmpty()) {
      schema.put(
          "oneOf", form.choice().stream().map(key -> one("required", List.of(key))).toList());
    }
    if (!form.some().isEmpty()) {
      schema.put("anyOf", form.some().stream().map(key -> one("required", List.of(key))).toList());
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    keys.forEach(key -> properties.put(key.name(), key(key)));
    schema.put("properties", properties);
    schema.put("additionalProperties", false);
    return schema;
  }

  private static Map<String, Object> key(Key key) {
    Map<String, Object> schema = one("description", key.description());
    schema.putAll(shape(key.shape()));
    key.fallback().ifPresent(usual -> schema.put("default", value(key.shape(), usual)));
    return schema;
  }

  private static Object value(Shape shape, String written) {
    return switch (shape) {
      case Shape.Whole _, Shape.Count _ -> Integer.valueOf(written);
      case Shape.Truth _, Shape.Yes _ -> Boolean.valueOf(written);
      case Shape.Text _,
          Shape.Word _,
          Shape.Only _,
          Shape.Time _,
          Shape.Cpu _,
          Shape.Memory _,
          Shape.Items _,
          Shape.Named _,
          Shape.Inside _,
          Shape.Either _ ->
          written;
    };
  }

  private static Map<String, Object> shape(Shape shape) {
    return switch (shape) {
      case Shape.Text(String pattern) -> with(one("type", ANY_SCALAR), "pattern", whole(pattern));
      case Shape.Word(String pattern) -> with(type("string"), "pattern", whole(pattern));
      case Shape.Only(String word) -> one("const", word);
      case Shape.Whole(int least, int most) ->
          with(with(type("integer"), "minimum", least), "maximum", most);
      case Shape.Count _ -> count();
      case Shape.Truth _ -> type("boolean");
      case Shape.Yes _ -> one("const", true);
      case Shape.Time(boolean zero) -> with(type("string"), "pattern", time(zero));
      case Shape.Cpu _ -> cpu();
      case Shape.Memory _ -> with(type("string"), "pattern", whole(Quantity.memoryForm()));
      case Shape.Items items -> items(items);
      case Shape.Named named -> named(named);
      case Shape.Inside(Form form) -> one("$ref", "#/$defs/" + form.tag());
      case Shape.Either(Shape brief, Shape full) ->
          one("anyOf", List.of(shape(brief), shape(full)));
    };
  }

  private static Map<String, Object> count() {
    Map<String, Object> row = shape(new Shape.Whole(1, Threshold.ROW_MAX));
    return one("anyOf", List.of(row, with(type("string"), "pattern", whole(Spelling.COUNT))));
  }

  private static String time(boolean zero) {
    return (zero ? "^(?=\\d)" : "^(?=\\d)(?=.*[1-9])") + Quantity.durationForm() + "$";
  }

  private static Map<String, Object> cpu() {
    Map<String, Object> schema = one("type", List.of("string", "number"));
    schema.put("pattern", whole(Quantity.cpuForm()));
    schema.put("minimum", 0);
    schema.put("maximum", Math.toIntExact(Quantity.CPU_MAX_MILLIS / 1000));
    return schema;
  }

  private static Map<String, Object> items(Shape.Items items) {
    Map<String, Object> schema = with(type("array"), "items", shape(items.item()));
    if (items.least() > 0) {
      schema.put("minItems", items.least());
    }
    if (items.distinct()) {
      schema.put("uniqueItems", true);
    }
    return schema;
  }

  private static Map<String, Object> named(Shape.Named named) {
    Map<String, Object> schema = type("object");
    schema.put("propertyNames", one("pattern", whole(named.pattern())));
    schema.put("additionalProperties", shape(named.value()));
    if (named.least() > 0) {
      schema.put("minProperties", named.least());
    }
    return schema;
  }

  private static String whole(String pattern) {
    return "^(" + pattern + ")$";
  }

  private static Map<String, Object> type(String name) {
    return one("type", name);
  }

  private static Map<String, Object> one(String member, Object value) {
    return with(new LinkedHashMap<>(), member, value);
  }

  private static Map<String, Object> with(Map<String, Object> to, String member, Object value) {
    to.put(member, value);
    return to;
  }
}
