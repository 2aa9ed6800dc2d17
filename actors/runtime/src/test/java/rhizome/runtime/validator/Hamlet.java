package rhizome.runtime.validator;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import rhizome.kernel.Seed;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Move;
import rhizome.ledger.chain.Names;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.chain.state.Chapter;
import rhizome.ledger.chain.state.RuleBook;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.consensus.vote.Voter;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.light.Signatures;
import rhizome.ledger.replica.Charter;
import rhizome.ledger.replica.Limits;
import rhizome.ledger.replica.Replica;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.transaction.TransactionId;
import rhizome.runtime.node.SteadyClock;

/** A chain of a few validators with real keys, and somebody who has coins. */
final class Hamlet {

  /** So many coins there are that can be spent once each. */
  static final int COINS = 1_200;

  /** Blocks may be long ahead of the clock, so that a test has many of them soon. */
  static final Limits LIMITS = new Limits(10_000_000, 10_000_000, 16, 64, 8, 1_024, 10, 20, 30);

  private static final int BEACON = 5_000;
  private static final KeyPair OWNER = KeyPair.of(Blake.of(new byte[] {1}));
  private static final RuleBook RULES =
      RuleBook.of(new Chapter(Chapter.Limits.USUAL, new Chapter.Charges(0, 0, 100, 2), List.of()));

  private final List<Hash> secrets;
  private final Genesis genesis;
  private final TransactionId id;
  private final Charter charter;

  /** Validators of such powers; who has none follows only. */
  Hamlet(int... powers) {
    this(System.currentTimeMillis() - 1_000_000, COINS, powers);
  }

  Hamlet(long begun, int coins, int... powers) {
    secrets =
        IntStream.range(0, powers.length)
            .mapToObj(i -> Blake.of(new byte[] {2, (byte) i}))
            .toList();
    List<Genesis.Founder> founders = new ArrayList<>();
    for (int i = 0; i < powers.length; i++) {
      if (powers[i] > 0) {
        founders.add(founder(secrets.get(i), powers[i]));
      }
    }
    genesis =
        new Genesis(
            begun,
            IntStream.range(0, coins).mapToObj(_ -> new Holding(1_000, owner())).toList(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            founders);
    id = genesis.id();
    charter = new Charter(genesis, RULES, Signatures.ED25519, LIMITS, Optional.empty());
  }

  private static Genesis.Founder founder(Hash secret, int power) {
    KeyPair pair = KeyPair.of(secret);
    Condition payout = new Condition.ToAddress(Address.of(pair.publicKey()));
    Terms terms = new Terms(payout, 0, ChainReveals.commitment(secret, BEACON));
    return new Genesis.Founder(pair.publicKey(), terms, new Holding(power, owner()));
  }

  private static Condition owner() {
    return new Condition.ToAddress(Address.of(OWNER.publicKey()));
  }

  Hash chain() {
    return id.hash();
  }

  Charter charter() {
    return charter;
  }

  KeyPair key(int number) {
    return KeyPair.of(secrets.get(number));
  }

  String id(int number) {
    return ValidatorShell.persistenceId(key(number).publicKey()).id();
  }

  Voter voter(int number) {
    return Voter.of(chain(), key(number));
  }

  Replica.Reveals reveals(int number) {
    return ChainReveals.of(secrets.get(number), BEACON);
  }

  ValidatorShell.Parts parts(int number, LedgerSettings settings, JournalBlocks blocks) {
    return new ValidatorShell.Parts(
        charter(),
        voter(number),
        reveals(number),
        blocks,
        settings,
        Clock.systemUTC(),
        new SteadyClock(),
        new Seed(number));
  }

  OutputId coin(int number) {
    return Names.coin(id, number);
  }

  /** Spends one of the coins there were at the beginning, for that fee. */
  Entry spend(int coin, long fee) {
    Content content =
        new Content(
            chain(),
            new Move(List.of(coin(coin)), List.of(new Holding(1_000 - fee, owner()))),
            Move.NONE,
            0,
            fee,
            Optional.empty(),
            Bytes.EMPTY);
    Entry entry = Entry.open(content);
    return entry.with(0, Fulfillment.Single.signed(OWNER, entry.signing(0)));
  }
}
