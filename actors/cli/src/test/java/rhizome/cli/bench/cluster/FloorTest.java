package rhizome.cli.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import rhizome.runtime.cluster.ClusterProfile;

class FloorTest {

  @Test
  void theFloorIsTheSumOfWhatTheSettingsSay() {
    Floor floor = new Floor(Duration.ofMillis(120), Duration.ofMillis(400), Duration.ofMillis(80));
    assertThat(floor.millis()).isEqualTo(600);
    assertThat(floor).hasToString("600 ms: looks 120 + stable-after 400 + margin 80");
  }

  @Test
  void itFollowsEachOfThem() {
    Config profile = ClusterProfile.of(ConfigFactory.empty());
    double before = Floor.of(profile).millis();
    assertThat(more(profile, "akka.cluster.unreachable-nodes-reaper-interval", 150))
        .isEqualTo(before + 50);
    assertThat(more(profile, "akka.cluster.split-brain-resolver.stable-after", 1400))
        .isEqualTo(before + 1000);
    assertThat(more(profile, "akka.cluster.down-removal-margin", 300)).isEqualTo(before + 200);
  }

  private static double more(Config profile, String key, int millis) {
    return Floor.of(ConfigFactory.parseString(key + " = " + millis + "ms").withFallback(profile))
        .millis();
  }
}
