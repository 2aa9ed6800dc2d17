package rhizome.cli.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.cli.wallet.file.Whom;
import rhizome.ledger.address.Address;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Blake;

class WhomTest {

  private static final Address ONE = new Address(Address.KEY, Blake.of(new byte[] {1}));
  private static final Address TWO = new Address(Address.KEY, Blake.of(new byte[] {2}));

  @Test
  void conditionsAreSaidWithTheAddressInFull() {
    var shared = new Condition.Multisig(1, List.of(ONE, TWO));
    assertThat(Whom.of(new Condition.Nil())).isEqualTo("anybody");
    assertThat(Whom.of(new Condition.ToAddress(ONE))).isEqualTo(ONE.toString());
    assertThat(Whom.of(shared)).isEqualTo(shared.address() + ", 1 of 2");
    assertThat(Whom.of(new Condition.TimeLock(12, shared)))
        .isEqualTo(shared.address() + ", 1 of 2, locked until height 12");
    assertThat(Whom.of(new Condition.Swap(ONE, TWO, Blake.of(new byte[0]), 60)))
        .isEqualTo(TWO + ", or after 1970-01-01T00:01:00Z back to " + ONE + ", a swap");
  }

  /** Nobody is told of 1969 where a lock is for ever. */
  @Test
  void whatNoCalendarHasIsSaidInSeconds() {
    assertThat(Whom.until(-1)).isEqualTo("18446744073709551615");
    assertThat(Whom.until(Long.MAX_VALUE)).isEqualTo("9223372036854775807");
    assertThat(Whom.until(500_000_000)).isEqualTo("1985-11-05T00:53:20Z");
  }
}
