package rhizome.runtime.checkup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.runtime.checkup.AgentCertificates.Shown;
import rhizome.runtime.tls.Pki;

class AgentCertificatesTest {

  @TempDir Path folder;

  @Test
  void ofManySomeAreToldThatEndFirst() {
    Pki pki = Pki.in(folder);
    AgentCertificates agents = new AgentCertificates();
    IntStream.range(0, AgentCertificates.TOLD_MAX)
        .forEach(i -> agents.come(i, "m" + i, pki.shown("m" + i, Duration.ofDays(90))));
    agents.come(100, "last", pki.shown("last", Duration.ofDays(91)));
    agents.come(101, "first", pki.shown("first", Duration.ofDays(1)));

    assertThat(agents.soonest()).hasSize(AgentCertificates.TOLD_MAX);
    assertThat(agents.soonest().getFirst().node()).isEqualTo("first");
    assertThat(agents.soonest()).extracting(Shown::node).doesNotContain("last");

    agents.gone(101);
    assertThat(agents.soonest()).extracting(Shown::node).doesNotContain("first");
  }
}
