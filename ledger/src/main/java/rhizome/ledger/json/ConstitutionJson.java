package rhizome.ledger.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Genesis.Founder;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.chain.stake.Staking;
import rhizome.ledger.chain.state.Chapter;
import rhizome.ledger.chain.state.Chapter.Charges;
import rhizome.ledger.chain.state.Chapter.Limits;
import rhizome.ledger.chain.state.Plugin;
import rhizome.ledger.chain.state.RuleBook;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.founding.Constitution;
import rhizome.ledger.key.PublicKey;

/** How a chain of ours begins and what it asks, as validators of it have it in a file. */
public final class ConstitutionJson {

  private static final String FORMAT = "rhizome-chain-1";

  private ConstitutionJson() {}

  // -- read

  public static Constitution read(JsonNode value) {
    Node node = Node.root(value).only("format", "chain", "genesis", "rules");
    node.at("format").is(FORMAT);
    Genesis genesis = genesis(node.at("genesis"));
    Constitution read = new Constitution(genesis, rules(node.at("rules")));
    node.at("chain").is(read.chain().hex());
    return read;
  }

  private static Genesis genesis(Node node) {
    node.only("time", "coins", "stakes", "minters", "authority", "admitted", "founders");
    return at(
        node,
        () ->
            new Genesis(
                node.at("time").u64(),
                node.at("coins").list(ConstitutionJson::holding),
                node.at("stakes").list(ConstitutionJson::holding),
                office(node.at("minters")),
                office(node.at("authority")),
                node.at("admitted").list(Node::address),
                node.at("founders").list(ConstitutionJson::founder)));
  }

  private static Optional<Condition> office(Node node) {
    return node.isAbsent() ? Optional.empty() : Optional.of(ConditionJson.read(node));
  }

  private static Holding holding(Node node) {
    node.only("units", "condition");
    return at(
        node, () -> new Holding(node.at("units").u64(), ConditionJson.read(node.at("condition"))));
  }

  private static Founder founder(Node node) {
    node.only("key", "payout", "commission", "commitment", "stake");
    return new Founder(
        node.at("key").text(PublicKey::parse),
        at(
            node,
            () ->
                new Terms(
                    ConditionJson.read(node.at("payout")),
                    node.at("commission").natural(),
                    node.at("commitment").hash())),
        holding(node.at("stake")));
  }

  private static RuleBook rules(Node node) {
    NavigableMap<Long, Chapter> chapters = new TreeMap<>();
    node.list(each -> each)
        .forEach(
            each -> {
              each.only("from", "limits", "charges", "plugins", "staking");
              if (chapters.put(each.at("from").u64(), chapter(each)) != null) {
                throw each.at("from").wanted("a height that no other chapter holds from");
              }
            });
    return at(node, () -> new RuleBook(chapters));
  }

  private static Chapter chapter(Node node) {
    Node staking = node.at("staking");
    return at(
        node,
        () ->
            new Chapter(
                limits(node.at("limits")),
                charges(node.at("charges")),
                node.at("plugins").list(ConstitutionJson::plugin),
                staking.isAbsent() ? Optional.empty() : Optional.of(staking(staking))));
  }

  private static Limits limits(Node node) {
    node.only("block-bytes", "entry-bytes", "inputs", "outputs", "note-bytes");
    return new Limits(
        node.at("block-bytes").natural(),
        node.at("entry-bytes").natural(),
        node.at("inputs").natural(),
        node.at("outputs").natural(),
        node.at("note-bytes").natural());
  }

  private static Charges charges(Node node) {
    node.only("fee-per-byte", "dust", "reward", "maturity");
    return at(
        node,
        () ->
            new Charges(
                node.at("fee-per-byte").natural(),
                node.at("dust").u64(),
                node.at("reward").u64(),
                node.at("maturity").u64()));
  }

  private static Plugin plugin(Node node) {
    for (Plugin plugin : Plugin.values()) {
      if (word(plugin).equals(node.text())) {
        return plugin;
      }
    }
    throw node.wanted("minting, burning or authorization");
  }

  private static Staking staking(Node node) {
    node.only(
        "epoch-blocks",
        "validators",
        "bond",
        "unbonding",
        "freeze",
        "proposer-parts",
        "commission-rise",
        "evidence");
    Node freeze = node.at("freeze");
    return at(
        node,
        () ->
            new Staking(
                node.at("epoch-blocks").u64(),
                node.at("validators").natural(),
                node.at("bond").u64(),
                node.at("unbonding").u64(),
                freeze.isAbsent() ? Staking.FOR_EVER : freeze.u64(),
                node.at("proposer-parts").natural(),
                node.at("commission-rise").natural(),
                node.at("evidence").natural()));
  }

  /** What the value itself refuses is refused at its place in the document. */
  private static <T> T at(Node node, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw e instanceof Malformed known && known.at().startsWith("/")
          ? known
          : node.wanted(String.valueOf(e.getMessage()));
    }
  }

  // -- write

  public static ObjectNode write(Constitution constitution) {
    ObjectNode node = Nodes.object().put("format", FORMAT).put("chain", constitution.chain().hex());
    node.set("genesis", write(constitution.genesis()));
    node.set(
        "rules",
        Nodes.list(
            List.copyOf(constitution.rules().chapters().entrySet()),
            each -> write(each.getKey(), each.getValue())));
    return node;
  }

  private static ObjectNode write(Genesis genesis) {
    ObjectNode node = Nodes.object();
    node.set("time", Nodes.u64(genesis.time()));
    Nodes.some(node, "coins", genesis.coins(), ConstitutionJson::write);
    Nodes.some(node, "stakes", genesis.stakes(), ConstitutionJson::write);
    genesis.minters().ifPresent(it -> node.set("minters", ConditionJson.write(it)));
    genesis.authority().ifPresent(it -> node.set("authority", ConditionJson.write(it)));
    Nodes.some(node, "admitted", genesis.admitted(), Nodes::text);
    Nodes.some(node, "founders", genesis.founders(), ConstitutionJson::write);
    return node;
  }

  private static ObjectNode write(Holding holding) {
    ObjectNode node = Nodes.object();
    node.set("units", Nodes.u64(holding.units()));
    node.set("condition", ConditionJson.write(holding.condition()));
    return node;
  }

  private static ObjectNode write(Founder founder) {
    ObjectNode node = Nodes.object().put("key", founder.key().toString());
    node.set("payout", ConditionJson.write(founder.terms().payout()));
    node.put("commission", founder.terms().commission());
    node.put("commitment", founder.terms().commitment().hex());
    node.set("stake", write(founder.stake()));
    return node;
  }

  private static ObjectNode write(long from, Chapter chapter) {
    ObjectNode node = Nodes.object();
    node.set("from", Nodes.u64(from));
    Limits limits = chapter.limits();
    node.putObject("limits")
        .put("block-bytes", limits.blockBytesMax())
        .put("entry-bytes", limits.entryBytesMax())
        .put("inputs", limits.inputsMax())
        .put("outputs", limits.outputsMax())
        .put("note-bytes", limits.noteBytesMax());
    Charges charges = chapter.charges();
    ObjectNode asked = node.putObject("charges").put("fee-per-byte", charges.feePerByte());
    asked.set("dust", Nodes.u64(charges.dustMax()));
    asked.set("reward", Nodes.u64(charges.reward()));
    asked.set("maturity", Nodes.u64(charges.maturity()));
    Nodes.some(node, "plugins", chapter.plugins(), plugin -> Nodes.text(word(plugin)));
    chapter.staking().ifPresent(staking -> node.set("staking", write(staking)));
    return node;
  }

  private static ObjectNode write(Staking staking) {
    ObjectNode node = Nodes.object();
    node.set("epoch-blocks", Nodes.u64(staking.epochBlocks()));
    node.put("validators", staking.validatorsMax());
    node.set("bond", Nodes.u64(staking.bondMin()));
    node.set("unbonding", Nodes.u64(staking.unbonding()));
    if (staking.freeze() != Staking.FOR_EVER) {
      node.set("freeze", Nodes.u64(staking.freeze()));
    }
    node.put("proposer-parts", staking.proposerParts());
    node.put("commission-rise", staking.commissionRiseMax());
    node.put("evidence", staking.evidenceMax());
    return node;
  }

  private static String word(Plugin plugin) {
    return plugin.name().toLowerCase(Locale.ROOT);
  }
}
