package rhizome.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {

  @Test
  void gatewaysAreListedWithCommas() {
    assertThat(Gateway.list("a:1, b.example:65535,[fd00::1]:7718"))
        .containsExactly(
            new Gateway("a", 1), new Gateway("b.example", 65535), new Gateway("fd00::1", 7718));
    assertThat(Gateway.list("[fd00::1]:7718").getFirst()).hasToString("[fd00::1]:7718");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a:", ":1", "a:0", "a:65536", "a:x", "fd00::1", "a:1,,b:2"})
  void whatIsNoneIsNamed(String text) {
    assertThatThrownBy(() -> Gateway.list(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no gateway: write HOST:PORT");
  }
}
