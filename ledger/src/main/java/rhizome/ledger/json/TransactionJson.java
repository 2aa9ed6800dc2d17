package rhizome.ledger.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.money.Amount;
import rhizome.ledger.transaction.Input;
import rhizome.ledger.transaction.Nonce;
import rhizome.ledger.transaction.Numbering;
import rhizome.ledger.transaction.Output;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.transaction.Transaction;
import rhizome.ledger.transaction.Transfer;

/** Transactions: {@code {"version": 1, "data": {…}}}. */
public final class TransactionJson {

  private TransactionJson() {}

  public static Transaction read(Numbering numbering, JsonNode value) {
    return read(numbering, Node.root(value));
  }

  static Transaction read(Numbering numbering, Node node) {
    node.only("version", "data");
    int version = node.at("version").kind(-1);
    Node data = node.at("data");
    if (version == numbering.addressAuthorization()) {
      return authorization(data);
    }
    if (version == numbering.authorityChange()) {
      return authority(data);
    }
    return switch (version) {
      case 0 ->
          new Transaction.V0(transfer(data, TransactionJson::oldInput, TransactionJson::oldOutput));
      case 1 -> new Transaction.V1(transfer(data, TransactionJson::input, TransactionJson::output));
      case 128 -> minters(data);
      case 129 -> creation(data);
      case 130 -> destruction(data);
      default -> throw node.at("version").wanted("a version of " + numbering);
    };
  }

  private static Transfer transfer(
      Node data, Function<Node, Input> input, Function<Node, Output> output) {
    data.only(
        "coininputs",
        "coinoutputs",
        "blockstakeinputs",
        "blockstakeoutputs",
        "minerfees",
        "arbitrarydata");
    return new Transfer(
        data.at("coininputs").list(input),
        data.at("coinoutputs").list(output),
        data.at("blockstakeinputs").list(input),
        data.at("blockstakeoutputs").list(output),
        fees(data),
        data.at("arbitrarydata").base64());
  }

  private static Transaction minters(Node data) {
    data.only("nonce", "mintfulfillment", "mintcondition", "minerfees", "arbitrarydata");
    return new Transaction.MinterDefinition(
        nonce(data),
        FulfillmentJson.read(data.at("mintfulfillment")),
        ConditionJson.read(data.at("mintcondition")),
        fees(data),
        data.at("arbitrarydata").base64());
  }

  private static Transaction creation(Node data) {
    data.only("nonce", "mintfulfillment", "coinoutputs", "minerfees", "arbitrarydata");
    return new Transaction.CoinCreation(
        nonce(data),
        FulfillmentJson.read(data.at("mintfulfillment")),
        data.at("coinoutputs").list(TransactionJson::output),
        fees(data),
        data.at("arbitrarydata").base64());
  }

  private static Transaction destruction(Node data) {
    data.only("coininputs", "coinoutputs", "minerfees", "arbitrarydata");
    return new Transaction.CoinDestruction(
        data.at("coininputs").list(TransactionJson::input),
        data.at("coinoutputs").list(TransactionJson::output),
        fees(data),
        data.at("arbitrarydata").base64());
  }

  private static Transaction authorization(Node data) {
    data.only(
        "nonce",
        "authaddresses",
        "deauthaddresses",
        "arbitrarydata",
        "authfulfillment",
        "minerfees");
    return new Transaction.AddressAuthorization(
        nonce(data),
        data.at("authaddresses").list(Node::address),
        data.at("deauthaddresses").list(Node::address),
        data.at("arbitrarydata").base64(),
        FulfillmentJson.read(data.at("authfulfillment")),
        fees(data));
  }

  private static Transaction authority(Node data) {
    data.only("nonce", "arbitrarydata", "authcondition", "authfulfillment", "minerfees");
    return new Transaction.AuthorityChange(
        nonce(data),
        data.at("arbitrarydata").base64(),
        ConditionJson.read(data.at("authcondition")),
        FulfillmentJson.read(data.at("authfulfillment")),
        fees(data));
  }

  private static Nonce nonce(Node data) {
    Node nonce = data.at("nonce");
    var octets = nonce.base64();
    if (octets.size() != Nonce.SIZE) {
      throw nonce.wanted(Nonce.SIZE + " bytes in base 64");
    }
    return new Nonce(octets);
  }

  private static List<Amount> fees(Node data) {
    return data.at("minerfees").list(Node::amount);
  }

  private static Input input(Node node) {
    node.only("parentid", "fulfillment");
    return new Input(
        new OutputId(node.at("parentid").hash()), FulfillmentJson.read(node.at("fulfillment")));
  }

  private static Output output(Node node) {
    node.only("value", "condition");
    return new Output(node.at("value").amount(), ConditionJson.read(node.at("condition")));
  }

  private static Input oldInput(Node node) {
    node.only("parentid", "unlocker");
    return new Input(
        new OutputId(node.at("parentid").hash()),
        FulfillmentJson.readUnlocker(node.at("unlocker")));
  }

  private static Output oldOutput(Node node) {
    node.only("value", "unlockhash");
    return new Output(
        node.at("value").amount(), new Condition.ToAddress(node.at("unlockhash").address()));
  }

  public static ObjectNode write(Numbering numbering, Transaction transaction) {
    ObjectNode node = Nodes.object();
    node.put("version", numbering.version(transaction));
    node.set("data", data(transaction));
    return node;
  }

  private static ObjectNode data(Transaction transaction) {
    ObjectNode data = Nodes.object();
    switch (transaction) {
      case Transaction.V0(var transfer) -> v0(data, transfer);
      case Transaction.V1(var transfer) -> v1(data, transfer);
      case Transaction.MinterDefinition it -> {
        nonce(data, it.nonce()).set("mintfulfillment", FulfillmentJson.write(it.shown()));
        data.set("mintcondition", ConditionJson.write(it.minters()));
        Nodes.someFees(data, it.fees());
        Nodes.someNote(data, it.note());
      }
      case Transaction.CoinCreation it -> {
        nonce(data, it.nonce()).set("mintfulfillment", FulfillmentJson.write(it.shown()));
        data.set("coinoutputs", Nodes.listOrNull(it.outputs(), TransactionJson::output));
        Nodes.someFees(data, it.fees());
        Nodes.someNote(data, it.note());
      }
      case Transaction.CoinDestruction it -> {
        data.set("coininputs", Nodes.listOrNull(it.inputs(), TransactionJson::input));
        data.set("coinoutputs", Nodes.listOrNull(it.refunds(), TransactionJson::output));
        Nodes.someFees(data, it.fees());
        Nodes.someNote(data, it.note());
      }
      case Transaction.AddressAuthorization it -> {
        nonce(data, it.nonce())
            .set("authaddresses", Nodes.listOrNull(it.authorized(), Nodes::text));
        data.set("deauthaddresses", Nodes.listOrNull(it.barred(), Nodes::text));
        shown(data, it.note(), it.shown(), it.fees());
      }
      case Transaction.AuthorityChange it -> {
        Nodes.someNote(nonce(data, it.nonce()), it.note());
        data.set("authcondition", ConditionJson.write(it.authority()));
        shown(data, Bytes.EMPTY, it.shown(), it.fees());
      }
    }
    return data;
  }

  private static void v0(ObjectNode data, Transfer transfer) {
    data.set("coininputs", Nodes.list(transfer.coinInputs(), TransactionJson::oldInput));
    transfer(data, transfer, TransactionJson::oldInput, TransactionJson::oldOutput);
  }

  private static void v1(ObjectNode data, Transfer transfer) {
    data.set("coininputs", Nodes.listOrNull(transfer.coinInputs(), TransactionJson::input));
    transfer(data, transfer, TransactionJson::input, TransactionJson::output);
  }

  private static void shown(ObjectNode data, Bytes note, Fulfillment shown, List<Amount> fees) {
    Nodes.someNote(data, note);
    data.set("authfulfillment", FulfillmentJson.write(shown));
    Nodes.someFees(data, fees);
  }

  private static ObjectNode nonce(ObjectNode data, Nonce nonce) {
    return data.put("nonce", Nodes.base64(nonce.octets()));
  }

  private static void transfer(
      ObjectNode data,
      Transfer transfer,
      Function<Input, JsonNode> input,
      Function<Output, JsonNode> output) {
    Nodes.some(data, "coinoutputs", transfer.coinOutputs(), output);
    Nodes.some(data, "blockstakeinputs", transfer.stakeInputs(), input);
    Nodes.some(data, "blockstakeoutputs", transfer.stakeOutputs(), output);
    data.set("minerfees", Nodes.listOrNull(transfer.fees(), Nodes::text));
    Nodes.someNote(data, transfer.note());
  }

  private static JsonNode input(Input input) {
    ObjectNode node = parent(input);
    node.set("fulfillment", FulfillmentJson.write(input.fulfillment()));
    return node;
  }

  private static JsonNode oldInput(Input input) {
    ObjectNode node = parent(input);
    node.set("unlocker", FulfillmentJson.writeUnlocker(input.fulfillment()));
    return node;
  }

  private static ObjectNode parent(Input input) {
    return Nodes.object().put("parentid", input.parent().toString());
  }

  private static JsonNode output(Output output) {
    ObjectNode node = Nodes.object().put("value", output.value().toString());
    node.set("condition", ConditionJson.write(output.condition()));
    return node;
  }

  private static JsonNode oldOutput(Output output) {
    return Nodes.object()
        .put("value", output.value().toString())
        .put("unlockhash", output.condition().address().toString());
  }
}
