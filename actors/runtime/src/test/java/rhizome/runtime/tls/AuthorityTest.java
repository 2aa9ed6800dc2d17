package rhizome.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {

  private static final String SERVER = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
  private static final Optional<String> OPEN = Optional.empty();
  private static final Optional<String> SECRET = Optional.of("correct horse");

  @TempDir Path folder = Path.of("");

  @Test
  void anAuthorityIsAnEllipticCurveValidForTenYearsAndMaySignNoOtherAuthority() throws Exception {
    X509Certificate certificate = Authority.init(folder, OPEN).certificate();
    certificate.verify(certificate.getPublicKey());
    certificate.checkValidity();
    certificate.checkValidity(Date.from(Instant.now().plus(Duration.ofDays(3649))));
    assertThat(((ECPublicKey) certificate.getPublicKey()).getParams().getOrder().bitLength())
        .isEqualTo(256);
    assertThat(certificate.getBasicConstraints()).isZero();
    assertThat(certificate.getCriticalExtensionOIDs())
        .contains(Extension.basicConstraints.getId(), Extension.keyUsage.getId());
    boolean[] usage = certificate.getKeyUsage();
    assertThat(usage[5]).as("signs certificates").isTrue();
    assertThat(usage[0]).as("signs nothing else").isFalse();
  }

  @Test
  void theKeyIsItsOwnersOnlyAndNothingElseIsLeft() throws IOException {
    Authority.init(folder.resolve("new/ca"), OPEN);
    assertThat(files(folder.resolve("new/ca"))).containsExactly("ca.crt", "ca.key");
    assertThat(mode("new/ca/ca.key")).isEqualTo("rw-------");
    assertThat(mode("new/ca/ca.crt")).isEqualTo("rw-r--r--");
    assertThat(mode("new/ca")).isEqualTo("rwx------");
  }

  @Test
  void anAuthorityIsNeverOverwrittenNorHalfOfOne() throws IOException {
    Authority.init(folder, OPEN);
    String key = Files.readString(folder.resolve("ca.key"));
    assertThatThrownBy(() -> Authority.init(folder, OPEN))
        .isInstanceOf(TlsRefused.class)
        .hasMessageContainingAll("ca.crt", "name another folder");
    Files.delete(folder.resolve("ca.crt"));
    assertThatThrownBy(() -> Authority.init(folder, OPEN)).hasMessageContaining("ca.key");
    assertThat(folder.resolve("ca.key")).hasContent(key);
  }

  @Test
  void anEncryptedKeyOpensWithItsPassphraseOnly() throws IOException {
    X509Certificate made = Authority.init(folder, SECRET).certificate();
    assertThat(Files.readString(folder.resolve("ca.key")))
        .contains("BEGIN ENCRYPTED PRIVATE KEY")
        .doesNotContain(SECRET.orElseThrow());
    assertThat(Authority.open(folder, SECRET).certificate()).isEqualTo(made);
    assertThatThrownBy(() -> Authority.open(folder, Optional.of("wrong horse")))
        .hasMessageContainingAll("ca.key", "does not open with this passphrase")
        .hasMessageNotContaining("wrong horse");
    assertThatThrownBy(() -> Authority.open(folder, OPEN))
        .hasMessageContainingAll("ca.key", "is encrypted", "passphrase");
  }

  @Test
  void aShortPassphraseIsRefusedAndNothingIsMade() {
    assertThatThrownBy(() -> Authority.init(folder.resolve("ca"), Optional.of("short")))
        .hasMessageContaining("8 characters");
    assertThat(folder.resolve("ca")).doesNotExist();
  }

  @Test
  void aFolderWithoutOneNamesTheCommandThatMakesIt() {
    assertThatThrownBy(() -> Authority.open(folder, OPEN))
        .isInstanceOf(TlsRefused.class)
        .hasMessageContainingAll("no authority in " + folder, "rhizome pki init");
  }

  @Test
  void aKeyThatOthersMayReadOrThatIsAnotherOnesIsRefused() throws IOException {
    Authority.init(folder, OPEN);
    Path key = folder.resolve("ca.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> Authority.open(folder, OPEN))
        .hasMessageContainingAll(key.toString(), "chmod 600");
    Path other = folder.resolve("other");
    Authority.init(other, OPEN);
    Files.delete(key);
    Files.copy(other.resolve("ca.key"), key, StandardCopyOption.COPY_ATTRIBUTES);
    assertThatThrownBy(() -> Authority.open(folder, OPEN))
        .hasMessageContaining("is not the key of the certificate");
  }

  @ParameterizedTest
  @EnumSource
  void aCertificateSaysWhoItsHolderIsAndWhatItIsGoodFor(Role role) throws Exception {
    Authority authority = Authority.init(folder, OPEN);
    List<String> hosts = List.of("10.0.0.1", "n1.example", "fd00::1");
    Path made = authority.issue(new Wanted("n1", role, hosts, Duration.ofDays(30)));
    assertThat(files(made)).containsExactly("ca.crt", "tls.crt", "tls.key");
    assertThat(mode("n1/tls.key")).isEqualTo("rw-------");
    X509Certificate certificate = Pki.certificate(made);
    certificate.verify(authority.certificate().getPublicKey());
    assertThat(Peer.of(certificate)).hasToString(role.word() + " n1");
    assertThat(Former.hosts(certificate))
        .containsExactly("10.0.0.1", "n1.example", "fd00:0:0:0:0:0:0:1");
    assertThat(certificate.getNotAfter().toInstant())
        .isBetween(
            Instant.now().plus(Duration.ofDays(29)), Instant.now().plus(Duration.ofDays(30)));
    assertThat(certificate.getBasicConstraints()).as("is no authority").isEqualTo(-1);
    assertThat(certificate.getCriticalExtensionOIDs())
        .contains(Extension.basicConstraints.getId(), Extension.keyUsage.getId());
    assertThat(certificate.getExtendedKeyUsage().contains(SERVER))
        .isEqualTo(role == Role.MEMBER || role == Role.JOURNAL);
    assertThat(certificate.getExtendedKeyUsage()).contains(CLIENT);
    assertThat(certificate.getNonCriticalExtensionOIDs())
        .contains(Extension.subjectKeyIdentifier.getId(), Extension.authorityKeyIdentifier.getId());
    assertThat(Credentials.open(made).own().role()).isEqualTo(role);
  }

  @Test
  void aPairIsReplacedOnlyWhenThatIsSaidAndThenKeepsItsHosts() throws Exception {
    Pki pki = Pki.in(folder);
    Path n1 = pki.member("n1");
    X509Certificate first = Pki.certificate(n1);
    assertThatThrownBy(() -> pki.member("n1"))
        .hasMessageContainingAll(n1.toString(), "say --renew");
    assertThat(Pki.certificate(n1)).isEqualTo(first);
    Wanted wanted = new Wanted("n1", Role.MEMBER, List.of(), Pki.QUARTER);
    pki.authority().issue(wanted, n1, true);
    X509Certificate second = Pki.certificate(n1);
    assertThat(second.getSerialNumber()).isNotEqualTo(first.getSerialNumber());
    assertThat(second.getPublicKey()).as("a new key, too").isNotEqualTo(first.getPublicKey());
    assertThat(Former.hosts(second)).containsExactly("127.0.0.1");
    pki.authority().issue(wanted.withHosts(List.of("n1.example")), n1, true);
    assertThat(Former.hosts(Pki.certificate(n1))).containsExactly("n1.example");
  }

  @Test
  void renewingNeverTurnsOneHolderIntoAnother() {
    Pki pki = Pki.in(folder);
    Path n1 = pki.member("n1");
    X509Certificate first = Pki.certificate(n1);
    assertThatThrownBy(() -> pki.renew(Role.AGENT, "n1"))
        .hasMessageContainingAll("is of member n1", "agent n1", "--out");
    assertThatThrownBy(() -> pki.authority().issue(Pki.wanted(Role.MEMBER, "n2"), n1, true))
        .hasMessageContainingAll("is of member n1", "member n2");
    assertThat(Pki.certificate(n1)).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage", "-----BEGIN CERTIFICATE-----\nAAAA\n"})
  void whatIsDamagedIsMendedByRenewing(String damage) throws IOException {
    Pki pki = Pki.in(folder);
    Path n1 = pki.member("n1");
    Files.writeString(n1.resolve(Pair.CERTIFICATE), damage);
    assertThatThrownBy(() -> pki.member("n1")).hasMessageContaining("--renew");
    pki.renew(Role.MEMBER, "n1");
    assertThat(Credentials.open(n1).own()).hasToString("member n1");
  }

  @Test
  void aSecondAuthorityInTheFolderIsKeptAndAForeignFolderIsNotTouched(@TempDir Path elsewhere)
      throws IOException {
    Pki pki = Pki.in(folder);
    Pki other = Pki.in(elsewhere);
    Path n1 = pki.member("n1");
    Path trusted = n1.resolve(Pair.AUTHORITIES);
    String both = Pki.text(trusted) + Pki.text(elsewhere.resolve("ca.crt"));
    assertThatThrownBy(() -> other.authority().issue(Pki.wanted(Role.MEMBER, "n1"), n1, true))
        .hasMessageContainingAll(trusted.toString(), "does not name the authority");
    assertThat(Credentials.open(n1).own().name()).isEqualTo("n1");
    Files.writeString(trusted, both);
    other.authority().issue(Pki.wanted(Role.MEMBER, "n1"), n1, true);
    assertThat(trusted).hasContent(both);
    assertThat(Credentials.open(n1).own().certificate().getIssuerX500Principal())
        .isEqualTo(other.authority().certificate().getSubjectX500Principal());
  }

  @Test
  void noCertificateOutlivesItsAuthority() {
    Authority authority = Pki.in(folder).authority();
    assertThatThrownBy(
            () -> authority.issue(new Wanted("n1", Role.MEMBER, List.of(), Duration.ofDays(3650))))
        .hasMessageContainingAll("ends on", "fewer days");
    assertThat(folder.resolve("n1")).doesNotExist();
  }

  @Test
  void aNameThatIsAFileOfTheAuthorityIsRefusedAndTheFileStays() throws IOException {
    Pki pki = Pki.in(folder);
    String certificate = Files.readString(folder.resolve("ca.crt"));
    assertThatThrownBy(() -> pki.member("ca.crt")).isInstanceOf(TlsRefused.class);
    assertThat(folder.resolve("ca.crt")).hasContent(certificate);
  }

  private String mode(String file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
  }

  private static List<String> files(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
