package rhizome.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateFactsTest {

  @TempDir Path folder = Path.of("");
  private Pki pki = new Pki(folder);

  @BeforeEach
  void init() {
    pki = Pki.in(folder);
  }

  @Test
  void whatIsSaidIsWhatTheCertificateSays() throws Exception {
    Path n1 = pki.member("n1");
    X509Certificate certificate = Pki.certificate(n1);
    CertificateFacts facts = CertificateFacts.read(n1);
    assertThat(facts.subject()).isEqualTo("CN=n1,OU=member");
    assertThat(facts.issuer())
        .isEqualTo(pki.authority().certificate().getSubjectX500Principal().getName());
    assertThat(facts.peer().orElseThrow()).hasToString("member n1");
    assertThat(facts.hosts()).containsExactly("127.0.0.1");
    assertThat(facts.serial()).isEqualTo(certificate.getSerialNumber().toString(16));
    assertThat(facts.from()).isEqualTo(certificate.getNotBefore().toInstant());
    assertThat(facts.until()).isEqualTo(certificate.getNotAfter().toInstant());
    assertThat(facts.isAuthority()).isFalse();
  }

  /** As openssl writes it. */
  @Test
  void aFingerprintIsOfTheWholeCertificate() throws Exception {
    Path n1 = pki.member("n1");
    String hex =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256").digest(Pki.certificate(n1).getEncoded()));
    String fingerprint = CertificateFacts.read(n1).fingerprint();
    assertThat(fingerprint).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    assertThat(fingerprint.replace(":", "").toLowerCase(Locale.ROOT)).isEqualTo(hex);
  }

  @Test
  void anAuthoritySaysNoRole() {
    CertificateFacts facts = CertificateFacts.read(folder);
    assertThat(facts.isAuthority()).isTrue();
    assertThat(facts.peer()).isEmpty();
    assertThat(facts.hosts()).isEmpty();
  }

  /** What cannot be used is what a person looks at most. */
  @Test
  void whatHasExpiredOrSaysNoRoleIsTold() throws Exception {
    pki.expired("late");
    CertificateFacts late = CertificateFacts.read(folder.resolve("late"));
    assertThat(late.daysLeft(Instant.now())).isNegative();
    CertificateFacts plain = CertificateFacts.read(pki.forge("plain", "EC"));
    assertThat(plain.peer()).isEmpty();
    assertThat(plain.subject()).isEqualTo("CN=plain");
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 0", "PT23H59M, 0", "PT24H, 1", "PT-1S, -1", "PT-24H, -1", "PT-25H, -2"})
  void daysLeftAreWholeOnesAndNegativeOnceItHasEnded(Duration left, long days) {
    CertificateFacts facts = CertificateFacts.read(pki.member("n1"));
    assertThat(facts.daysLeft(facts.until().minus(left))).isEqualTo(days);
  }

  @Test
  void aFolderWithoutACertificateSaysWhichItMissed() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> CertificateFacts.read(empty))
        .isInstanceOf(TlsRefused.class)
        .hasMessageContainingAll(empty.toString(), "neither tls.crt nor ca.crt", "rhizome pki");
  }
}
