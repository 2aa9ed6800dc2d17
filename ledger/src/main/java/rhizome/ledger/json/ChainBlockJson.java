package rhizome.ledger.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.consensus.vote.Evidence;
import rhizome.ledger.consensus.vote.Signed;
import rhizome.ledger.header.Header;
import rhizome.ledger.transaction.TransactionId;

/**
 * Blocks of our own chain, for people: what stands in their headers, the names of their entries,
 * what they pay and whom they convict. The entries themselves are asked for by name.
 */
public final class ChainBlockJson {

  private ChainBlockJson() {}

  /** An entry in a list. */
  public static ObjectNode row(Entry entry) {
    TransactionId id = entry.id();
    var content = entry.content();
    long out = content.coins().outputs().stream().mapToLong(Holding::units).sum();
    ObjectNode node = Nodes.object().put("id", id.toString());
    return node.put("paid", EntryJson.units(out)).put("fee", EntryJson.units(content.fee()));
  }

  /** All but its entries. */
  public static ObjectNode write(Header header, Block block) {
    ObjectNode node =
        Nodes.object()
            .put("height", header.height())
            .put("id", header.head().id().toString())
            .put("header", header.id().hex())
            .put("time", header.time())
            .put("parent", header.head().parent().toString())
            .put("proposer", header.proposer().toString())
            .put("round", header.round())
            .put("state", header.state().hex())
            .put("seed", header.seed().hex())
            .put("validators", header.validators().hex())
            .put("next", header.next().hex());
    node.put("entries", block.entries().size());
    Nodes.some(node, "payouts", block.payouts(), EntryJson::holding);
    Nodes.some(node, "evidence", block.evidence(), ChainBlockJson::evidence);
    return node;
  }

  private static ObjectNode evidence(Evidence evidence) {
    Signed first = evidence.first();
    return Nodes.object()
        .put("guilty", evidence.guilty().toString())
        .put("height", first.height())
        .put("round", first.round());
  }
}
