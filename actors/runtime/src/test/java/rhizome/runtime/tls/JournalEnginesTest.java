package rhizome.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.session.ProgrammaticArguments;
import com.datastax.oss.driver.internal.core.context.DefaultDriverContext;
import com.datastax.oss.driver.internal.core.metadata.DefaultEndPoint;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As the Cassandra driver makes and asks it. */
class JournalEnginesTest {

  @TempDir Path folder = Path.of("");

  @Test
  void theDriverFindsItByTheProfilesFileAndGetsEnginesThatCall() {
    Path n1 = Pki.in(folder).member("n1");
    DefaultDriverContext context = driver(n1);
    SSLEngine engine =
        context
            .getSslEngineFactory()
            .orElseThrow()
            .newSslEngine(
                new DefaultEndPoint(InetSocketAddress.createUnresolved("cassandra", 9042)));
    assertThat(context.getSslEngineFactory()).containsInstanceOf(JournalEngines.class);
    assertThat(engine.getUseClientMode()).isTrue();
    assertThat(engine.getEnabledProtocols()).containsExactly("TLSv1.3");
  }

  @Test
  void whoIsNoMemberHasNoWayToTheJournal() {
    DefaultDriverContext context = driver(Pki.in(folder).issue(Role.AGENT, "edge"));
    assertThatThrownBy(context::getSslEngineFactory)
        .hasStackTraceContaining("agent edge")
        .hasStackTraceContaining("--role member");
  }

  private static DefaultDriverContext driver(Path credentials) {
    return new DefaultDriverContext(
        DriverConfigLoader.fromString(
            "datastax-java-driver.advanced.ssl-engine-factory { class = \"%s\", folder = \"%s\" }"
                .formatted(JournalEngines.class.getName(), credentials)),
        ProgrammaticArguments.builder().build());
  }
}
