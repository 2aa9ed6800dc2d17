package rhizome.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1:7718", "[fd00::1]:7718", "member-1.example.org:65535"})
  void whatIsWrittenIsReadAgain(String text) {
    assertThat(HostPort.parse(text)).hasToString(text);
  }

  @Test
  void severalAreListedWithCommas() {
    assertThat(HostPort.list("a:1, b.example:65535,[fd00::1]:7718"))
        .containsExactly(
            new HostPort("a", 1), new HostPort("b.example", 65535), new HostPort("fd00::1", 7718));
    assertThatThrownBy(() -> HostPort.list("a:1,,b:2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'' is not HOST:PORT");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "10.0.0.1; HOST:PORT",
        ":7718; HOST:PORT",
        "10.0.0.1:; HOST:PORT",
        "10.0.0.1:http; HOST:PORT",
        "10.0.0.1:0; nowhere to be reached",
        "10.0.0.1:65536; 65535",
        "fd00::1:7718; brackets",
        "a/b:1; is not a host",
        "a@b:1; is not a host"
      })
  void whatIsNoAddressIsRefusedWithTheWayOut(String text, String hint) {
    assertThatThrownBy(() -> HostPort.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(hint);
  }

  @Test
  void allAgreeOnTheLowest() {
    List<HostPort> all = List.of(new HostPort("b", 1), new HostPort("a", 2), new HostPort("a", 1));
    assertThat(all.stream().sorted().toList())
        .extracting(HostPort::toString)
        .containsExactly("a:1", "a:2", "b:1");
  }
}
