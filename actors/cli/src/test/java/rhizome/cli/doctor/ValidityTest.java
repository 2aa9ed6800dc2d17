package rhizome.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.cli.doctor.Finding.Severity;
import rhizome.cli.doctor.Observed.Certificate;
import rhizome.cli.doctor.Observed.Life;

class ValidityTest {

  private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");

  /** Fourteen days before its end, or a sixth of its life, whichever is shorter. */
  @ParameterizedTest
  @CsvSource({
    "P90D, P14D,",
    "P90D, P13DT23H59M, WARNING",
    "P3650D, P15D,",
    "P3650D, P13D, WARNING",
    "P12D, P2D,",
    "P12D, P1DT23H, WARNING",
    "P1D, PT4H,",
    "P1D, PT3H59M, WARNING",
    "P90D, PT1S, WARNING",
    "P90D, PT0S, WRONG",
    "P90D, PT-1S, WRONG",
    "P1D, P-30D, WRONG"
  })
  void aCertificateIsSeenToBeforeItEnds(Duration life, Duration left, Severity severity) {
    Optional<Finding> found = Validity.judge("a", certificate(life, left), NOW);
    assertThat(found.map(Finding::severity)).isEqualTo(Optional.ofNullable(severity));
  }

  @ParameterizedTest
  @CsvSource({
    "P13D, ends in 13 days",
    "P2D, ends in 2 days",
    "PT47H, ends in 47 hours",
    "PT1H, ends in 1 hour",
    "PT59M, ends in less than an hour",
    "PT-5H, has expired 5 hours ago",
    "P-3D, has expired 3 days ago"
  })
  void itIsToldHowLongThatIs(Duration left, String words) {
    Finding found = Validity.judge("a", certificate(Duration.ofDays(90), left), NOW).orElseThrow();
    assertThat(found.what())
        .startsWith("the certificate of member n1 in /etc/rhizome/tls " + words)
        .contains(", on " + NOW.plus(left));
  }

  @Test
  void theRemedyIsTheCommandForItsHolder() {
    Finding found =
        Validity.judge("a", certificate(Duration.ofDays(90), Duration.ofDays(1)), NOW)
            .orElseThrow();
    assertThat(found.subject()).isEqualTo("a");
    assertThat(found.remedy())
        .contains("rhizome pki issue --renew DIR --name n1 --role member", "/etc/rhizome/tls");
  }

  @Test
  void anExpiryIsToldOnceThoughNobodyCouldStartWithItEither() {
    Certificate expired =
        new Certificate("/tls", "", Optional.of(life(Duration.ofDays(90), Duration.ZERO)), "ended");
    assertThat(Validity.judge("a", expired, NOW).orElseThrow().what())
        .startsWith("its certificate in /tls has expired");
  }

  @Test
  void whatCannotBeReadIsWrongAsItStands() {
    Certificate damaged = new Certificate("/tls", "", Optional.empty(), "tls.crt is empty");
    Certificate mixed =
        new Certificate(
            "/tls",
            "member n1",
            Optional.of(life(Duration.ofDays(90), Duration.ofDays(80))),
            "tls.key is another's");
    assertThat(Validity.judge("a", damaged, NOW).orElseThrow())
        .isEqualTo(
            Finding.wrong(
                "a",
                "could not start again with its credentials: tls.crt is empty",
                "put that right in /tls; what runs goes on with what it read before"));
    assertThat(Validity.judge("a", mixed, NOW).orElseThrow().what()).contains("another's");
  }

  private static Certificate certificate(Duration life, Duration left) {
    return new Certificate("/etc/rhizome/tls", "member n1", Optional.of(life(life, left)), "");
  }

  private static Life life(Duration life, Duration left) {
    return new Life(NOW.plus(left).minus(life), NOW.plus(left));
  }
}
