package rhizome.runtime.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.grid.notice.Letter;
import rhizome.grid.notice.Severity;
import rhizome.runtime.notify.Receiver.Encryption;

/** Mail against a real server, with real failures. */
class MailTest {

  private static final Letter LETTER = Samples.letter(1);
  private static final Duration LONG = Duration.ofSeconds(20);

  private static final String PASSPHRASE = "changeit";

  @TempDir private static Path keys = Path.of("");

  @TempDir private Path folder;
  private final GreenMail server =
      new GreenMail(
          new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
          });

  @AfterEach
  void close() {
    server.stop();
  }

  private static Outcome deliver(Receiver.Mailbox mailbox, Letter letter, Duration timeout) {
    return new PostOffice(Samples.settings(mailbox, timeout), Clock.systemUTC())
        .deliver("team", letter)
        .toCompletableFuture()
        .join();
  }

  private Receiver.Mailbox mailbox(
      int port, Encryption encryption, Optional<Receiver.Login> login, Optional<Path> trust) {
    return new Receiver.Mailbox(
        "team",
        Severity.WARNING,
        "localhost",
        port,
        encryption,
        "grid@example.org",
        List.of("ops@example.org", "dev@example.org"),
        login,
        trust);
  }

  private Receiver.Mailbox plain(int port) {
    return mailbox(port, Encryption.OFF, Optional.empty(), Optional.empty());
  }

  private static String reason(Outcome outcome) {
    return ((Outcome.Failed) outcome).reason();
  }

  @Test
  void aLetterIsOneMailToAllWithAnIdThatTellsARepetition() throws Exception {
    server.start();
    Receiver.Mailbox mailbox = plain(server.getSmtp().getPort());
    assertThat(deliver(mailbox, LETTER, LONG)).isEqualTo(new Outcome.Arrived());
    assertThat(deliver(mailbox, LETTER, LONG)).isEqualTo(new Outcome.Arrived());
    MimeMessage[] mails = server.getReceivedMessages();
    assertThat(mails).hasSize(4);
    for (MimeMessage mail : mails) {
      assertThat(mail.getMessageID()).isEqualTo("<msg_house_7_1795780800000.team@example.org>");
      assertThat(mail.getAllRecipients()).hasSize(2);
      assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }
    assertThat(mails[0].getSubject()).isEqualTo("[house] critical: shop/web#0 needs a human");
    assertThat(GreenMailUtil.getBody(mails[0]))
        .contains("critical: shop/web#0 needs a human")
        .contains("because no restart is left")
        .contains("because it exited with 1");
  }

  @Test
  void aPasswordIsOnlySaidBehindTheRightCertificate() throws Exception {
    server.setUser("grid@example.org", "grid", "open sesame");
    server.start();
    Path password = Samples.secret(folder, "mail.secret", "rw-------", "open sesame\n");
    Optional<Receiver.Login> login = Optional.of(new Receiver.Login("grid", password));
    int port = server.getSmtps().getPort();
    Outcome stranger =
        deliver(mailbox(port, Encryption.TLS, login, Optional.empty()), LETTER, LONG);
    assertThat(reason(stranger)).contains("certif");
    assertThat(server.getReceivedMessages()).isEmpty();
    int clear = server.getSmtp().getPort();
    Outcome naked =
        deliver(mailbox(clear, Encryption.STARTTLS, login, Optional.empty()), LETTER, LONG);
    assertThat(reason(naked)).contains("STARTTLS");
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void aTrustedServerIsToldAPasswordAndAWrongOneIsAFailure() throws Exception {
    server.setUser("grid@example.org", "grid", "open sesame");
    server.start();
    Path trust = Samples.secret(folder, "trust.pem", "rw-r--r--", certificate());
    int port = server.getSmtps().getPort();
    Path right = Samples.secret(folder, "right", "rw-------", "open sesame\n");
    Receiver.Login login = new Receiver.Login("grid", right);
    assertThat(
            deliver(
                mailbox(port, Encryption.TLS, Optional.of(login), Optional.of(trust)),
                LETTER,
                LONG))
        .isEqualTo(new Outcome.Arrived());
    Path wrong = Samples.secret(folder, "wrong", "rw-------", "sesame\n");
    Receiver.Login guess = new Receiver.Login("grid", wrong);
    Outcome outcome =
        deliver(
            mailbox(port, Encryption.TLS, Optional.of(guess), Optional.of(trust)), LETTER, LONG);
    assertThat(reason(outcome)).contains("does not accept").doesNotContain("sesame");
    assertThat(((Outcome.Failed) outcome).lasting()).isFalse();
  }

  /** A key of the server's own, for the name by which it is called. */
  @BeforeAll
  static void certify() throws Exception {
    Path store = keys.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "2",
                "-storepass",
                PASSPHRASE,
                "-keystore",
                store.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    System.setProperty("greenmail.tls.keystore.file", store.toString());
    System.setProperty("greenmail.tls.keystore.password", PASSPHRASE);
  }

  private static String certificate() throws Exception {
    KeyStore store =
        KeyStore.getInstance(keys.resolve("server.p12").toFile(), PASSPHRASE.toCharArray());
    String text =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(store.getCertificate("server").getEncoded());
    return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
  }

  @Test
  void whatTheServerRefusesForGoodIsNotTriedAgain() throws IOException {
    Outcome busy = refusing("451 later");
    assertThat(((Outcome.Failed) busy).lasting()).isFalse();
    Outcome never = refusing("550 no such user");
    assertThat(((Outcome.Failed) never).lasting()).isTrue();
    assertThat(reason(never)).contains("no such user");
  }

  /** A server that says this to every address. */
  private Outcome refusing(String answer) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> talk(socket, answer));
      return deliver(plain(socket.getLocalPort()), LETTER, LONG);
    }
  }

  private static void talk(ServerSocket server, String answer) {
    try (Socket socket = server.accept();
        var in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        var out = socket.getOutputStream()) {
      out.write("220 here\r\n".getBytes(StandardCharsets.US_ASCII));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String said = line.startsWith("RCPT") ? answer : "250 ok";
        out.write((said + "\r\n").getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      // The other side has left.
    }
  }

  @Test
  void aClosedPortAndAServerThatHangsAreFailuresInTime() throws IOException {
    int port;
    try (ServerSocket hangs = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = hangs.getLocalPort();
      CompletableFuture<Outcome> outcome =
          CompletableFuture.supplyAsync(() -> deliver(plain(port), LETTER, Duration.ofMillis(400)));
      assertThat(outcome.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(Outcome.Failed.class);
    }
    assertThat(reason(deliver(plain(port), LETTER, LONG))).containsIgnoringCase("refused");
  }
}
