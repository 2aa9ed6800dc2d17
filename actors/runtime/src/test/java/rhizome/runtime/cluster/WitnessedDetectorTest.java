package rhizome.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rhizome.house.FreePorts;
import scala.Option;

/** Peers at real ports, and a clock that goes on when told to. */
class WitnessedDetectorTest {

  private static final Config SETTINGS =
      ClusterProfile.of(ConfigFactory.empty()).getConfig("akka.cluster.failure-detector");

  private static final int BEAT = 250;
  private static final int LATE = 700;
  private static final int TOO_LATE = 2_200;

  /** For the real ports. */
  private static final int BRIEF = 50;

  private static final int PATIENT = 20_000;

  private final AtomicLong millis = new AtomicLong(1_000_000);

  @Test
  void whosePortRefusesIsSuspectedBeforeItsTimeIsOver() throws Exception {
    WitnessedDetector detector = of(FreePorts.pick(1).getFirst());
    beats(detector, 20);
    millis.addAndGet(LATE);
    assertThat(detector.phi()).as("by the clock alone nobody would worry").isLessThan(1);
    awaitUnavailable(detector);
    detector.heartbeat();
    assertThat(detector.isAvailable()).as("who speaks again").isTrue();
  }

  @Test
  @Timeout(60)
  void whosePortAnswersIsGivenItsTime() throws Exception {
    try (ServerSocket there = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      WitnessedDetector detector = of(there.getLocalPort());
      beats(detector, 20);
      millis.addAndGet(LATE);
      for (int visits = 0; visits < 3; visits += hasVisit(there, BRIEF) ? 1 : 0) {
        assertThat(detector.isAvailable()).isTrue();
      }
      millis.addAndGet(TOO_LATE - LATE);
      assertThat(detector.isAvailable()).isFalse();
    }
  }

  @Test
  @Timeout(60)
  void whoIsOnTimeIsNotAskedFor() throws Exception {
    try (ServerSocket there = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      WitnessedDetector detector = of(there.getLocalPort());
      beats(detector, 20);
      millis.addAndGet(BEAT);
      assertThat(detector.isAvailable()).isTrue();
      millis.addAndGet(LATE);
      assertThat(detector.isAvailable()).isTrue();
      assertThat(hasVisit(there, PATIENT)).isTrue();
      assertThat(hasVisit(there, BRIEF)).as("once, when late").isFalse();
    }
  }

  /** What it learns of a peer's jitter moves the question as it moves the verdict. */
  @Test
  @Timeout(60)
  void whoIsOftenLateIsAskedForLater() throws Exception {
    try (ServerSocket there = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      WitnessedDetector detector = of(there.getLocalPort());
      for (int i = 0; i < 100; i++) {
        detector.heartbeat();
        millis.addAndGet(i % 4 == 0 ? 3 * BEAT : BEAT);
      }
      detector.heartbeat();
      millis.addAndGet(LATE);
      assertThat(detector.isAvailable()).isTrue();
      assertThat(hasVisit(there, BRIEF)).as("as late as usual").isFalse();
      millis.addAndGet(TOO_LATE - LATE);
      assertThat(detector.isAvailable()).as("what others are given up for").isTrue();
      assertThat(hasVisit(there, PATIENT)).isTrue();
    }
  }

  @Test
  void whoAsksLaterThanItGivesUpIsRefused() {
    Config wrong = ConfigFactory.parseString("ask-after = 1h").withFallback(SETTINGS);
    assertThatThrownBy(() -> new WitnessedDetector(wrong, Option.empty(), millis::get))
        .hasMessageContaining("ask-after is longer than acceptable-heartbeat-pause");
  }

  private WitnessedDetector of(int port) {
    WitnessedDetector detector = new WitnessedDetector(SETTINGS, Option.empty(), millis::get);
    detector.address_$eq("akka://rhizome@127.0.0.1:" + port);
    return detector;
  }

  private void beats(WitnessedDetector detector, int count) {
    for (int i = 0; i < count; i++) {
      millis.addAndGet(BEAT);
      detector.heartbeat();
      assertThat(detector.isAvailable()).isTrue();
    }
  }

  /** One that was there, or comes in so many milliseconds; it hangs up and says nothing. */
  private static boolean hasVisit(ServerSocket there, int millis) throws IOException {
    there.setSoTimeout(millis);
    try (Socket visit = there.accept()) {
      assertThat(visit.getInputStream().read()).isEqualTo(-1);
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    }
  }

  private static void awaitUnavailable(WitnessedDetector detector) throws InterruptedException {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (detector.isAvailable()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(5);
    }
  }
}
