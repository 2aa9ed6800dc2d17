package rhizome.ledger.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.ConditionCodec;

/** Conditions: {@code {"type": 1, "data": {…}}}; anyone is {@code {}}. */
public final class ConditionJson {

  private ConditionJson() {}

  public static Condition read(JsonNode value) {
    return read(Node.root(value));
  }

  static Condition read(Node node) {
    return read(node, 0);
  }

  private static Condition read(Node node, int depth) {
    Node.Kinded read = node.kinded();
    Node data = read.data();
    return switch (read.kind()) {
      case 0 -> new Condition.Nil();
      case 1 -> new Condition.ToAddress(data.only("unlockhash").at("unlockhash").address());
      case 2 -> swap(data.only("sender", "receiver", "hashedsecret", "timelock"));
      case 3 -> timeLock(data.only("locktime", "condition"), depth);
      case 4 -> {
        data.only("unlockhashes", "minimumsignaturecount");
        yield new Condition.Multisig(
            data.at("minimumsignaturecount").u64(), data.at("unlockhashes").list(Node::address));
      }
      default -> throw node.at("type").wanted("a condition of kind 0 to 4");
    };
  }

  private static Condition timeLock(Node data, int depth) {
    if (depth == ConditionCodec.DEPTH_MAX) {
      throw data.wanted("no more than " + ConditionCodec.DEPTH_MAX + " locks in each other");
    }
    Node inner = data.at("condition");
    return new Condition.TimeLock(
        data.at("locktime").u64(), inner.isAbsent() ? new Condition.Nil() : read(inner, depth + 1));
  }

  static Condition.Swap swap(Node data) {
    return new Condition.Swap(
        data.at("sender").address(),
        data.at("receiver").address(),
        data.at("hashedsecret").hash(),
        data.at("timelock").u64());
  }

  public static ObjectNode write(Condition condition) {
    return Nodes.kinded(ConditionCodec.kind(condition), data(condition));
  }

  private static ObjectNode data(Condition condition) {
    ObjectNode data = Nodes.object();
    switch (condition) {
      case Condition.Nil _ -> {}
      case Condition.ToAddress(var address) -> data.put("unlockhash", address.toString());
      case Condition.Swap swap -> terms(data, swap);
      case Condition.TimeLock(var until, var inner) -> {
        data.set("locktime", Nodes.u64(until));
        data.set("condition", write(inner));
      }
      case Condition.Multisig(var minimum, var addresses) -> {
        data.set("unlockhashes", Nodes.listOrNull(addresses, Nodes::text));
        data.set("minimumsignaturecount", Nodes.u64(minimum));
      }
    }
    return data;
  }

  static ObjectNode terms(ObjectNode data, Condition.Swap swap) {
    data.put("sender", swap.sender().toString());
    data.put("receiver", swap.receiver().toString());
    data.put("hashedsecret", swap.hashedSecret().hex());
    data.set("timelock", Nodes.u64(swap.timeLock()));
    return data;
  }
}
