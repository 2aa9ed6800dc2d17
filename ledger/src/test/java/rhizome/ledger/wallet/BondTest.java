package rhizome.ledger.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.chain.stake.Staking;
import rhizome.ledger.chain.state.Chapter;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.Payees;
import rhizome.ledger.chain.state.RuleBook;
import rhizome.ledger.chain.state.Verdict;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.transaction.OutputId;

/** A wallet that bonds its stake, and takes it back. */
class BondTest {

  private static final KeyPair VALIDATOR = KeyPair.of(Blake.of(new byte[] {8}));

  private static final RuleBook RULES =
      RuleBook.of(
          new Chapter(
              new Chapter.Limits(60_000, 16_000, 10, 6, 100),
              new Chapter.Charges(1, 50, 1_000, 2),
              List.of(),
              Optional.of(new Staking(4, 3, 20, 5, 7, 2_000, 500, 2))));

  private static final Condition SHARED = new Condition.TimeLock(1, Walk.to(0));

  private final Genesis genesis =
      new Genesis(
          1_000_000_000,
          List.of(new Holding(100_000, Walk.to(0))),
          List.of(new Holding(30, Walk.to(0)), new Holding(9, SHARED), new Holding(5, Walk.to(1))),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(
              new Genesis.Founder(
                  VALIDATOR.publicKey(),
                  new Terms(Walk.to(2), 0, Blake.of(new byte[] {4})),
                  new Holding(100, Walk.to(2)))));

  private Ledger ledger = Ledger.of(genesis);

  private Wallet wallet() {
    return new Wallet(Walk.keyring(1, 2), RULES, ledger);
  }

  private Coin stake(OutputId id) {
    var output = ledger.stake(id).orElseThrow();
    return new Coin(id, output.holding(), output.matures());
  }

  private BlockId next(Entry entry) {
    PublicKey key = VALIDATOR.publicKey();
    Payees payees = ledger.payees(RULES, key, List.of(key));
    Block block = ledger.next(ledger.tip().time() + 1, List.of(entry), RULES, payees);
    assertThat(block.entries()).as("the ledger takes it").containsExactly(entry);
    ledger = ((Verdict.Applied) ledger.apply(block, RULES, payees)).state();
    return block.id();
  }

  @Test
  void stakeIsBondedAndUnbondedAndStaysItsOwners() {
    List<Coin> ours = List.of(stake(genesis.stake(0)), stake(genesis.stake(1)));
    Entry bonded = Walk.ready(wallet().bond(ours, Optional.of(VALIDATOR.publicKey()), 120));
    next(bonded);
    assertThat(ledger.validator(VALIDATOR.publicKey()).orElseThrow().bonded()).isEqualTo(139);

    OutputId first = rhizome.ledger.chain.Names.stake(bonded.id(), 0);
    OutputId second = rhizome.ledger.chain.Names.stake(bonded.id(), 1);
    assertThat(ledger.stake(second).orElseThrow().holding()).isEqualTo(new Holding(9, SHARED));
    next(Walk.ready(wallet().bond(List.of(stake(first)), Optional.empty(), 120)));
    assertThat(ledger.validator(VALIDATOR.publicKey()).orElseThrow().bonded()).isEqualTo(109);
  }

  @Test
  void whereThereIsNoStakeOrNoFeeNothingIsWritten() {
    assertThat(wallet().bond(List.of(), Optional.empty(), 120))
        .isEqualTo(new Built.Refused(Refusal.NO_STAKE));
    Wallet poor = new Wallet(Walk.keyring(2, 1), RULES, ledger);
    assertThat(poor.bond(List.of(stake(genesis.stake(2))), Optional.empty(), 120))
        .isInstanceOfSatisfying(
            Built.Refused.class, it -> assertThat(it.why()).isEqualTo(Refusal.NOT_ENOUGH));
    List<Coin> many = java.util.Collections.nCopies(6, stake(genesis.stake(0)));
    assertThat(wallet().bond(many, Optional.empty(), 120))
        .isEqualTo(new Built.Refused(Refusal.TOO_LARGE));
  }
}
