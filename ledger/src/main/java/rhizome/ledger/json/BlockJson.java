package rhizome.ledger.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import rhizome.ledger.block.Block;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.block.Header;
import rhizome.ledger.block.Payout;
import rhizome.ledger.block.StakeIndex;
import rhizome.ledger.transaction.Numbering;

/** Blocks and headers, as the seed's explorer gives them under {@code rawblock}. */
public final class BlockJson {

  private BlockJson() {}

  public static Block read(Numbering numbering, JsonNode value) {
    return read(numbering, Node.root(value));
  }

  static Block read(Numbering numbering, Node node) {
    node.only("parentid", "timestamp", "pobsindexes", "minerpayouts", "transactions");
    return new Block(
        new BlockId(node.at("parentid").hash()),
        node.at("timestamp").u64(),
        stake(node.at("pobsindexes")),
        node.at("minerpayouts").list(BlockJson::payout),
        node.at("transactions").list(each -> TransactionJson.read(numbering, each)));
  }

  public static Header readHeader(JsonNode value) {
    Node node = Node.root(value).only("parentid", "pobsindexes", "timestamp", "merkleroot");
    return new Header(
        new BlockId(node.at("parentid").hash()),
        stake(node.at("pobsindexes")),
        node.at("timestamp").u64(),
        node.at("merkleroot").hash());
  }

  private static StakeIndex stake(Node node) {
    node.only("BlockHeight", "TransactionIndex", "OutputIndex");
    return new StakeIndex(
        node.at("BlockHeight").u64(),
        node.at("TransactionIndex").u64(),
        node.at("OutputIndex").u64());
  }

  private static Payout payout(Node node) {
    node.only("value", "unlockhash");
    return new Payout(node.at("value").amount(), node.at("unlockhash").address());
  }

  public static ObjectNode write(Numbering numbering, Block block) {
    ObjectNode node = Nodes.object().put("parentid", block.parent().toString());
    node.set("timestamp", Nodes.u64(block.time()));
    node.set("pobsindexes", stake(block.stake()));
    node.set("minerpayouts", Nodes.listOrNull(block.payouts(), BlockJson::payout));
    node.set(
        "transactions",
        Nodes.listOrNull(block.transactions(), each -> TransactionJson.write(numbering, each)));
    return node;
  }

  public static ObjectNode write(Header header) {
    ObjectNode node = Nodes.object().put("parentid", header.parent().toString());
    node.set("pobsindexes", stake(header.stake()));
    node.set("timestamp", Nodes.u64(header.time()));
    return node.put("merkleroot", header.merkleRoot().hex());
  }

  private static ObjectNode stake(StakeIndex index) {
    ObjectNode node = Nodes.object();
    node.set("BlockHeight", Nodes.u64(index.height()));
    node.set("TransactionIndex", Nodes.u64(index.transaction()));
    node.set("OutputIndex", Nodes.u64(index.output()));
    return node;
  }

  private static ObjectNode payout(Payout payout) {
    return Nodes.object()
        .put("value", payout.value().toString())
        .put("unlockhash", payout.address().toString());
  }
}
