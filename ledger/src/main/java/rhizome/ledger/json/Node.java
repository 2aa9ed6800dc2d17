package rhizome.ledger.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import rhizome.ledger.address.Address;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.money.Amount;

/** One value of a document, with the path that leads to it. */
record Node(String path, JsonNode value) {

  private static final BigInteger U64_MAX = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  static Node root(JsonNode value) {
    return new Node("", value);
  }

  /** Refuses what is no object, and keys that are none of these. */
  Node only(String... keys) {
    if (!value.isObject()) {
      throw wanted("an object");
    }
    List<String> known = List.of(keys);
    value
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                throw new Malformed(path + "/" + key, "one of " + String.join(", ", known));
              }
            });
    return this;
  }

  /** A number that says what the data are; 0 is nothing, whose data may be missing. */
  record Kinded(int kind, Node data) {}

  /** Reads {@code {"type": 1, "data": {…}}}, or {@code {}} for nothing. */
  Kinded kinded() {
    only("type", "data");
    Kinded read = new Kinded(at("type").kind(0), at("data"));
    if (read.kind == 0 && !read.data.isAbsent()) {
      read.data.only();
    }
    return read;
  }

  Node at(String key) {
    JsonNode child = value.get(key);
    return new Node(path + "/" + key, child == null ? MissingNode.getInstance() : child);
  }

  boolean isAbsent() {
    return value.isMissingNode() || value.isNull();
  }

  /** The elements of an array; none if it is null or is not there. */
  <T> List<T> list(Function<Node, T> each) {
    if (isAbsent()) {
      return List.of();
    }
    if (!value.isArray()) {
      throw wanted("an array");
    }
    List<T> all = new ArrayList<>(value.size());
    for (int i = 0; i < value.size(); i++) {
      all.add(each.apply(new Node(path + "/" + i, value.get(i))));
    }
    return all;
  }

  String text() {
    if (!value.isTextual()) {
      throw wanted("a text");
    }
    return value.textValue();
  }

  /** What {@code parse} makes of the text, which refuses it with a place of its own. */
  <T> T text(Function<String, T> parse) {
    String text = text();
    try {
      return parse.apply(text);
    } catch (Malformed e) {
      throw new Malformed(path, e.wanted() + " (" + e.at() + ")");
    }
  }

  Hash hash() {
    return text(Hash::ofHex);
  }

  Address address() {
    return text(Address::parse);
  }

  Amount amount() {
    return text(Amount::parse);
  }

  /** As our own chain counts: from 0 to 2^63 - 1, as a text of digits. */
  long units() {
    var units = amount().units();
    if (units.bitLength() >= Long.SIZE) {
      throw wanted("from 0 to 2^63 - 1 units");
    }
    return units.longValueExact();
  }

  PublicKey key() {
    return text(PublicKey::parse);
  }

  /** A whole number from 0 to 2^64 - 1, as the bits it is made of. */
  long u64() {
    if (!value.isIntegralNumber()
        || value.bigIntegerValue().signum() < 0
        || value.bigIntegerValue().compareTo(U64_MAX) > 0) {
      throw wanted("a whole number from 0 to 2^64 - 1");
    }
    return value.bigIntegerValue().longValue();
  }

  /** A number of a kind or a version; {@code otherwise} if it is not there. */
  int kind(int otherwise) {
    if (value.isMissingNode()) {
      return otherwise;
    }
    long kind = u64();
    if (kind < 0 || kind > 0xff) {
      throw wanted("a number of one byte");
    }
    return (int) kind;
  }

  /** Bytes in base 64, in the one form that has these; none if it is null or is not there. */
  Bytes base64() {
    if (isAbsent()) {
      return Bytes.EMPTY;
    }
    String text = text();
    byte[] octets;
    try {
      octets = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      throw wanted("base 64");
    }
    if (!Base64.getEncoder().encodeToString(octets).equals(text)) {
      throw wanted("base 64 in its one form");
    }
    return Bytes.of(octets);
  }

  /** A whole number from 0 to 2^31 - 1. */
  int natural() {
    long number = u64();
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw wanted("a whole number from 0 to 2^31 - 1");
    }
    return (int) number;
  }

  /** Refuses every text but this. */
  void is(String expected) {
    if (!text().equals(expected)) {
      throw wanted(expected);
    }
  }

  Malformed wanted(String what) {
    return new Malformed(path.isEmpty() ? "/" : path, what);
  }
}
