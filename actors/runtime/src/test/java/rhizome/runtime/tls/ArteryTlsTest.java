package rhizome.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.runtime.cluster.Ending;

/** Real members with the profile's own settings; who may join, and who may not and learns why. */
class ArteryTlsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder = Path.of("");
  @TempDir Path elsewhere = Path.of("");

  private final List<ActorSystem<Void>> systems = new ArrayList<>();
  private Pki pki = new Pki(folder);

  @BeforeEach
  void init() {
    pki = Pki.in(folder);
  }

  @AfterEach
  void terminate() throws Exception {
    for (ActorSystem<Void> system : systems) {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().get();
    }
  }

  /** The whole of a renewal: two members run, one is renewed, a third joins by the new pair. */
  @Test
  void membersOfOneAuthorityJoinAndARenewedOneIsMetByItsNewCertificateWithoutARestart()
      throws Exception {
    Path n1 = pki.member("n1");
    ActorSystem<Void> first = member(Credentials.open(n1).config());
    join(first, first);
    ActorSystem<Void> second = member(Credentials.open(pki.member("n2")).config());
    join(second, first);
    await("two are up", () -> up(first) == 2 && up(second) == 2);

    SSLContext eye = Credentials.open(pki.member("eye")).sslContext(Role.MEMBER);
    X509Certificate old = Pki.certificate(n1);
    assertThat(shown(eye, first)).isEqualTo(old);
    pki.renew(Role.MEMBER, "n1");
    await("shown", () -> !shown(eye, first).equals(old));
    assertThat(shown(eye, first)).isEqualTo(Pki.certificate(n1));

    ActorSystem<Void> third = member(Credentials.open(pki.member("n3")).config());
    join(third, first);
    await("three are up", () -> up(first) == 3 && up(second) == 3 && up(third) == 3);
  }

  @Test
  void aMemberOfAnotherAuthorityCannotJoinAndBothLogsSayWhy() throws Exception {
    ActorSystem<Void> first = member(Credentials.open(pki.member("n1")).config());
    join(first, first);
    await("one is up", () -> up(first) == 1);
    ActorSystem<Void> stranger = member(Credentials.open(Pki.in(elsewhere).member("n2")).config());
    try (Sayings log = new Sayings(RotatingTrust.class);
        Sayings artery = new Sayings("akka")) {
      join(stranger, first);
      await("refused", () -> log.all().stream().anyMatch(l -> l.contains("not accepted")));
      await(
          "the stranger hears of it",
          () -> artery.all().stream().anyMatch(l -> l.contains("SSLHandshakeException")));
    }
    assertThat(up(first)).isEqualTo(1);
    assertThat(up(stranger)).isZero();
  }

  @Test
  void whoShowsNoCertificateNoneOfAMemberOrAnExpiredOneIsRefusedAtThePort() throws Exception {
    ActorSystem<Void> first = member(Credentials.open(pki.member("n1")).config());
    join(first, first);
    await("one is up", () -> up(first) == 1);
    try (Sayings log = new Sayings(RotatingTrust.class)) {
      SSLContext agent = Credentials.open(pki.issue(Role.AGENT, "edge")).sslContext(Role.MEMBER);
      assertThatThrownBy(() -> hearken(agent, first)).isInstanceOf(IOException.class);
      await("said", () -> log.all().stream().anyMatch(l -> l.contains("agent edge")));
      SSLContext late = pki.expired("late").sslContext(Role.MEMBER);
      await("the log may speak again", () -> isRefusedAndSaid(late, first, log));
      SSLContext nameless = SSLContext.getInstance("TLSv1.3");
      nameless.init(
          null,
          new TrustManager[] {
            new RotatingTrust(
                new Rotation(pki.member("n9"), InstantSource.system(), System::nanoTime),
                Set.of(Role.MEMBER))
          },
          null);
      assertThatThrownBy(() -> hearken(nameless, first)).isInstanceOf(IOException.class);
    }
    assertThat(up(first)).isEqualTo(1);
  }

  private boolean isRefusedAndSaid(SSLContext guest, ActorSystem<Void> host, Sayings log) {
    assertThatThrownBy(() -> hearken(guest, host)).isInstanceOf(IOException.class);
    return log.all().stream().anyMatch(line -> line.contains("member late has expired"));
  }

  @Test
  void whoHasNoCredentialsOfAMemberDoesNotEvenStart() {
    Config none = ConfigFactory.empty();
    assertThatThrownBy(() -> member(none)).hasStackTraceContaining("rhizome.tls.folder is not set");
    Config agent = Credentials.open(pki.issue(Role.AGENT, "edge")).config();
    assertThatThrownBy(() -> member(agent)).hasStackTraceContaining("--role member");
    Config expired = pki.expired("late").config();
    assertThatThrownBy(() -> member(expired))
        .hasStackTraceContaining("has expired on")
        .hasStackTraceContaining("rhizome pki issue --renew");
  }

  @Test
  void whoSpeaksWithoutTlsIsCutOff() throws Exception {
    ActorSystem<Void> first = member(Credentials.open(pki.member("n1")).config());
    join(first, first);
    await("one is up", () -> up(first) == 1);
    join(member(ConfigFactory.parseString("akka.remote.artery.transport = tcp")), first);
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port(first))) {
      plain.setSoTimeout(20_000);
      plain.getOutputStream().write("AKKA\u0001 and more".getBytes(StandardCharsets.US_ASCII));
      assertThat(plain.getInputStream().read()).as("an alert, or the end").isIn(0x15, -1);
    }
    assertThat(up(first)).isEqualTo(1);
  }

  private ActorSystem<Void> member(Config own) {
    Config config =
        ConfigFactory.parseString(
                """
                akka.cluster.jmx.multi-mbeans-in-same-jvm = on
                akka.coordinated-shutdown.exit-jvm = off
                akka.remote.artery.advanced.outbound-restart-backoff = 200ms
                """)
            .withFallback(own)
            .withFallback(ConfigFactory.parseResources("rhizome/remoting-tls.conf"))
            .withFallback(ConfigFactory.parseResources("rhizome/remoting.conf"))
            .withFallback(ConfigFactory.parseResources("rhizome/cluster.conf"))
            .withFallback(ConfigFactory.parseResources("rhizome/akka.conf"))
            .withFallback(ConfigFactory.defaultReference())
            .resolve();
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "tls", config);
    Ending.watch(system);
    systems.add(system);
    return system;
  }

  private static void join(ActorSystem<Void> guest, ActorSystem<Void> host) {
    Cluster.get(guest).manager().tell(new Join(Cluster.get(host).selfMember().address()));
  }

  private static long up(ActorSystem<Void> system) {
    long up = 0;
    for (Member member : Cluster.get(system).state().getMembers()) {
      up += member.status().equals(MemberStatus.up()) ? 1 : 0;
    }
    return up;
  }

  /** The certificate a member shows to whoever calls its port now. */
  private static X509Certificate shown(SSLContext eye, ActorSystem<Void> member) {
    try (SSLSocket socket = socket(eye, member)) {
      return Peer.of(socket.getSession()).certificate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits for a word of the member; with TLS 1.3 that is when a caller hears that it is refused.
   */
  private static int hearken(SSLContext guest, ActorSystem<Void> member) throws IOException {
    try (SSLSocket socket = socket(guest, member)) {
      return socket.getInputStream().read();
    }
  }

  private static int port(ActorSystem<Void> member) {
    return Cluster.get(member).selfMember().address().getPort().orElseThrow();
  }

  private static SSLSocket socket(SSLContext context, ActorSystem<Void> member) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port(member));
    socket.setSoTimeout(20_000);
    socket.startHandshake();
    return socket;
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      Thread.sleep(50);
    }
  }
}
