package rhizome.ledger.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import rhizome.ledger.address.Address;

/**
 * What the seed's explorer says to a hash: always the same keys, of which those are filled that the
 * type names.
 */
public final class SeedHashJson {

  /** What a hash turned out to be. */
  public enum Type {
    BLOCK("blockid"),
    ENTRY("transactionid"),
    COIN("coinoutputid"),
    STAKE("blockstakeoutputid"),
    ADDRESS("unlockhash");

    private final String word;

    Type(String word) {
      this.word = word;
    }
  }

  private SeedHashJson() {}

  public static ObjectNode block(ObjectNode block) {
    return write(Type.BLOCK, block, SeedEntryJson.none(), false);
  }

  public static ObjectNode entry(ObjectNode entry, boolean waits) {
    return write(Type.ENTRY, SeedBlockJson.none(), entry, waits);
  }

  /** What of it there is; of lists without anything it says so by null, as the seed. */
  public static ObjectNode many(
      Type type, List<ObjectNode> blocks, List<ObjectNode> entries, List<Address> circles) {
    ObjectNode node = write(type, SeedBlockJson.none(), SeedEntryJson.none(), false);
    node.set("blocks", Nodes.listOrNull(blocks, it -> it));
    node.set("transactions", Nodes.listOrNull(entries, it -> it));
    node.set("multisigaddresses", Nodes.listOrNull(circles, Nodes::text));
    return node;
  }

  private static ObjectNode write(Type type, ObjectNode block, ObjectNode entry, boolean waits) {
    ObjectNode node = Nodes.object().put("hashtype", type.word);
    node.set("block", block);
    node.putNull("blocks");
    node.set("transaction", entry);
    node.putNull("transactions");
    node.putNull("multisigaddresses");
    return node.put("unconfirmed", waits);
  }
}
