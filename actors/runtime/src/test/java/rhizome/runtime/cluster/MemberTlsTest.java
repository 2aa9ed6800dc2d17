package rhizome.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may speak with a member: real handshakes on loopback, with the profile's own settings. */
class MemberTlsTest {

  private static final String ENGINE = "akka.remote.artery.ssl.config-ssl-engine";

  @TempDir Path folder;
  @TempDir Path elsewhere;

  @Test
  void twoMembersWithTheSameKeysUnderstandEachOther() throws Exception {
    MemberKeys keys = MemberKeys.open(folder);
    Path copy = elsewhere.resolve("copy");
    Files.createDirectory(copy);
    for (String file : new String[] {MemberKeys.STORE, MemberKeys.PASSWORD}) {
      Files.copy(
          folder.resolve(file),
          copy.resolve(file),
          java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    }
    assertThat(shake(keys, MemberKeys.open(copy))).isEqualTo('!');
  }

  @Test
  void theKeysOfAnotherGridAreRefusedByBothSides() {
    MemberKeys ours = MemberKeys.open(folder);
    MemberKeys theirs = MemberKeys.open(elsewhere);
    assertThatThrownBy(() -> shake(ours, theirs)).isInstanceOf(SSLException.class);
    assertThatThrownBy(() -> shake(theirs, ours)).isInstanceOf(SSLException.class);
  }

  /** It trusts us, and that must not be enough. */
  @Test
  void whoShowsNoCertificateIsRefused() throws Exception {
    MemberKeys keys = MemberKeys.open(folder);
    SSLContext nameless = SSLContext.getInstance("TLS");
    nameless.init(null, trust(store(keys)).getTrustManagers(), null);
    assertThatThrownBy(() -> shake(context(keys), nameless)).isInstanceOf(IOException.class);
  }

  @Test
  void aCertificateOfTheSameNameButAnotherKeyIsRefused() throws Exception {
    MemberKeys ours = MemberKeys.open(folder);
    KeyPair pair = pair();
    X509Certificate forged = certificate(pair, Instant.now().plus(Duration.ofDays(100)));
    assertThatThrownBy(() -> shake(context(ours), context(forged, pair, store(ours))))
        .isInstanceOf(IOException.class);
  }

  @Test
  void whoSpeaksAnOlderProtocolIsRefused() throws Exception {
    MemberKeys keys = MemberKeys.open(folder);
    assertThatThrownBy(() -> shake(context(keys), context(keys), "TLSv1.2"))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rwx--x---"})
  void filesThatOthersMayTouchAreRefusedWhicheverItIs(String mode) throws IOException {
    MemberKeys.open(folder);
    for (String file : new String[] {MemberKeys.STORE, MemberKeys.PASSWORD}) {
      Path path = folder.resolve(file);
      var before = Files.getPosixFilePermissions(path);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
      assertThatThrownBy(() -> MemberKeys.open(folder))
          .hasMessageContaining(path.toString())
          .hasMessageContaining("chmod 600");
      Files.setPosixFilePermissions(path, before);
    }
    assertThat(MemberKeys.open(folder).password()).isNotEmpty();
  }

  @Test
  void aStoreThatIsCutOrChangedIsRefusedAndNotReplaced() throws IOException {
    MemberKeys keys = MemberKeys.open(folder);
    byte[] whole = Files.readAllBytes(keys.store());
    for (int length : new int[] {0, 1, whole.length / 2, whole.length - 1}) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      Files.write(keys.store(), cut);
      assertThatThrownBy(() -> MemberKeys.open(folder))
          .hasMessageContaining(keys.store().toString())
          .hasMessageContaining("restore both from a copy");
      assertThat(keys.store()).hasBinaryContent(cut);
    }
    byte[] changed = whole.clone();
    changed[whole.length / 2] ^= 1;
    Files.write(keys.store(), changed);
    assertThatThrownBy(() -> MemberKeys.open(folder)).hasMessageContaining("restore both");
  }

  @Test
  void aFolderThatLostItsPasswordSaysSo() throws IOException {
    MemberKeys.open(folder);
    Files.delete(folder.resolve(MemberKeys.PASSWORD));
    assertThatThrownBy(() -> MemberKeys.open(folder))
        .hasMessageContaining(folder.toString())
        .hasMessageContaining(MemberKeys.PASSWORD);
  }

  /** TLS itself does not look at the dates of a certificate that it trusts by name. */
  @Test
  void keysThatAreNotValidTodayAreRefusedBeforeAnybodyIsLetIn() throws Exception {
    MemberKeys keys = MemberKeys.open(folder);
    for (long days : new long[] {-1, 1100}) {
      KeyPair pair = pair();
      X509Certificate certificate = certificate(pair, Instant.now().plus(Duration.ofDays(days)));
      keep(keys, store(certificate, pair, keys.password()));
      assertThatThrownBy(() -> MemberKeys.open(folder))
          .hasMessageContaining(keys.store().toString())
          .hasMessageContaining("set the clock right, or delete it and " + MemberKeys.PASSWORD);
    }
    KeyStore empty = KeyStore.getInstance("PKCS12");
    empty.load(null, null);
    keep(keys, empty);
    assertThatThrownBy(() -> MemberKeys.open(folder)).hasMessageContaining("there is none");
  }

  private static void keep(MemberKeys keys, KeyStore store) throws Exception {
    try (OutputStream out = Files.newOutputStream(keys.store())) {
      store.store(out, keys.password().toCharArray());
    }
  }

  /** The profile closes the door, and not the code around it: so its settings are held here. */
  @Test
  void theProfileDemandsTlsAndACertificateOfBothSides() {
    Config profile =
        MemberKeys.open(folder)
            .config()
            .withFallback(ConfigFactory.parseResources("rhizome/embedded.conf"))
            .withFallback(ConfigFactory.defaultReference())
            .resolve();
    assertThat(profile.getString("akka.remote.artery.transport")).isEqualTo("tls-tcp");
    assertThat(profile.getString("akka.remote.artery.canonical.hostname")).isEqualTo("127.0.0.1");
    Config engine = profile.getConfig(ENGINE);
    assertThat(engine.getBoolean("require-mutual-authentication")).isTrue();
    assertThat(engine.getString("protocol")).isEqualTo("TLSv1.3");
    assertThat(engine.getString("key-store")).isEqualTo(engine.getString("trust-store"));
    assertThat(profile.getBoolean("akka.actor.allow-java-serialization")).isFalse();
  }

  private static int shake(MemberKeys server, MemberKeys client) throws Exception {
    return shake(context(server), context(client));
  }

  private static int shake(SSLContext server, SSLContext client) throws Exception {
    return shake(server, client, "TLSv1.3");
  }

  /** One byte from the server to the client, once each has seen who the other is. */
  private static int shake(SSLContext server, SSLContext client, String protocol) throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (SSLServerSocket door =
        (SSLServerSocket) server.getServerSocketFactory().createServerSocket(0, 1, loopback)) {
      door.setNeedClientAuth(true);
      door.setEnabledProtocols(new String[] {"TLSv1.3"});
      CompletableFuture<Void> welcome = CompletableFuture.runAsync(() -> welcome(door));
      int heard;
      try (SSLSocket guest =
          (SSLSocket) client.getSocketFactory().createSocket(loopback, door.getLocalPort())) {
        guest.setSoTimeout(20_000);
        guest.setEnabledProtocols(new String[] {protocol});
        guest.startHandshake();
        heard = guest.getInputStream().read();
      }
      welcome.get(20, TimeUnit.SECONDS);
      return heard;
    } catch (ExecutionException e) {
      throw new SSLException("the server refused", e);
    }
  }

  private static void welcome(SSLServerSocket door) {
    try (Socket guest = door.accept();
        OutputStream out = guest.getOutputStream()) {
      guest.setSoTimeout(20_000);
      out.write('!');
      out.flush();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static SSLContext context(MemberKeys keys) throws Exception {
    KeyStore store = store(keys);
    return context(store, keys.password(), store);
  }

  /** A guest that trusts the grid and shows a certificate of its own making. */
  private static SSLContext context(X509Certificate own, KeyPair pair, KeyStore trusted)
      throws Exception {
    return context(store(own, pair, "x"), "x", trusted);
  }

  private static KeyStore store(X509Certificate own, KeyPair pair, String password)
      throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "member", pair.getPrivate(), password.toCharArray(), new X509Certificate[] {own});
    return store;
  }

  private static SSLContext context(KeyStore own, String password, KeyStore trusted)
      throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, password.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust(trusted).getTrustManagers(), null);
    return context;
  }

  private static TrustManagerFactory trust(KeyStore store) throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust;
  }

  private static KeyStore store(MemberKeys keys) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys.store())) {
      store.load(in, keys.password().toCharArray());
    }
    return store;
  }

  private static KeyPair pair() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private static X509Certificate certificate(KeyPair pair, Instant until) throws Exception {
    X500Principal name = new X500Principal("CN=rhizome member");
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.TWO,
                    Date.from(until.minus(Duration.ofDays(1000))),
                    Date.from(until),
                    name,
                    pair.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
  }
}
