package rhizome.cli.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import akka.remote.FailureDetector;
import akka.remote.PhiAccrualFailureDetector;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.runtime.cluster.ClusterProfile;
import scala.concurrent.duration.FiniteDuration;

class FloorTest {

  private static final String DETECTOR = "akka.cluster.failure-detector";

  /** A clock that stands where it is put. */
  private static final class SetClock extends FailureDetector.Clock {
    private long millis;

    @Override
    public Object apply() {
      return millis;
    }

    @Override
    public long apply$mcJ$sp() {
      return millis;
    }
  }

  /** Akka's own detector, told of punctual heartbeats and then of nothing more. */
  @ParameterizedTest
  @ValueSource(strings = {"lan-fast", "default", "wan"})
  void theDetectorIsAsPatientAsAkkasOwn(String detection) {
    Config detector = profile(detection).getConfig(DETECTOR);
    SetClock clock = new SetClock();
    PhiAccrualFailureDetector akkas =
        new PhiAccrualFailureDetector(
            detector.getDouble("threshold"),
            detector.getInt("max-sample-size"),
            millis(detector, "min-std-deviation"),
            millis(detector, "acceptable-heartbeat-pause"),
            millis(detector, "heartbeat-interval"),
            clock);
    for (int beat = 0; beat < 1100; beat++) {
      clock.millis += detector.getDuration("heartbeat-interval").toMillis();
      akkas.heartbeat();
    }
    long last = clock.millis;
    while (akkas.isAvailable()) {
      clock.millis++;
    }
    Duration pause = detector.getDuration("acceptable-heartbeat-pause");
    assertThat(clock.millis - last)
        .isCloseTo(Floor.silence(detector, pause).toMillis(), within(2L));
  }

  private static Config profile(String detection) {
    return ClusterProfile.of(ConfigFactory.parseString("rhizome.cluster.detection = " + detection));
  }

  private static FiniteDuration millis(Config detector, String key) {
    return new FiniteDuration(detector.getDuration(key).toMillis(), TimeUnit.MILLISECONDS);
  }

  @Test
  void theFloorIsTheSumOfWhatTheSettingsSay() {
    Floor floor =
        new Floor(Duration.ofMillis(1986), Duration.ofMillis(400), Duration.ofMillis(100));
    assertThat(floor.millis()).isEqualTo(2486);
    assertThat(floor).hasToString("2486 ms: detector 1986 + stable-after 400 + margin 100");
  }

  @Test
  void itFollowsEachOfThem() {
    Config profile = profile("default");
    double before = Floor.of(profile).millis();
    assertThat(more(profile, DETECTOR + ".ask-after", 100)).isEqualTo(before);
    assertThat(more(profile, DETECTOR + ".ask-after", 1100)).isEqualTo(before + 1000);
    assertThat(more(profile, "akka.cluster.split-brain-resolver.stable-after", 1400))
        .isEqualTo(before + 1000);
    assertThat(more(profile, "akka.cluster.down-removal-margin", 300)).isEqualTo(before + 200);
    assertThat(more(profile, DETECTOR + ".heartbeat-interval", 350)).isEqualTo(before + 50);
  }

  private static double more(Config profile, String key, int millis) {
    return Floor.of(ConfigFactory.parseString(key + " = " + millis + "ms").withFallback(profile))
        .millis();
  }
}
