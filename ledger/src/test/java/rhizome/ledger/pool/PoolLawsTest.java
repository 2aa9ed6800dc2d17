package rhizome.ledger.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;

/** What holds after any sequence of offers, blocks, blocks taken back, and time. */
class PoolLawsTest {

  @Test
  void whatWaitsIsWhatPlainValidationWouldAcceptAndAllOfItFits() {
    NavigableSet<String> seen = new TreeSet<>();
    Property.forAll(
        40,
        random -> {
          Market market = new Market(random);
          for (int i = 0; i < 60; i++) {
            market.step();
            market.holds();
          }
          seen.addAll(market.seen);
        });
    if (Long.getLong("property.seed") == null) {
      assertThat(seen)
          .contains("waits", "pushes out", "block", "block that pushes out", "taken back")
          .contains("expired", "CONFLICT", "PACKAGE_TOO_COSTLY")
          .contains("BEHIND_ORDER", "POOL_FULL", "TOO_EARLY", "NOT_VALID");
    }
  }
}
