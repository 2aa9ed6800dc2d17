package rhizome.ledger.pool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Move;
import rhizome.ledger.chain.Names;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.Payees;
import rhizome.ledger.chain.state.RuleBook;
import rhizome.ledger.chain.state.Verdict;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.condition.SigningHash;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.transaction.TransactionId;

/** An entry while it is written down, of coins and stake under keys that are known to all. */
final class Slip {

  static final List<KeyPair> KEYS =
      IntStream.range(0, 4).mapToObj(i -> KeyPair.of(Blake.of(new byte[] {(byte) i, 7}))).toList();

  static final Payees PAYEES = Payees.all(to(0));

  /** What is spent. */
  record Source(OutputId id, Holding holding) {}

  private final Hash chain;
  private final List<Source> coins = new ArrayList<>();
  private final List<Source> stakes = new ArrayList<>();
  private final List<Holding> outputs = new ArrayList<>();
  private final List<Holding> moved = new ArrayList<>();
  private Optional<Order> order = Optional.empty();
  private Optional<PublicKey> bond = Optional.empty();
  private Condition officer = new Condition.Nil();
  private Bytes note = Bytes.EMPTY;

  Slip(Hash chain) {
    this.chain = chain;
  }

  static Address address(int who) {
    return Address.of(KEYS.get(who).publicKey());
  }

  static Condition to(int who) {
    return new Condition.ToAddress(address(who));
  }

  /** So many coins of so many units each, of the keys in turn, and one stake of each key. */
  static Genesis genesis(int count, long units) {
    List<Holding> coins =
        IntStream.range(0, count).mapToObj(i -> new Holding(units, to(i % KEYS.size()))).toList();
    List<Holding> stakes = IntStream.range(0, 4).mapToObj(i -> new Holding(10, to(i))).toList();
    List<Address> all = IntStream.range(0, 4).mapToObj(Slip::address).toList();
    return new Genesis(
        1_000_000_000_000L, coins, stakes, Optional.of(to(0)), Optional.of(to(1)), all, List.of());
  }

  static Source coin(Genesis genesis, int index) {
    return coin(genesis, genesis.id(), index);
  }

  /** For whoever takes many, and takes the name of the genesis once. */
  static Source coin(Genesis genesis, TransactionId id, int index) {
    return new Source(Names.coin(id, index), genesis.coins().get(index));
  }

  static Source output(Entry entry, int index) {
    return new Source(Names.coin(entry.id(), index), entry.content().coins().outputs().get(index));
  }

  Slip spend(Source... sources) {
    Collections.addAll(coins, sources);
    return this;
  }

  Slip move(Source stake, Condition to) {
    stakes.add(stake);
    moved.add(new Holding(stake.holding().units(), to));
    return this;
  }

  /** All stake of it, from now on. */
  Slip bond(PublicKey validator) {
    bond = Optional.of(validator);
    return this;
  }

  Slip pay(long units, Condition to) {
    outputs.add(new Holding(units, to));
    return this;
  }

  Slip order(Order given, Condition by) {
    order = Optional.of(given);
    officer = by;
    return this;
  }

  Slip note(int bytes) {
    note = Bytes.of(new byte[bytes]);
    return this;
  }

  /** Signed; what is not paid out is the fee. */
  Entry entry() {
    return entry(in() - outputs.stream().mapToLong(Holding::units).sum());
  }

  private long in() {
    long minted = order.orElse(null) instanceof Order.Mint mint ? mint.units() : 0;
    return coins.stream().mapToLong(it -> it.holding().units()).sum() + minted;
  }

  /** The rest of {@code fee} goes back to {@code who}, behind all other outputs. */
  Entry change(long fee, int who) {
    long left = in() - fee;
    left -= outputs.stream().mapToLong(Holding::units).sum();
    return pay(left, to(who)).entry();
  }

  private Entry entry(long fee) {
    Move coin = new Move(coins.stream().map(Source::id).toList(), outputs);
    Move stake = new Move(stakes.stream().map(Source::id).toList(), moved, bond);
    Entry entry = Entry.open(new Content(chain, coin, stake, 0, fee, order, note));
    List<Condition> conditions = new ArrayList<>();
    coins.forEach(it -> conditions.add(it.holding().condition()));
    stakes.forEach(it -> conditions.add(it.holding().condition()));
    order.ifPresent(_ -> conditions.add(officer));
    for (int i = 0; i < conditions.size(); i++) {
      entry = entry.with(i, open(conditions.get(i), entry.signing(i)));
    }
    return entry;
  }

  private static Fulfillment open(Condition condition, SigningHash hash) {
    return switch (condition) {
      case Condition.Nil _ -> Fulfillment.Single.signed(KEYS.get(3), hash);
      case Condition.ToAddress(var address) -> Fulfillment.Single.signed(key(address), hash);
      case Condition.Swap swap -> Fulfillment.Swap.signed(key(swap.sender()), Hash.ZERO, hash);
      case Condition.TimeLock(_, var inner) -> open(inner, hash);
      case Condition.Multisig(long minimum, var addresses) -> {
        var shown = new Fulfillment.Multisig(List.of());
        for (Address each : addresses.subList(0, (int) minimum)) {
          shown = shown.signed(key(each), hash);
        }
        yield shown;
      }
    };
  }

  private static KeyPair key(Address address) {
    return KEYS.stream()
        .filter(key -> Address.of(key.publicKey()).equals(address))
        .findFirst()
        .orElseThrow();
  }

  /** All coins of a ledger, in the order of their ids. */
  static List<Source> coins(Ledger ledger) {
    var all = new TreeMap<Hash, Source>();
    ledger.coins().forEach((id, it) -> all.put(id, new Source(new OutputId(id), it.holding())));
    return new ArrayList<>(all.values());
  }

  static Block block(Ledger ledger, RuleBook rules, List<Entry> entries) {
    return ledger.next(ledger.tip().time() + 10_000, entries, rules, PAYEES);
  }

  static Verdict.Applied applied(Ledger ledger, RuleBook rules, Block block) {
    return (Verdict.Applied) ledger.apply(block, rules, PAYEES);
  }
}
