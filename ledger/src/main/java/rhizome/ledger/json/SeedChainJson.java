package rhizome.ledger.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.state.Chapter;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.explorer.Passed;
import rhizome.ledger.explorer.Tally;

/** What the seed's daemon says of the chain as a whole, of ours. */
public final class SeedChainJson {

  private static final String NAME = "rhizome";
  private static final String COIN_UNITS = "1000000000";

  private SeedChainJson() {}

  public static ObjectNode consensus(Ledger.Tip tip, boolean synced) {
    ObjectNode node =
        Nodes.object()
            .put("synced", synced)
            .put("height", tip.height())
            .put("currentblock", tip.id().toString());
    node.set("target", SeedBlockJson.octets(0));
    return node;
  }

  /** The answer to who asks for an unspent output. */
  public static ObjectNode unspent(Holding holding) {
    ObjectNode node = Nodes.object();
    node.set("output", EntryJson.holding(holding));
    return node;
  }

  public static ObjectNode pool(List<Entry> waiting) {
    ObjectNode node = Nodes.object();
    node.set("transactions", Nodes.listOrNull(waiting, SeedEntryJson::raw));
    return node;
  }

  /**
   * Rules of the next block. What only lots need has the value that does least: times and windows
   * of 0, factors of 1.
   *
   * @param began when the chain did, in milliseconds of Unix
   */
  public static ObjectNode constants(Ledger ledger, Chapter rules, long began) {
    ObjectNode node = Nodes.object();
    node.putObject("chaininfo")
        .put("Name", NAME)
        .put("NetworkName", ledger.tip().chain().hex())
        .put("CoinUnit", "COIN")
        .put("ChainVersion", "1.0.0")
        .put("ProtocolVersion", "1.0.0");
    node.put("genesistimestamp", SeedEntryJson.seconds(began))
        .put("blocksizelimit", rules.limits().blockBytesMax())
        .put("blockfrequency", 1)
        .put("futurethreshold", 0)
        .put("extremefuturethreshold", 0)
        .put("blockstakecount", EntryJson.units(ledger.stakes().weight()))
        .put("blockstakeaging", 0)
        .put("blockcreatorfee", EntryJson.units(rules.charges().reward()))
        .put("minimumtransactionfee", EntryJson.units(rules.charges().feePerByte()));
    node.putObject("transactionfeebeneficiary");
    node.put("maturitydelay", rules.charges().maturity()).put("mediantimestampwindow", 1);
    node.set("roottarget", SeedBlockJson.octets(0));
    node.set("rootdepth", SeedBlockJson.octets(0xff));
    return node.put("targetwindow", 0)
        .put("maxadjustmentup", "1")
        .put("maxadjustmentdown", "1")
        .put("onecoin", COIN_UNITS)
        .put("deftransactionversion", SeedEntryJson.PLAIN);
  }

  /**
   * Figures of blocks that follow each other.
   *
   * @param before time of the block before the first, in milliseconds of Unix
   */
  public static ObjectNode stats(List<Passed> blocks, long before) {
    ObjectNode node = Nodes.object().put("blockcount", blocks.size());
    longs(node, "blockheights", blocks, Passed::height);
    longs(node, "blocktimestamps", blocks, it -> SeedEntryJson.seconds(it.time()));
    ArrayNode times = node.putArray("blocktimes");
    long last = SeedEntryJson.seconds(before);
    for (Passed block : blocks) {
      long seconds = SeedEntryJson.seconds(block.time());
      times.add(seconds - last);
      last = seconds;
    }
    node.set("estimatedactivebs", Nodes.list(blocks, _ -> Nodes.text("0")));
    longs(node, "blocktransactioncounts", blocks, it -> it.own().entries());
    node.set("difficulties", Nodes.list(blocks, _ -> Nodes.text("0")));
    node.set("creators", creators(blocks));
    counts(node, "transactioncounts", blocks, Tally::entries);
    counts(node, "coininputcounts", blocks, Tally::coinInputs);
    counts(node, "coinoutputcounts", blocks, Tally::coinOutputs);
    counts(node, "blockstakeinputcounts", blocks, Tally::stakeInputs);
    counts(node, "blockstakeoutputcounts", blocks, Tally::stakeOutputs);
    return node;
  }

  private static void counts(
      ObjectNode to, String key, List<Passed> blocks, ToLongFunction<Tally> count) {
    longs(to, key, blocks, it -> count.applyAsLong(it.upTo()));
  }

  private static void longs(
      ObjectNode to, String key, List<Passed> blocks, ToLongFunction<Passed> each) {
    to.set(key, Nodes.list(blocks, it -> Nodes.u64(each.applyAsLong(it))));
  }

  /** By the address of the key that proposed. */
  private static ObjectNode creators(List<Passed> blocks) {
    Map<String, Integer> all = new LinkedHashMap<>();
    blocks.forEach(
        it ->
            it.proposer().ifPresent(key -> all.merge(Address.of(key).toString(), 1, Integer::sum)));
    ObjectNode node = Nodes.object();
    all.forEach(node::put);
    return node;
  }
}
