package rhizome.runtime.checkup;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.runtime.tls.Credentials;
import rhizome.runtime.tls.Pki;

class OwnCertificateTest {

  private static final AgentCertificates NOBODY = new AgentCertificates();

  private static final Duration TEN_DAYS = Duration.ofDays(10);

  @TempDir Path folder = Path.of("");
  private Pki pki = new Pki(folder);

  @BeforeEach
  void init() {
    pki = Pki.in(folder.resolve("ca"));
  }

  @Test
  void aMemberSaysWhoseCertificateItHasAndHowLongItLasts() {
    Path n1 = pki.member("n1", 9, TEN_DAYS);
    OwnCertificate own = OwnCertificate.read(n1);
    assertThat(own.folder()).isEqualTo(n1.toString());
    assertThat(own.holder()).contains("member n1");
    assertThat(own.problem()).isEmpty();
    Instant until = Instant.ofEpochMilli(own.until().orElseThrow());
    assertThat(Duration.between(Instant.now(), until)).isBetween(hours(23), hours(24));
    Instant from = Instant.ofEpochMilli(own.from().orElseThrow());
    assertThat(Duration.between(from, until))
        .as("backdated by one")
        .isEqualTo(TEN_DAYS.plusDays(1));
  }

  @Test
  void oneThatHasExpiredStillSaysWhen() {
    OwnCertificate own = OwnCertificate.read(pki.member("n1", 3, Duration.ofDays(1)));
    assertThat(own.holder()).contains("member n1");
    assertThat(own.problem().orElseThrow()).contains("has expired on");
    assertThat(Instant.ofEpochMilli(own.until().orElseThrow())).isBefore(Instant.now());
  }

  @Test
  void whatWasRenewedIsSaidAnewWithoutARestart() {
    Path n1 = pki.member("n1", 9, TEN_DAYS);
    Vitals before = Vitals.read(folder, Optional.of(n1), NOBODY, Clock.systemUTC());
    pki.renew("n1");
    Vitals after = Vitals.read(folder, Optional.of(n1), NOBODY, Clock.systemUTC());
    assertThat(until(after)).isGreaterThan(until(before) + Duration.ofDays(80).toMillis());
  }

  @Test
  void damagedFilesAreTheProblemTheyAre() throws IOException {
    Path n1 = pki.member("n1");
    Path other = pki.member("n2");
    Files.copy(
        other.resolve("tls.key"), n1.resolve("tls.key"), StandardCopyOption.REPLACE_EXISTING);
    OwnCertificate mixed = OwnCertificate.read(n1);
    assertThat(mixed.holder()).contains("member n1");
    assertThat(mixed.problem().orElseThrow()).contains("is not the key of");

    Files.writeString(n1.resolve("tls.crt"), "not a certificate");
    OwnCertificate damaged = OwnCertificate.read(n1);
    assertThat(damaged.holder()).isEmpty();
    assertThat(damaged.until()).isEmpty();
    assertThat(damaged.problem().orElseThrow()).contains("tls.crt");
    assertThat(OwnCertificate.read(folder.resolve("none")).problem()).isPresent();
  }

  @Test
  void theConfigurationSaysWhereItLiesAndElseTheDataFolder() throws IOException {
    Config named = ConfigFactory.parseMap(Map.of(Credentials.FOLDER, "/etc/rhizome/tls"));
    Config blank = ConfigFactory.parseMap(Map.of(Credentials.FOLDER, ""));
    assertThat(OwnCertificate.folder(named, folder)).contains(Path.of("/etc/rhizome/tls"));
    assertThat(OwnCertificate.folder(blank, folder)).isEmpty();
    assertThat(OwnCertificate.folder(ConfigFactory.empty(), folder)).isEmpty();
    Path ofApi = Files.createDirectory(folder.resolve("tls"));
    assertThat(OwnCertificate.folder(blank, folder)).contains(ofApi);
    assertThat(OwnCertificate.folder(named, folder)).contains(Path.of("/etc/rhizome/tls"));
  }

  @Test
  void whoHasNoneSaysNothing() {
    assertThat(Vitals.read(folder, Optional.empty(), NOBODY, Clock.systemUTC()).certificate())
        .isEmpty();
  }

  private static long until(Vitals vitals) {
    return vitals.certificate().flatMap(OwnCertificate::until).orElseThrow();
  }

  private static Duration hours(long n) {
    return Duration.ofHours(n);
  }
}
