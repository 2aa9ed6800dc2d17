package rhizome.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.runtime.grid.GridSettings;

/** {@code agents.conf}, on both sides. */
class AgentsSettingsTest {

  @Test
  void theSettingsOfTheHouseHold() {
    DoorSettings door = Ends.door("");
    LineSettings line = Ends.line("");
    assertThat(door.frameMax()).as("both sides send as much").isEqualTo(line.frameMax());
  }

  @Test
  void anAgentReachesAnotherGatewayWithinItsLease() {
    GridSettings grid =
        GridSettings.from(
            ConfigFactory.parseResources("rhizome/edge.conf")
                .withFallback(ConfigFactory.defaultReference())
                .resolve());
    LineSettings line = Ends.line("");
    assertThat(line.silenceMax().plus(line.retryMin())).isLessThan(grid.lease());
    assertThat(line.connectTimeout().multipliedBy(2)).isLessThan(grid.lease());
  }

  @ParameterizedTest
  @CsvSource({
    "port = 70000, a port is",
    "connections-max = 0, connections-max",
    "half-open-max = 0, half-open-max",
    "in-flight-max = 0, in-flight-max",
    "frame-max = 1KiB, frame-max is at least",
    "waiting-max = 1KiB, waiting-max",
    "handshake-timeout = 0s, handshake-timeout",
    "reconnect-grace = -1s, reconnect-grace",
    "idle-timeout = 1s, idle-timeout must be longer"
  })
  void aDoorThatMakesNoSenseIsRefusedByTheNameOfTheKey(String own, String word) {
    assertThatThrownBy(() -> Ends.door(own))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(word);
  }

  @ParameterizedTest
  @CsvSource({
    "frame-max = 1KiB, frame-max is at least",
    "line.asks-max = 0, asks-max",
    "line.connect-timeout = 0s, connect-timeout",
    "line.silence-max = 0s, silence-max",
    "line.retry-min = 0s, retry-min",
    "line.retry-max = 1ms, retry-max not less"
  })
  void aLineThatMakesNoSenseIsRefusedByTheNameOfTheKey(String own, String word) {
    assertThatThrownBy(() -> Ends.line(own))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(word);
  }
}
