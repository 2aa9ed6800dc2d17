package rhizome.runtime.detection;

import static org.assertj.core.api.Assertions.assertThat;

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
import rhizome.runtime.cluster.ClusterProfile;
import scala.Option;

/** Peers at real ports, and a clock that goes on when told to. */
@Timeout(60)
class WitnessedDetectorTest {

  private static final Config SETTINGS =
      ClusterProfile.of(ConfigFactory.empty()).getConfig("akka.cluster.failure-detector");

  private static final int BEAT = 250;
  private static final int LATE = 700;
  private static final int TOO_LATE = 3_000;

  /** For the real ports. */
  private static final int BRIEF = 50;

  private final AtomicLong millis = new AtomicLong(1_000_000);

  @Test
  void whosePortIsClosedIsSuspectedAtOnceAndBelievedWhenItIsOpenAgain() throws Exception {
    int port = FreePorts.pick(1).getFirst();
    WitnessedDetector detector = of(port);
    try (ServerSocket there = open(port)) {
      beats(detector);
      try (Socket _ = there.accept()) {
        assertThat(detector.isAvailable()).isTrue();
      }
    }
    await(detector, false);
    assertThat(detector.phi()).as("by the clock alone nobody would worry").isLessThan(1);
    try (ServerSocket _ = open(port)) {
      await(detector, true);
    }
  }

  @Test
  void whoIsThereAndSilentIsGivenItsTime() throws Exception {
    try (ServerSocket there = open(0)) {
      WitnessedDetector detector = of(there.getLocalPort());
      beats(detector);
      try (Socket visit = there.accept()) {
        millis.addAndGet(LATE);
        assertThat(detector.isAvailable()).isTrue();
        assertThat(saysSomething(visit)).isFalse();
        millis.addAndGet(TOO_LATE - LATE);
        assertThat(detector.isAvailable()).isFalse();
      }
    }
  }

  @Test
  void oneConnectionIsHeldHoweverOftenSomebodyLooks() throws Exception {
    try (ServerSocket there = open(0)) {
      WitnessedDetector detector = of(there.getLocalPort());
      beats(detector);
      try (Socket visit = there.accept()) {
        beats(detector);
        there.setSoTimeout(BRIEF);
        assertThat(hasVisit(there)).isFalse();
        assertThat(saysSomething(visit)).isFalse();
      }
    }
  }

  /** As a peer does that has no room for whoever says nothing. */
  @Test
  void whoHangsUpAndOpensAgainIsVisitedAgainAndNotSuspected() throws Exception {
    try (ServerSocket there = open(0)) {
      WitnessedDetector detector = of(there.getLocalPort());
      beats(detector);
      for (int visits = 0; visits < 3; visits++) {
        there.accept().close();
        assertThat(detector.isAvailable()).isTrue();
      }
    }
  }

  @Test
  void whoWasNeverHeardIsNotVisited() throws Exception {
    try (ServerSocket there = open(0)) {
      assertThat(of(there.getLocalPort()).isAvailable()).isTrue();
      there.setSoTimeout(BRIEF);
      assertThat(hasVisit(there)).isFalse();
    }
  }

  private static ServerSocket open(int port) throws IOException {
    return new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
  }

  private WitnessedDetector of(int port) {
    WitnessedDetector detector = new WitnessedDetector(SETTINGS, Option.empty(), millis::get);
    detector.address_$eq("akka://rhizome@127.0.0.1:" + port);
    return detector;
  }

  private void beats(WitnessedDetector detector) {
    for (int i = 0; i < 20; i++) {
      millis.addAndGet(BEAT);
      detector.heartbeat();
      assertThat(detector.isAvailable()).isTrue();
    }
  }

  private static boolean hasVisit(ServerSocket there) throws IOException {
    try (Socket _ = there.accept()) {
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    }
  }

  private static boolean saysSomething(Socket visit) throws IOException {
    visit.setSoTimeout(BRIEF);
    try {
      return visit.getInputStream().read() != -1;
    } catch (SocketTimeoutException _) {
      return false;
    }
  }

  private static void await(WitnessedDetector detector, boolean available)
      throws InterruptedException {
    while (detector.isAvailable() != available) {
      Thread.sleep(5);
    }
  }
}
