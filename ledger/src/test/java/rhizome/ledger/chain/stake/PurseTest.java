package rhizome.ledger.chain.stake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;

/** What is earned with a validator is the same as if each block had paid each output. */
class PurseTest {

  /** An output, from when it is bonded, and what it should have earned. */
  private static final class Output {
    private final long units;
    private final long since;
    private long earned;

    Output(long units, long since) {
      this.units = units;
      this.since = since;
    }
  }

  @Test
  void whatAllHaveEarnedAndWhatIsLeftIsWhatWasGiven() {
    Property.forAll(
        random -> {
          Purse purse = Purse.EMPTY;
          List<Output> bonded = new ArrayList<>();
          long rest = 0;
          long given = 0;
          long taken = 0;
          for (int i = 0; i < 60; i++) {
            if (bonded.isEmpty() || random.nextInt(4) > 0) {
              bonded.add(new Output(random.nextLong(1, 1_000), purse.index()));
            }
            if (random.nextInt(4) == 0) {
              Output gone = bonded.remove(random.nextInt(bonded.size()));
              long owed = purse.owed(gone.units, gone.since);
              assertThat(owed).isEqualTo(gone.earned);
              purse = purse.without(owed);
              taken += owed;
            }
            long shared = random.nextLong(100_000);
            long units = bonded.stream().mapToLong(it -> it.units).sum();
            purse = purse.credited(random.nextInt(10), shared, units);
            rest += shared;
            long each = units == 0 ? 0 : rest / units;
            bonded.forEach(it -> it.earned += each * it.units);
            rest -= each * units;
            given += shared;
            assertThat(purse.carry()).isEqualTo(rest);
          }
          long owed = 0;
          for (Output output : bonded) {
            owed += purse.owed(output.units, output.since);
          }
          assertThat(taken + owed + purse.carry()).isEqualTo(given);
          assertThat(purse.held()).isEqualTo(purse.own() + owed + purse.carry());
          assertThat(purse.paidOut().held()).isEqualTo(owed + purse.carry());
        });
  }

  @Test
  void allCoinsThereCanBeAreSharedByAllStakeThereCanBe() {
    Purse purse = Purse.EMPTY.credited(0, Long.MAX_VALUE, 1);
    assertThat(purse.owed(1, 0)).isEqualTo(Long.MAX_VALUE);
    Purse one = Purse.EMPTY.credited(0, Long.MAX_VALUE, Long.MAX_VALUE);
    assertThat(one.owed(Long.MAX_VALUE, 0)).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> one.credited(1, 0, 1)).isInstanceOf(ArithmeticException.class);
  }
}
