package rhizome.ledger.pobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.block.StakeIndex;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.money.Amount;

class WeightTest {

  private static Target target(long value) {
    return new Target(BigInteger.valueOf(value));
  }

  private static final Parameters DEVNET = Parameters.RIVCHAIN_DEVNET;
  private static final Target START = target(36_000_000);

  /** The seed's own example values. */
  @Test
  void difficultiesAreAddedAndScaled() {
    assertThat(target(10).plus(target(10))).isEqualTo(target(5));
    assertThat(target(10).plus(target(5))).isEqualTo(target(3));
    assertThat(target(10).harder(new Ratio(5, 1))).isEqualTo(target(2));
    assertThat(target(10).harder(new Ratio(7, 10))).isEqualTo(target(14));
  }

  @Test
  void whatDoesNotFitIsTheGreatest() {
    assertThat(Target.ROOT.harder(new Ratio(1, 2))).isEqualTo(Target.ROOT);
    assertThat(Target.ROOT).hasToString("f".repeat(64));
    assertThatThrownBy(() -> new Target(BigInteger.TWO.pow(256)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void aTargetFollowsTheTimeBlocksTookWithinBounds() {
    assertThat(Weight.retarget(DEVNET, START, 20, 240)).isEqualTo(START);
    assertThat(Weight.retarget(DEVNET, START, 20, 207)).isEqualTo(target(36_000_000 / 80 * 69));
    assertThat(Weight.retarget(DEVNET, START, 20, 24_000)).isEqualTo(target(43_200_000));
    assertThat(Weight.retarget(DEVNET, START, 20, 1)).isEqualTo(target(30_000_000));
    assertThat(Weight.retarget(DEVNET, START, 20, -500))
        .as("time can run backwards")
        .isEqualTo(target(30_000_000));
  }

  @Test
  void aBranchGetsHeavierWithEveryBlock() {
    Property.forAll(
        random -> {
          Weight weight = Weight.ofGenesis(START);
          for (int i = 0; i < 20; i++) {
            Weight child = weight.child(target(1 + random.nextLong(1 << 30)));
            assertThat(child.depth()).isLessThanOrEqualTo(weight.depth());
            weight = child;
          }
        });
  }

  @Test
  void anotherTipHasToBeHeavierByAFifthOfABlock() {
    Weight fork = Weight.ofGenesis(START);
    Weight present = fork.child(START);
    assertThat(present.surpasses(present)).isFalse();
    assertThat(present.child(START).surpasses(present)).as("one block more").isTrue();
    Weight same = fork.child(target(1));
    assertThat(same.surpasses(present)).as("one as heavy").isFalse();
    Weight sixth = new Weight(START, present.depth().plus(START.harder(new Ratio(1, 6))));
    Weight fourth = new Weight(START, present.depth().plus(START.harder(new Ratio(1, 4))));
    assertThat(sixth.surpasses(present)).isFalse();
    assertThat(fourth.surpasses(present)).isTrue();
  }

  /** Below the first block; the values stand in a test that the seed has switched off. */
  @Test
  void theModifierBelowTheFirstBlockIsTheSeedsAccident() {
    assertThat(new Target(Lottery.modifier(1, 2000, _ -> new BlockId(Hash.ZERO))))
        .hasToString("03c6215e851515d3cbabbbd19002f7e6abcfce86cda4856414165071590ab394");
    assertThat(new Target(Lottery.modifier(346, 2000, _ -> new BlockId(Hash.ZERO))))
        .hasToString("e7d660eb51b8872a26173d6bc280f8c308e626b1c6cf3f3dbcef4d9ba6d78afd");
  }

  @Test
  void eachOf256BlocksOfTheBranchGivesItsOwnBit() {
    Property.forAll(
        20,
        random -> {
          int bit = random.nextInt(256);
          long height = 5000L + random.nextInt(100);
          BigInteger number = BigInteger.ZERO.setBit(bit);
          byte[] octets = new byte[32];
          octets[31 - bit / 8] = (byte) (1 << bit % 8);
          Hash only = Hash.of(octets);
          assertThat(only.number()).isEqualTo(number);
          List<Long> asked = new ArrayList<>();
          BigInteger modifier =
              Lottery.modifier(
                  height,
                  2000,
                  at -> {
                    asked.add(at);
                    return new BlockId(at == height - 2000 - bit ? only : Hash.ZERO);
                  });
          assertThat(modifier).isEqualTo(number);
          assertThat(asked).hasSize(256).startsWith(height - 2000);
        });
  }

  @Test
  void aKernelDependsOnStakeAndSecondAndHasNoZerosInFront() {
    StakeIndex stake = new StakeIndex(1, 0, 0);
    Hash one = Lottery.kernel(BigInteger.ONE, stake, 7);
    assertThat(Lottery.kernel(BigInteger.ONE, stake, 8)).isNotEqualTo(one);
    assertThat(Lottery.kernel(BigInteger.TWO, stake, 7)).isNotEqualTo(one);
    assertThat(Lottery.kernel(BigInteger.ZERO, stake, 7)).isNotEqualTo(one);
    assertThat(Lottery.wins(one, Amount.of(1), Target.of(one))).as("strictly below").isFalse();
    assertThat(Lottery.wins(one, Amount.of(1), new Target(one.number().add(BigInteger.ONE))))
        .isTrue();
    assertThat(Lottery.wins(one, Amount.of(2), Target.of(one))).as("twice the stake").isTrue();
  }
}
