package rhizome.runtime.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;
import rhizome.runtime.disk.Disk;

/**
 * The secret that makes a process a member: one key store per grid, made at its first start and
 * readable by its owner only. Members prove to each other that they hold it (mutual TLS), so the
 * member port is closed to everybody else on the machine and on the network. Another machine joins
 * with a copy of both files.
 *
 * @param store PKCS #12 with an EC P-256 key and its own certificate, valid for ten years
 * @param password its password; never logged
 */
public record MemberKeys(Path store, String password) {

  static final String STORE = "member.p12";
  static final String PASSWORD = "member.password";

  private static final String MEMBER = "member";
  private static final Duration VALID = Duration.ofDays(3650);
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /**
   * Reads the keys in {@code folder}, or makes them if there are none.
   *
   * @throws IllegalStateException if the files are readable by others, do not fit together, or are
   *     not valid today; the message names the file and the remedy
   */
  public static MemberKeys open(Path folder) {
    MemberKeys keys;
    try {
      Path store = folder.resolve(STORE);
      if (!Files.exists(store)) {
        make(folder);
      }
      ownerOnly(store);
      ownerOnly(folder.resolve(PASSWORD));
      keys = new MemberKeys(store, Files.readString(folder.resolve(PASSWORD)).strip());
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(
          "the member keys in %s cannot be made or read: %s".formatted(folder, e), e);
    }
    keys.verify();
    return keys;
  }

  /** What must come before the profile in the actor system's configuration. */
  public Config config() {
    String engine = "akka.remote.artery.ssl.config-ssl-engine.";
    return ConfigFactory.parseMap(
        Map.of(
            engine + "key-store", store.toString(),
            engine + "trust-store", store.toString(),
            engine + "key-store-password", password,
            engine + "key-password", password,
            engine + "trust-store-password", password),
        "the member keys in " + store.getParent());
  }

  private void verify() {
    Certificate certificate;
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore loaded = KeyStore.getInstance("PKCS12");
      loaded.load(in, password.toCharArray());
      certificate = loaded.getCertificate(MEMBER);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          ("%s does not open with the password in %s: restore both from a copy, or delete both to "
                  + "make new ones; other members then need the new ones too")
              .formatted(store, PASSWORD),
          e);
    }
    try {
      if (certificate instanceof X509Certificate x509) {
        // TLS does not look: a certificate that is trusted by itself is trusted for ever.
        x509.checkValidity();
        return;
      }
    } catch (CertificateException e) {
      throw unusable(e.getMessage());
    }
    throw unusable("there is none");
  }

  private IllegalStateException unusable(@Nullable String why) {
    return new IllegalStateException(
        ("the certificate in %s cannot be used (%s): set the clock right, or delete it and %s to "
                + "make new ones; other members then need the new ones too")
            .formatted(store, why, PASSWORD));
  }

  private static void ownerOnly(Path file) throws IOException {
    for (PosixFilePermission permission : Files.getPosixFilePermissions(file)) {
      if (!permission.name().startsWith("OWNER_")) {
        throw new IllegalStateException(
            ("%s can be read or changed by others than its owner: chmod 600 it, or delete it and "
                    + "%s to make new ones")
                .formatted(file, file.endsWith(STORE) ? PASSWORD : STORE));
      }
    }
  }

  /** The store appears last and whole, so that a crash in between leaves nothing half made. */
  private static void make(Path folder)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    write(folder.resolve(PASSWORD), (password + "\n").getBytes(StandardCharsets.US_ASCII));
    write(folder.resolve(STORE), newStore(password));
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Path whole = Files.createTempFile(file.toAbsolutePath().getParent(), "new", ".tmp", OWNER_ONLY);
    Files.write(whole, bytes, StandardOpenOption.DSYNC);
    Disk.rename(whole, file);
  }

  private static byte[] newStore(String password)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        MEMBER,
        pair.getPrivate(),
        password.toCharArray(),
        new X509Certificate[] {selfSigned(pair)});
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    store.store(bytes, password.toCharArray());
    return bytes.toByteArray();
  }

  private static X509Certificate selfSigned(KeyPair pair)
      throws OperatorCreationException, GeneralSecurityException {
    X500Principal name = new X500Principal("CN=rhizome member");
    Instant now = Instant.now();
    // A clock that is a little behind must not find the certificate of the future.
    JcaX509v3CertificateBuilder certificate =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(127, new SecureRandom()),
            Date.from(now.minus(Duration.ofDays(1))),
            Date.from(now.plus(VALID)),
            name,
            pair.getPublic());
    return new JcaX509CertificateConverter()
        .getCertificate(
            certificate.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "MemberKeys[" + store + "]";
  }
}
