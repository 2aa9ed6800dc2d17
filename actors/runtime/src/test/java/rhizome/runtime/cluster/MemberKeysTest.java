package rhizome.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemberKeysTest {

  @TempDir Path folder;

  @Test
  void keysAreMadeOnceAndReadableByTheirOwnerOnly() throws Exception {
    MemberKeys made = MemberKeys.open(folder);
    byte[] bytes = Files.readAllBytes(made.store());
    assertThat(MemberKeys.open(folder)).isEqualTo(made);
    assertThat(made.store()).hasBinaryContent(bytes);
    for (String file : new String[] {MemberKeys.STORE, MemberKeys.PASSWORD}) {
      assertThat(Files.getPosixFilePermissions(folder.resolve(file)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    try (var left = Files.list(folder)) {
      assertThat(left).as("no temporary file stays").hasSize(2);
    }
  }

  @Test
  void theCertificateIsAnEllipticCurveValidForTenYears() throws Exception {
    MemberKeys keys = MemberKeys.open(folder);
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys.store())) {
      store.load(in, keys.password().toCharArray());
    }
    X509Certificate certificate = (X509Certificate) store.getCertificate("member");
    certificate.verify(certificate.getPublicKey());
    certificate.checkValidity();
    certificate.checkValidity(Date.from(Instant.now().plus(Duration.ofDays(3600))));
    assertThat(((ECPublicKey) certificate.getPublicKey()).getParams().getOrder().bitLength())
        .isEqualTo(256);
  }

  @Test
  void twoGridsHaveDifferentSecrets(@TempDir Path other) {
    assertThat(MemberKeys.open(folder).password())
        .hasSizeGreaterThanOrEqualTo(40)
        .isNotEqualTo(MemberKeys.open(other).password());
  }

  @Test
  void keysThatOthersMayReadAreRefused() throws Exception {
    MemberKeys keys = MemberKeys.open(folder);
    Files.setPosixFilePermissions(keys.store(), PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> MemberKeys.open(folder))
        .hasMessageContaining(keys.store().toString())
        .hasMessageContaining("chmod 600");
  }

  @Test
  void aPasswordThatDoesNotFitIsSaidWithTheRemedy() throws Exception {
    MemberKeys.open(folder);
    Files.writeString(folder.resolve(MemberKeys.PASSWORD), "another");
    assertThatThrownBy(() -> MemberKeys.open(folder))
        .hasMessageContaining(MemberKeys.STORE)
        .hasMessageContaining("restore both from a copy");
  }

  @Test
  void aCrashBeforeTheStoreWasWrittenIsMendedByTheNextStart() throws Exception {
    Files.writeString(
        Files.createFile(
            folder.resolve(MemberKeys.PASSWORD),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
        "left over");
    assertThat(MemberKeys.open(folder).password()).isNotEqualTo("left over");
  }

  @Test
  void theSecretIsNotShownByAccident() {
    MemberKeys keys = MemberKeys.open(folder);
    assertThat(keys.toString()).doesNotContain(keys.password());
  }
}
