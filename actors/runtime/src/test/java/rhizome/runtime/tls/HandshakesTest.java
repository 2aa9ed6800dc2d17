package rhizome.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HandshakesTest {

  @TempDir Path folder = Path.of("");
  @TempDir Path elsewhere = Path.of("");

  private final AtomicLong nanos = new AtomicLong();
  private Pki pki = new Pki(folder);

  @BeforeEach
  void init() {
    pki = Pki.in(folder);
  }

  @Test
  void twoMembersOfOneAuthorityUnderstandEachOtherAndSeeWhoIsThere() throws Exception {
    SSLSession session = Loopback.shake(members(pki.member("n1")), members(pki.member("n2")));
    assertThat(session.getProtocol()).isEqualTo("TLSv1.3");
    Peer peer = Peer.of(session);
    assertThat(peer).hasToString("member n1");
    assertThat(peer.certificate()).isEqualTo(Pki.certificate(folder.resolve("n1")));
  }

  @Test
  void anotherAuthorityIsRefusedByBothSidesWithItsNameInTheLog() {
    Path stranger = Pki.in(elsewhere).member("n2");
    SSLContext ours = members(pki.member("n1"));
    try (Sayings log = new Sayings(RotatingTrust.class)) {
      assertThatThrownBy(() -> Loopback.shake(ours, members(stranger)))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> Loopback.shake(members(stranger), ours))
          .isInstanceOf(IOException.class);
      assertThat(log.all())
          .anyMatch(line -> line.contains("shown as member n1, issued by CN=rhizome authority"))
          .anyMatch(line -> line.contains("shown as member n2, issued by CN=rhizome authority"));
    }
  }

  /** It trusts us, and that must not be enough. */
  @Test
  void whoShowsNoCertificateIsRefused() throws Exception {
    SSLContext nameless = SSLContext.getInstance("TLSv1.3");
    Rotation trusted = new Rotation(pki.member("n2"), InstantSource.system(), System::nanoTime);
    nameless.init(
        new KeyManager[0],
        new TrustManager[] {new RotatingTrust(trusted, Set.of(Role.MEMBER))},
        null);
    assertThatThrownBy(() -> Loopback.shake(members(pki.member("n1")), nameless))
        .hasMessageContaining("refused");
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"AGENT", "OPERATOR", "JOURNAL"})
  void anotherRoleIsRefusedByTheSideThatIsCalledAndTheReasonIsSaid(Role role) {
    Path other = pki.issue(role, "other");
    SSLContext member = members(pki.member("n1"));
    try (Sayings log = new Sayings(RotatingTrust.class)) {
      assertThatThrownBy(() -> Loopback.shake(member, context(other, Role.MEMBER)))
          .hasMessageContaining("refused");
      assertThat(log.all().getFirst())
          .contains(role.word() + " other", "only one of role member is let in");
    }
  }

  @Test
  void aServerOfAnotherRoleIsRefusedByTheSideThatCalls() {
    SSLContext journal = context(pki.issue(Role.JOURNAL, "c1"), Role.MEMBER);
    assertThatThrownBy(() -> Loopback.shake(journal, members(pki.member("n1"))))
        .isInstanceOf(IOException.class);
  }

  /** An agent that plays a server is stopped by what its key may be used for, too. */
  @Test
  void whoIsNeverCalledCannotServe() {
    SSLContext agent = context(pki.issue(Role.AGENT, "edge"), Role.MEMBER);
    SSLContext careless = context(pki.member("n1"), Role.MEMBER, Role.AGENT);
    try (Sayings log = new Sayings(RotatingTrust.class)) {
      assertThatThrownBy(() -> Loopback.shake(agent, careless)).isInstanceOf(IOException.class);
      assertThat(log.all().getFirst()).contains("agent edge", "TLS server");
    }
  }

  @Test
  void severalRolesMayBeLetIn() throws Exception {
    SSLContext door = context(pki.member("n1"), Role.OPERATOR, Role.MEMBER);
    Loopback.shake(door, context(pki.issue(Role.OPERATOR, "alice"), Role.MEMBER));
    Loopback.shake(door, members(pki.member("n2")));
    assertThatThrownBy(() -> Loopback.shake(door, context(pki.issue(Role.AGENT, "e"), Role.MEMBER)))
        .hasMessageContaining("refused");
  }

  @Test
  void anExpiredCertificateIsRefusedAndTheDayIsSaid() {
    SSLContext late = pki.expired("late").sslContext(Role.MEMBER);
    try (Sayings log = new Sayings(RotatingTrust.class)) {
      assertThatThrownBy(() -> Loopback.shake(members(pki.member("n1")), late))
          .hasMessageContaining("refused");
      assertThat(log.all().getFirst()).contains("member late", "has expired on", "--renew");
    }
  }

  @Test
  void whoSpeaksAnOlderProtocolIsRefused() throws Exception {
    SSLContext n1 = members(pki.member("n1"));
    SSLContext n2 = members(pki.member("n2"));
    try (Loopback door = new Loopback(n1)) {
      assertThatThrownBy(() -> door.call(n2, "TLSv1.2")).isInstanceOf(IOException.class);
      assertThat(door.call(n2).getProtocol()).isEqualTo("TLSv1.3");
    }
  }

  @Test
  void bothEnginesSpeakNothingOlderAndTheCalledOneDemandsACertificate() {
    Handshakes handshakes = Credentials.open(pki.member("n1")).with(Role.MEMBER);
    assertThat(handshakes.server().getEnabledProtocols()).containsExactly("TLSv1.3");
    assertThat(handshakes.server().getNeedClientAuth()).isTrue();
    assertThat(handshakes.server().getUseClientMode()).isFalse();
    assertThat(handshakes.client().getEnabledProtocols()).containsExactly("TLSv1.3");
    assertThat(handshakes.client().getUseClientMode()).isTrue();
  }

  @Test
  void aCertificateWithAnRsaKeyOfAnotherToolServesAsWell() throws Exception {
    SSLContext rsa = members(pki.forge("bought", "RSA", "rhizome:member/bought"));
    SSLContext own = members(pki.member("n1"));
    assertThat(Peer.of(Loopback.shake(rsa, own)).name()).isEqualTo("bought");
    Loopback.shake(own, rsa);
  }

  @Test
  void theNextConnectionShowsTheNewCertificateAndNothingIsStartedAnew() throws Exception {
    Path n1 = pki.member("n1");
    Path n2 = pki.member("n2");
    SSLContext client = context(turning(n2));
    try (Loopback server = new Loopback(context(turning(n1)))) {
      X509Certificate first = Peer.of(server.call(client)).certificate();
      assertThat(first).isEqualTo(Pki.certificate(n1));
      pki.renew(Role.MEMBER, "n1");
      pki.renew(Role.MEMBER, "n2");
      nanos.addAndGet(Rotation.LOOK_INTERVAL.toNanos());
      SSLSession session = server.call(client);
      assertThat(Peer.of(session).certificate()).isEqualTo(Pki.certificate(n1)).isNotEqualTo(first);
      assertThat(session.getLocalCertificates()[0]).isEqualTo(Pki.certificate(n2));
    }
  }

  @Test
  void aDamagedPairLeavesTheOldOneInUseWithOneWarningUntilItIsMended() throws Exception {
    Path n1 = pki.member("n1");
    X509Certificate first = Pki.certificate(n1);
    SSLContext server = context(turning(n1));
    SSLContext client = members(pki.member("n2"));
    String whole = Files.readString(n1.resolve(Pair.CERTIFICATE));
    try (Sayings log = new Sayings(Rotation.class)) {
      for (int cut : new int[] {0, 1, whole.length() / 2, whole.length() - 30}) {
        Files.writeString(n1.resolve(Pair.CERTIFICATE), whole.substring(0, cut));
        nanos.addAndGet(Rotation.LOOK_INTERVAL.toNanos());
        assertThat(Peer.of(Loopback.shake(server, client)).certificate()).isEqualTo(first);
      }
      assertThat(log.all()).hasSize(1);
      assertThat(log.all().getFirst())
          .contains("the old ones stay", n1.resolve(Pair.CERTIFICATE).toString(), "issue it again");
    }
    pki.renew(Role.MEMBER, "n1");
    nanos.addAndGet(Rotation.LOOK_INTERVAL.toNanos());
    assertThat(Peer.of(Loopback.shake(server, client)).certificate())
        .isNotEqualTo(first)
        .isEqualTo(Pki.certificate(n1));
  }

  /**
   * On the way from one authority to another. A session that is resumed would pass for good whoever
   * passed once.
   */
  @Test
  void anAuthorityIsTrustedFromTheNextHandshakeOnAndNoLongerWhenItIsTakenOut() throws Exception {
    Path n1 = pki.member("n1");
    Path n2 = Pki.in(elsewhere).member("n2");
    String ours = Pki.text(n1.resolve(Pair.AUTHORITIES));
    String theirs = Pki.text(n2.resolve(Pair.AUTHORITIES));
    Files.writeString(n2.resolve(Pair.AUTHORITIES), theirs + ours);
    SSLContext client = members(n2);
    try (Loopback server = new Loopback(context(turning(n1)))) {
      assertThatThrownBy(() -> server.call(client)).hasMessageContaining("refused");
      trust(n1, ours + theirs);
      server.call(client);
      server.call(client);
      trust(n1, ours);
      assertThatThrownBy(() -> server.call(client)).hasMessageContaining("refused");
    }
  }

  private void trust(Path credentials, String authorities) throws IOException {
    Files.writeString(credentials.resolve(Pair.AUTHORITIES), authorities);
    nanos.addAndGet(Rotation.LOOK_INTERVAL.toNanos());
  }

  /** Key and certificate of one handshake are of one pair, however often the pair changes. */
  @Test
  void handshakesGoOnWhileThePairIsRenewedAllTheTime() throws Exception {
    Path n1 = pki.member("n1");
    Rotation busy = new Rotation(n1, InstantSource.system(), () -> nanos.addAndGet(1L << 40));
    SSLContext client = members(pki.member("n2"));
    AtomicBoolean done = new AtomicBoolean();
    Thread renewing =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!done.get()) {
                    pki.renew(Role.MEMBER, "n1");
                  }
                });
    try (Loopback server = new Loopback(context(busy))) {
      for (int i = 0; i < 50 || busy.held().turn() < 10; i++) {
        server.call(client);
      }
    } finally {
      done.set(true);
      renewing.join();
    }
  }

  @Test
  void aPairOfAnotherHolderIsNotTakenUp() throws Exception {
    Path n1 = pki.member("n1");
    Rotation rotation = turning(n1);
    Path other = pki.issue(Role.AGENT, "edge");
    try (Sayings log = new Sayings(Rotation.class)) {
      for (String file : List.of(Pair.KEY, Pair.CERTIFICATE)) {
        Files.copy(
            other.resolve(file),
            n1.resolve(file),
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.COPY_ATTRIBUTES);
      }
      nanos.addAndGet(Rotation.LOOK_INTERVAL.toNanos());
      assertThat(rotation.held().pair().peer()).hasToString("member n1");
      assertThat(log.all().getFirst()).contains("agent edge instead of member n1");
    }
  }

  @Test
  void theDiskIsLookedAtOnceInASecondAtMost() {
    Path n1 = pki.member("n1");
    Rotation rotation = turning(n1);
    pki.renew(Role.MEMBER, "n1");
    nanos.addAndGet(Rotation.LOOK_INTERVAL.toNanos() - 1);
    assertThat(rotation.held().turn()).isEqualTo(1);
    nanos.incrementAndGet();
    assertThat(rotation.held().turn()).isEqualTo(2);
    assertThat(rotation.held(1).orElseThrow().turn()).as("a handshake may have begun").isEqualTo(1);
    assertThat(rotation.held(3)).isEmpty();
  }

  @Test
  void keysThatOthersMayReadAreNotTakenUp() throws Exception {
    Path n1 = pki.member("n1");
    Rotation rotation = turning(n1);
    pki.renew(Role.MEMBER, "n1");
    Files.setPosixFilePermissions(
        n1.resolve(Pair.KEY), PosixFilePermissions.fromString("rw-r-----"));
    nanos.addAndGet(Rotation.LOOK_INTERVAL.toNanos());
    assertThat(rotation.held().turn()).isEqualTo(1);
  }

  /** What stood in the way may have been the clock, a mode, or the disk. */
  @Test
  void whatCouldNotBeUsedIsTriedAgainAlthoughItsFilesStayAsTheyAre() {
    Path n1 = pki.member("n1");
    AtomicLong days = new AtomicLong();
    Rotation rotation =
        new Rotation(n1, () -> Instant.now().plus(Duration.ofDays(days.get())), nanos::get);
    pki.renew(Role.MEMBER, "n1");
    for (long day : new long[] {-3, 100, 0}) {
      days.set(day);
      nanos.addAndGet(Rotation.LOOK_INTERVAL.toNanos());
      assertThat(rotation.held().turn()).as("day " + day).isEqualTo(day == 0 ? 2 : 1);
    }
  }

  @Test
  void whoseCertificateEndsWhileItRunsIsToldSoOnce() {
    Path n1 = pki.member("n1");
    AtomicLong days = new AtomicLong();
    InstantSource clock = () -> Instant.now().plus(Duration.ofDays(days.get()));
    Rotation rotation = new Rotation(n1, clock, nanos::get);
    try (Sayings log = new Sayings(Rotation.class)) {
      for (int i = 0; i < 3; i++) {
        days.set(89 + i);
        nanos.addAndGet(Rotation.LOOK_INTERVAL.toNanos());
        assertThat(rotation.held().turn()).isEqualTo(1);
      }
      assertThat(log.all()).hasSize(1);
      assertThat(log.all().getFirst()).contains(n1.toString(), "has expired", "without a restart");
    }
  }

  private Rotation turning(Path credentials) {
    return new Rotation(credentials, InstantSource.system(), nanos::get);
  }

  private static SSLContext context(Rotation rotation) {
    return new Handshakes(rotation, Set.of(Role.MEMBER)).context();
  }

  private static SSLContext members(Path credentials) {
    return context(credentials, Role.MEMBER);
  }

  private static SSLContext context(Path credentials, Role first, Role... others) {
    return Credentials.open(credentials).sslContext(first, others);
  }
}
