package rhizome.agent;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AgentLimitsTest {

  @Test
  void limitsThatCannotWorkAreRefused() {
    refused(10, 3, 1, 2, "1024 bytes, not 10");
    refused(5000, -1, 1, 2, "negative");
    refused(5000, 3, 10, 9, "not 10 to 9");
    refused(5000, 3, 10, 99_999, "65535");
    refused(5000, 3, 0, 10, "within 1");
  }

  private static void refused(long bytes, int files, int first, int last, String complaint) {
    assertThatThrownBy(() -> new AgentLimits(bytes, files, 100, first, last))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(complaint);
  }
}
