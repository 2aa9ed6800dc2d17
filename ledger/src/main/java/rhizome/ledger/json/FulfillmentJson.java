package rhizome.ledger.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.condition.FulfillmentCodec;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;

/** Fulfillments: {@code {"type": 1, "data": {…}}}; nothing is {@code {}}. */
public final class FulfillmentJson {

  private FulfillmentJson() {}

  public static Fulfillment read(JsonNode value) {
    return read(Node.root(value));
  }

  static Fulfillment read(Node node) {
    Node.Kinded read = node.kinded();
    Node data = read.data();
    return switch (read.kind()) {
      case 0 -> new Fulfillment.Nil();
      case 1 -> {
        data.only("publickey", "signature");
        yield new Fulfillment.Single(key(data), signature(data));
      }
      case 2 -> swap(data);
      case 3 ->
          new Fulfillment.Multisig(data.only("pairs").at("pairs").list(FulfillmentJson::pair));
      default -> throw node.at("type").wanted("a fulfillment of kind 0 to 3");
    };
  }

  private static Fulfillment swap(Node data) {
    data.only("sender", "receiver", "hashedsecret", "timelock", "publickey", "signature", "secret");
    boolean legacy =
        data.value().has("sender")
            || data.value().has("receiver")
            || data.value().has("hashedsecret")
            || data.value().has("timelock");
    return legacy ? new Fulfillment.LegacySwap(ConditionJson.swap(data), party(data)) : party(data);
  }

  /** A secret that is not there is one of zeros. */
  private static Fulfillment.Swap party(Node data) {
    Node secret = data.at("secret");
    return new Fulfillment.Swap(
        key(data), signature(data), secret.isAbsent() ? Hash.ZERO : secret.hash());
  }

  private static Fulfillment.Pair pair(Node node) {
    node.only("publickey", "signature");
    return new Fulfillment.Pair(key(node), signature(node));
  }

  private static PublicKey key(Node data) {
    return data.at("publickey").text(PublicKey::parse);
  }

  private static Signature signature(Node data) {
    return data.at("signature").text(Signature::parse);
  }

  public static ObjectNode write(Fulfillment fulfillment) {
    return Nodes.kinded(FulfillmentCodec.kind(fulfillment), data(fulfillment));
  }

  private static ObjectNode data(Fulfillment fulfillment) {
    ObjectNode data = Nodes.object();
    return switch (fulfillment) {
      case Fulfillment.Nil _ -> data;
      case Fulfillment.Single(var key, var signature) -> signed(data, key, signature);
      case Fulfillment.Swap party -> party(data, party);
      case Fulfillment.LegacySwap(var terms, var party) ->
          party(ConditionJson.terms(data, terms), party);
      case Fulfillment.Multisig(var pairs) -> {
        data.set(
            "pairs",
            Nodes.listOrNull(pairs, pair -> signed(Nodes.object(), pair.key(), pair.signature())));
        yield data;
      }
    };
  }

  private static ObjectNode party(ObjectNode data, Fulfillment.Swap party) {
    return signed(data, party.key(), party.signature()).put("secret", party.secret().hex());
  }

  private static ObjectNode signed(ObjectNode data, PublicKey key, Signature signature) {
    return data.put("publickey", key.toString()).put("signature", signature.toString());
  }

  /** As inputs of version 0 say it: condition and fulfillment apart. */
  static Fulfillment readUnlocker(Node node) {
    node.only("type", "condition", "fulfillment");
    Node condition = node.at("condition");
    Node fulfillment = node.at("fulfillment");
    int kind = node.at("type").kind(0);
    if (kind == 1) {
      condition.only("publickey");
      fulfillment.only("signature");
      return new Fulfillment.Single(key(condition), signature(fulfillment));
    }
    if (kind == 2) {
      condition.only("sender", "receiver", "hashedsecret", "timelock");
      fulfillment.only("publickey", "signature", "secret");
      return new Fulfillment.LegacySwap(ConditionJson.swap(condition), party(fulfillment));
    }
    throw node.at("type").wanted("an unlocker of kind 1 or 2");
  }

  static ObjectNode writeUnlocker(Fulfillment shown) {
    ObjectNode node = Nodes.object();
    ObjectNode condition = Nodes.object();
    ObjectNode fulfillment = Nodes.object();
    node.put("type", FulfillmentCodec.kind(shown));
    node.set("condition", condition);
    node.set("fulfillment", fulfillment);
    switch (shown) {
      case Fulfillment.Single(var key, var signature) -> {
        condition.put("publickey", key.toString());
        fulfillment.put("signature", signature.toString());
      }
      case Fulfillment.LegacySwap(var terms, var party) -> {
        ConditionJson.terms(condition, terms);
        party(fulfillment, party);
      }
      case Fulfillment.Nil _, Fulfillment.Swap _, Fulfillment.Multisig _ ->
          throw new IllegalStateException("version 0 holds what it cannot: " + shown);
    }
    return node;
  }
}
