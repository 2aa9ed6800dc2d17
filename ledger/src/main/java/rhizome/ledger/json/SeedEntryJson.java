package rhizome.ledger.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Move;
import rhizome.ledger.chain.Names;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.explorer.Paid;
import rhizome.ledger.explorer.ToldBlock;
import rhizome.ledger.explorer.ToldEntry;
import rhizome.ledger.hash.Hash;

/**
 * Entries of our own chain as the seed's explorer shows its transactions, so that its tools can
 * read them (docs/validate/explorer.md). Ids and signatures are ours: who makes them anew by the
 * seed's rules gets others.
 */
public final class SeedEntryJson {

  /** What moves coins and stake only is shown as what does so on the seed's chains. */
  public static final int PLAIN = 1;

  /** What says more than the seed's version can has one of its own, which no chain of it uses. */
  public static final int OWN = 200;

  private static final List<String> MORE = List.of("bond", "burned", "order");
  private static final List<String> MOVES =
      List.of("coinoutputs", "blockstakeinputs", "blockstakeoutputs");

  private SeedEntryJson() {}

  /** {@code {"version": 1, "data": {…}}}. */
  public static ObjectNode raw(Entry entry) {
    ObjectNode own = EntryJson.write(entry);
    ObjectNode data = Nodes.object();
    data.set("coininputs", own.has("coininputs") ? own.get("coininputs") : NullNode.getInstance());
    copy(own, MOVES, data);
    long fee = entry.content().fee();
    data.set("minerfees", Nodes.listOrNull(fee > 0 ? List.of(fee) : List.of(), Nodes::text));
    copy(own, List.of("arbitrarydata"), data);
    copy(own, MORE, data);
    ObjectNode node = Nodes.object().put("version", MORE.stream().anyMatch(own::has) ? OWN : PLAIN);
    node.set("data", data);
    return node;
  }

  private static void copy(ObjectNode from, List<String> keys, ObjectNode to) {
    keys.stream().filter(from::has).forEach(key -> to.set(key, from.get(key)));
  }

  /** An entry of a block, as which of its entries. */
  public static ObjectNode told(ToldEntry entry, ToldBlock block, int place) {
    ObjectNode node =
        Nodes.object()
            .put("id", entry.id().toString())
            .put("height", block.height())
            .put("parent", block.id().toString());
    node.set("rawtransaction", raw(entry.entry()));
    node.put("timestamp", seconds(block.time())).put("order", place);
    node.set("minerpayouts", Nodes.listOrNull(block.payouts(), SeedEntryJson::payout));
    return outputs(node, entry).put("unconfirmed", false);
  }

  /** An entry that is in no block yet. */
  public static ObjectNode waiting(ToldEntry entry) {
    ObjectNode node = head(entry.id().toString());
    node.set("rawtransaction", raw(entry.entry()));
    beside(node);
    return outputs(node, entry).put("unconfirmed", true);
  }

  /** What the seed writes where no transaction is meant. */
  static ObjectNode none() {
    ObjectNode node = head(Hash.ZERO.hex());
    ObjectNode raw = node.putObject("rawtransaction").put("version", 0);
    ObjectNode data = raw.putObject("data");
    data.putArray("coininputs");
    data.putNull("minerfees");
    beside(node);
    for (String key :
        List.of(
            "coininputoutputs",
            "coinoutputids",
            "coinoutputunlockhashes",
            "blockstakeinputoutputs",
            "blockstakeoutputids",
            "blockstakeunlockhashes")) {
      node.putNull(key);
    }
    return node.put("unconfirmed", false);
  }

  private static ObjectNode head(String id) {
    return Nodes.object().put("id", id).put("height", 0).put("parent", Hash.ZERO.hex());
  }

  private static void beside(ObjectNode node) {
    node.put("timestamp", 0).put("order", 0).putNull("minerpayouts");
  }

  static long seconds(long millis) {
    return Math.floorDiv(millis, 1_000L);
  }

  static ObjectNode payout(Paid paid) {
    return Nodes.object()
        .put("value", EntryJson.units(paid.holding().units()))
        .put("unlockhash", paid.holding().condition().address().toString());
  }

  private static ObjectNode outputs(ObjectNode node, ToldEntry entry) {
    Content content = entry.entry().content();
    spent(node, "coininputoutputs", entry.coins());
    made(node, "coinoutputids", content.coins(), i -> Names.coin(entry.id(), i).toString());
    made(node, "coinoutputunlockhashes", content.coins(), i -> address(content.coins(), i));
    spent(node, "blockstakeinputoutputs", entry.stakes());
    made(node, "blockstakeoutputids", content.stakes(), i -> Names.stake(entry.id(), i).toString());
    made(node, "blockstakeunlockhashes", content.stakes(), i -> address(content.stakes(), i));
    return node;
  }

  private static String address(Move move, int output) {
    return move.outputs().get(output).condition().address().toString();
  }

  private static void made(ObjectNode to, String key, Move move, Function<Integer, String> each) {
    List<Integer> all = IntStream.range(0, move.outputs().size()).boxed().toList();
    to.set(key, Nodes.listOrNull(all, i -> Nodes.text(each.apply(i))));
  }

  private static void spent(ObjectNode to, String key, List<Optional<Holding>> outputs) {
    List<JsonNode> all = new ArrayList<>();
    outputs.forEach(it -> all.add(spent(it.orElse(new Holding(0, new Condition.Nil())))));
    to.set(key, Nodes.listOrNull(all, it -> it));
  }

  private static ObjectNode spent(Holding holding) {
    return EntryJson.holding(holding).put("unlockhash", holding.condition().address().toString());
  }
}
