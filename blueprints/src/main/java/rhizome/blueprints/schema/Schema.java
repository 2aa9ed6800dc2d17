package rhizome.blueprints.schema;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final String NAMED_VALUE = "named-value";
  private static final List<String> ANY_SCALAR = List.of("string", "number", "boolean");

  private Schema() {}

  /** The schema as maps, lists, texts, whole numbers and truths, every map in a fixed order. */
  public static Map<String, Object> document() {
    Map<String, Object> schema = head(ID, "Blueprint v1");
    schema.putAll(form(Form.BLUEPRINT));
    Map<String, Object> definitions = new LinkedHashMap<>();
    for (Form form : Form.values()) {
      if (form != Form.BLUEPRINT) {
        definitions.put(form.tag(), form(form));
      }
    }
    definitions.put(NAMED_VALUE, namedValue());
    schema.put("$defs", definitions);
    return schema;
  }

  /** The schema as text, as it stands in {@code blueprints/schema}. */
  public static String text() {
    return text(document());
  }

  public static String text(Map<String, Object> document) {
    return JsonLines.of(document);
  }

  /** The schema of a mapping that has these keys and no others. */
  public static Map<String, Object> document(String id, String title, List<Key> keys) {
    Map<String, Object> schema = head(id, title);
    schema.putAll(form(keys, required(keys), true));
    schema.put("$defs", one(NAMED_VALUE, namedValue()));
    return schema;
  }

  private static Map<String, Object> form(Form form) {
    List<Key> keys = Keys.of(form);
    boolean isWhole = form.instead().isEmpty() && form != Form.RUN; // which a template may complete
    Map<String, Object> schema = form(keys, isWhole ? required(keys) : List.of(), form.isFilled());
    form.instead().ifPresent(instead -> schema.putAll(wholeOr(keys, instead)));
    if (!form.choice().isEmpty()) {
      schema.put(
          "oneOf", form.choice().stream().map(key -> one("required", List.of(key))).toList());
    }
    if (!form.some().isEmpty()) {
      schema.put("anyOf", form.some().stream().map(key -> one("required", List.of(key))).toList());
    }
    return schema;
  }

  private static Map<String, Object> wholeOr(List<Key> keys, String instead) {
    Map<String, Object> whole = one("required", required(keys));
    Map<String, Object> run = one("required", required(Keys.of(Form.RUN)));
    whole.put("properties", one("run", run));
    Map<String, Object> schema = one("anyOf", List.of(whole, one("required", List.of(instead))));
    schema.put("dependentRequired", one("with", List.of(instead)));
    return schema;
  }

  private static List<String> required(List<Key> keys) {
    return keys.stream().filter(Key::required).map(Key::name).toList();
  }

  private static Map<String, Object> head(String id, String title) {
    Map<String, Object> schema = one("$schema", DIALECT);
    schema.put("$id", id);
    schema.put("title", title);
    return schema;
  }

  /**
   * @param filled whether names of values may stand in it
   */
  private static Map<String, Object> form(List<Key> keys, List<String> required, boolean filled) {
    Map<String, Object> schema = type("object");
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    keys.forEach(key -> properties.put(key.name(), key(key, filled)));
    schema.put("properties", properties);
    schema.put("additionalProperties", false);
    return schema;
  }

  private static Map<String, Object> key(Key key, boolean filled) {
    Map<String, Object> schema = one("description", key.description());
    schema.putAll(filled ? written(key.shape()) : shape(key.shape()));
    key.fallback().ifPresent(usual -> schema.put("default", value(key.shape(), usual)));
    return schema;
  }

  /** The value itself, or the name of one where a text could not be the value. */
  private static Map<String, Object> written(Shape shape) {
    return isFree(shape)
        ? shape(shape)
        : one("anyOf", List.of(shape(shape), one("$ref", "#/$defs/" + NAMED_VALUE)));
  }

  private static boolean isFree(Shape shape) {
    return switch (shape) {
      case Shape.Text(String pattern) -> Spelling.takesNames(pattern);
      case Shape.Either(Shape brief, Shape full) -> isFreeText(brief) || isFreeText(full);
      case Shape.Inside _, Shape.Named _ -> true;
      case Shape.Word _,
          Shape.Only _,
          Shape.Choice _,
          Shape.Decimal _,
          Shape.Whole _,
          Shape.Count _,
          Shape.Truth _,
          Shape.Yes _,
          Shape.Time _,
          Shape.Cpu _,
          Shape.Memory _,
          Shape.Items _ ->
          false;
    };
  }

  private static boolean isFreeText(Shape shape) {
    return shape instanceof Shape.Text && isFree(shape);
  }

  private static Map<String, Object> namedValue() {
    Map<String, Object> schema = one("description", "a parameter, alone or in a text");
    schema.put("type", "string");
    schema.put("pattern", Spelling.NAMED_VALUE);
    return schema;
  }

  private static Object value(Shape shape, String written) {
    return switch (shape) {
      case Shape.Whole _, Shape.Count _ -> Integer.valueOf(written);
      case Shape.Truth _, Shape.Yes _ -> Boolean.valueOf(written);
      case Shape.Decimal _ -> new BigDecimal(written);
      case Shape.Text _,
          Shape.Word _,
          Shape.Only _,
          Shape.Choice _,
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
      case Shape.Choice(List<String> words) -> one("enum", words);
      case Shape.Decimal(var least, var most) -> decimal(least, most);
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

  private static Map<String, Object> decimal(
      Optional<BigDecimal> least, Optional<BigDecimal> most) {
    Map<String, Object> schema = type("number");
    least.ifPresent(bound -> schema.put("minimum", number(bound)));
    most.ifPresent(bound -> schema.put("maximum", number(bound)));
    return schema;
  }

  /** As a reader of JSON has it. */
  private static Number number(BigDecimal bound) {
    return bound.scale() <= 0 ? (Number) bound.longValueExact() : (Number) bound.doubleValue();
  }

  private static Map<String, Object> items(Shape.Items items) {
    Map<String, Object> schema = with(type("array"), "items", written(items.item()));
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
    schema.put("additionalProperties", written(named.value()));
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
