package rhizome.grid.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTermsTest {

  @Test
  void termsThatCannotBeKeptAreRefused() {
    assertThatThrownBy(() -> terms(Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessageContaining("a lease must be positive");
    assertThatThrownBy(() -> terms(Duration.ofSeconds(1), Duration.ofMillis(99)))
        .hasMessageContaining("at least PT0.1S");
  }

  @Test
  void othersWaitForTheLeaseAndItsMargin() {
    LeaseTerms terms = terms(Duration.ofMillis(2_400), Duration.ofMillis(400));
    assertThat(terms.silence()).isEqualTo(Duration.ofMillis(2_800));
    assertThat(terms.with(FenceMode.OFF).mode()).isEqualTo(FenceMode.OFF);
  }

  private static LeaseTerms terms(Duration lease, Duration margin) {
    return new LeaseTerms(FenceMode.LEASE, lease, margin);
  }
}
