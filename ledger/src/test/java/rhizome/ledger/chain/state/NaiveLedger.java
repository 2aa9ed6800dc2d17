package rhizome.ledger.chain.state;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import rhizome.ledger.address.Address;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Move;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.Weighed;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.condition.Lock;
import rhizome.ledger.condition.Moment;
import rhizome.ledger.condition.SigningHash;
import rhizome.ledger.condition.Standard;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.transaction.OutputId;

/** The rules again, as plainly as they can be said: maps that are copied, and yes or no. */
final class NaiveLedger {

  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  final NavigableMap<Hash, Unspent> coins = new TreeMap<>();
  final NavigableMap<Hash, Unspent> stakes = new TreeMap<>();
  final NavigableMap<Order.Office, Condition> offices = new TreeMap<>();
  final NavigableSet<String> nonces = new TreeSet<>();
  final NavigableSet<Address> admitted = new TreeSet<>();
  final NaiveStake stake = new NaiveStake();
  final Hash chain;
  BlockId tip;
  long height;
  long time;
  BigInteger supply = BigInteger.ZERO;

  NaiveLedger(Genesis genesis) {
    chain = genesis.chain();
    tip = new BlockId(chain);
    time = genesis.time();
    for (int i = 0; i < genesis.coins().size(); i++) {
      coins.put(genesis.coin(i).hash(), new Unspent(genesis.coins().get(i), 0, 0));
    }
    for (int i = 0; i < genesis.stakes().size(); i++) {
      stakes.put(genesis.stake(i).hash(), new Unspent(genesis.stakes().get(i), 0, 0));
    }
    stake.begin(genesis, stakes);
    genesis.minters().ifPresent(minters -> offices.put(Order.Office.MINTERS, minters));
    genesis.authority().ifPresent(officer -> offices.put(Order.Office.AUTHORITY, officer));
    admitted.addAll(genesis.admitted());
    supply = sum(genesis.coins());
  }

  private NaiveLedger(NaiveLedger of) {
    chain = of.chain;
    become(of);
  }

  NaiveLedger copy() {
    return new NaiveLedger(this);
  }

  private void become(NaiveLedger of) {
    coins.clear();
    coins.putAll(of.coins);
    stakes.clear();
    stakes.putAll(of.stakes);
    offices.clear();
    offices.putAll(of.offices);
    nonces.clear();
    nonces.addAll(of.nonces);
    admitted.clear();
    admitted.addAll(of.admitted);
    stake.become(of.stake);
    tip = of.tip;
    height = of.height;
    time = of.time;
    supply = of.supply;
  }

  Optional<Condition> inCharge(Order.Office office) {
    return Optional.ofNullable(offices.get(office));
  }

  Optional<Condition> inCharge(Order order) {
    return order instanceof Order.OfValidator own
        ? Optional.of(new Condition.ToAddress(Address.of(own.validator())))
        : inCharge(order.office());
  }

  Moment now() {
    return new Moment(height + 1, time / 1_000);
  }

  boolean apply(Block block, RuleBook rules, Payees payees) {
    return apply(block, rules, payees, Optional.empty());
  }

  /** By the rules of stake: nothing is paid out, and all is kept. */
  boolean apply(Block block, RuleBook rules, NaiveStake.Makers makers) {
    return apply(block, rules, (_, _) -> List.of(), Optional.of(makers));
  }

  private boolean apply(
      Block block, RuleBook rules, Payees payees, Optional<NaiveStake.Makers> makers) {
    Chapter chapter = rules.at(height + 1);
    if (!block.chain().equals(chain)
        || block.height() != height + 1
        || block.time() <= time
        || !block.parent().equals(tip)
        || block.encode().length > chapter.limits().blockBytesMax()) {
      return false;
    }
    NaiveLedger draft = copy();
    for (int i = 0; i < block.evidence().size(); i++) {
      if (!draft.stake.accuse(i, block.evidence().get(i), chapter, draft)) {
        return false;
      }
    }
    for (Entry entry : block.entries()) {
      if (!draft.take(entry, chapter)) {
        return false;
      }
    }
    long reward = chapter.charges().reward();
    long fees = block.entries().stream().mapToLong(entry -> entry.content().fee()).sum();
    draft.supply = draft.supply.add(BigInteger.valueOf(reward));
    if (draft.supply.compareTo(MOST) > 0
        || !block.payouts().equals(payees.payouts(reward, fees))
        || !sum(block.payouts())
            .equals(BigInteger.valueOf(makers.isPresent() ? 0 : reward + fees))) {
      return false;
    }
    BlockId id = block.id();
    draft.pay(block, chapter);
    makers.ifPresent(who -> draft.stake.pay(who, reward + fees, chapter, this, draft));
    chapter.staking().ifPresent(_ -> draft.stake.endBlock(chapter, draft));
    draft.tip = id;
    draft.height = block.height();
    draft.time = block.time();
    become(draft);
    return true;
  }

  private void pay(Block block, Chapter chapter) {
    for (int i = 0; i < block.payouts().size(); i++) {
      long matures = block.height() + chapter.charges().maturity();
      coins.put(
          name("payout", block.id().hash(), i),
          new Unspent(block.payouts().get(i), block.height(), matures));
    }
  }

  static Hash name(String kind, Hash by, long index) {
    return tagged("rhizome " + kind).with(to -> to.raw(by.toArray()).u64(index));
  }

  static SigningHash tagged(String tag) {
    return extras -> {
      Writer writer = Writer.rivbin();
      for (int i = 0; i < 16; i++) {
        writer.octet(i < tag.length() ? tag.charAt(i) : 0);
      }
      extras.accept(writer);
      return Blake.of(writer);
    };
  }

  private static BigInteger sum(List<Holding> holdings) {
    return holdings.stream()
        .map(holding -> BigInteger.valueOf(holding.units()))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Writes the entry down if it can come next. */
  boolean take(Entry entry, Chapter chapter) {
    Content content = entry.content();
    boolean right =
        content.chain().equals(chain)
            && isWellFormed(entry, chapter)
            && areThere(content.coins(), coins)
            && areThere(content.stakes(), stakes)
            && isConserved(content)
            && isAllowed(content, chapter)
            && stake.allows(content, chapter, this)
            && isOpened(entry);
    if (right) {
      write(entry, chapter);
    }
    return right;
  }

  private static boolean isWellFormed(Entry entry, Chapter chapter) {
    Content content = entry.content();
    Move coin = content.coins();
    Move stake = content.stakes();
    int bytes = entry.encode().length;
    var limits = chapter.limits();
    return bytes <= limits.entryBytesMax()
        && content.note().size() <= limits.noteBytesMax()
        && coin.inputs().size() + stake.inputs().size() <= limits.inputsMax()
        && coin.outputs().size() + stake.outputs().size() <= limits.outputsMax()
        && !entry.shown().isEmpty()
        && coin.outputs().stream().allMatch(it -> it.units() > chapter.charges().dustMax())
        && stake.outputs().stream().allMatch(it -> it.units() > 0)
        && Stream.of(coin, stake)
            .flatMap(move -> move.outputs().stream())
            .allMatch(it -> isStandard(it.condition()))
        && coin.inputs().stream().distinct().count() == coin.inputs().size()
        && stake.inputs().stream().distinct().count() == stake.inputs().size()
        && entry.shown().stream()
            .allMatch(
                it -> Standard.refusal(it).isEmpty() && !(it instanceof Fulfillment.LegacySwap))
        && content.fee() >= (long) bytes * chapter.charges().feePerByte();
  }

  static boolean isStandard(Condition condition) {
    boolean old =
        condition instanceof Condition.ToAddress(var address) && address.type() == Address.SWAP;
    return !old && Standard.refusal(condition).isEmpty();
  }

  private boolean areThere(Move move, Map<Hash, Unspent> unspent) {
    return move.inputs().stream()
        .map(id -> Optional.ofNullable(unspent.get(id.hash())))
        .allMatch(output -> output.isPresent() && output.get().matures() <= height + 1);
  }

  private static List<Holding> spent(Move move, Map<Hash, Unspent> unspent) {
    return move.inputs().stream().flatMap(id -> at(unspent, id).stream()).toList();
  }

  static Optional<Holding> at(Map<Hash, Unspent> unspent, OutputId id) {
    return Optional.ofNullable(unspent.get(id.hash())).map(Unspent::holding);
  }

  private static BigInteger minted(Content content) {
    return content.order().orElse(null) instanceof Order.Mint mint
        ? BigInteger.valueOf(mint.units())
        : BigInteger.ZERO;
  }

  private boolean isConserved(Content content) {
    BigInteger in = sum(spent(content.coins(), coins)).add(minted(content));
    BigInteger out =
        sum(content.coins().outputs())
            .add(BigInteger.valueOf(content.burned()))
            .add(BigInteger.valueOf(content.fee()));
    return in.equals(out)
        && supply.add(minted(content)).compareTo(MOST) <= 0
        && sum(spent(content.stakes(), stakes)).equals(sum(content.stakes().outputs()));
  }

  private boolean isAllowed(Content content, Chapter chapter) {
    if (content.burned() > 0 && !chapter.plugins().contains(Plugin.BURNING)) {
      return false;
    }
    if (chapter.plugins().contains(Plugin.AUTHORIZATION)) {
      List<Holding> all = new ArrayList<>(spent(content.coins(), coins));
      all.addAll(content.coins().outputs());
      if (!all.stream().allMatch(holding -> mayHold(holding.condition()))) {
        return false;
      }
    }
    return content.order().isEmpty() || isAllowed(content.order().get(), chapter);
  }

  private boolean mayHold(Condition condition) {
    if (condition instanceof Condition.TimeLock lock) {
      return mayHold(lock.inner());
    }
    return condition instanceof Condition.Swap swap
        ? admitted.contains(swap.sender()) && admitted.contains(swap.receiver())
        : admitted.contains(condition.address());
  }

  private boolean isAllowed(Order order, Chapter chapter) {
    if (order instanceof Order.OfValidator own) {
      return !nonces.contains(own.validator() + " " + own.nonce());
    }
    boolean minting = order.office() == Order.Office.MINTERS;
    boolean sensible =
        switch (order) {
          case Order.Mint mint -> mint.units() > 0;
          case Order.NameMinters(_, var named) -> mayRule(named);
          case Order.NameAuthority(_, var named) -> mayRule(named);
          case Order.Admit admit -> {
            var all = Stream.concat(admit.admitted().stream(), admit.barred().stream()).toList();
            yield !all.isEmpty() && all.stream().distinct().count() == all.size();
          }
          case Order.OfValidator _ -> throw new IllegalStateException("told above");
        };
    return sensible
        && chapter.plugins().contains(minting ? Plugin.MINTING : Plugin.AUTHORIZATION)
        && offices.containsKey(order.office())
        && !nonces.contains(order.office() + " " + order.nonce());
  }

  private static boolean mayRule(Condition condition) {
    Condition inner = condition instanceof Condition.TimeLock lock ? lock.inner() : condition;
    return !(inner instanceof Condition.Nil)
        && !(inner instanceof Condition.Swap)
        && isStandard(condition);
  }

  private boolean isOpened(Entry entry) {
    Content content = entry.content();
    List<Condition> conditions = new ArrayList<>();
    spent(content.coins(), coins).forEach(it -> conditions.add(it.condition()));
    spent(content.stakes(), stakes).forEach(it -> conditions.add(it.condition()));
    content.order().ifPresent(order -> conditions.add(inCharge(order).orElseThrow()));
    Hash id = entry.id().hash();
    for (int i = 0; i < conditions.size(); i++) {
      int place = i;
      SigningHash hash =
          extras ->
              tagged("rhizome sign")
                  .with(
                      to -> {
                        to.raw(id.toArray()).u64(place);
                        extras.accept(to);
                      });
      if (new Lock(conditions.get(i), hash, now()).refusal(entry.shown().get(i)).isPresent()) {
        return false;
      }
    }
    return true;
  }

  private void write(Entry entry, Chapter chapter) {
    Content content = entry.content();
    Hash id = entry.id().hash();
    stake.write(content, id, chapter, this);
    content.coins().inputs().stream().map(OutputId::hash).forEach(coins::remove);
    add("coin", id, content.coins().outputs(), coins);
    supply = supply.add(minted(content)).subtract(BigInteger.valueOf(content.burned()));
    content.order().ifPresent(order -> nonces.add(whose(order) + " " + order.nonce()));
    switch (content.order().orElse(null)) {
      case null -> {}
      case Order.Mint _, Order.OfValidator _ -> {}
      case Order.NameMinters(_, var named) -> offices.put(Order.Office.MINTERS, named);
      case Order.NameAuthority(_, var named) -> offices.put(Order.Office.AUTHORITY, named);
      case Order.Admit(_, var in, var out) -> {
        admitted.addAll(in);
        admitted.removeAll(out);
      }
    }
  }

  private static Object whose(Order order) {
    return order instanceof Order.OfValidator own ? own.validator() : order.office();
  }

  private void add(String kind, Hash by, List<Holding> made, Map<Hash, Unspent> to) {
    for (int i = 0; i < made.size(); i++) {
      to.put(name(kind, by, i), new Unspent(made.get(i), height + 1, height + 1));
    }
  }

  /** Whether a ledger says the same in every point. */
  boolean saysTheSame(Ledger ledger) {
    return ledger.tip().equals(new Ledger.Tip(chain, height, time, tip))
        && BigInteger.valueOf(ledger.supply()).equals(supply)
        && contents(ledger.coins()).equals(coins)
        && stake.saysTheSame(ledger, this)
        && ledger.offices().nonces().size() == nonces.size()
        && ledger.offices().admitted().size() == admitted.size()
        && admitted.stream().allMatch(ledger.offices()::isAdmitted)
        && ledger.offices().holders().minters().equals(inCharge(Order.Office.MINTERS))
        && ledger.offices().holders().authority().equals(inCharge(Order.Office.AUTHORITY));
  }

  static <V extends Weighed> NavigableMap<Hash, V> contents(Trie<V> trie) {
    NavigableMap<Hash, V> all = new TreeMap<>();
    trie.forEach(all::put);
    return all;
  }
}
