package rhizome.ledger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.ledger.pool.Slip.KEYS;
import static rhizome.ledger.pool.Slip.to;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Genesis.Founder;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Names;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.chain.stake.Staking;
import rhizome.ledger.chain.state.Chapter;
import rhizome.ledger.chain.state.Chapter.Charges;
import rhizome.ledger.chain.state.Chapter.Limits;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.Objection;
import rhizome.ledger.chain.state.RuleBook;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.pool.Slip.Source;

/** Validators 2 and 3 have stake of theirs bonded; 0 and 1 have some that is not. */
class StakeWaitsTest {

  private static final PublicKey TWO = KEYS.get(2).publicKey();
  private static final Staking STAKING = new Staking(100, 3, 1, 5, 5, 0, 0, 0);
  private static final RuleBook RULES =
      RuleBook.of(new Chapter(Limits.USUAL, Charges.NONE, List.of(), Optional.of(STAKING)));

  private final Genesis genesis =
      new Genesis(
          1_000_000_000,
          List.of(),
          List.of(new Holding(10, to(0)), new Holding(10, to(1))),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(founder(2), founder(3)));

  private Ledger ledger = Ledger.of(genesis);
  private final Pool pool =
      Pool.of(new rhizome.ledger.pool.Limits(100_000, 100, 50_000, 100, 25), RULES, ledger);

  private static Founder founder(int who) {
    return new Founder(KEYS.get(who).publicKey(), terms(who), new Holding(20, to(who)));
  }

  private static Terms terms(int who) {
    return new Terms(to(who), 0, Blake.of(new byte[] {9}));
  }

  private Slip slip() {
    return new Slip(genesis.chain());
  }

  private Source stake(int index) {
    return new Source(genesis.stake(index), new Holding(10, to(index)));
  }

  private static Source made(Entry entry) {
    return new Source(Names.stake(entry.id(), 0), entry.content().stakes().outputs().getFirst());
  }

  private Entry leave(long nonce) {
    return slip().order(new Order.Leave(nonce, TWO), to(2)).entry();
  }

  private List<?> block(Entry... entries) {
    Block block = Slip.block(ledger, RULES, List.of(entries));
    assertThat(block.entries()).containsExactly(entries);
    ledger = Slip.applied(ledger, RULES, block).state();
    return pool.follow(block, ledger);
  }

  @Test
  void whatBondsToOneWhoLeavesGoesWithTheBlockInWhichItLeft() {
    Entry bond = slip().move(stake(0), to(0)).bond(TWO).entry();
    Entry other = slip().move(stake(1), to(1)).bond(KEYS.get(3).publicKey()).entry();
    assertThat(pool.offer(bond)).isInstanceOf(Answer.Waits.class);
    assertThat(pool.offer(other)).isInstanceOf(Answer.Waits.class);
    assertThat(block()).as("nothing has changed").isEmpty();
    assertThat(block(leave(1))).isEqualTo(List.of(bond.id()));
    assertThat(pool.entries()).containsExactly(other);
  }

  @Test
  void stakeThatIsNobodysMovesOnWhileItWaits() {
    Entry first = slip().move(stake(0), to(1)).entry();
    Entry second = slip().move(made(first), to(0)).entry();
    assertThat(pool.offer(first)).isInstanceOf(Answer.Waits.class);
    assertThat(pool.offer(second)).isInstanceOf(Answer.Waits.class);
    assertThat(block(first, second)).isEmpty();
    assertThat(pool.size()).isZero();
  }

  @Test
  void stakeThatIsBondedMovesOnOnlyFromABlock() {
    Entry bond = slip().move(stake(0), to(0)).bond(TWO).entry();
    Entry on = slip().move(made(bond), to(1)).bond(TWO).entry();
    pool.offer(bond);
    assertThat(pool.offer(on))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            no ->
                assertThat(no.because().orElseThrow().objection())
                    .isEqualTo(Objection.UNKNOWN_OUTPUT));
    block(bond);
    assertThat(pool.offer(on)).isInstanceOf(Answer.Waits.class);
    assertThat(block(on)).isEmpty();
  }

  @Test
  void whatLeavesAValidatorWaitsUntilItIsFree() {
    Source bonded = new Source(genesis.stake(2), new Holding(20, to(2)));
    Entry out = slip().move(bonded, to(2)).entry();
    Entry on = slip().move(made(out), to(0)).entry();
    pool.offer(out);
    assertThat(pool.offer(on)).isInstanceOf(Answer.Refused.class);
    block(out);
    assertThat(pool.offer(on))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            no -> assertThat(no.because().orElseThrow().objection()).isEqualTo(Objection.IMMATURE));
  }

  @Test
  void aValidatorHasOneWordAtATimeThatWaits() {
    Entry enrol = slip().order(new Order.Enrol(1, TWO, terms(2)), to(2)).entry();
    assertThat(pool.offer(enrol)).isInstanceOf(Answer.Waits.class);
    assertThat(pool.offer(leave(2)))
        .isInstanceOfSatisfying(
            Answer.Refused.class, no -> assertThat(no.why()).isEqualTo(Refusal.CONFLICT));
    block(enrol);
    assertThat(pool.offer(leave(2))).isInstanceOf(Answer.Waits.class);
  }
}
