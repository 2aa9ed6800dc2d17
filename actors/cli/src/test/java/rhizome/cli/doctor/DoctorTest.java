package rhizome.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.LoopbackGrid;
import rhizome.cli.Said;
import rhizome.runtime.checkup.AgentCertificates;
import rhizome.runtime.checkup.OwnCertificate;

class DoctorTest {

  @TempDir private Path data;

  @Test
  void aHealthyGridEndsWellAndSaysSo() throws IOException {
    try (LoopbackGrid grid = new LoopbackGrid(data)) {
      Said said = grid.run("doctor");
      assertThat(said.out()).contains("all is well", "1 members, journal 3 ms");
      assertThat(said.code()).isZero();
    }
  }

  @Test
  void whatIsWrongIsShownWithItsRemedyAndEndsBadly() throws IOException {
    try (LoopbackGrid grid = new LoopbackGrid(data)) {
      grid.world().lose("n1");
      Said said = grid.run("doctor");
      assertThat(said.out()).contains("wrong", "node n1: is offline", "start its agent again");
      assertThat(said.code()).isEqualTo(1);
      assertThat(grid.run("doctor", "-o", "json").out())
          .contains("\"severity\": \"wrong\"", "\"remedy\":", "\"observed\":");
      assertThat(grid.run("doctor", "-o", "yaml").out()).contains("findings:");
    }
  }

  @Test
  void aCertificateThatIsAboutToEndIsToldAndIsNotWrongYet() throws IOException {
    try (LoopbackGrid grid = new LoopbackGrid(data)) {
      grid.world().certify(certificate(Duration.ofDays(80), Duration.ofDays(5)));
      Said said = grid.run("doctor");
      assertThat(said.out())
          .contains(
              "warning",
              "akka://rhizome@127.0.0.1:1: the certificate of member n1 in /tls ends in 4 days",
              "rhizome pki issue --renew DIR --name n1 --role member");
      assertThat(said.code()).isZero();
      assertThat(grid.run("doctor", "-o", "json").out()).contains("\"daysLeft\": 4");

      grid.world().certify(certificate(Duration.ofDays(90), Duration.ofHours(-1)));
      Said late = grid.run("doctor");
      assertThat(late.out()).contains("wrong", "has expired 1 hour ago");
      assertThat(late.code()).isEqualTo(1);
      assertThat(grid.run("doctor", "-o", "json").out()).contains("\"daysLeft\": -1");
    }
  }

  @Test
  void anAgentWhoseCertificateIsAboutToEndIsToldByItsNode() throws IOException {
    try (LoopbackGrid grid = new LoopbackGrid(data)) {
      long from = Instant.now().minus(Duration.ofDays(85)).toEpochMilli();
      long until = Instant.now().plus(Duration.ofDays(5)).toEpochMilli();
      grid.world().visit(new AgentCertificates.Shown("m7", from, until));
      Said said = grid.run("doctor");
      assertThat(said.out())
          .contains("warning", "node m7: the certificate of agent m7", "ends in 4 days");
      assertThat(said.code()).isZero();
    }
  }

  private static OwnCertificate certificate(Duration age, Duration left) {
    Instant now = Instant.now();
    return new OwnCertificate(
        "/tls",
        Optional.of("member n1"),
        Optional.of(now.minus(age).toEpochMilli()),
        Optional.of(now.plus(left).toEpochMilli()),
        Optional.empty());
  }
}
