package rhizome.ledger.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Move;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.transaction.OutputId;

/**
 * Entries of our own chain, with the names and forms of the seed where it has the same: {@code
 * {"chain": …, "coininputs": […], "coinoutputs": […], "fee": "1", …}}.
 */
public final class EntryJson {

  private EntryJson() {}

  public static Entry read(JsonNode value) {
    return read(Node.root(value));
  }

  static Entry read(Node node) {
    node.only(
        "chain",
        "coininputs",
        "coinoutputs",
        "blockstakeinputs",
        "blockstakeoutputs",
        "bond",
        "burned",
        "fee",
        "order",
        "arbitrarydata");
    List<Fulfillment> shown = new ArrayList<>();
    Move coins =
        new Move(
            inputs(node.at("coininputs"), shown), node.at("coinoutputs").list(EntryJson::holding));
    Move stakes =
        new Move(
            inputs(node.at("blockstakeinputs"), shown),
            node.at("blockstakeoutputs").list(EntryJson::holding),
            bond(node.at("bond")));
    Optional<Order> order = order(node.at("order"), shown);
    Content content =
        new Content(
            node.at("chain").hash(),
            coins,
            stakes,
            units(node.at("burned")),
            units(node.at("fee")),
            order,
            node.at("arbitrarydata").base64());
    return new Entry(content, shown);
  }

  private static long units(Node node) {
    return node.isAbsent() ? 0 : node.units();
  }

  private static Optional<PublicKey> bond(Node node) {
    return node.isAbsent() ? Optional.empty() : Optional.of(node.key());
  }

  private static List<OutputId> inputs(Node inputs, List<Fulfillment> shown) {
    return inputs.list(
        input -> {
          input.only("parentid", "fulfillment");
          shown.add(shown(input.at("fulfillment")));
          return new OutputId(input.at("parentid").hash());
        });
  }

  /** What is not shown yet may be left out. */
  private static Fulfillment shown(Node node) {
    return node.isAbsent() ? new Fulfillment.Nil() : FulfillmentJson.read(node);
  }

  static Holding holding(Node node) {
    node.only("value", "condition");
    return new Holding(node.at("value").units(), ConditionJson.read(node.at("condition")));
  }

  private static Optional<Order> order(Node node, List<Fulfillment> shown) {
    if (node.isAbsent()) {
      return Optional.empty();
    }
    Order order = order(node);
    shown.add(shown(node.at("fulfillment")));
    return Optional.of(order);
  }

  private static Order order(Node node) {
    String kind = node.at("kind").text();
    return switch (kind) {
      case "mint" -> new Order.Mint(nonce(only(node, "value")), node.at("value").units());
      case "name-minters" ->
          new Order.NameMinters(
              nonce(only(node, "condition")), ConditionJson.read(node.at("condition")));
      case "name-authority" ->
          new Order.NameAuthority(
              nonce(only(node, "condition")), ConditionJson.read(node.at("condition")));
      case "admit" -> {
        only(node, "authaddresses", "deauthaddresses");
        yield new Order.Admit(
            nonce(node),
            node.at("authaddresses").list(Node::address),
            node.at("deauthaddresses").list(Node::address));
      }
      case "enrol" ->
          new Order.Enrol(
              nonce(only(node, "validator", "payout", "commission", "commitment")),
              node.at("validator").key(),
              terms(node));
      case "leave" -> new Order.Leave(nonce(only(node, "validator")), node.at("validator").key());
      default ->
          throw node.at("kind").wanted("mint, name-minters, name-authority, admit, enrol or leave");
    };
  }

  private static Node only(Node node, String... more) {
    List<String> all = new ArrayList<>(List.of("kind", "nonce", "fulfillment"));
    all.addAll(List.of(more));
    return node.only(all.toArray(String[]::new));
  }

  private static long nonce(Node node) {
    return node.at("nonce").u64();
  }

  private static Terms terms(Node node) {
    return new Terms(
        ConditionJson.read(node.at("payout")),
        node.at("commission").natural(),
        node.at("commitment").hash());
  }

  public static ObjectNode write(Entry entry) {
    Content content = entry.content();
    ObjectNode node = Nodes.object().put("chain", content.chain().hex());
    inputs(node, "coininputs", content.coins(), entry.shown());
    Nodes.some(node, "coinoutputs", content.coins().outputs(), EntryJson::holding);
    inputs(
        node,
        "blockstakeinputs",
        content.stakes(),
        entry.shown().subList(content.coins().inputs().size(), entry.shown().size()));
    Nodes.some(node, "blockstakeoutputs", content.stakes().outputs(), EntryJson::holding);
    content.bond().ifPresent(key -> node.put("bond", key.toString()));
    if (content.burned() > 0) {
      node.put("burned", units(content.burned()));
    }
    node.put("fee", units(content.fee()));
    content.order().ifPresent(order -> node.set("order", order(order, entry.shown().getLast())));
    Nodes.someNote(node, content.note());
    return node;
  }

  static String units(long units) {
    return Long.toString(units);
  }

  private static void inputs(ObjectNode to, String key, Move move, List<Fulfillment> shown) {
    List<ObjectNode> inputs = new ArrayList<>();
    for (int i = 0; i < move.inputs().size(); i++) {
      ObjectNode input = Nodes.object().put("parentid", move.inputs().get(i).toString());
      input.set("fulfillment", FulfillmentJson.write(shown.get(i)));
      inputs.add(input);
    }
    Nodes.some(to, key, inputs, input -> input);
  }

  static ObjectNode holding(Holding holding) {
    ObjectNode node = Nodes.object().put("value", units(holding.units()));
    node.set("condition", ConditionJson.write(holding.condition()));
    return node;
  }

  private static ObjectNode order(Order order, Fulfillment shown) {
    ObjectNode node = Nodes.object().put("kind", kind(order));
    node.set("nonce", Nodes.u64(order.nonce()));
    switch (order) {
      case Order.Mint(_, long units) -> node.put("value", units(units));
      case Order.NameMinters(_, var named) -> node.set("condition", ConditionJson.write(named));
      case Order.NameAuthority(_, var named) -> node.set("condition", ConditionJson.write(named));
      case Order.Admit(_, var admitted, var barred) -> {
        Nodes.some(node, "authaddresses", admitted, Nodes::text);
        Nodes.some(node, "deauthaddresses", barred, Nodes::text);
      }
      case Order.Enrol(_, var validator, var terms) -> {
        node.put("validator", validator.toString());
        node.set("payout", ConditionJson.write(terms.payout()));
        node.put("commission", terms.commission());
        node.put("commitment", terms.commitment().hex());
      }
      case Order.Leave(_, var validator) -> node.put("validator", validator.toString());
    }
    node.set("fulfillment", FulfillmentJson.write(shown));
    return node;
  }

  private static String kind(Order order) {
    return switch (order) {
      case Order.Mint _ -> "mint";
      case Order.NameMinters _ -> "name-minters";
      case Order.NameAuthority _ -> "name-authority";
      case Order.Admit _ -> "admit";
      case Order.Enrol _ -> "enrol";
      case Order.Leave _ -> "leave";
    };
  }
}
