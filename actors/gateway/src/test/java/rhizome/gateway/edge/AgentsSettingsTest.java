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

  /** Who reads the settings. */
  enum End {
    DOOR,
    LINE;

    Record read(String own) {
      return switch (this) {
        case DOOR -> Ends.door(own);
        case LINE -> Ends.line(own);
      };
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DOOR, port = 70000, a port is",
    "DOOR, connections-max = 0, connections-max",
    "DOOR, half-open-max = 0, half-open-max",
    "DOOR, in-flight-max = 0, in-flight-max",
    "DOOR, frame-max = 1KiB, frame-max is at least",
    "DOOR, waiting-max = 1KiB, waiting-max",
    "DOOR, handshake-timeout = 0s, handshake-timeout",
    "DOOR, reconnect-grace = -1s, reconnect-grace",
    "DOOR, idle-timeout = 1s, idle-timeout must be longer",
    "LINE, frame-max = 1KiB, frame-max is at least",
    "LINE, line.asks-max = 0, asks-max",
    "LINE, line.connect-timeout = 0s, connect-timeout",
    "LINE, line.silence-max = 0s, silence-max",
    "LINE, line.retry-min = 0s, retry-min",
    "LINE, line.retry-max = 1ms, retry-max not less"
  })
  void whatMakesNoSenseIsRefusedByTheNameOfTheKey(End end, String own, String word) {
    assertThatThrownBy(() -> end.read(own))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(word);
  }
}
