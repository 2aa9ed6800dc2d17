package rhizome.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadIdTest {

  @Test
  void whatIsWrittenIsReadAgain() {
    WorkloadId id = new WorkloadId(new RobotId("shop"), "web", 2);
    assertThat(id).hasToString("shop/web#2");
    assertThat(WorkloadId.parse("shop/web#2")).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "shop", "shop/web", "shop#1", "shop/web#x", "Shop/web#1", "../x/y#0"})
  void whatIsNoWorkloadIsRefusedWithTheRemedy(String text) {
    assertThatThrownBy(() -> WorkloadId.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'");
  }
}
