package rhizome.ledger.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.explorer.Tally;
import rhizome.ledger.explorer.ToldBlock;
import rhizome.ledger.explorer.ToldEntry;
import rhizome.ledger.hash.Hash;

/**
 * Blocks of our own chain as the seed's explorer shows its. Nobody draws lots here, so there is no
 * difficulty, no target, and no output of stake that won.
 */
public final class SeedBlockJson {

  private SeedBlockJson() {}

  /**
   * What the seed counts up to a block.
   *
   * @param matured time of the block whose payouts can be spent with this one, in milliseconds of
   *     Unix; or 0
   */
  public record Facts(BlockId id, long height, long matured, Tally upTo) {}

  /** With its facts. Lists are never null: the seed's front ends look at their lengths. */
  public static ObjectNode write(ToldBlock block, Facts facts) {
    ObjectNode node = Nodes.object();
    node.set("minerpayoutids", Nodes.list(block.payouts(), it -> Nodes.text(it.id())));
    ArrayNode all = node.putArray("transactions");
    for (int place = 0; place < block.entries().size(); place++) {
      all.add(SeedEntryJson.told(block.entries().get(place), block, place));
    }
    node.set("rawblock", raw(block));
    return facts(node, facts);
  }

  private static ObjectNode raw(ToldBlock block) {
    ObjectNode node = head(block.parent().toString(), SeedEntryJson.seconds(block.time()));
    node.set("minerpayouts", Nodes.list(block.payouts(), SeedEntryJson::payout));
    node.set(
        "transactions",
        Nodes.list(block.entries().stream().map(ToldEntry::entry).toList(), SeedEntryJson::raw));
    return node;
  }

  private static ObjectNode head(String parent, long seconds) {
    ObjectNode node = Nodes.object().put("parentid", parent).put("timestamp", seconds);
    node.putObject("pobsindexes")
        .put("BlockHeight", 0)
        .put("TransactionIndex", 0)
        .put("OutputIndex", 0);
    return node;
  }

  /** What the seed writes where no block is meant. */
  static ObjectNode none() {
    ObjectNode node = Nodes.object();
    node.putNull("minerpayoutids");
    node.putNull("transactions");
    ObjectNode raw = head(Hash.ZERO.hex(), 0);
    raw.putNull("minerpayouts");
    raw.putNull("transactions");
    node.set("rawblock", raw);
    return facts(node, new Facts(new BlockId(Hash.ZERO), 0, 0, Tally.NOTHING));
  }

  /** The answer to {@code /explorer/blocks}. */
  public static ObjectNode alone(ObjectNode block) {
    ObjectNode node = Nodes.object();
    node.set("block", block);
    return node;
  }

  /** The answer to {@code /explorer}. */
  public static ObjectNode write(Facts facts) {
    return facts(Nodes.object(), facts);
  }

  private static ObjectNode facts(ObjectNode to, Facts facts) {
    Tally upTo = facts.upTo();
    to.put("blockid", facts.id().toString())
        .put("difficulty", "0")
        .put("estimatedactivebs", "0")
        .put("height", facts.height())
        .put("maturitytimestamp", SeedEntryJson.seconds(facts.matured()));
    to.set("target", octets(0));
    return to.put("totalcoins", "0")
        .put("arbitrarydatatotalsize", upTo.noteBytes())
        .put("minerpayoutcount", upTo.payouts())
        .put("transactioncount", upTo.entries())
        .put("coininputcount", upTo.coinInputs())
        .put("coinoutputcount", upTo.coinOutputs())
        .put("blockstakeinputcount", upTo.stakeInputs())
        .put("blockstakeoutputcount", upTo.stakeOutputs())
        .put("minerfeecount", upTo.fees())
        .put("arbitrarydatacount", upTo.notes());
  }

  /** 32 bytes of one value, as the seed writes targets. */
  static ArrayNode octets(int value) {
    return Nodes.list(Collections.nCopies(Hash.SIZE, value), it -> Nodes.u64(it));
  }
}
