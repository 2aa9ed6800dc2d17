package rhizome.ledger.chain.stake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.Samples;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.chain.stake.Shares.Credit;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.consensus.validator.Validator;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;

/** Nothing of what a block brings is lost, and nobody has more than his part. */
class SharesTest {

  private static PublicKey key(int number) {
    return new PublicKey(new Hash(number, 0, 0, 0));
  }

  @Test
  void allIsSharedAndToWhomItIsDue() {
    Property.forAll(
        random -> {
          List<Validator> signers = new ArrayList<>();
          int count = random.nextInt(6);
          for (int i = 0; i < count; i++) {
            signers.add(new Validator(key(i + 1), random.nextLong(1, Long.MAX_VALUE / 3 / 6)));
          }
          long coins = random.nextLong() >>> (1 + random.nextInt(63));
          int parts = random.nextInt(Terms.PARTS + 1);
          PublicKey proposer = key(1 + random.nextInt(7));
          Terms terms = new Terms(new Condition.Nil(), random.nextInt(Terms.PARTS + 1), Hash.ZERO);
          List<Credit> credits = new Shares(proposer, parts, signers).credits(coins, _ -> terms);
          long sum = 0;
          for (Credit credit : credits) {
            sum += credit.own() + credit.shared();
            double own = (double) (credit.own() + credit.shared()) * terms.commission() / 10_000;
            assertThat((double) credit.own()).isLessThanOrEqualTo(own * (1 + 1e-9) + 1);
            assertThat(credit.own()).isNotNegative();
            assertThat(credit.shared()).isNotNegative();
          }
          assertThat(sum).isEqualTo(coins);
          assertThat(credits).isSortedAccordingTo((a, b) -> order(a, b));
        });
  }

  private static int order(Credit one, Credit other) {
    return one.validator().octets().compareTo(other.validator().octets());
  }

  @Test
  void whatDoesNotDivideIsTheProposers() {
    List<Validator> signers = List.of(new Validator(key(1), 1), new Validator(key(2), 2));
    var shares = new Shares(key(3), 5_000, signers).of(101);
    // 50 for making it; 51 by 1 and 2.
    assertThat(shares.get(key(1))).isEqualTo(17);
    assertThat(shares.get(key(2))).isEqualTo(34);
    assertThat(shares.get(key(3))).isEqualTo(50);
    assertThat(new Shares(key(1), 0, signers).of(100).get(key(1))).isEqualTo(34);
    assertThat(new Shares(key(1), 0, List.of()).of(100).get(key(1))).isEqualTo(100);
  }

  @Test
  void whoHasNothingHasNoCredit() {
    Terms terms = new Terms(new Condition.Nil(), 0, new Samples(new java.util.Random(1)).hash());
    assertThat(new Shares(key(1), 0, List.of()).credits(0, _ -> terms)).isEmpty();
  }
}
