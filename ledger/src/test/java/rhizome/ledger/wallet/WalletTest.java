package rhizome.ledger.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Names;
import rhizome.ledger.chain.state.Payees;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.WalletSeed;
import rhizome.ledger.pool.Answer;
import rhizome.ledger.transaction.OutputId;

/** What a wallet knows and writes, with a real ledger and a real pool. */
class WalletTest {

  private static final Hash SECRET = Blake.of(new byte[] {1, 2, 3});

  private static Walk rich(long... coins) {
    Holding[] holdings = new Holding[coins.length];
    for (int i = 0; i < coins.length; i++) {
      holdings[i] = new Holding(coins[i], Walk.to(0));
    }
    return new Walk(holdings);
  }

  /** The seed fails here when a block arrives: it loses sight of its own change. */
  @Test
  void aThousandChainedTransfersWhileBlocksArriveAndNoneFails() {
    Walk walk = rich(10_000_000);
    for (int i = 1; i <= 1_000; i++) {
      walk.sent(0, walk.wallet(0).send(Payment.to(Walk.address(1), 1_000)));
      if (i % 10 == 0) {
        walk.block(walk.pool.waiting(1_000));
      }
    }
    assertThat(walk.steps).hasSize(100);
    assertThat(walk.pool.size()).as("what blocks had no room for").isGreaterThan(500);
    while (walk.pool.size() > 0) {
      walk.block();
    }
    assertThat(walk.wallet(1).balance().spendable()).isEqualTo(1_000_000);
    assertThat(walk.wallet(0).waiting()).isEmpty();
    long fees = walk.wallet(2).balance().total() - 1_000L * walk.steps.size();
    assertThat(walk.wallet(0).balance().spendable()).isEqualTo(10_000_000 - 1_000_000 - fees);
  }

  @Test
  void theWordsOfTheSeedGiveItsAddresses() {
    WalletSeed seed = WalletSeed.of(SECRET);
    Keyring keyring = Keyring.of(WalletSeed.ofMnemonic(seed.mnemonic()), 5);
    assertThat(keyring.addresses())
        .hasSize(5)
        .element(4)
        .isEqualTo(Address.of(seed.key(4).publicKey()));
    assertThat(keyring).hasToString("5 keys");
    assertThatThrownBy(() -> Keyring.of(seed, 0)).hasMessageContaining("from 1 to 2500");
  }

  @Test
  void aBalanceSaysWhatCanBeSpentAndWhenTheRestCan() {
    Walk walk =
        new Walk(
            new Holding(10_000, Walk.to(0)),
            new Holding(700, new Condition.TimeLock(3, Walk.to(0))),
            new Holding(300, new Condition.TimeLock(1_000_000_015, Walk.to(0))),
            new Holding(50, shared()),
            new Holding(60, swap(5)),
            new Holding(1_000, Walk.to(1)));
    Balance balance = walk.wallet(0).balance();
    assertThat(balance.spendable()).isEqualTo(10_000);
    assertThat(balance.locked()).isEqualTo(Map.of(3L, 700L, 1_000_000_015L, 300L));
    assertThat(balance.shared()).isEqualTo(50);
    assertThat(balance.inSwaps()).isEqualTo(60);
    Entry sent = walk.sent(0, walk.wallet(0).send(Payment.to(Walk.address(1), 2_000)));
    long change = 10_000 - 2_000 - sent.content().fee();
    assertThat(walk.wallet(0).balance().spendable()).isZero();
    assertThat(walk.wallet(0).balance().unconfirmed()).isEqualTo(change);
    walk.block();
    assertThat(walk.wallet(0).balance().spendable()).isEqualTo(change);
    assertThat(walk.wallet(2).balance().immature())
        .isEqualTo(Map.of(3L, 1_000 + sent.content().fee()));
    walk.block();
    assertThat(walk.wallet(0).balance().spendable()).isEqualTo(change + 700 + 300);
    assertThat(walk.wallet(0).balance().total()).isEqualTo(change + 1_000);
    assertThat(walk.wallet(2).balance().spendable()).isEqualTo(1_000 + sent.content().fee());
  }

  private static Condition.Multisig shared() {
    return new Condition.Multisig(2, List.of(Walk.address(0), Walk.address(1), Walk.address(2)));
  }

  private static Condition.Swap swap(long until) {
    return new Condition.Swap(
        Walk.address(0), Walk.address(1), Blake.sha256(SECRET.toArray()), 1_000_000_000 + until);
  }

  @Test
  void asFewCoinsAsWillDoAndOfTheseWhatLeavesLeastChange() {
    Walk walk = rich(100_000, 5_000, 40_000, 3_000, 2_000);
    Entry one = Walk.ready(walk.wallet(0).send(Payment.to(Walk.address(1), 4_000)));
    assertThat(one.content().coins().inputs()).containsExactly(walk.genesis.coin(1));
    Entry two = Walk.ready(walk.wallet(0).send(Payment.to(Walk.address(1), 120_000)));
    assertThat(two.content().coins().inputs())
        .containsExactlyInAnyOrder(walk.genesis.coin(0), walk.genesis.coin(2));
  }

  @Test
  void theFeeIsTheLeastTimesAFactorAndChangeThatWouldBeDustIsLeftToIt() {
    Walk walk = rich(10_000);
    Entry plain = Walk.ready(walk.wallet(0).send(Payment.to(Walk.address(1), 4_000)));
    long least = Walk.CHAPTER.charges().feeMin(plain.encode().length);
    assertThat(plain.content().fee()).isEqualTo((least * 120 + 99) / 100);
    long rest = 10_000 - plain.content().fee();
    Entry whole = Walk.ready(walk.wallet(0).send(Payment.to(Walk.address(1), rest - 50)));
    assertThat(whole.content().coins().outputs()).hasSize(1);
    assertThat(whole.content().fee()).isEqualTo(plain.content().fee() + 50);
  }

  @Test
  void whatCannotBePaidIsRefusedByName() {
    Walk walk = rich(10_000);
    Wallet wallet = walk.wallet(0);
    Built tooMuch = wallet.send(Payment.to(Walk.address(1), 10_000));
    assertThat(tooMuch).isInstanceOf(Built.Refused.class);
    long missing = ((Built.Refused) tooMuch).missing();
    assertThat(Walk.ready(wallet.send(Payment.to(Walk.address(1), 10_000 - missing)))).isNotNull();
    refuses(wallet.send(Payment.to(Walk.address(1), 50)), Refusal.DUST);
    refuses(wallet.sweep(100, Walk.address(0), 100), Refusal.NOTHING_TO_SWEEP);
    refuses(wallet.claim(walk.genesis.coin(0), Optional.of(SECRET), 100), Refusal.NOT_OURS);
    Holding[] many = new Holding[20];
    Arrays.fill(many, new Holding(60, Walk.to(1)));
    refuses(wallet.send(Payment.of(many)), Refusal.TOO_LARGE);
    long[] small = new long[60];
    Arrays.fill(small, 1_000);
    refuses(
        rich(small).wallet(0).send(Payment.to(Walk.address(1), 45_000)), Refusal.TOO_MANY_COINS);
  }

  private static void refuses(Built built, Refusal why) {
    assertThat(built).isInstanceOf(Built.Refused.class);
    assertThat(((Built.Refused) built).why()).isEqualTo(why);
  }

  @Test
  void aSweepMakesOneCoinOfSmallOnesThatAreWorthTheirFee() {
    Walk walk = rich(900_000, 400, 500, 600, 100, 700);
    Entry sweep = walk.sent(0, walk.wallet(0).sweep(1_000, Walk.address(0), 100));
    assertThat(sweep.content().coins().inputs()).hasSize(4).doesNotContain(walk.genesis.coin(4));
    walk.block();
    assertThat(walk.wallet(0).balance().spendable())
        .isEqualTo(900_000 + 100 + 2_200 - sweep.content().fee());
  }

  @Test
  void whatWasRefusedIsGivenUpWithWhatBuildsOnItAndItsCoinsAreFree() {
    Walk walk = rich(100_000);
    Wallet wallet = walk.wallet(0);
    Entry first = Walk.ready(wallet.send(Payment.to(Walk.address(1), 1_000)));
    wallet.sent(first);
    Entry second = Walk.ready(wallet.send(Payment.to(Walk.address(1), 1_000)));
    wallet.sent(second);
    assertThat(walk.pool.offer(second)).isInstanceOf(Answer.Refused.class);
    assertThat(wallet.giveUp(first.id())).containsExactly(first.id(), second.id());
    assertThat(wallet.waiting()).isEmpty();
    assertThat(wallet.balance().spendable()).isEqualTo(100_000);
  }

  @Test
  void whatABlockSpendsOtherwiseIsGivenUp() {
    Walk walk = rich(100_000);
    Entry first = walk.sent(0, walk.wallet(0).send(Payment.to(Walk.address(1), 1_000)));
    Entry second = walk.sent(0, walk.wallet(0).send(Payment.to(Walk.address(1), 1_000)));
    Wallet twin = new Wallet(walk.keyrings.get(0), walk.rules, walk.ledger);
    Entry rival = Walk.ready(twin.send(Payment.to(Walk.address(1), 7_000)));
    Block block =
        walk.ledger.next(
            walk.ledger.tip().time() + 1, List.of(rival), walk.rules, Payees.all(Walk.to(2)));
    assertThat(walk.wallet(0).follow(block)).containsExactly(first.id(), second.id());
    assertThat(walk.wallet(0).balance().total()).isEqualTo(100_000 - 7_000 - rival.content().fee());
  }

  @Test
  void theHistorySaysByBlockWhatCameAndWent() {
    Walk walk = rich(100_000);
    Entry sent = walk.sent(0, walk.wallet(0).send(Payment.to(Walk.address(1), 1_000)));
    Block block = walk.block();
    walk.block();
    assertThat(walk.wallet(0).history()).hasSize(1);
    Page page = walk.wallet(0).history().getFirst();
    assertThat(page.block()).isEqualTo(block.id());
    assertThat(page.height()).isOne();
    assertThat(page.ours()).containsExactly(sent);
    assertThat(page.net()).isEqualTo(-1_000 - sent.content().fee());
    assertThat(walk.wallet(1).history().getFirst().came().getFirst().units()).isEqualTo(1_000);
  }

  @Test
  void severalSignAPaperOfflineAndTheCopiesAreCombined() {
    Walk walk = new Walk(new Holding(100_000, shared()));
    var payment = Payment.to(Walk.address(2), 4_000);
    Paper open = ((Built.Ready) walk.wallet(0).sendShared(shared(), payment)).paper();
    assertThat(open.isComplete()).isFalse();
    Paper copy = Paper.decode(open.encode());
    assertThat(copy).isEqualTo(open);
    Paper alone = new Paper(Entry.open(open.entry().content()), open.spent());
    Paper both = open.combined(alone.signed(walk.keyrings.get(1)));
    assertThat(both.isComplete()).isTrue();
    assertThat(both.signed(walk.keyrings.get(2))).as("never more than needed").isEqualTo(both);
    assertThat(both.combined(alone.signed(walk.keyrings.get(2)))).isEqualTo(both);
    assertThat(copy.signed(walk.keyrings.get(2)).isComplete()).isTrue();
    assertThat(walk.pool.offer(open.entry())).isInstanceOf(Answer.Refused.class);
    assertThat(walk.pool.offer(both.entry())).isInstanceOf(Answer.Waits.class);
    walk.block();
    assertThat(walk.wallet(0).balance().shared()).isBetween(90_000L, 96_000L);
    assertThatThrownBy(
            () -> open.combined(new Paper(open.entry(), List.of(new Holding(1, shared())))))
        .hasMessageContaining("different papers");
  }

  @Test
  void aTimeLockHoldsUntilItsHeight() {
    Walk walk = rich(100_000);
    walk.sent(0, walk.wallet(0).send(Payment.locked(Walk.address(1), 5_000, 3)));
    walk.block();
    assertThat(walk.wallet(1).balance().locked()).isEqualTo(Map.of(3L, 5_000L));
    refuses(walk.wallet(1).send(Payment.to(Walk.address(0), 1_000)), Refusal.NOT_ENOUGH);
    walk.block();
    walk.sent(1, walk.wallet(1).send(Payment.to(Walk.address(0), 1_000)));
  }

  private static OutputId offered(Walk walk, long until) {
    Entry offer = walk.sent(0, walk.wallet(0).send(Payment.of(new Holding(9_000, swap(until)))));
    walk.block();
    return Names.coin(offer.id(), 0);
  }

  @Test
  void aSwapIsClaimedByWhoKnowsTheSecret() {
    Walk walk = rich(100_000);
    OutputId swap = offered(walk, 1_000);
    refuses(walk.wallet(1).claim(swap, Optional.of(Hash.ZERO), 100), Refusal.WRONG_SECRET);
    refuses(walk.wallet(0).claim(swap, Optional.of(SECRET), 100), Refusal.NOT_OURS);
    refuses(walk.wallet(0).refund(swap, 100), Refusal.TOO_EARLY);
    Entry claim = walk.sent(1, walk.wallet(1).claim(swap, Optional.of(SECRET), 100));
    assertThat(((Fulfillment.Swap) claim.shown().getFirst()).secret()).isEqualTo(SECRET);
    walk.block();
    assertThat(walk.wallet(1).balance().spendable()).isEqualTo(9_000 - claim.content().fee());
    assertThat(walk.wallet(0).swaps()).isEmpty();
  }

  @Test
  void whatWasPaidToASwapMoreThanOnceIsTakenAtOnce() {
    Walk walk = rich(100_000);
    OutputId first = offered(walk, 1_000);
    offered(walk, 1_000);
    walk.sent(0, walk.wallet(0).send(Payment.of(new Holding(60, swap(1_000)))));
    walk.block();
    Entry claim = walk.sent(1, walk.wallet(1).claim(first, Optional.of(SECRET), 100));
    walk.block();
    assertThat(walk.wallet(1).balance().spendable()).isEqualTo(18_000 - claim.content().fee());
    assertThat(walk.wallet(1).swaps())
        .as("what is not worth its fee stays")
        .singleElement()
        .satisfies(left -> assertThat(left.units()).isEqualTo(60));
  }

  /** What a wallet without keys writes of a swap, as it is offered and its time over. */
  private static Paper watched(Walk walk, int who, Function<Wallet, Built> written) {
    Keyring addresses = Keyring.watching(walk.keyrings.get(who).addresses());
    Built built = written.apply(new Wallet(addresses, walk.rules, walk.ledger));
    assertThat(built).isInstanceOf(Built.Ready.class);
    Paper paper = ((Built.Ready) built).paper();
    assertThat(paper.isComplete()).isFalse();
    return paper;
  }

  @Test
  void aSwapIsClaimedWhereTheKeysAreByWhoKnowsTheSecretThere() {
    Walk walk = rich(100_000);
    OutputId swap = offered(walk, 5);
    Paper paper = watched(walk, 1, wallet -> wallet.claim(swap, Optional.empty(), 100));
    Keyring keys = walk.keyrings.get(1);
    assertThat(paper.signed(keys)).isEqualTo(paper);
    assertThat(paper.signed(keys, _ -> Optional.of(Hash.ZERO))).isEqualTo(paper);
    assertThat(paper.signed(walk.keyrings.get(2), _ -> Optional.of(SECRET))).isEqualTo(paper);
    Paper signed = paper.signed(keys, _ -> Optional.of(SECRET));
    walk.sent(1, new Built.Ready(signed));
    walk.block();
    assertThat(walk.wallet(1).balance().spendable())
        .isEqualTo(9_000 - signed.entry().content().fee());
  }

  @Test
  void aSwapGoesBackWhereTheKeysAre() {
    Walk walk = rich(100_000);
    OutputId swap = offered(walk, 5);
    Paper paper = watched(walk, 0, wallet -> wallet.refund(swap, 100));
    walk.sent(0, new Built.Ready(paper.signed(walk.keyrings.get(0))));
    walk.block();
    assertThat(walk.wallet(0).swaps()).isEmpty();
  }

  @Test
  void aSwapThatNobodyClaimedGoesBackOnceItsTimeIsOver() {
    Walk walk = rich(100_000);
    OutputId swap = offered(walk, 5);
    refuses(walk.wallet(1).refund(swap, 100), Refusal.NOT_OURS);
    long before = walk.wallet(0).balance().spendable();
    Entry refund = walk.sent(0, walk.wallet(0).refund(swap, 100));
    walk.block();
    assertThat(walk.wallet(0).balance().spendable())
        .isEqualTo(before + 9_000 - refund.content().fee());
  }

  @Test
  void aBlockThatDoesNotFollowIsAMistakeOfTheCaller() {
    Walk walk = rich(1_000);
    Block first = walk.block();
    assertThatThrownBy(() -> walk.wallet(0).follow(first)).hasMessageContaining("is not after");
    Block second = walk.block();
    assertThatThrownBy(() -> walk.wallet(0).takeBack(first, walk.ledger.tip()))
        .hasMessageContaining("is not the last");
    assertThat(second.height()).isEqualTo(2);
  }

  @Test
  void paymentsRefuseWhatCannotBe() {
    Holding most = new Holding(Long.MAX_VALUE, Walk.to(0));
    assertThatThrownBy(() -> Payment.of(most, most)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new Payment(List.of(), Bytes.EMPTY, 99))
        .hasMessageContaining("below the least");
  }
}
