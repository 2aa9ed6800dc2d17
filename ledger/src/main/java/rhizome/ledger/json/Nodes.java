package rhizome.ledger.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.money.Amount;

/** Makes values of a document. */
final class Nodes {

  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

  private Nodes() {}

  static ObjectNode object() {
    return MAKE.objectNode();
  }

  /** As {@link Node#kinded} reads it. */
  static ObjectNode kinded(int kind, ObjectNode data) {
    ObjectNode node = object();
    if (kind != 0) {
      node.put("type", kind);
      node.set("data", data);
    }
    return node;
  }

  /** A number that Jackson's tree keeps in the smallest form, as its parser does. */
  static JsonNode u64(long value) {
    if (value < 0) {
      return MAKE.numberNode(new BigInteger(Long.toUnsignedString(value)));
    }
    return value <= Integer.MAX_VALUE ? MAKE.numberNode((int) value) : MAKE.numberNode(value);
  }

  static <T> ArrayNode list(List<T> values, Function<T, JsonNode> each) {
    ArrayNode array = MAKE.arrayNode(values.size());
    values.forEach(value -> array.add(each.apply(value)));
    return array;
  }

  static JsonNode text(Object value) {
    return MAKE.textNode(value.toString());
  }

  /** The seed writes null for a list without elements that it always writes. */
  static <T> JsonNode listOrNull(List<T> values, Function<T, JsonNode> each) {
    return values.isEmpty() ? NullNode.getInstance() : list(values, each);
  }

  /** Adds a list, unless it has no elements. */
  static <T> void some(ObjectNode to, String key, List<T> values, Function<T, JsonNode> each) {
    if (!values.isEmpty()) {
      to.set(key, list(values, each));
    }
  }

  static void someFees(ObjectNode to, List<Amount> fees) {
    some(to, "minerfees", fees, Nodes::text);
  }

  static void someNote(ObjectNode to, Bytes note) {
    if (!note.isEmpty()) {
      to.put("arbitrarydata", base64(note));
    }
  }

  static String base64(Bytes octets) {
    return Base64.getEncoder().encodeToString(octets.toArray());
  }
}
