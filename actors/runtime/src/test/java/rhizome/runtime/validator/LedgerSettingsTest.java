package rhizome.runtime.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import rhizome.ledger.consensus.Timer;
import rhizome.ledger.pool.Limits;

class LedgerSettingsTest {

  private static LedgerSettings with(String more) {
    return LedgerSettings.from(
        ConfigFactory.parseString(more)
            .withFallback(ConfigFactory.parseResources("rhizome/ledger.conf"))
            .resolve());
  }

  @Test
  void theFileSaysWhatIsUsual() {
    LedgerSettings usual = with("");
    assertThat(usual.journal()).isEqualTo("rhizome.ledger.journal");
    assertThat(usual.snapshots()).isEqualTo("rhizome.ledger.snapshots");
    assertThat(usual.idleInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(usual.pool()).isEqualTo(Limits.USUAL);
  }

  @Test
  void timeoutsGrowByRoundUpToTheMost() {
    LedgerSettings.Timeouts usual = with("").timeouts();
    assertThat(usual.of(Timer.PROPOSE, 0)).isEqualTo(Duration.ofSeconds(2));
    assertThat(usual.of(Timer.PROPOSE, 2)).isEqualTo(Duration.ofSeconds(3));
    assertThat(usual.of(Timer.PREVOTE, 1)).isEqualTo(Duration.ofMillis(1_500));
    assertThat(usual.of(Timer.PRECOMMIT, Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void settingsWithWhichNothingWouldGoOnAreRefused() {
    for (String wrong :
        new String[] {
          "timeouts.propose = 0s",
          "timeouts.growth = 0s",
          "timeouts.max = 1s",
          "idle-interval = 0s",
          "retelling-interval = 0s",
          "waiting-max = 0",
          "waiting-large-max = 0",
          "message-bytes-max = 0",
          "beacon-length = 0",
          "gossip.interval = 0s",
          "gossip.entries-max = 0",
          "pool.bytes-max = 0",
          "pool.age-max = 99s",
          "restart-max = 1ms"
        }) {
      assertThatThrownBy(() -> with("rhizome.ledger." + wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aMessageHasRoomForABlock() {
    LedgerSettings tight = with("rhizome.ledger.message-bytes-max = 2000000");
    Hamlet hamlet = new Hamlet(1);
    JournalBlocks none = ScriptedDisk.named("settings").blocks("nobody");
    assertThatThrownBy(() -> hamlet.parts(0, tight, none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("message-bytes-max is too little for blocks of 2000000");
  }
}
