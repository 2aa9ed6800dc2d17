package rhizome.ledger.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Move;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.chain.stake.Staking;
import rhizome.ledger.chain.state.Chapter;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.RuleBook;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.consensus.validator.HashChain;
import rhizome.ledger.consensus.validator.Validator;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.consensus.vote.Voter;
import rhizome.ledger.consensus.world.ScriptedVoter;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.light.Signatures;
import rhizome.ledger.transaction.OutputId;

/** A chain of four or more validators and some people with coins, and transfers between them. */
final class Country {

  static final long START = 1_000_000_000;
  static final long REWARD = 100;

  static final List<KeyPair> PEOPLE =
      IntStream.range(0, 4).mapToObj(i -> KeyPair.of(Blake.of(new byte[] {7, (byte) i}))).toList();

  static final RuleBook RULES =
      RuleBook.of(
          new Chapter(Chapter.Limits.USUAL, new Chapter.Charges(0, 0, REWARD, 2), List.of()));

  /** Snapshots and pages are small here, so that there are many. */
  static final Limits LIMITS = new Limits(20, 1_000_000, 3, 7, 4, 400, 4, 3, 6);

  private final Genesis genesis;
  private final Hash chain;
  private final RuleBook rules;
  private Limits limits = LIMITS;
  private final ValidatorSet validators;
  private final NavigableMap<Hash, Hash> reveals = new TreeMap<>();

  private final NavigableMap<Hash, KeyPair> pairs = new TreeMap<>();

  Country(RandomGenerator random, int crowd) {
    this(random, crowd, false);
  }

  /** Signatures of validators are hashes, which are checked, or real; those of people are real. */
  Country(RandomGenerator random, int crowd, boolean real) {
    this(random, crowd, real, RULES);
  }

  Country(RandomGenerator random, int crowd, boolean real, RuleBook rules) {
    this.rules = rules;
    List<Holding> coins = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      coins.add(new Holding(1_000 + random.nextInt(1_000), to(i % PEOPLE.size())));
    }
    validators =
        ValidatorSet.of(IntStream.range(0, crowd).mapToObj(_ -> somebody(random, real)).toList());
    genesis =
        new Genesis(
            START,
            coins,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            validators.all().stream().map(each -> founder(each, hash(random))).toList());
    chain = genesis.chain();
  }

  /** Stake is bonded for epochs of four blocks; so many validators vote at most. */
  static RuleBook staking(int validatorsMax) {
    return RuleBook.of(
        new Chapter(
            Chapter.Limits.USUAL,
            new Chapter.Charges(0, 0, REWARD, 2),
            List.of(),
            Optional.of(new Staking(4, validatorsMax, 1, 40, Staking.FOR_EVER, 500, 500, 3))));
  }

  private Validator somebody(RandomGenerator random, boolean real) {
    PublicKey key = new PublicKey(hash(random));
    if (real) {
      KeyPair pair = KeyPair.of(hash(random));
      key = pair.publicKey();
      pairs.put(key.octets(), pair);
    }
    return new Validator(key, 1 + random.nextInt(100));
  }

  private Genesis.Founder founder(Validator validator, Hash secret) {
    PublicKey key = validator.key();
    Condition payout = new Condition.ToAddress(Address.of(key));
    Holding stake = new Holding(validator.power(), to(Math.floorMod(key.hashCode(), 4)));
    return new Genesis.Founder(key, new Terms(payout, 1_000, commit(secret)), stake);
  }

  private Hash commit(Hash secret) {
    HashChain chain = new HashChain(secret, 100);
    Hash at = chain.tip();
    while (chain.left() > 0) {
      Hash before = chain.reveal().orElseThrow();
      reveals.put(at, before);
      at = before;
    }
    return chain.tip();
  }

  static Hash hash(RandomGenerator random) {
    return new Hash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  static Condition to(int who) {
    return new Condition.ToAddress(Address.of(PEOPLE.get(who).publicKey()));
  }

  ValidatorSet validators() {
    return validators;
  }

  Hash chain() {
    return chain;
  }

  Voter voter(PublicKey key) {
    return Optional.ofNullable(pairs.get(key.octets()))
        .map(pair -> Voter.of(chain(), pair))
        .orElseGet(() -> new ScriptedVoter(chain(), key));
  }

  private Signatures signatures() {
    return pairs.isEmpty()
        ? (key, message, signature) -> voter(key).sign(message).equals(signature)
        : Signatures.ED25519;
  }

  /** Only those who have the secret ask; traitors may ask for any. */
  Optional<Hash> reveal(Hash commitment) {
    return Optional.ofNullable(reveals.get(commitment));
  }

  Country with(Limits other) {
    limits = other;
    return this;
  }

  Charter charter() {
    return charter(limits);
  }

  Charter charter(Limits of) {
    return new Charter(genesis, rules, signatures(), of, Optional.empty());
  }

  long supply(long height) {
    return genesis.coins().stream().mapToLong(Holding::units).sum() + REWARD * height;
  }

  /** Somebody pays somebody else, with a coin that is unspent. */
  Optional<Entry> transfer(RandomGenerator random, Ledger ledger) {
    List<OutputId> mine = new ArrayList<>();
    ledger
        .coins()
        .forEach(
            (id, unspent) -> {
              if (owner(unspent.holding().condition()).isPresent()) {
                mine.add(new OutputId(id));
              }
            });
    return mine.isEmpty()
        ? Optional.empty()
        : Optional.of(transfer(random, ledger, mine.get(random.nextInt(mine.size()))));
  }

  /** Somebody has some stake answer for another validator. */
  Optional<Entry> rebond(RandomGenerator random, Ledger ledger) {
    List<OutputId> free = new ArrayList<>();
    ledger
        .stakes()
        .forEach(
            (id, it) -> {
              if (it.matures() <= ledger.tip().height()) {
                free.add(new OutputId(id));
              }
            });
    return free.isEmpty() || !isStaking()
        ? Optional.empty()
        : Optional.of(rebond(random, ledger, free.get(random.nextInt(free.size()))));
  }

  private Entry rebond(RandomGenerator random, Ledger ledger, OutputId stake) {
    Holding from = ledger.stake(stake).orElseThrow().holding();
    PublicKey to = validators.get(random.nextInt(validators.size())).key();
    long part = random.nextLong(from.units() + 1);
    List<Holding> parts =
        Stream.of(part, from.units() - part)
            .filter(units -> units > 0)
            .map(units -> new Holding(units, from.condition()))
            .toList();
    Content content =
        new Content(
            chain(),
            Move.NONE,
            new Move(List.of(stake), parts, Optional.of(to)),
            0,
            0,
            Optional.empty(),
            Bytes.of(new byte[] {(byte) random.nextInt()}));
    Entry entry = Entry.open(content);
    KeyPair owner = owner(from.condition()).orElseThrow();
    return entry.with(0, Fulfillment.Single.signed(owner, entry.signing(0)));
  }

  boolean isStaking() {
    return rules.at(1).staking().isPresent();
  }

  Entry transfer(RandomGenerator random, Ledger ledger, OutputId coin) {
    Holding from = ledger.coin(coin).orElseThrow().holding();
    KeyPair owner = owner(from.condition()).orElseThrow();
    long fee = random.nextInt(3);
    Holding paid = new Holding(from.units() - fee, to(random.nextInt(PEOPLE.size())));
    Content content =
        new Content(
            chain(),
            new Move(List.of(coin), List.of(paid)),
            Move.NONE,
            0,
            fee,
            Optional.empty(),
            Bytes.of(new byte[] {(byte) random.nextInt()}));
    Entry entry = Entry.open(content);
    return entry.with(0, Fulfillment.Single.signed(owner, entry.signing(0)));
  }

  private static Optional<KeyPair> owner(Condition condition) {
    return PEOPLE.stream()
        .filter(key -> condition.equals(new Condition.ToAddress(Address.of(key.publicKey()))))
        .findFirst();
  }
}
