package rhizome.ledger.chain.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Genesis.Founder;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Move;
import rhizome.ledger.chain.Names;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.chain.stake.Staking;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Moment;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.consensus.vote.Evidence;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.consensus.vote.Voter;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.transaction.OutputId;

/**
 * Three validators with 100, 60 and 40 units, and 100, 50 and 7 units that are not bonded. A test
 * writes its blocks one by one; nothing costs a fee.
 */
final class Village {

  static final Staking STAKING = new Staking(4, 3, 20, 5, 7, 2_000, 500, 2);
  static final Hash COMMITMENT = Blake.of(new byte[] {9});

  static final List<Founder> FOUNDERS =
      List.of(founder(0, 1_000, 100), founder(1, 0, 60), founder(2, 10_000, 40));

  final Genesis genesis;
  final RuleBook rules;
  final List<Undo> undos = new ArrayList<>();
  Ledger ledger;

  Village() {
    this(STAKING, 1_003, FOUNDERS);
  }

  Village(Staking staking, long reward, List<Founder> founders) {
    this(staking(Optional.of(staking), reward), founders);
  }

  Village(RuleBook rules, List<Founder> founders) {
    this.rules = rules;
    this.genesis =
        new Genesis(
            Town.START,
            List.of(new Holding(10_000, Town.to(0))),
            List.of(holding(100, 0), holding(50, 1), holding(7, 2)),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            founders);
    this.ledger = Ledger.of(genesis);
  }

  static RuleBook staking(Optional<Staking> staking, long reward) {
    var charges = new Chapter.Charges(0, 0, reward, 2);
    return RuleBook.of(new Chapter(Chapter.Limits.USUAL, charges, List.of(), staking));
  }

  private static Founder founder(int who, int commission, long units) {
    return new Founder(Town.hot(who), terms(who, commission), holding(units, who + 3));
  }

  static Terms terms(int payout, int commission) {
    return new Terms(Town.to(payout), commission, COMMITMENT);
  }

  static Holding holding(long units, int owner) {
    return new Holding(units, Town.to(owner));
  }

  static Optional<PublicKey> to(int validator) {
    return Optional.of(Town.hot(validator));
  }

  /** Stake that is bonded to a founder from the first. */
  OutputId bonded(int founder) {
    return genesis.stake(3 + founder);
  }

  Content moving(List<OutputId> stakes, Optional<PublicKey> bond, Holding... outputs) {
    return new Content(
        genesis.chain(),
        Move.NONE,
        new Move(stakes, List.of(outputs), bond),
        0,
        0,
        Optional.empty(),
        Bytes.EMPTY);
  }

  /** With what its owners show. */
  Entry move(OutputId stake, Optional<PublicKey> bond, Holding... outputs) {
    return signed(moving(List.of(stake), bond, outputs));
  }

  /** All of it, to the same owner. */
  Entry move(OutputId stake, Optional<PublicKey> bond) {
    return move(stake, bond, ledger.stake(stake).orElseThrow().holding());
  }

  Entry signed(Content content) {
    Entry entry = Entry.open(content);
    for (int i = 0; i < content.stakes().inputs().size(); i++) {
      Condition condition =
          ledger.stake(content.stakes().inputs().get(i)).orElseThrow().holding().condition();
      entry = entry.with(i, Town.open(condition, entry.signing(i), now()));
    }
    return entry;
  }

  private Moment now() {
    return new Moment(ledger.tip().height() + 1, ledger.tip().seconds());
  }

  Entry ordered(Order.OfValidator order) {
    return ordered(
        order,
        Town.HOT.get(
            IntStream.range(0, 5)
                .filter(i -> Town.hot(i).equals(order.validator()))
                .findFirst()
                .orElseThrow()));
  }

  Entry ordered(Order.OfValidator order, KeyPair by) {
    Content content =
        new Content(genesis.chain(), Move.NONE, Move.NONE, 0, 0, Optional.of(order), Bytes.EMPTY);
    Entry entry = Entry.open(content);
    Condition own = new Condition.ToAddress(rhizome.ledger.address.Address.of(by.publicKey()));
    return entry.with(0, Town.open(own, entry.signing(0), now()));
  }

  static OutputId output(Entry by, int index) {
    return Names.stake(by.id(), index);
  }

  /** Two votes of one step. */
  Evidence against(KeyPair guilty, long height) {
    Voter voter = Voter.of(genesis.chain(), guilty);
    return new Evidence.Equivocation(
        Vote.cast(voter, Vote.Kind.PRECOMMIT, height, 0, Optional.of(COMMITMENT)),
        Vote.cast(voter, Vote.Kind.PRECOMMIT, height, 0, Optional.empty()));
  }

  Evidence against(int validator, long height) {
    return against(Town.HOT.get(validator), height);
  }

  /** The first founder proposes, and all that can have signed. */
  Payees payees() {
    return payees(0, 0, 1, 2);
  }

  Payees payees(int proposer, int... signers) {
    return ledger.payees(
        rules, Town.hot(proposer), IntStream.of(signers).mapToObj(Town::hot).toList());
  }

  Block block(List<Evidence> evidence, Entry... entries) {
    var tip = ledger.tip();
    return new Block(
        new Block.Position(tip.chain(), tip.height() + 1, tip.time() + 1, tip.id()),
        List.of(entries),
        List.of(),
        evidence);
  }

  Verdict verdict(List<Evidence> evidence, Entry... entries) {
    return ledger.apply(block(evidence, entries), rules, payees());
  }

  Ledger next(Entry... entries) {
    return next(List.of(), entries);
  }

  Ledger next(List<Evidence> evidence, Entry... entries) {
    return next(payees(), evidence, entries);
  }

  Ledger next(Payees payees, List<Evidence> evidence, Entry... entries) {
    Verdict verdict = ledger.apply(block(evidence, entries), rules, payees);
    assertThat(verdict).isInstanceOf(Verdict.Applied.class);
    undos.add(((Verdict.Applied) verdict).undo());
    ledger = ((Verdict.Applied) verdict).state();
    return ledger;
  }

  /** Empty blocks, up to and with that at {@code height}. */
  void upTo(long height) {
    while (ledger.tip().height() < height) {
      next();
    }
  }

  ValidatorSet set() {
    return ledger.epoch().orElseThrow().set();
  }
}
