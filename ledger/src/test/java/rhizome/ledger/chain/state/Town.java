package rhizome.ledger.chain.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Move;
import rhizome.ledger.chain.Order;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.condition.Moment;
import rhizome.ledger.condition.SigningHash;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.transaction.OutputId;

/** Six people who hold coins and stake under all kinds of conditions, and write valid entries. */
final class Town {

  static final List<KeyPair> KEYS =
      IntStream.range(0, 6).mapToObj(i -> KeyPair.of(Blake.of(new byte[] {(byte) i}))).toList();

  static final Hash SECRET = Blake.of(new byte[] {42});
  static final long START = 1_000_000_000;

  static final List<Condition> SHARED =
      List.of(
          new Condition.Multisig(2, List.of(address(0), address(1), address(2))),
          new Condition.Multisig(1, List.of(address(3), address(4))),
          new Condition.Multisig(3, List.of(address(5), address(4), address(3))));

  static final List<Address> ALL =
      IntStream.rangeClosed(0, KEYS.size() + SHARED.size())
          .mapToObj(
              i ->
                  i < KEYS.size()
                      ? address(i)
                      : i == KEYS.size() ? Address.NIL : SHARED.get(i - KEYS.size() - 1).address())
          .toList();

  static final Payees PAYEES =
      (reward, fees) -> {
        List<Holding> paid = new ArrayList<>();
        if (reward > 0) {
          paid.add(new Holding(reward, to(0)));
        }
        if (fees > 0) {
          paid.add(new Holding(fees, to(1)));
        }
        return paid;
      };

  static final RuleBook RULES =
      RuleBook.of(
          new Chapter(
              new Chapter.Limits(20_000, 4_000, 12, 12, 100),
              new Chapter.Charges(2, 10, 1_000, 2),
              List.of(Plugin.values())));

  private final RandomGenerator random;

  Town(RandomGenerator random) {
    this.random = random;
  }

  static Address address(int who) {
    return Address.of(KEYS.get(who).publicKey());
  }

  static Condition to(int who) {
    return new Condition.ToAddress(address(who));
  }

  Condition someone() {
    return to(random.nextInt(KEYS.size()));
  }

  /** Any condition that is standard, most of which can be opened soon. */
  Condition condition(long height, long time) {
    return switch (random.nextInt(8)) {
      case 0 -> new Condition.Nil();
      case 1 -> swap(time);
      case 2 -> new Condition.TimeLock(height + random.nextInt(1, 4), someone());
      case 3 -> new Condition.TimeLock(time + random.nextInt(60), shared());
      case 4 -> shared();
      default -> someone();
    };
  }

  private Condition shared() {
    return SHARED.get(random.nextInt(SHARED.size()));
  }

  private Condition swap(long time) {
    return new Condition.Swap(
        address(random.nextInt(KEYS.size())),
        address(random.nextInt(KEYS.size())),
        Blake.sha256(SECRET.toArray()),
        time + random.nextInt(-50, 50));
  }

  Genesis genesis() {
    List<Holding> coins = new ArrayList<>();
    List<Holding> stakes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      coins.add(new Holding(random.nextInt(5_000, 100_000), condition(0, START)));
      stakes.add(new Holding(random.nextInt(1, 100), condition(0, START)));
    }
    return new Genesis(
        START, coins, stakes, Optional.of(SHARED.get(0)), Optional.of(SHARED.get(2)), ALL);
  }

  static Optional<KeyPair> owner(Address address) {
    return KEYS.stream().filter(key -> Address.of(key.publicKey()).equals(address)).findFirst();
  }

  /** What opens the condition, if its time has come. */
  static Fulfillment open(Condition condition, SigningHash hash, Moment now) {
    return switch (condition) {
      case Condition.Nil _ -> Fulfillment.Single.signed(KEYS.get(3), hash);
      case Condition.ToAddress(var address) ->
          Fulfillment.Single.signed(owner(address).orElseThrow(), hash);
      case Condition.Swap swap ->
          now.time() > swap.timeLock()
              ? Fulfillment.Swap.signed(owner(swap.sender()).orElseThrow(), Hash.ZERO, hash)
              : Fulfillment.Swap.signed(owner(swap.receiver()).orElseThrow(), SECRET, hash);
      case Condition.TimeLock(_, var inner) -> open(inner, hash, now);
      case Condition.Multisig(long minimum, var addresses) -> {
        var shown = new Fulfillment.Multisig(List.of());
        for (Address each : addresses.subList(0, (int) minimum)) {
          shown = shown.signed(owner(each).orElseThrow(), hash);
        }
        yield shown;
      }
    };
  }

  /** With everything shown that the content needs, by what {@code books} say of its inputs. */
  static Entry signed(Content content, NaiveLedger books) {
    Entry entry = Entry.open(content);
    List<Condition> conditions = new ArrayList<>();
    content.coins().inputs().forEach(id -> conditions.add(condition(books.coins, id)));
    content.stakes().inputs().forEach(id -> conditions.add(condition(books.stakes, id)));
    content
        .order()
        .ifPresent(
            order -> conditions.add(books.inCharge(order.office()).orElse(new Condition.Nil())));
    for (int i = 0; i < conditions.size(); i++) {
      entry = entry.with(i, open(conditions.get(i), entry.signing(i), books.now()));
    }
    return entry;
  }

  private static Condition condition(Map<Hash, Unspent> unspent, OutputId id) {
    return NaiveLedger.at(unspent, id).map(Holding::condition).orElse(new Condition.Nil());
  }

  private static long sum(Map<Hash, Unspent> unspent, List<OutputId> ids) {
    return ids.stream()
        .flatMap(id -> NaiveLedger.at(unspent, id).stream())
        .mapToLong(Holding::units)
        .sum();
  }

  /** An entry that is meant to be valid next; locks and maturity may be against it. */
  Entry entry(NaiveLedger books, Chapter chapter) {
    List<OutputId> coins = some(books.coins.keySet().stream().toList(), 1, 3);
    long in = sum(books.coins, coins);
    boolean moves = random.nextInt(3) == 0;
    List<OutputId> stakes = moves ? some(books.stakes.keySet().stream().toList(), 1, 2) : List.of();
    long at = sum(books.stakes, stakes);
    Optional<Order> order = chapter.plugins().isEmpty() ? Optional.empty() : order();
    long minted = order.orElse(null) instanceof Order.Mint mint ? mint.units() : 0;
    long burned = chapter.has(Plugin.BURNING) && in > 17 ? random.nextInt(2) * 17L : 0;
    byte[] note = new byte[random.nextInt(20)];
    random.nextBytes(note);
    long value = in + minted - burned;
    Move stake = new Move(stakes, split(at, 1, books));
    List<Holding> guess = split(value, 1 + chapter.charges().dustMax(), books);
    Content content =
        new Content(books.chain, new Move(coins, guess), stake, burned, 0, order, Bytes.of(note));
    long fee = chapter.charges().feeMin(signed(content, books).encode().length);
    return signed(paying(content, fee), books);
  }

  /** The first output pays the fee. */
  private static Content paying(Content of, long fee) {
    List<Holding> outputs = new ArrayList<>(of.coins().outputs());
    Holding first = outputs.getFirst();
    outputs.set(0, new Holding(Math.max(0, first.units() - fee), first.condition()));
    return new Content(
        of.chain(),
        new Move(of.coins().inputs(), outputs),
        of.stakes(),
        of.burned(),
        fee,
        of.order(),
        of.note());
  }

  private Optional<Order> order() {
    long nonce = random.nextInt(40);
    return switch (random.nextInt(12)) {
      case 0 -> Optional.of(new Order.Mint(nonce, random.nextInt(1, 5_000)));
      case 1 -> Optional.of(new Order.NameMinters(nonce, shared()));
      case 2 -> Optional.of(new Order.NameAuthority(nonce, someone()));
      case 3 -> {
        var out = random.nextInt(4) == 0 ? List.of(ALL.get(random.nextInt(ALL.size()))) : List.of();
        List<Address> in = new ArrayList<>(ALL);
        in.removeAll(out);
        yield Optional.of(new Order.Admit(nonce, in, ALL.stream().filter(out::contains).toList()));
      }
      default -> Optional.empty();
    };
  }

  private List<OutputId> some(List<Hash> from, int least, int most) {
    List<Hash> all = new ArrayList<>(from);
    Collections.shuffle(all, new java.util.Random(random.nextLong()));
    int count = Math.min(all.size(), random.nextInt(least, most + 1));
    return all.subList(0, count).stream().map(OutputId::new).toList();
  }

  private List<Holding> split(long value, long least, NaiveLedger books) {
    List<Holding> outputs = new ArrayList<>();
    long left = value;
    while (left > 2 * least && outputs.size() < 3) {
      long part = outputs.size() == 2 ? left : random.nextLong(least, left - least + 1);
      outputs.add(new Holding(part, condition(books.height, books.time)));
      left -= part;
    }
    if (left > 0) {
      outputs.add(new Holding(left, someone()));
    }
    return outputs;
  }

  /** The next block, with some entries that the books take, some of which build on each other. */
  Block block(NaiveLedger books, RuleBook rules) {
    Chapter chapter = rules.at(books.height + 1);
    NaiveLedger draft = books.copy();
    List<Entry> entries = new ArrayList<>();
    long fees = 0;
    for (int i = random.nextInt(5); i > 0; i--) {
      Entry entry = entry(draft, chapter);
      if (draft.take(entry, chapter)) {
        entries.add(entry);
        fees += entry.content().fee();
      }
    }
    return block(books, entries, PAYEES.payouts(chapter.charges().reward(), fees));
  }

  Block block(NaiveLedger books, List<Entry> entries, List<Holding> payouts) {
    long time = books.time + random.nextInt(1, 30);
    return new Block(books.chain, books.height + 1, time, books.tip, entries, payouts);
  }
}
