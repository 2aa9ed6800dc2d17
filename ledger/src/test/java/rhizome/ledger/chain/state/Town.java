package rhizome.ledger.chain.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Genesis.Founder;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Move;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.condition.Moment;
import rhizome.ledger.condition.SigningHash;
import rhizome.ledger.consensus.vote.Evidence;
import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.consensus.vote.Voter;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.transaction.OutputId;

/** Six people who hold coins and stake under all kinds of conditions, and write valid entries. */
final class Town {

  static final List<KeyPair> KEYS =
      IntStream.range(0, 6).mapToObj(i -> KeyPair.of(Blake.of(new byte[] {(byte) i}))).toList();

  /** Keys that vote, and hold nothing. */
  static final List<KeyPair> HOT =
      IntStream.range(100, 105).mapToObj(i -> KeyPair.of(Blake.of(new byte[] {(byte) i}))).toList();

  static final Hash SECRET = Blake.of(new byte[] {42});
  static final long START = 1_000_000_000_000L;

  /** The same, as locks count. */
  static final long START_SECONDS = START / 1_000;

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
  Condition condition(long height, long seconds) {
    return switch (random.nextInt(8)) {
      case 0 -> new Condition.Nil();
      case 1 -> swap(seconds);
      case 2 -> new Condition.TimeLock(height + random.nextInt(1, 4), someone());
      case 3 -> new Condition.TimeLock(seconds + random.nextInt(60), shared());
      case 4 -> shared();
      default -> someone();
    };
  }

  private Condition shared() {
    return SHARED.get(random.nextInt(SHARED.size()));
  }

  private Condition swap(long seconds) {
    return new Condition.Swap(
        address(random.nextInt(KEYS.size())),
        address(random.nextInt(KEYS.size())),
        Blake.sha256(SECRET.toArray()),
        seconds + random.nextInt(-50, 50));
  }

  static PublicKey hot(int who) {
    return HOT.get(who).publicKey();
  }

  Terms terms() {
    return new Terms(someone(), random.nextInt(0, 3) * 500, Blake.of(new byte[] {7}));
  }

  /** With three validators of five from the first. */
  Genesis founded() {
    Genesis plain = genesis();
    List<Founder> founders = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      founders.add(new Founder(hot(i), terms(), new Holding(random.nextInt(1, 100), someone())));
    }
    return new Genesis(
        plain.time(),
        plain.coins(),
        plain.stakes(),
        plain.minters(),
        plain.authority(),
        plain.admitted(),
        founders);
  }

  Genesis genesis() {
    List<Holding> coins = new ArrayList<>();
    List<Holding> stakes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      coins.add(new Holding(random.nextInt(5_000, 100_000), condition(0, START_SECONDS)));
      stakes.add(new Holding(random.nextInt(1, 100), condition(0, START_SECONDS)));
    }
    return new Genesis(
        START,
        coins,
        stakes,
        Optional.of(SHARED.get(0)),
        Optional.of(SHARED.get(2)),
        ALL,
        List.of());
  }

  static Optional<KeyPair> owner(Address address) {
    return Stream.concat(KEYS.stream(), HOT.stream())
        .filter(key -> Address.of(key.publicKey()).equals(address))
        .findFirst();
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
        .ifPresent(order -> conditions.add(books.inCharge(order).orElse(new Condition.Nil())));
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
    boolean moves = random.nextInt(chapter.staking().isPresent() ? 2 : 3) == 0;
    List<OutputId> stakes = moves ? stakes(books) : List.of();
    long at = sum(books.stakes, stakes);
    Optional<PublicKey> bond =
        moves && chapter.staking().isPresent() ? bond(books, stakes) : Optional.empty();
    Optional<Order> order =
        chapter.plugins().isEmpty()
            ? Optional.empty()
            : order().or(() -> chapter.staking().flatMap(_ -> ofValidator()));
    long minted = order.orElse(null) instanceof Order.Mint mint ? mint.units() : 0;
    long burned = chapter.has(Plugin.BURNING) && in > 17 ? random.nextInt(2) * 17L : 0;
    byte[] note = new byte[random.nextInt(20)];
    random.nextBytes(note);
    long value = in + minted - burned;
    Move stake = new Move(stakes, split(at, 1, books), bond);
    List<Holding> guess = split(value, 1 + chapter.charges().dustMax(), books);
    Bytes said = Bytes.of(note);
    Content content =
        new Content(books.chain, new Move(coins, guess), stake, burned, 0, order, said);
    long fee = chapter.charges().feeMin(signed(content, books).encode().length);
    return signed(paying(content, fee), books);
  }

  /** The first output pays the fee. */
  private static Content paying(Content of, long fee) {
    List<Holding> outputs = new ArrayList<>(of.coins().outputs());
    if (outputs.isEmpty()) {
      return of; // all of it is burned, and nothing is left to pay with
    }
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

  /** One or two, mostly of one bond, and often of what left a validator. */
  private List<OutputId> stakes(NaiveLedger books) {
    List<Hash> left =
        books.stakes.entrySet().stream()
            .filter(it -> it.getValue().bond().from().isPresent())
            .map(Map.Entry::getKey)
            .toList();
    boolean again = !left.isEmpty() && random.nextInt(3) == 0;
    List<OutputId> any = some(again ? left : List.copyOf(books.stakes.keySet()), 1, 2);
    if (any.isEmpty() || random.nextInt(8) == 0) {
      return any;
    }
    var bond = bond(books, any.getFirst());
    return any.stream().filter(id -> bond(books, id).equals(bond)).toList();
  }

  private static Optional<PublicKey> bond(NaiveLedger books, OutputId stake) {
    return Optional.ofNullable(books.stakes.get(stake.hash())).flatMap(it -> it.bond().to());
  }

  private Optional<PublicKey> bond(NaiveLedger books, List<OutputId> stakes) {
    return switch (random.nextInt(4)) {
      case 0 -> Optional.empty();
      case 1 -> stakes.stream().findFirst().flatMap(id -> bond(books, id));
      default -> Optional.of(hot(random.nextInt(HOT.size())));
    };
  }

  private Optional<Order> ofValidator() {
    long nonce = random.nextInt(40);
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> Optional.of(new Order.Enrol(nonce, hot(random.nextInt(HOT.size())), terms()));
      case 3 -> Optional.of(new Order.Leave(nonce, hot(random.nextInt(HOT.size()))));
      default -> Optional.empty();
    };
  }

  /** What one of those with hot keys may have done, lately or not, or is said to have done. */
  Evidence evidence(NaiveLedger books) {
    long height = Math.max(0, books.height + 2 - random.nextInt(12));
    KeyPair guilty = HOT.get(random.nextInt(HOT.size()));
    Hash chain = random.nextInt(8) == 0 ? Hash.ZERO : books.chain;
    Voter voter = Voter.of(chain, guilty);
    Optional<Hash> one = Optional.of(SECRET);
    return random.nextBoolean()
        ? new Evidence.Equivocation(
            Vote.cast(voter, Vote.Kind.PREVOTE, height, 0, one),
            Vote.cast(voter, Vote.Kind.PREVOTE, height, 0, Optional.empty()))
        : new Evidence.TwoProposals(
            Proposal.make(voter, height, 1, SECRET, Proposal.NONE),
            Proposal.make(voter, height, 1, SECRET, 0));
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
      outputs.add(new Holding(part, condition(books.height, books.time / 1_000)));
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
    List<Evidence> shown = new ArrayList<>();
    if (chapter.staking().isPresent() && random.nextInt(4) == 0) {
      Evidence evidence = evidence(draft);
      if (draft.stake.accuse(0, evidence, chapter, draft)) {
        shown.add(evidence);
      }
    }
    List<Entry> entries = new ArrayList<>();
    long fees = 0;
    for (int i = random.nextInt(5); i > 0; i--) {
      Entry entry = entry(draft, chapter);
      if (draft.take(entry, chapter)) {
        entries.add(entry);
        fees += entry.content().fee();
      }
    }
    List<Holding> payouts =
        chapter.staking().isPresent()
            ? List.of()
            : PAYEES.payouts(chapter.charges().reward(), fees);
    long time = books.time + random.nextInt(1, 30_000);
    return new Block(
        new Block.Position(books.chain, books.height + 1, time, books.tip),
        entries,
        payouts,
        shown);
  }
}
