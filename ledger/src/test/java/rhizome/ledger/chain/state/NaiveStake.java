package rhizome.ledger.chain.state;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.chain.stake.Bond;
import rhizome.ledger.chain.stake.Enrolled;
import rhizome.ledger.chain.stake.Enrolled.Standing;
import rhizome.ledger.chain.stake.Epoch;
import rhizome.ledger.chain.stake.Staking;
import rhizome.ledger.consensus.validator.Validator;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.consensus.vote.Evidence;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.transaction.OutputId;

/** The rules of stake again: every output is looked at for everything, and no set is forgotten. */
final class NaiveStake {

  private static final long NEVER = -1;

  /** Who made a block, and who signed the one before. */
  record Makers(PublicKey proposer, List<PublicKey> signers) {}

  /** {@code floor} is the commission with which it went into this epoch. */
  record Member(
      Terms terms, long since, int floor, boolean serves, long frozen, long until, Coins coins) {

    boolean isGuilty() {
      return frozen != NEVER;
    }

    Member with(Coins next) {
      return new Member(terms, since, floor, serves, frozen, until, next);
    }
  }

  /** Its own, and what could not be divided yet. */
  record Coins(long own, long rest) {}

  final NavigableMap<Hash, Member> members = new TreeMap<>();

  /** Coins that each output of stake earned so far. */
  final NavigableMap<Hash, Long> earned = new TreeMap<>();

  /** By the height from which on they vote. */
  final NavigableMap<Long, ValidatorSet> sets = new TreeMap<>();

  void become(NaiveStake of) {
    members.clear();
    members.putAll(of.members);
    earned.clear();
    earned.putAll(of.earned);
    sets.clear();
    sets.putAll(of.sets);
  }

  void begin(Genesis genesis, Map<Hash, Unspent> stakes) {
    for (int i = 0; i < genesis.founders().size(); i++) {
      var founder = genesis.founders().get(i);
      int floor = founder.terms().commission();
      members.put(
          founder.key().octets(),
          new Member(founder.terms(), 0, floor, true, NEVER, 0, new Coins(0, 0)));
      Bond bond = new Bond(Optional.of(founder.key()), 0, Optional.empty());
      stakes.put(
          genesis.stake(genesis.stakes().size() + i).hash(),
          new Unspent(founder.stake(), 0, 0, bond));
    }
    elected(stakes, 1, Integer.MAX_VALUE).ifPresent(set -> sets.put(1L, set));
  }

  private Member known(Hash key) {
    return Optional.ofNullable(members.get(key)).orElseThrow();
  }

  static long bonded(Map<Hash, Unspent> stakes, Hash key) {
    return stakes.values().stream()
        .filter(it -> it.bond().to().map(PublicKey::octets).equals(Optional.of(key)))
        .mapToLong(it -> it.holding().units())
        .sum();
  }

  private Optional<ValidatorSet> elected(Map<Hash, Unspent> stakes, long bondMin, int most) {
    List<Validator> all = new ArrayList<>();
    members.forEach(
        (key, member) -> {
          long units = bonded(stakes, key);
          if (member.serves() && units >= bondMin) {
            all.add(new Validator(new PublicKey(key), units));
          }
        });
    all.sort(Comparator.comparingLong(it -> -it.power()));
    var first = all.subList(0, Math.min(all.size(), most));
    return first.isEmpty() ? Optional.empty() : Optional.of(ValidatorSet.of(first));
  }

  private boolean serves(PublicKey key) {
    return members.containsKey(key.octets()) && members.get(key.octets()).serves();
  }

  boolean allows(Content content, Chapter chapter, NaiveLedger books) {
    boolean isOfStake =
        content.bond().isPresent() || content.order().orElse(null) instanceof Order.OfValidator;
    if (isOfStake && chapter.staking().isEmpty()) {
      return false;
    }
    List<Unspent> spent = spent(content, books);
    List<Optional<PublicKey>> from = spent.stream().map(it -> it.bond().to()).distinct().toList();
    if (from.size() > 1 || spent.stream().anyMatch(it -> isHeld(it, books.height + 1))) {
      return false;
    }
    boolean stays = from.size() == 1 && from.getFirst().equals(content.bond());
    if (content.bond().isPresent()
        && (content.stakes().outputs().isEmpty() || !(stays || serves(content.bond().get())))) {
      return false;
    }
    return switch (content.order().orElse(null)) {
      case Order.Enrol enrol -> mayEnrol(enrol, chapter.staking().orElseThrow());
      case Order.Leave leave -> serves(leave.validator());
      case null, default -> true;
    };
  }

  private static List<Unspent> spent(Content content, NaiveLedger books) {
    return content.stakes().inputs().stream().map(id -> books.stakes.get(id.hash())).toList();
  }

  private boolean isHeld(Unspent stake, long height) {
    boolean bonded =
        stake.bond().to().map(key -> members.get(key.octets())).stream()
            .anyMatch(it -> it.isGuilty() && height < it.until());
    boolean left =
        stake.bond().from().map(key -> members.get(key.octets())).stream()
            .anyMatch(it -> it.isGuilty() && it.frozen() <= stake.matures() && height < it.until());
    return bonded || left;
  }

  private boolean mayEnrol(Order.Enrol enrol, Staking rules) {
    Member member = members.get(enrol.validator().octets());
    return NaiveLedger.isStandard(enrol.terms().payout())
        && (member == null
            || (!member.isGuilty()
                && enrol.terms().commission() <= member.floor() + rules.commissionRiseMax()));
  }

  private long last(Chapter chapter, long height) {
    return sets.isEmpty()
        ? height
        : sets.lastKey() + chapter.staking().orElseThrow().epochBlocks() - 1;
  }

  void write(Content content, Hash id, Chapter chapter, NaiveLedger books) {
    long height = books.height + 1;
    Optional<PublicKey> from = Optional.empty();
    for (OutputId input : content.stakes().inputs()) {
      Unspent stake = books.stakes.remove(input.hash());
      from = stake.bond().to();
      Long coins = earned.remove(input.hash());
      if (coins != null && coins > 0) {
        Hash name = NaiveLedger.tagged("rhizome earned").with(input.hash()::write);
        Holding holding = new Holding(coins, stake.holding().condition());
        books.coins.put(name, new Unspent(holding, height, height));
      }
    }
    boolean leaves = from.isPresent() && !from.equals(content.bond());
    Bond bond = new Bond(content.bond(), 0, leaves ? from : Optional.empty());
    List<Holding> made = content.stakes().outputs();
    for (int i = 0; i < made.size(); i++) {
      long matures =
          leaves ? last(chapter, height) + chapter.staking().orElseThrow().unbonding() : height;
      books.stakes.put(
          NaiveLedger.name("stake", id, i), new Unspent(made.get(i), height, matures, bond));
    }
    content.order().ifPresent(order -> carryOut(order, height));
  }

  private void carryOut(Order order, long height) {
    if (order instanceof Order.Enrol(_, var key, var terms)) {
      Member was = members.get(key.octets());
      int floor = was == null ? terms.commission() : was.floor();
      Coins coins = was == null ? new Coins(0, 0) : was.coins();
      members.put(key.octets(), new Member(terms, height, floor, true, NEVER, 0, coins));
    }
    if (order instanceof Order.Leave(_, var key)) {
      Member was = known(key.octets());
      members.put(
          key.octets(),
          new Member(was.terms(), was.since(), was.floor(), false, NEVER, 0, was.coins()));
    }
  }

  boolean accuse(int index, Evidence evidence, Chapter chapter, NaiveLedger books) {
    long height = books.height + 1;
    long of = evidence.first().height();
    if (chapter.staking().isEmpty()
        || index >= chapter.staking().get().evidenceMax()
        || of > height
        || of < height - chapter.staking().get().unbonding()
        || sets.floorEntry(of) == null) {
      return false;
    }
    ValidatorSet set = sets.floorEntry(of).getValue();
    Hash key = evidence.guilty().octets();
    boolean proven =
        set.all().stream().anyMatch(it -> it.key().equals(evidence.guilty()))
            && !known(key).isGuilty()
            && evidence.first().isAuthentic(books.chain)
            && evidence.second().isAuthentic(books.chain);
    if (proven) {
      Member was = known(key);
      long freeze = chapter.staking().get().freeze();
      long until = freeze == Staking.FOR_EVER ? freeze : height + freeze;
      members.put(
          key,
          new Member(was.terms(), was.since(), was.floor(), false, height, until, was.coins()));
    }
    return proven;
  }

  void pay(Makers makers, long total, Chapter chapter, NaiveLedger before, NaiveLedger after) {
    NaiveStake then = before.stake;
    var entry = then.sets.floorEntry(before.height);
    List<Validator> sharing =
        entry == null
            ? List.of()
            : entry.getValue().all().stream()
                .filter(it -> makers.signers().contains(it.key()))
                .filter(it -> !then.known(it.key().octets()).isGuilty())
                .toList();
    boolean barred = then.known(makers.proposer().octets()).isGuilty() && !sharing.isEmpty();
    int parts = barred ? 0 : chapter.staking().orElseThrow().proposerParts();
    long proposers = part(total, parts, Terms.PARTS);
    long power = sharing.stream().mapToLong(Validator::power).sum();
    NavigableMap<Hash, Long> shares = new TreeMap<>();
    sharing.forEach(
        it -> shares.put(it.key().octets(), part(total - proposers, it.power(), power)));
    long given = shares.values().stream().mapToLong(it -> it).sum();
    shares.merge(makers.proposer().octets(), total - given, Long::sum);
    shares.forEach((key, share) -> divide(key, share, then.known(key).terms().commission(), after));
  }

  /** Each output gets as much for each of its units, if there is one for each. */
  private void divide(Hash key, long share, int commission, NaiveLedger books) {
    Member member = known(key);
    long own = part(share, commission, Terms.PARTS);
    long pot = member.coins().rest() + share - own;
    long units = bonded(books.stakes, key);
    long each = units == 0 ? 0 : pot / units;
    books.stakes.forEach(
        (id, stake) -> {
          if (stake.bond().to().map(PublicKey::octets).equals(Optional.of(key))) {
            earned.merge(id, each * stake.holding().units(), Long::sum);
          }
        });
    Coins coins = new Coins(member.coins().own() + own, pot - each * units);
    members.put(key, member.with(coins));
  }

  private static long part(long total, long parts, long of) {
    return BigInteger.valueOf(total)
        .multiply(BigInteger.valueOf(parts))
        .divide(BigInteger.valueOf(of))
        .longValueExact();
  }

  void endBlock(Chapter chapter, NaiveLedger books) {
    long height = books.height + 1;
    Staking rules = chapter.staking().orElseThrow();
    boolean ends =
        sets.isEmpty()
            ? height % rules.epochBlocks() == 0
            : height - sets.lastKey() + 1 >= rules.epochBlocks();
    if (!ends) {
      return;
    }
    for (var each : members.entrySet()) {
      Member it = each.getValue();
      if (it.coins().own() > 0) {
        Hash name =
            NaiveLedger.tagged("rhizome wage")
                .with(
                    to -> {
                      new PublicKey(each.getKey()).write(to);
                      to.u64(height);
                    });
        Holding wage = new Holding(it.coins().own(), it.terms().payout());
        books.coins.put(name, new Unspent(wage, height, height + chapter.charges().maturity()));
      }
      Coins left = new Coins(0, it.coins().rest());
      int floor = it.terms().commission();
      each.setValue(
          new Member(it.terms(), it.since(), floor, it.serves(), it.frozen(), it.until(), left));
    }
    var next = elected(books.stakes, rules.bondMin(), rules.validatorsMax());
    if (next.isPresent() || !sets.isEmpty()) {
      sets.put(height + 1, next.orElseGet(() -> sets.lastEntry().getValue()));
    }
  }

  /** Whether a ledger says the same of stake in every point; its indices are not looked at. */
  boolean saysTheSame(Ledger ledger, NaiveLedger books) {
    NavigableMap<Hash, Unspent> stakes = new TreeMap<>();
    NavigableMap<Hash, Long> owed = new TreeMap<>();
    ledger
        .stakes()
        .forEach(
            (id, it) -> {
              Bond bond = new Bond(it.bond().to(), 0, it.bond().from());
              stakes.put(id, new Unspent(it.holding(), it.since(), it.matures(), bond));
              it.bond()
                  .to()
                  .flatMap(ledger::validator)
                  .map(to -> to.purse().owed(it.weight(), it.bond().index()))
                  .filter(coins -> coins > 0)
                  .ifPresent(coins -> owed.put(id, coins));
            });
    NavigableMap<Hash, Long> earnings = new TreeMap<>(earned);
    earnings.values().removeIf(it -> it == 0);
    return stakes.equals(books.stakes)
        && owed.equals(earnings)
        && ledger.roll().validators().size() == members.size()
        && members.keySet().stream()
            .allMatch(key -> isSame(ledger.validator(new PublicKey(key)), key, books, earnings));
  }

  private boolean isSame(
      Optional<Enrolled> told, Hash key, NaiveLedger books, Map<Hash, Long> earnings) {
    Member member = known(key);
    long kept = member.coins().own() + member.coins().rest();
    for (var each : books.stakes.entrySet()) {
      boolean its = each.getValue().bond().to().map(PublicKey::octets).equals(Optional.of(key));
      kept += its ? earnings.getOrDefault(each.getKey(), 0L) : 0;
    }
    Enrolled it = told.orElseThrow();
    return it.terms().equals(member.terms())
        && it.since() == member.since()
        && it.isActive() == member.serves()
        && it.isFrozen() == member.isGuilty()
        && (!(it.standing() instanceof Standing.Frozen(long from, long until))
            || (from == member.frozen() && until == member.until()))
        && it.bonded() == bonded(books.stakes, key)
        && it.purse().own() == member.coins().own()
        && it.purse().carry() == member.coins().rest()
        && it.purse().held() == kept;
  }

  /** The epochs that a ledger at {@code height} has to know, oldest first. */
  List<Epoch> known(Staking rules, long height) {
    List<Epoch> epochs = new ArrayList<>();
    long number = 0;
    for (var each : sets.entrySet()) {
      Long next = sets.higherKey(each.getKey());
      if (next == null || next - 1 + rules.unbonding() >= height + 1) {
        epochs.add(new Epoch(number, each.getKey(), each.getValue()));
      }
      number++;
    }
    return epochs;
  }
}
