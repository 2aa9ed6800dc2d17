package rhizome.runtime.explorer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import rhizome.ledger.json.Json;

/**
 * The documents of the seed's daemon, key by key in their order, as its types say them (Rivine at
 * 47c985b, pkg/api and modules/explorer.go). In the file a word is a form, {@code #word} another
 * shape, an array a list of such or null, {@code key?} one that may be left out, and {@code +} the
 * keys of another shape.
 */
public final class SeedShapes {

  private static final JsonNode ALL = read();

  private SeedShapes() {}

  private static JsonNode read() {
    try (InputStream in = SeedShapes.class.getResourceAsStream("seed-shapes.json")) {
      if (in == null) {
        throw new IllegalStateException("seed-shapes.json is missing");
      }
      return Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is not as the seed says it, each with its place; nothing if all is. */
  public static List<String> wrong(String shape, JsonNode document) {
    List<String> wrong = new ArrayList<>();
    look(ALL.path(shape), document, shape, wrong);
    return wrong;
  }

  private static void look(JsonNode shape, JsonNode value, String at, List<String> wrong) {
    if (shape.isMissingNode()) {
      wrong.add(at + ": there is no such shape");
    } else if (shape.isTextual() && shape.asText().startsWith("#")) {
      look(ALL.path(shape.asText().substring(1)), value, at, wrong);
    } else if (shape.isTextual()) {
      if (!is(shape.asText(), value)) {
        wrong.add(at + ": no " + shape.asText() + " but " + value);
      }
    } else if (shape.isArray()) {
      list(shape.get(0), value, at, wrong);
    } else {
      object(shape, value, at, wrong);
    }
  }

  private static void list(JsonNode shape, JsonNode value, String at, List<String> wrong) {
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        look(shape, value.get(i), at + "/" + i, wrong);
      }
    } else if (!value.isNull()) {
      wrong.add(at + ": no list but " + value);
    }
  }

  private static void object(JsonNode shape, JsonNode value, String at, List<String> wrong) {
    List<String> expected = new ArrayList<>();
    keys(shape, value, at, expected, wrong);
    List<String> found = new ArrayList<>();
    value.fieldNames().forEachRemaining(found::add);
    if (!found.equals(expected)) {
      wrong.add(at + ": the keys are " + found + " and not " + expected);
    }
  }

  private static void keys(
      JsonNode shape, JsonNode value, String at, List<String> expected, List<String> wrong) {
    shape
        .properties()
        .forEach(
            entry -> {
              String key = entry.getKey();
              if (key.equals("+")) {
                JsonNode more = ALL.path(entry.getValue().asText().substring(1));
                keys(more, value, at, expected, wrong);
                return;
              }
              boolean optional = key.endsWith("?");
              String name = optional ? key.substring(0, key.length() - 1) : key;
              if (!optional || value.has(name)) {
                expected.add(name);
                look(entry.getValue(), value.path(name), at + "/" + name, wrong);
              }
            });
  }

  private static boolean is(String form, JsonNode value) {
    return switch (form) {
      case "number" -> value.isIntegralNumber();
      case "flag" -> value.isBoolean();
      case "text" -> value.isTextual();
      case "digits" -> value.isTextual() && value.asText().matches("0|[1-9]\\d*");
      case "hash" -> value.isTextual() && value.asText().matches("[0-9a-f]{64}");
      case "address" -> value.isTextual() && value.asText().matches("|[0-9a-f]{78}");
      case "any" -> value.isObject();
      default -> false;
    };
  }
}
