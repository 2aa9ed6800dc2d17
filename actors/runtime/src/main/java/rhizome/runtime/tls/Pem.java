package rhizome.runtime.tls;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

/** Keys and certificates as text (RFC 7468). */
final class Pem {

  /** What OWASP asks of PBKDF2-HMAC-SHA256 in 2023. */
  private static final int ROUNDS = 600_000;

  private static final int OBJECTS_MAX = 100;

  private Pem() {}

  static String write(List<X509Certificate> certificates) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      for (X509Certificate certificate : certificates) {
        pem.writeObject(certificate);
      }
    } catch (IOException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
    return text.toString();
  }

  /** PKCS #8, encrypted where there is a passphrase. */
  static String write(PrivateKey key, Optional<String> passphrase) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(
          new JcaPKCS8Generator(key, passphrase.isPresent() ? encryptor(passphrase.get()) : null));
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException("a key cannot be written", e);
    }
    return text.toString();
  }

  private static OutputEncryptor encryptor(String passphrase) throws OperatorCreationException {
    return new JceOpenSSLPKCS8EncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
        .setProvider(provider())
        .setPRF(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256))
        .setIterationCount(ROUNDS)
        .setPassword(passphrase.toCharArray())
        .build();
  }

  /** Not registered: nobody else's choice of algorithms shall depend on us. */
  private static Provider provider() {
    return new BouncyCastleProvider();
  }

  /** All certificates of a file, of which there must be one. */
  static List<X509Certificate> certificates(Path file) {
    List<X509Certificate> certificates = new ArrayList<>();
    JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
    try {
      for (Object object : objects(file)) {
        if (object instanceof X509CertificateHolder holder) {
          certificates.add(converter.getCertificate(holder));
        }
      }
    } catch (GeneralSecurityException e) {
      throw damaged(file, e);
    }
    if (certificates.isEmpty()) {
      throw damaged(file, null);
    }
    return List.copyOf(certificates);
  }

  /** The one key of a file. */
  static PrivateKey key(Path file, Optional<String> passphrase) {
    for (Object object : objects(file)) {
      try {
        switch (object) {
          case PrivateKeyInfo plain -> {
            return new JcaPEMKeyConverter().getPrivateKey(plain);
          }
          case PEMKeyPair pair -> {
            return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
          }
          case PKCS8EncryptedPrivateKeyInfo encrypted -> {
            return decrypted(file, encrypted, passphrase);
          }
          default -> {
            // such as the parameters of a curve, which openssl writes before a key
          }
        }
      } catch (IOException e) {
        throw damaged(file, e);
      }
    }
    throw damaged(file, null);
  }

  private static PrivateKey decrypted(
      Path file, PKCS8EncryptedPrivateKeyInfo encrypted, Optional<String> passphrase)
      throws IOException {
    String word =
        passphrase.orElseThrow(
            () -> new TlsRefused(file + " is encrypted: name the file with its passphrase"));
    try {
      return new JcaPEMKeyConverter()
          .getPrivateKey(
              encrypted.decryptPrivateKeyInfo(
                  new JceOpenSSLPKCS8DecryptorProviderBuilder()
                      .setProvider(provider())
                      .build(word.toCharArray())));
    } catch (PKCSException | OperatorCreationException e) {
      throw new TlsRefused(
          "%s does not open with this passphrase: give the one it was made with".formatted(file),
          e);
    }
  }

  private static List<Object> objects(Path file) {
    List<Object> objects = new ArrayList<>();
    try (PEMParser parser = new PEMParser(new StringReader(WholeFile.read(file)))) {
      for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
        objects.add(next);
        if (objects.size() > OBJECTS_MAX) {
          throw damaged(file, null);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(file, e);
    }
    return objects;
  }

  private static TlsRefused damaged(Path file, @Nullable Exception why) {
    String message =
        "%s is not what it must be, a PEM file of %s%s: restore it from a copy, or issue it again"
            .formatted(
                file,
                file.toString().endsWith(".key") ? "a private key" : "certificates",
                why == null ? "" : " (" + why.getMessage() + ")");
    return why == null ? new TlsRefused(message) : new TlsRefused(message, why);
  }
}
