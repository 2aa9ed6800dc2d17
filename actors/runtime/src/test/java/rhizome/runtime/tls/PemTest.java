package rhizome.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {

  private static final Optional<String> OPEN = Optional.empty();

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void aKeyIsReadBackHoweverItIsWritten(String algorithm) throws Exception {
    KeyPair pair = Pki.pair(algorithm);
    Path file = folder.resolve("tls.key");
    Files.writeString(file, Pem.write(pair.getPrivate(), OPEN));
    assertThat(secret(Pem.key(file, OPEN))).isEqualTo(secret(pair.getPrivate()));
    Optional<String> secret = Optional.of("correct horse");
    Files.writeString(file, Pem.write(pair.getPrivate(), secret));
    assertThat(secret(Pem.key(file, secret))).isEqualTo(secret(pair.getPrivate()));
    Files.writeString(file, traditional(pair));
    assertThat(secret(Pem.key(file, OPEN))).isEqualTo(secret(pair.getPrivate()));
  }

  /** One key may be written with or without its public half. */
  private static BigInteger secret(PrivateKey key) {
    return switch (key) {
      case ECPrivateKey curve -> curve.getS();
      case RSAPrivateKey rsa -> rsa.getPrivateExponent();
      default -> throw new AssertionError("another kind of key: " + key.getAlgorithm());
    };
  }

  /** As openssl ecparam -genkey writes it, with the name of the curve before the key. */
  @Test
  void whatStandsBeforeAKeyDoesNotHideIt() throws Exception {
    KeyPair pair = Pki.pair("EC");
    Path file = folder.resolve("tls.key");
    Files.writeString(
        file,
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
            + traditional(pair));
    assertThat(secret(Pem.key(file, OPEN))).isEqualTo(secret(pair.getPrivate()));
  }

  @Test
  void certificatesKeepTheirOrderAndTextBetweenThemIsAComment() throws IOException {
    Pki pki = Pki.in(folder.resolve("ca"));
    var first = pki.authority().certificate();
    var second = Pki.certificate(pki.member("n1"));
    Path file = folder.resolve("tls.crt");
    Files.writeString(
        file, "# mine\n" + Pem.write(List.of(second)) + "\nhers:\n" + Pem.write(List.of(first)));
    assertThat(Pem.certificates(file)).containsExactly(second, first);
  }

  @Test
  void aKeyAmongCertificatesIsNoCertificateAndTheOtherWayRound() throws Exception {
    Pki pki = Pki.in(folder.resolve("ca"));
    Path n1 = pki.member("n1");
    assertThatThrownBy(() -> Pem.certificates(n1.resolve(Pair.KEY))).isInstanceOf(TlsRefused.class);
    assertThatThrownBy(() -> Pem.key(n1.resolve(Pair.CERTIFICATE), OPEN))
        .isInstanceOf(TlsRefused.class)
        .hasMessageContaining(n1.resolve(Pair.CERTIFICATE).toString());
  }

  @Test
  void aFileOfEndlessCertificatesIsRefused() throws IOException {
    Pki pki = Pki.in(folder.resolve("ca"));
    Path file = folder.resolve("ca.crt");
    String one = Pem.write(List.of(pki.authority().certificate()));
    Files.writeString(file, String.join("", Collections.nCopies(100, one)));
    assertThat(Pem.certificates(file)).hasSize(100);
    Files.writeString(file, String.join("", Collections.nCopies(101, one)));
    assertThatThrownBy(() -> Pem.certificates(file)).isInstanceOf(TlsRefused.class);
  }

  /**
   * As openssl wrote keys before PKCS #8: of a curve with its name (RFC 5915), of RSA by PKCS #1.
   */
  private static String traditional(KeyPair pair) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      if (pair.getPrivate() instanceof ECPrivateKey key) {
        ASN1Encodable curve = SECObjectIdentifiers.secp256r1;
        pem.writeObject(
            (PemObjectGenerator)
                new PemObject(
                    "EC PRIVATE KEY",
                    new org.bouncycastle.asn1.sec.ECPrivateKey(256, key.getS(), curve)
                        .getEncoded()));
      } else {
        pem.writeObject(pair.getPrivate());
      }
    }
    return text.toString();
  }
}
