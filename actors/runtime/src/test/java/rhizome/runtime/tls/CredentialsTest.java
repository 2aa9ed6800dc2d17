package rhizome.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

  @TempDir Path folder = Path.of("");
  @TempDir Path elsewhere = Path.of("");

  private Pki pki = new Pki(folder);
  private Path n1 = folder;

  @BeforeEach
  void issue() {
    pki = Pki.in(folder);
    n1 = pki.member("n1");
  }

  @Test
  void whatWasIssuedOpensAndSaysWhoItIsAndUntilWhen() {
    Credentials credentials = Credentials.open(n1);
    assertThat(credentials.own()).hasToString("member n1");
    assertThat(Duration.between(Instant.now(), credentials.validUntil()).toDays())
        .isBetween(89L, 90L);
    assertThat(credentials.folder()).isAbsolute().isEqualTo(n1);
  }

  @ParameterizedTest
  @ValueSource(strings = {Pair.KEY, Pair.CERTIFICATE, Pair.AUTHORITIES})
  void aFileThatIsMissingEmptyOrCutIsNamedWithTheRemedy(String name) throws IOException {
    Path file = n1.resolve(name);
    String whole = Files.readString(file);
    for (int length : new int[] {0, 10, whole.length() / 2, whole.length() - 30}) {
      Files.writeString(file, whole.substring(0, length));
      refused(file, "restore it from a copy, or issue it again");
    }
    Files.delete(file);
    refused(file, "is missing: copy the whole folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {Pair.KEY, Pair.CERTIFICATE, Pair.AUTHORITIES})
  void aFileThatIsFarTooLargeIsNotRead(String name) throws IOException {
    Path file = n1.resolve(name);
    Files.writeString(file, "x".repeat((1 << 20) + 1));
    refused(file, "more than 1048576 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rwx--x---"})
  void aKeyThatOthersMayTouchIsRefused(String mode) throws IOException {
    Path key = n1.resolve(Pair.KEY);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
    refused(key, "chmod 600");
  }

  @Test
  void aKeyOfAnotherPairIsRefused() throws IOException {
    copy(pki.member("n2"), Pair.KEY);
    refused(n1.resolve(Pair.KEY), "is not the key of the certificate");
  }

  @Test
  void aCertificateOfAnotherAuthorityIsRefused() throws IOException {
    copy(Pki.in(elsewhere).member("n2"), Pair.AUTHORITIES);
    refused(n1.resolve(Pair.CERTIFICATE), "is not issued by the authority");
  }

  @Test
  void whatStandsAmongTheAuthoritiesMustBeOne() throws IOException {
    Files.writeString(
        n1.resolve(Pair.AUTHORITIES),
        Pki.text(n1.resolve(Pair.AUTHORITIES)) + Pki.text(n1.resolve(Pair.CERTIFICATE)));
    refused(n1.resolve(Pair.AUTHORITIES), "which is no authority: take it out");
  }

  @Test
  void anEncryptedKeyIsRefusedBecauseNobodyIsThereToType() throws IOException {
    Path key = n1.resolve(Pair.KEY);
    String secret = Pem.write(Pem.key(key, Optional.empty()), Optional.of("correct horse"));
    Files.writeString(key, secret);
    refused(key, "is encrypted");
  }

  @ParameterizedTest
  @CsvSource({
    "91, tls.crt, has expired on, --renew",
    "-2, tls.crt, set the clock right, valid from"
  })
  void aCertificateThatIsNotValidTodayIsRefused(int days, String file, String why, String remedy) {
    InstantSource clock = InstantSource.offset(InstantSource.system(), Duration.ofDays(days));
    assertThatThrownBy(() -> Credentials.open(n1, clock))
        .isInstanceOf(TlsRefused.class)
        .hasMessageContainingAll(n1.resolve(file).toString(), why, remedy);
  }

  @Test
  void aCertificateWithoutARoleWithTwoOrWithAnUnknownOneIsRefused() throws Exception {
    assertThatThrownBy(() -> Credentials.open(pki.forge("f0", "EC")))
        .hasMessageContainingAll("f0", "one name like rhizome:member/n1", "has none");
    assertThatThrownBy(
            () -> Credentials.open(pki.forge("f1", "EC", "rhizome:agent/f1", "rhizome:member/f1")))
        .hasMessageContainingAll("rhizome:agent/f1", "rhizome:member/f1");
    assertThatThrownBy(() -> Credentials.open(pki.forge("f2", "EC", "rhizome:king/f2")))
        .hasMessageContaining("'king' is no role");
    assertThatThrownBy(() -> Credentials.open(pki.forge("f3", "EC", "rhizome:member")))
        .hasMessageContaining("is not of the form rhizome:ROLE/NAME");
    assertThatThrownBy(() -> Credentials.open(pki.forge("f4", "EC", "rhizome:member/../x")))
        .hasMessageContaining("is not a name");
    assertThat(Credentials.open(pki.forge("f5", "EC", "https://f5", "rhizome:agent/f5")).own())
        .hasToString("agent f5");
  }

  @Test
  void whoNeedsARoleIsToldWhichOneItHas() {
    Path edge = pki.issue(Role.AGENT, "edge");
    assertThatThrownBy(() -> Credentials.open(edge, Role.MEMBER))
        .isInstanceOf(TlsRefused.class)
        .hasMessageContainingAll(edge.toString(), "agent edge", "--role member");
    assertThat(Credentials.open(edge, Role.AGENT).own().name()).isEqualTo("edge");
  }

  @Test
  void theConfigurationNamesTheFolderAndTheProfilesFilesReadIt() {
    Config config =
        Credentials.open(n1)
            .config()
            .withFallback(ConfigFactory.parseResources("rhizome/journal-tls.conf"))
            .withFallback(ConfigFactory.parseResources("rhizome/remoting-tls.conf"))
            .withFallback(ConfigFactory.parseResources("rhizome/remoting.conf"))
            .withFallback(ConfigFactory.defaultReference())
            .resolve();
    assertThat(Credentials.of(config, Role.MEMBER).own()).hasToString("member n1");
    assertThat(config.getString("akka.remote.artery.transport")).isEqualTo("tls-tcp");
    assertThat(config.getString("akka.remote.artery.ssl.ssl-engine-provider"))
        .isEqualTo(ArteryEngines.class.getName());
    String journal = "datastax-java-driver.advanced.ssl-engine-factory.";
    assertThat(config.getString(journal + "class")).isEqualTo(JournalEngines.class.getName());
    assertThat(config.getString(journal + "folder")).isEqualTo(n1.toString());
  }

  @Test
  void aProfileWithoutAFolderSaysWhichKeyIsMissing() {
    Config config = ConfigFactory.parseResources("rhizome/tls.conf").resolve();
    assertThatThrownBy(() -> Credentials.of(config, Role.MEMBER))
        .hasMessageContainingAll("rhizome.tls.folder is not set", "--role member");
  }

  @Test
  void theKeyIsNotShownByAccident() {
    Pair pair = Pair.read(n1, Instant.now());
    assertThat(pair.toString()).contains("CN=n1").doesNotContain(pair.key().toString());
  }

  private void refused(Path file, String remedy) {
    assertThatThrownBy(() -> Credentials.open(n1))
        .isInstanceOf(TlsRefused.class)
        .hasMessageContainingAll(file.toString(), remedy);
  }

  private void copy(Path from, String file) throws IOException {
    Files.copy(
        from.resolve(file),
        n1.resolve(file),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
  }
}
