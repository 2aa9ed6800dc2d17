package rhizome.blueprints.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import rhizome.house.Property;

/** Each shape of a value as JSON Schema says it, and the text that schemas are written in. */
class ShapesTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void eachShapeHasOneForm() {
    assertShape(new Shape.Text("a+"), "{type: [string, number, boolean], pattern: '^(a+)$'}");
    assertShape(new Shape.Word("a+"), "{type: string, pattern: '^(a+)$'}");
    assertShape(new Shape.Only("auto"), "{const: auto}");
    assertShape(new Shape.Whole(-1, 9), "{type: integer, minimum: -1, maximum: 9}");
    assertShape(new Shape.Truth(), "{type: boolean}");
    assertShape(new Shape.Yes(), "{const: true}");
    assertShape(new Shape.Choice(List.of("b", "a")), "{enum: [b, a]}");
    assertShape(new Shape.Decimal(Optional.empty(), Optional.empty()), "{type: number}");
    assertShape(
        new Shape.Decimal(Optional.of(new BigDecimal("0.5")), Optional.of(new BigDecimal("9.5"))),
        "{type: number, minimum: 0.5, maximum: 9.5}");
    assertShape(new Shape.Inside(Form.RUN), "{$ref: '#/$defs/run'}");
    assertShape(
        new Shape.Either(new Shape.Only("a"), new Shape.Yes()),
        "{anyOf: [{const: a}, {const: true}]}");
  }

  /** A value of a service may be the name of one; it is marked so where a text cannot be it. */
  private static void assertShape(Shape shape, String expected) {
    Key key = new Key("k", shape, "said", false, Optional.empty());
    Map<String, Object> document = Schema.document("urn:x", "X", List.of(key));
    JsonNode written = MAPPER.<JsonNode>valueToTree(document).at("/properties/k");
    JsonNode own =
        written.has("anyOf") && written.at("/anyOf/1").has("$ref")
            ? written.at("/anyOf/0")
            : written;
    Map<?, ?> read = MAPPER.convertValue(own, Map.class);
    read.remove("description");
    assertThat(flow(read)).isEqualTo(expected.replace("'", ""));
  }

  private static String flow(Object value) {
    return value.toString().replace("=", ": ").replace(": : ", "=: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          0s false        | 1ms        | 0s
          0s true         | 0s         | 5
          0s true         | 1m30s      | -1s
          whole           | 5          | "'5'"
          whole           | 1          | 0
          count           | 3/5        | 3/65
          count           | 1000000    | 0
          cpu             | 500m       | 1GHz
          cpu             | 10000      | 10001
          memory          | 1.5GB      | 64
          distinct        | [a, b]     | [a, a]
          distinct        | [a]        | []
          named           | {a: x}     | {A: x}
          named           | {a: x}     | {}
          """)
  void anEditorJudgesByTheShape(String kind, String right, String wrong) {
    Shape shape =
        switch (kind) {
          case "0s false" -> new Shape.Time(false);
          case "0s true" -> new Shape.Time(true);
          case "whole" -> new Shape.Whole(1, 9);
          case "count" -> new Shape.Count();
          case "cpu" -> new Shape.Cpu();
          case "memory" -> new Shape.Memory();
          case "distinct" -> new Shape.Items(new Shape.Text("[a-z]"), 1, true);
          default -> new Shape.Named("[a-z]", new Shape.Text("x"), 1);
        };
    Key key = new Key("k", shape, "said", true, Optional.empty());
    Editor editor = new Editor(Schema.document("urn:x", "X", List.of(key)));
    assertThat(editor.takes("{k: " + right + "}")).as(right).isTrue();
    assertThat(editor.takes("{k: " + wrong + "}")).as(wrong).isFalse();
    assertThat(editor.takes("{}")).as("it is required").isFalse();
  }

  @Test
  void aDefaultHasTheTypeOfItsValue() {
    assertThat(fallback(new Shape.Whole(0, 9), "7")).isEqualTo(7);
    assertThat(fallback(new Shape.Count(), "3")).isEqualTo(3);
    assertThat(fallback(new Shape.Truth(), "true")).isEqualTo(true);
    assertThat(fallback(new Shape.Decimal(Optional.empty(), Optional.empty()), "0.50"))
        .isEqualTo(new BigDecimal("0.50"));
    assertThat(fallback(new Shape.Time(true), "5s")).isEqualTo("5s");
    assertThat(fallback(new Shape.Text("x"), "7")).isEqualTo("7");
  }

  private static Object fallback(Shape shape, String usual) {
    Key key = new Key("k", shape, "said", false, Optional.of(usual));
    Object properties = Schema.document("urn:x", "X", List.of(key)).get("properties");
    Object member = properties instanceof Map<?, ?> all ? all.get("k") : null;
    return member instanceof Map<?, ?> schema
        ? Optional.ofNullable(schema.get("default")).orElseThrow()
        : "";
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void everyFormKnowsItsKeysAndNoOthers(Form form) {
    assertThat(form.keys()).isNotEmpty().doesNotHaveDuplicates();
    for (String name : form.keys()) {
      assertThat(form.key(name).name()).isEqualTo(name);
      assertThat(form.key(name).description()).isNotBlank();
      assertThat(form.homeOf(name)).isPresent();
    }
    assertThat(form.keys()).containsAll(form.choice()).containsAll(form.some());
    assertThatThrownBy(() -> form.key("no-such"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no key 'no-such' in " + form.title());
    assertThat(Form.allKeys()).containsAll(form.keys());
  }

  @Test
  void aKeyOfAnotherPlaceIsKnownThere() {
    assertThat(Form.BLUEPRINT.homeOf("canary")).hasValue(Form.UPDATE);
    assertThat(Form.BLUEPRINT.homeOf("silence")).hasValue(Form.LOG);
    assertThat(Form.BLUEPRINT.homeOf("name")).as("the first that has it").hasValue(Form.BLUEPRINT);
    assertThat(Form.BLUEPRINT.homeOf("zebra")).isEmpty();
    assertThat(Form.SERVICE.instead()).hasValue("template");
    assertThat(Form.RUN.instead()).isEmpty();
  }

  /** Jackson reads back whatever was written, odd characters and empty parts included. */
  @Test
  void linesOfJsonReadBackAsWhatTheyWereMadeOf() {
    Property.forAll(
        random -> {
          Object value = value(random, 3);
          JsonNode read = MAPPER.readTree(JsonLines.of(value));
          assertThat(read).isEqualTo(MAPPER.readTree(MAPPER.writeValueAsString(value)));
        });
  }

  private static Object value(RandomGenerator random, int depth) {
    return switch (random.nextInt(depth == 0 ? 3 : 5)) {
      case 0 -> List.of("", "a\"b", "\\", "\n\t", "\u0001", "é😀", "plain").get(random.nextInt(7));
      case 1 -> random.nextInt(-9, 9);
      case 2 -> random.nextBoolean();
      case 3 -> {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(value(random, depth - 1));
        }
        yield list;
      }
      default -> {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          map.put("k\n" + i, value(random, depth - 1));
        }
        yield map;
      }
    };
  }

  @Test
  void aListOfWordsStandsOnOneLineAndAllElseOnLinesOfItsOwn() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("words", List.of("a", "b"));
    map.put("parts", List.of(1, "b"));
    assertThat(JsonLines.of(map))
        .isEqualTo(
            """
            {
              "words": ["a", "b"],
              "parts": [
                1,
                "b"
              ]
            }
            """);
    assertThatThrownBy(() -> JsonLines.of(new Object()))
        .hasMessage("no JSON: class java.lang.Object");
  }
}
