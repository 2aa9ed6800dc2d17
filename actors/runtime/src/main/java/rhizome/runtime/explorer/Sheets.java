package rhizome.runtime.explorer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.stake.Enrolled;
import rhizome.ledger.chain.stake.Epoch;
import rhizome.ledger.chain.state.Chapter;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.consensus.validator.Validator;
import rhizome.ledger.explorer.Explorer;
import rhizome.ledger.explorer.Explorer.Output;
import rhizome.ledger.explorer.Line;
import rhizome.ledger.explorer.Passed;
import rhizome.ledger.explorer.Sums;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Sealed;
import rhizome.ledger.json.ChainBlockJson;
import rhizome.ledger.json.ConditionJson;
import rhizome.ledger.json.EntryJson;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.light.Claim;
import rhizome.ledger.light.Link;
import rhizome.ledger.transaction.TransactionId;
import rhizome.runtime.validator.Status;

/** Answers as documents. Units are texts of digits, as in JSON of the seed; times are Unix. */
final class Sheets {

  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

  /** Of each list in an answer, which has to fit into a message of 1 MiB with the others. */
  private static final int BYTES_MAX = 200_000;

  private Sheets() {}

  static ObjectNode tip(Explorer explorer, Chapter rules, Optional<Status> status) {
    var tip = explorer.ledger().tip();
    ObjectNode node =
        MAKE.objectNode()
            .put("chain", tip.chain().hex())
            .put("height", tip.height())
            .put("time", tip.time())
            .put("block", tip.id().toString())
            .put("historySince", explorer.since())
            .put("historyRead", explorer.next() - 1);
    node.set("rules", rules(rules));
    status.ifPresent(it -> node.set("validator", status(it)));
    return node;
  }

  /** What an entry has to keep to, so that a wallet can write one. */
  private static ObjectNode rules(Chapter chapter) {
    var limits = chapter.limits();
    var charges = chapter.charges();
    ObjectNode node =
        MAKE.objectNode()
            .put("feePerByte", charges.feePerByte())
            .put("dustMax", units(charges.dustMax()))
            .put("reward", units(charges.reward()))
            .put("maturity", charges.maturity())
            .put("blockBytesMax", limits.blockBytesMax())
            .put("entryBytesMax", limits.entryBytesMax())
            .put("inputsMax", limits.inputsMax())
            .put("outputsMax", limits.outputsMax())
            .put("noteBytesMax", limits.noteBytesMax());
    ArrayNode plugins = node.putArray("plugins");
    chapter.plugins().forEach(it -> plugins.add(it.name()));
    return node;
  }

  private static ObjectNode status(Status status) {
    ObjectNode node =
        MAKE.objectNode()
            .put("key", status.key().toString())
            .put("height", status.height())
            .put("heard", status.heard())
            .put("round", status.round())
            .put("power", status.power())
            .put("totalPower", status.totalPower())
            .put("waiting", status.waiting())
            .put("peers", status.peers());
    status.turnsLeft().ifPresent(left -> node.put("turnsLeft", left));
    return node;
  }

  static String units(long units) {
    return Long.toString(units);
  }

  /** With so many of its entries, from one on. */
  static ObjectNode block(Sealed sealed, int from, int most) {
    var block = sealed.candidate().block();
    ObjectNode node = ChainBlockJson.write(sealed.candidate().header(), block);
    ArrayNode rows = node.putArray("transactions");
    int end = Math.min(block.entries().size(), Math.min(from, Integer.MAX_VALUE - most) + most);
    for (int i = from; i < end; i++) {
      rows.add(ChainBlockJson.row(block.entries().get(i)));
    }
    if (end < block.entries().size()) {
      node.put("next", Integer.toString(end));
    }
    node.put("signers", sealed.certificate().signatures().size());
    return node;
  }

  /**
   * Rows of a list, which has one more than may be said if there are more; fewer where they are
   * long. If it goes on, what the next page comes after.
   */
  private static <T> Optional<T> rows(
      ArrayNode to, List<T> all, int most, Function<T, ObjectNode> row) {
    int bytes = 0;
    for (int i = 0; i < all.size(); i++) {
      if (i == most || bytes > BYTES_MAX) {
        return Optional.of(all.get(i - 1));
      }
      ObjectNode node = row.apply(all.get(i));
      bytes += node.toString().length();
      to.add(node);
    }
    return Optional.empty();
  }

  static ObjectNode blocks(List<Passed> blocks) {
    ObjectNode node = MAKE.objectNode();
    ArrayNode rows = node.putArray("blocks");
    for (Passed block : blocks) {
      rows.add(
          MAKE.objectNode()
              .put("height", block.height())
              .put("id", block.id().toString())
              .put("time", block.time())
              .put("entries", block.entries().size())
              .put("fees", units(block.fees())));
    }
    return node;
  }

  static ObjectNode waiting(TransactionId id, Entry entry) {
    ObjectNode node = MAKE.objectNode().put("id", id.toString()).put("status", "waiting");
    node.set("entry", EntryJson.write(entry));
    return node;
  }

  static ObjectNode last(Explorer.Whereabouts where, Entry entry, Ledger.Tip tip) {
    ObjectNode node =
        MAKE.objectNode()
            .put("id", entry.id().toString())
            .put("status", "final")
            .put("height", where.block().height())
            .put("place", where.place())
            .put("block", where.block().id().toString())
            .put("time", where.block().time())
            .put("confirmations", tip.height() - where.block().height() + 1);
    node.set("entry", EntryJson.write(entry));
    return node;
  }

  /** For machines: in the ledger's own bytes. */
  static ObjectNode link(Link link) {
    return MAKE.objectNode()
        .put("height", link.header().height())
        .put("link", Bytes.of(link.encode()).hex());
  }

  /** The same, of what holds after the block of that height. */
  static ObjectNode claim(long height, Claim claim) {
    return MAKE.objectNode().put("height", height).put("claim", Bytes.of(claim.encode()).hex());
  }

  static ObjectNode submitted(TransactionId id) {
    return MAKE.objectNode().put("id", id.toString()).put("status", "waiting");
  }

  static ObjectNode holder(Explorer explorer, Address address, String page, int most) {
    ObjectNode node =
        MAKE.objectNode()
            .put("address", address.toString())
            .put("height", explorer.ledger().tip().height());
    switch (Pages.ofHolder(page)) {
      case Pages.OfHolder.First _ -> {
        Sums sums = explorer.sums(address);
        node.putObject("balance")
            .put("coins", units(sums.coins()))
            .put("spendable", units(sums.open()))
            .put("stake", units(sums.stake()));
        coins(node, explorer, explorer.coins(address, Optional.empty(), most + 1), most);
        stake(node, explorer, explorer.stakes(address, Optional.empty(), most + 1), most);
        lines(node, explorer, explorer.lines(address, Optional.empty(), most + 1), most);
        node.put("historySince", explorer.since());
      }
      case Pages.OfHolder.Coins(Hash after) ->
          coins(node, explorer, explorer.coins(address, Optional.of(after), most + 1), most);
      case Pages.OfHolder.Stake(Hash after) ->
          stake(node, explorer, explorer.stakes(address, Optional.of(after), most + 1), most);
      case Pages.OfHolder.Lines(Line before) ->
          lines(node, explorer, explorer.lines(address, Optional.of(before), most + 1), most);
    }
    return node;
  }

  private static void coins(ObjectNode to, Explorer explorer, List<Output> all, int most) {
    rows(
            to.putArray("coins"),
            all,
            most,
            it -> output(it).put("spendable", explorer.isOpen(it.unspent())))
        .ifPresent(last -> to.put("nextCoins", Pages.coins(last.id().hash())));
  }

  private static ObjectNode output(Output output) {
    var unspent = output.unspent();
    ObjectNode row =
        MAKE.objectNode()
            .put("id", output.id().toString())
            .put("value", units(unspent.holding().units()))
            .put("since", unspent.since())
            .put("matures", unspent.matures());
    row.set("condition", ConditionJson.write(unspent.holding().condition()));
    return row;
  }

  private static void stake(ObjectNode to, Explorer explorer, List<Output> all, int most) {
    rows(to.putArray("stake"), all, most, it -> stake(explorer, it))
        .ifPresent(last -> to.put("nextStake", Pages.stake(last.id().hash())));
  }

  private static ObjectNode stake(Explorer explorer, Output output) {
    ObjectNode row = output(output).put("earned", units(explorer.earned(output)));
    var bond = output.unspent().bond();
    bond.to().ifPresent(key -> row.put("bond", key.toString()));
    bond.from().ifPresent(key -> row.put("left", key.toString()));
    return row;
  }

  private static void lines(ObjectNode to, Explorer explorer, List<Line> all, int most) {
    rows(to.putArray("history"), all, most, line -> line(explorer, line))
        .ifPresent(last -> to.put("nextHistory", Pages.lines(last)));
  }

  private static ObjectNode line(Explorer explorer, Line line) {
    Passed block = explorer.block(line.height()).orElseThrow();
    ObjectNode row = MAKE.objectNode().put("height", line.height()).put("time", block.time());
    if (line.place() == Line.BY_BLOCK) {
      row.put("kind", "payout");
    } else {
      row.put("kind", "transaction");
      row.put("transaction", block.entries().get(line.place()).toString());
    }
    row.put("place", line.place());
    row.put("coinsIn", units(line.coinsCame())).put("coinsOut", units(line.coinsWent()));
    row.put("stakeIn", units(line.stakeCame())).put("stakeOut", units(line.stakeWent()));
    return row.put("whole", line.whole());
  }

  static ObjectNode validators(Ledger ledger, Optional<Hash> after, int most) {
    ObjectNode node = MAKE.objectNode().put("height", ledger.tip().height());
    ledger.epoch().ifPresent(epoch -> node.set("epoch", epoch(epoch)));
    List<PublicKey> keys = new ArrayList<>();
    ledger
        .roll()
        .validators()
        .forEach(
            (key, _) -> {
              boolean past = after.isEmpty() || key.compareTo(after.get()) > 0;
              if (past && keys.size() <= most) {
                keys.add(new PublicKey(key));
              }
            });
    rows(node.putArray("validators"), keys, most, key -> validator(ledger, key))
        .ifPresent(last -> node.put("next", last.octets().hex()));
    return node;
  }

  private static ObjectNode epoch(Epoch epoch) {
    return MAKE.objectNode()
        .put("number", epoch.number())
        .put("first", epoch.first())
        .put("validators", epoch.set().size())
        .put("power", epoch.set().total());
  }

  private static ObjectNode validator(Ledger ledger, PublicKey key) {
    Enrolled enrolled = ledger.validator(key).orElseThrow();
    long power =
        ledger.epoch().stream()
            .flatMap(epoch -> epoch.set().all().stream())
            .filter(it -> it.key().equals(key))
            .mapToLong(Validator::power)
            .findFirst()
            .orElse(0);
    ObjectNode row =
        MAKE.objectNode()
            .put("key", key.toString())
            .put("bonded", units(enrolled.bonded()))
            .put("power", power)
            .put("commission", enrolled.terms().commission())
            .put("commitment", enrolled.terms().commitment().hex())
            .put("earned", units(enrolled.purse().own()));
    switch (enrolled.standing()) {
      case Enrolled.Standing.Active _ -> row.put("standing", "active");
      case Enrolled.Standing.Left _ -> row.put("standing", "left");
      case Enrolled.Standing.Frozen(long from, long until) ->
          row.put("standing", "frozen").put("frozenFrom", from).put("frozenUntil", until);
    }
    row.set("payout", ConditionJson.write(enrolled.terms().payout()));
    return row;
  }

  static ObjectNode supply(Ledger ledger) {
    return MAKE.objectNode()
        .put("height", ledger.tip().height())
        .put("coins", units(ledger.supply()))
        .put("unspent", units(ledger.coins().weight()))
        .put("kept", units(ledger.roll().validators().weight()))
        .put("stake", units(ledger.stakes().weight()))
        .put("outputs", ledger.coins().size())
        .put("stakeOutputs", ledger.stakes().size());
  }
}
