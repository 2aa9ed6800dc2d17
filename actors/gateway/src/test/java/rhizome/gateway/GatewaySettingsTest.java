package rhizome.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewaySettingsTest {

  private static final DrainSettings DRAIN =
      new DrainSettings(Duration.ofMinutes(10), Duration.ofHours(24), 4, 1_000);

  private static GatewaySettings settings(String host, int port, int limit, long millis) {
    Duration interval = Duration.ofMillis(millis);
    return new GatewaySettings(
        host, port, false, limit, limit, limit, limit, interval, interval, false, DRAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "localhost"})
  void loopbackHasManyNames(String host) {
    assertThat(settings(host, 0, 1, 1).host()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "no.such.host.invalid"})
  void nothingElseIsListenedOn(String host) {
    assertThatThrownBy(() -> settings(host, 0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("loopback only")
        .hasMessageContaining(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "127.0.0.1"})
  void withTlsAnyAddressMayBeListenedOn(String host) {
    assertThat(secured(host).host()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no.such.host.invalid", "", " "})
  void withTlsTooAHostMustBeOne(String host) {
    assertThatThrownBy(() -> secured(host))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rhizome.api.host");
  }

  private static GatewaySettings secured(String host) {
    Duration interval = Duration.ofMillis(1);
    return new GatewaySettings(host, 0, true, 1, 1, 1, 1, interval, interval, false, DRAIN);
  }

  @Test
  void tlsIsOffUnlessTheProfileSaysOtherwise() {
    assertThat(Door.SETTINGS.tls()).isFalse();
    GatewaySettings cluster =
        GatewaySettings.from(
            ConfigFactory.parseResources("rhizome/api-tls.conf")
                .withFallback(ConfigFactory.parseResources("rhizome/api.conf"))
                .resolve());
    assertThat(cluster.tls()).isTrue();
    assertThat(cluster.host()).isEqualTo("0.0.0.0");
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 1, 1, a port is",
    "65536, 1, 1, a port is",
    "0, 0, 1, count from 1",
    "0, 1, 0, keep-alive must",
    "0, 1, -5, keep-alive must"
  })
  void whatMakesNoSenseIsRefused(int port, int limit, long millis, String message) {
    assertThatThrownBy(() -> settings("127.0.0.1", port, limit, millis))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 60, 1, 9, drain.deadline must",
    "61, 60, 1, 9, drain.deadline must",
    "1, 60, 0, 9, drain.at-once must",
    "1, 60, 10, 9, drain.at-once must"
  })
  void aDrainBeyondItsLimitsIsRefused(
      long seconds, long max, int atOnce, int atOnceMax, String message) {
    Duration deadline = Duration.ofSeconds(seconds);
    assertThatThrownBy(
            () -> new DrainSettings(deadline, Duration.ofSeconds(max), atOnce, atOnceMax))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void onlyThePortChangesWithThePort() {
    GatewaySettings other = Door.SETTINGS.withPort(0);
    assertThat(other.port()).isZero();
    assertThat(other.withPort(Door.SETTINGS.port())).isEqualTo(Door.SETTINGS);
  }
}
