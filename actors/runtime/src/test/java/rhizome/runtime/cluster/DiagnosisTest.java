package rhizome.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnosisTest {

  private static final int SEEDS = 6;

  /** Each keeps who asks it waiting for 3 s. */
  private static final Duration ONE_BY_ONE = Duration.ofSeconds(3 * SEEDS);

  private final List<ServerSocket> seeds = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (ServerSocket seed : seeds) {
      seed.close();
    }
  }

  @Test
  void seedsThatSayNothingAreAskedAtTheSameTime(@TempDir Path folder) throws IOException {
    ActorTestKit kit =
        ActorTestKit.create(
            ConfigFactory.parseString("akka { actor.provider = local, loglevel = WARNING }")
                .withFallback(MemberKeys.open(folder).config())
                .withFallback(ConfigFactory.defaultReference())
                .resolve());
    List<HostPort> addresses = new ArrayList<>();
    for (int i = 0; i < SEEDS; i++) {
      ServerSocket seed = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
      seeds.add(seed);
      addresses.add(new HostPort("127.0.0.1", seed.getLocalPort()));
    }
    try {
      long begin = System.nanoTime();
      Map<HostPort, String> said = new Diagnosis(kit.system()).of(addresses);
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      assertThat(said.keySet()).containsExactlyInAnyOrderElementsOf(addresses);
      assertThat(said.values()).allMatch(clause -> clause.contains("does not speak as a member"));
      assertThat(took).isLessThan(ONE_BY_ONE.dividedBy(2));
    } finally {
      kit.shutdownTestKit();
    }
  }
}
