package rhizome.ledger.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Order;
import rhizome.ledger.wallet.Paper;

/** Papers: {@code {"format": …, "entry": {…}, "spent": [{"value": …, "condition": {…}}], …}}. */
public final class PaperJson {

  private static final String FORMAT = "rhizome-paper-1";

  private PaperJson() {}

  /** Of orders, wallets pay for those of validators, so a paper has no other. */
  public static Paper read(JsonNode value) {
    Node node = Node.root(value).only("format", "entry", "spent", "moved");
    node.at("format").is(FORMAT);
    Entry entry = EntryJson.read(node.at("entry"));
    if (entry.content().order().filter(it -> !(it instanceof Order.OfValidator)).isPresent()) {
      throw node.at("entry").at("order").wanted("an order of a validator, or none");
    }
    List<Holding> spent = holdings(node.at("spent"), entry.content().coins().inputs().size());
    List<Holding> moved = holdings(node.at("moved"), entry.content().stakes().inputs().size());
    return new Paper(entry, spent, moved);
  }

  private static List<Holding> holdings(Node node, int inputs) {
    List<Holding> all = node.list(EntryJson::holding);
    if (all.size() != inputs) {
      throw node.wanted("one for each of %d inputs, not %d".formatted(inputs, all.size()));
    }
    return all;
  }

  public static ObjectNode write(Paper paper) {
    ObjectNode node = Nodes.object().put("format", FORMAT);
    node.set("entry", EntryJson.write(paper.entry()));
    Nodes.some(node, "spent", paper.spent(), EntryJson::holding);
    Nodes.some(node, "moved", paper.moved(), EntryJson::holding);
    return node;
  }
}
