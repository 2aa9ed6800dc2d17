package rhizome.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rhizome.runtime.tls.Authority;
import rhizome.runtime.tls.Credentials;
import rhizome.runtime.tls.Peer;
import rhizome.runtime.tls.Role;
import rhizome.runtime.tls.Wanted;

/** The door with TLS, on every address of this machine. */
class TlsTest {

  private static final Duration QUARTER = Duration.ofDays(90);

  @TempDir private Path folder = Path.of("");
  private final InMemoryGrid grid = new InMemoryGrid();
  private Optional<Door> open = Optional.empty();
  private Path ca = folder;

  @BeforeEach
  void open() throws IOException {
    ca = folder.resolve("ca");
    Authority.init(ca, Optional.empty());
    open = Optional.of(Door.to(grid, folder, Door.secured(), issue(Role.MEMBER, "n1")));
  }

  @AfterEach
  void close() {
    open.ifPresent(Door::close);
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"OPERATOR", "MEMBER"})
  void whoShowsARightCertificateAndTheTokenIsServed(Role role) throws Exception {
    assertThat(door().url()).hasScheme("https").hasHost("127.0.0.1");
    assertThat(Door.sendWith(keys(role), door().request("/v1/status").GET()).status())
        .isEqualTo(200);
  }

  /** A laptop that is stolen has both; a certificate that is copied has one. */
  @Test
  void aCertificateDoesNotReplaceTheToken() throws Exception {
    assertThat(Door.sendWith(keys(Role.OPERATOR), door().bare("/v1/status").GET()).status())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"AGENT", "JOURNAL"})
  void anotherRoleIsNotServed(Role role) {
    SSLContext keys = keys(role);
    assertThatThrownBy(() -> Door.sendWith(keys, door().request("/v1/status").GET()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void whoShowsNoCertificateIsNotServed() throws Exception {
    SSLContext nameless = SSLContext.getInstance("TLSv1.3");
    nameless.init(null, trust(), null);
    assertThatThrownBy(() -> Door.sendWith(nameless, door().request("/v1/status").GET()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void theOperatorOfAnotherGridIsNotServed() throws Exception {
    Path other = folder.resolve("other");
    Authority.init(other, Optional.empty());
    Path alice =
        Authority.open(other, Optional.empty())
            .issue(new Wanted("alice", Role.OPERATOR, List.of(), QUARTER));
    SSLContext keys = Credentials.open(alice).sslContext(Role.MEMBER);
    assertThatThrownBy(() -> Door.sendWith(keys, door().request("/v1/status").GET()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void whoSpeaksInClearIsCutOff() throws IOException {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), door().url().getPort())) {
      plain.setSoTimeout(20_000);
      plain
          .getOutputStream()
          .write("GET /v1/status HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(plain.getInputStream().read()).as("an alert, or the end").isIn(0x15, -1);
    }
  }

  @Test
  void aRenewedCertificateIsShownWithoutClosingTheDoor() throws Exception {
    SSLContext eye = keys(Role.OPERATOR);
    X509Certificate first = shown(eye);
    Authority.open(ca, Optional.empty())
        .issue(new Wanted("n1", Role.MEMBER, List.of(), QUARTER), ca.resolve("n1"), true);
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (shown(eye).equals(first)) {
      assertThat(System.nanoTime()).as("still the old one").isLessThan(end);
      Thread.sleep(50);
    }
    assertThat(Door.sendWith(eye, door().request("/v1/status").GET()).status()).isEqualTo(200);
  }

  @Test
  void credentialsAndSettingsMustAgree() {
    assertThatThrownBy(() -> Door.to(grid, folder, Door.secured()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no credentials");
    Credentials own = issue(Role.MEMBER, "n2");
    assertThatThrownBy(() -> Door.to(grid, folder, Door.SETTINGS, own))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rhizome.api.tls is off");
  }

  private Door door() {
    return open.orElseThrow();
  }

  private Credentials issue(Role role, String name) {
    return Credentials.open(
        Authority.open(ca, Optional.empty())
            .issue(new Wanted(name, role, List.of("localhost", "127.0.0.1"), QUARTER)));
  }

  private SSLContext keys(Role role) {
    return issue(role, "caller").sslContext(Role.MEMBER);
  }

  /** As somebody who was given the authority's certificate and nothing else. */
  private TrustManager[] trust() throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("ca", Authority.open(ca, Optional.empty()).certificate());
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return factory.getTrustManagers();
  }

  private X509Certificate shown(SSLContext eye) throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            eye.getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), door().url().getPort())) {
      socket.startHandshake();
      return Peer.of(socket.getSession()).certificate();
    }
  }
}
