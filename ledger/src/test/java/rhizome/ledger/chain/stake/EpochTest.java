package rhizome.ledger.chain.stake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.consensus.validator.Validator;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;

/** Who votes follows from what is bonded, and from nothing else. */
class EpochTest {

  private static final Terms TERMS = new Terms(new Condition.Nil(), 0, Hash.ZERO);

  private final TreeMap<PublicKey, Enrolled> all =
      new TreeMap<>(Comparator.comparing(PublicKey::octets));

  private static PublicKey key(int number) {
    return new PublicKey(new Hash(number, 0, 0, 0));
  }

  private static Enrolled bonded(long units) {
    return Enrolled.of(TERMS, 1, 0).bonded(units);
  }

  @Test
  void thoseWithMostAreElectedAndOfTwoTheLowerKey() {
    all.put(key(1), bonded(5));
    all.put(key(2), bonded(7));
    all.put(key(3), bonded(5));
    all.put(key(4), bonded(9));
    all.put(key(5), bonded(5));
    assertThat(Epoch.elect(all, 3, 1, 31).orElseThrow().all())
        .containsExactly(
            new Validator(key(1), 5), new Validator(key(2), 7), new Validator(key(4), 9));
    assertThat(Epoch.elect(all, 9, 6, 31).orElseThrow().size()).isEqualTo(2);
    assertThat(Epoch.elect(all, 9, 10, 31)).isEmpty();
  }

  @Test
  void whoLeftOrIsGuiltyIsNot() {
    all.put(key(1), bonded(5).left());
    all.put(key(2), bonded(7).frozen(3, 1));
    assertThat(Epoch.elect(all, 9, 1, 12)).isEmpty();
    all.put(key(1), bonded(5).left().renewed(TERMS, 4, 1));
    assertThat(Epoch.elect(all, 9, 1, 12))
        .contains(ValidatorSet.of(java.util.List.of(new Validator(key(1), 5))));
  }

  @Test
  void threeTimesAllPowerFitsWhateverIsBonded() {
    assertThat(Epoch.shift(Long.MAX_VALUE / 3)).isZero();
    assertThat(Epoch.shift(Long.MAX_VALUE / 3 + 1)).isEqualTo(1);
    assertThat(Epoch.shift(Long.MAX_VALUE)).isEqualTo(2);
    long half = Long.MAX_VALUE / 2;
    all.put(key(1), bonded(half));
    all.put(key(2), bonded(half - 3));
    all.put(key(3), bonded(3));
    ValidatorSet set = Epoch.elect(all, 9, 1, Long.MAX_VALUE - 1).orElseThrow();
    // The third would have no power at all.
    assertThat(set.size()).isEqualTo(2);
    assertThat(set.get(0).power()).isEqualTo(half >> 2);
  }

  @Test
  void anEpochGoesOnWithTheSameSetIfNobodyIsElected() {
    ValidatorSet set = ValidatorSet.of(java.util.List.of(new Validator(key(1), 5)));
    assertThat(new Epoch(3, 10, set).next(20, Optional.empty())).isEqualTo(new Epoch(4, 20, set));
  }

  @Test
  void rulesOfStakeAreSensible() {
    assertThat(new Staking(1, 1, 1, 1, 1, 0, 0, 0).freeze()).isEqualTo(1);
    assertThatThrownBy(() -> new Staking(0, 1, 1, 1, 1, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Staking(1, 1_025, 1, 1, 1, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Staking(1, 1, 1, 0, 1, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Staking(1, 1, 1, 1, 1, 10_001, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
