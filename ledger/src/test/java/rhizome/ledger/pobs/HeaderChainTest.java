package rhizome.ledger.pobs;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.ledger.pobs.Maker.ANNS;
import static rhizome.ledger.pobs.Maker.FEE;
import static rhizome.ledger.pobs.Maker.SMALL;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.block.Block;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.block.Payout;
import rhizome.ledger.block.StakeIndex;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.money.Amount;
import rhizome.ledger.transaction.Ids;
import rhizome.ledger.transaction.Input;
import rhizome.ledger.transaction.Numbering;
import rhizome.ledger.transaction.Output;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.transaction.Transaction;
import rhizome.ledger.transaction.Transfer;

class HeaderChainTest {

  private static Maker maker() {
    return new Maker(0, 3000);
  }

  private static void refused(Maker maker, Block block, Wrong wrong) {
    Report.Fault fault = maker.chain.append(block).orElseThrow();
    assertThat(fault.wrong()).as(fault.toString()).isEqualTo(wrong);
    assertThat(fault.height()).isEqualTo(maker.blocks.size());
  }

  @Test
  void aChainThatWasWonIsRight() {
    Maker maker = maker().next(300);
    Report report = HeaderChain.verify(SMALL, maker.blocks);
    assertThat(report.isRight()).as(report.toString()).isTrue();
    assertThat(report.blocks()).isEqualTo(301);
    assertThat(report.tip()).isEqualTo(maker.chain.tip());
  }

  @Test
  void theFirstWrongBlockIsNamed() {
    Maker maker = maker().next(40);
    Property.forAll(
        20,
        random -> {
          int at = 1 + random.nextInt(40);
          List<Block> blocks = new ArrayList<>(maker.blocks);
          Block right = blocks.get(at);
          blocks.set(
              at,
              switch (random.nextInt(3)) {
                case 0 -> with(right, 0, right.payouts());
                case 1 -> with(right, right.time(), List.of());
                default ->
                    new Block(
                        new BlockId(Hash.ZERO),
                        right.time(),
                        right.stake(),
                        right.payouts(),
                        right.transactions());
              });
          Report report = HeaderChain.verify(SMALL, blocks);
          assertThat(report.fault().orElseThrow().height()).isEqualTo(at);
          assertThat(report.blocks()).isEqualTo(at);
        });
  }

  private static Block with(Block block, long time, List<Payout> payouts) {
    return new Block(block.parent(), time, block.stake(), payouts, block.transactions());
  }

  @Test
  void aChainBeginsWithABlockFromNowhere() {
    Maker maker = maker().next(2);
    assertThat(HeaderChain.verify(SMALL, List.of()).fault().orElseThrow().wrong())
        .isEqualTo(Wrong.NO_GENESIS);
    assertThat(HeaderChain.verify(SMALL, maker.blocks.subList(1, 3)).fault().orElseThrow().wrong())
        .isEqualTo(Wrong.NO_GENESIS);
  }

  @Test
  void aBlockFollowsItsParent() {
    Maker maker = maker().next(3);
    refused(maker, maker.blocks.getLast(), Wrong.NOT_A_CHILD);
  }

  @Test
  void aBlockMayBeOlderThanItsParentButNotThanTheMedian() {
    Maker maker = maker().next(20);
    long median = maker.blocks.get(20 - 5).time();
    refused(maker, maker.block(median - 1), Wrong.TOO_EARLY);
    long early = maker.second(median, true);
    assertThat(maker.chain.append(maker.block(early))).isEmpty();
  }

  @Test
  void aSecondThatDoesNotWinMakesNoBlock() {
    Maker maker = maker().next(3);
    refused(maker, maker.block(maker.second(maker.time + 1, false)), Wrong.NOT_WON);
  }

  @Test
  void theStakeIsThereAndIsSpent() {
    Maker maker = maker().next(3);
    long at = maker.second(maker.time + 1, true);
    Block right = maker.block(at);
    StakeIndex gone = new StakeIndex(1, 0, 0);
    refused(
        maker,
        new Block(right.parent(), at, gone, right.payouts(), right.transactions()),
        Wrong.NO_SUCH_STAKE);
    refused(
        maker,
        new Block(right.parent(), at, right.stake(), right.payouts(), List.of()),
        Wrong.STAKE_NOT_SPENT);
  }

  @Test
  void stakeThatIsNotTheFirstOutputOfItsBlockHasToAge() {
    Maker maker = new Maker(1, 10, 3000);
    long young = maker.second(maker.time + 1, true);
    assertThat(young).isLessThan(maker.time + SMALL.stakeAging());
    refused(maker, maker.block(young), Wrong.STAKE_TOO_YOUNG);
    long aged = maker.second(maker.time + SMALL.stakeAging(), true);
    assertThat(maker.chain.append(maker.block(aged))).isEmpty();
  }

  @Test
  void payoutsAreTheFeesAndNoneIsNothing() {
    Maker maker = maker().next(2);
    long at = maker.second(maker.time + 1, true);
    Block right = maker.block(at);
    Payout more = new Payout(Amount.of(1), Maker.address());
    Payout zero = new Payout(Amount.ZERO, Maker.address());
    Payout due = right.payouts().getFirst();
    refused(maker, with(right, at, List.of(due, more)), Wrong.PAYOUTS_UNBALANCED);
    refused(maker, with(right, at, List.of(due, zero)), Wrong.PAYOUT_OF_ZERO);
    Transaction paying =
        new Transaction.V1(
            new Transfer(List.of(), List.of(), List.of(), List.of(), List.of(FEE), Bytes.EMPTY));
    Block rich = maker.block(at, paying);
    refused(maker, rich, Wrong.PAYOUTS_UNBALANCED);
    assertThat(maker.chain.append(with(rich, at, List.of(due, due)))).isEmpty();
  }

  @Test
  void aBlockHasALimit() {
    Maker maker = maker().next(1);
    Transaction huge =
        new Transaction.V1(
            new Transfer(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Bytes.of(new byte[Parameters.BLOCK_MAX])));
    refused(maker, maker.block(maker.second(maker.time + 1, true), huge), Wrong.TOO_LARGE);
  }

  @Test
  void stakeIsNeverMadeTakenOrSpentTwice() {
    assertThat(misused(List.of(new Output(Amount.of(3001), ANNS)))).isEqualTo("STAKE_UNBALANCED");
    assertThat(misused(List.of())).isEqualTo("STAKE_UNBALANCED");
    Maker maker = maker().next(2);
    Transaction again = Maker.move(maker.stake, List.of(new Output(maker.value, ANNS)));
    refused(maker, maker.block(maker.second(maker.time + 1, true), again), Wrong.STAKE_MISUSED);
  }

  private static String misused(List<Output> outputs) {
    Maker maker = maker().next(2);
    long at = maker.second(maker.time + 1, true);
    Block wrong =
        new Block(
            maker.chain.tip(),
            at,
            maker.place,
            List.of(new Payout(FEE, Maker.address())),
            List.of(Maker.move(maker.stake, outputs)));
    Report.Fault fault = maker.chain.append(wrong).orElseThrow();
    assertThat(fault.wrong()).isEqualTo(Wrong.STAKE_MISUSED);
    return fault.details();
  }

  @Test
  void nobodyMovesStakeOfOthers() {
    Maker maker = maker().next(1);
    long at = maker.second(maker.time + 1, true);
    Input thief = new Input(maker.stake, new Fulfillment.Nil());
    Transaction stolen =
        new Transaction.V1(
            new Transfer(
                List.of(),
                List.of(),
                List.of(thief),
                List.of(new Output(maker.value, ANNS)),
                List.of(),
                Bytes.EMPTY));
    Block block =
        new Block(
            maker.chain.tip(),
            at,
            maker.place,
            List.of(new Payout(FEE, Maker.address())),
            List.of(stolen));
    assertThat(maker.chain.append(block).orElseThrow().details()).isEqualTo("WRONG_KIND");
  }

  @Test
  void stakeMayBeSplitAndOldPartsStillWin() {
    Maker maker = maker().next(2);
    long at = maker.second(maker.time + 1, true);
    List<Output> halves =
        List.of(new Output(Amount.of(1000), ANNS), new Output(Amount.of(2000), ANNS));
    Transaction split = Maker.move(maker.stake, halves);
    Block block =
        new Block(
            maker.chain.tip(),
            at,
            maker.place,
            List.of(new Payout(FEE, Maker.address())),
            List.of(split));
    maker.take(block);
    maker.value = Amount.of(1000);
    maker.next(3);
    maker.place = new StakeIndex(3, 0, 1);
    maker.stake = Ids.stakeOutput(Numbering.RIVCHAIN, split, 1);
    maker.value = Amount.of(2000);
    maker.take(maker.block(maker.second(at + SMALL.stakeAging(), true)));
    assertThat(maker.chain.height()).isEqualTo(7);
    assertThat(maker.stake).isNotEqualTo(new OutputId(Hash.ZERO));
  }
}
