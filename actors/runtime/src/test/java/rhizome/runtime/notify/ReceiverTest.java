package rhizome.runtime.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.grid.notice.Severity;
import rhizome.runtime.grid.Member;
import rhizome.runtime.notify.Receiver.Encryption;

/** Who may be told, and with what secrets. */
class ReceiverTest {

  @TempDir private Path folder;

  private static Receiver.Webhook webhook(String url) {
    return new Receiver.Webhook(
        "desk", Severity.WARNING, URI.create(url), Path.of("/s"), Optional.empty());
  }

  private static Receiver.Mailbox mailbox(String host, int port, Encryption encryption) {
    return mailbox(host, port, encryption, "ops@example.org");
  }

  private static Receiver.Mailbox mailbox(
      String host, int port, Encryption encryption, String... to) {
    return new Receiver.Mailbox(
        "team",
        Severity.WARNING,
        host,
        port,
        encryption,
        "grid@example.org",
        List.of(to),
        Optional.empty(),
        Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://hooks.example.org/x",
        "HTTPS://hooks.example.org",
        "http://localhost:8080/x",
        "http://127.0.0.1/",
        "http://127.8.9.1:1/",
        "http://[::1]:8080/"
      })
  void whatIsEncryptedOrStaysHereIsTold(String url) {
    assertThat(webhook(url).url()).isEqualTo(URI.create(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1/",
        "http://localhost.example.org/",
        "http://127.0.0.1.example.org/",
        "http://[::2]/",
        "http://128.0.0.1/"
      })
  void whatIsInClearGoesNoFurtherThanThisMachine(String url) {
    assertThatThrownBy(() -> webhook(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("url '%s' is not encrypted: use https, http is for this machine only", url);
  }

  @Test
  void aTokenInAUrlIsNeverShown() {
    assertThat(webhook("https://h.example.org:444/a%20b?token=hunter2#x").where())
        .isEqualTo("https://h.example.org:444/a%20b");
    assertThatThrownBy(() -> webhook("http://h.example.org/a?token=hunter2"))
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> webhook("https://me:hunter2@h.example.org/"))
        .hasMessage("url must not hold a password: the signature tells who calls");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "@b", "a@", "a b@c", "a@b,c@d", "A <a@b>", "a@b\n", "a@b\u007f"})
  void whatIsNoPlainAddressIsRefused(String address) {
    assertThatThrownBy(() -> mailbox("m.org", 587, Encryption.TLS, address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("from and to must be plain addresses, as ops@example.org");
    assertThatThrownBy(() -> mailbox("m.org", 587, Encryption.TLS, "ops@example.org", address))
        .hasMessage("from and to must be plain addresses, as ops@example.org");
  }

  @Test
  void aMailboxNeedsSomebodyAndAPort() {
    assertThatThrownBy(() -> mailbox("m.org", 587, Encryption.TLS, new String[0]))
        .hasMessageContaining("plain addresses");
    for (int port : new int[] {0, -1, 65_536}) {
      assertThatThrownBy(() -> mailbox("m.org", port, Encryption.TLS))
          .hasMessage("smtp must be HOST:PORT, as mail.example.org:587");
    }
    assertThatThrownBy(() -> mailbox(" ", 25, Encryption.TLS)).hasMessageContaining("HOST:PORT");
    assertThat(mailbox("m.org", 65_535, Encryption.TLS, "a@b", "c@d").where())
        .isEqualTo("a@b, c@d by m.org:65535");
    assertThat(mailbox("m.org", 1, Encryption.STARTTLS).port()).isEqualTo(1);
  }

  @Test
  void mailInClearGoesNoFurtherThanThisMachine() {
    for (String host : List.of("localhost", "127.0.0.1", "::1")) {
      assertThat(mailbox(host, 25, Encryption.OFF).host()).isEqualTo(host);
    }
    for (String host : List.of("m.org", "10.0.0.1", "::2", "localhost.org")) {
      assertThatThrownBy(() -> mailbox(host, 25, Encryption.OFF))
          .hasMessage("tls = off is for a mail server on this machine only, and '%s' is not", host);
    }
  }

  private static NotifySettings receivers(int count) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add("{name = r%d, url = \"https://a.b/\", secret-file = /s}".formatted(i));
    }
    return settings("receivers = [" + String.join(",", all) + "]");
  }

  private static NotifySettings settings(String lines) {
    return NotifySettings.from(
        Member.profile(ConfigFactory.parseString("rhizome.notify {" + lines + "}")));
  }

  @Test
  void thereAreSixteenReceiversAtMostAndNoTwoOfOneName() {
    assertThat(receivers(16).receivers()).hasSize(16);
    assertThatThrownBy(() -> receivers(17)).hasMessage("rhizome.notify.receivers: 16 at most");
    String one = "{name = a, url = \"https://a.b/\", secret-file = /s}";
    assertThatThrownBy(() -> settings("receivers = [" + one + "," + one + "]"))
        .hasMessage("rhizome.notify.receivers: two are named 'a'");
  }

  @Test
  void limitsThatCouldNeverWorkAreRefused() {
    String why =
        "rhizome.notify: timeout and survey-interval must be positive, body-max 1024 or more";
    for (String line : List.of("timeout = 0s", "survey-interval = -1s", "body-max = 1023")) {
      assertThatThrownBy(() -> settings(line)).as(line).hasMessage(why);
    }
    assertThat(settings("body-max = 1024").bodyMax()).isEqualTo(1024);
    assertThat(settings("body-max = 9 TiB").bodyMax()).isEqualTo(Integer.MAX_VALUE);
    assertThatThrownBy(() -> settings("name = \"a b\""))
        .hasMessage("rhizome.notify.name must be letters, digits, '.', '_' or '-', not 'a b'");
  }

  @Test
  void aSecretIsALineForItselfWithoutItsBlanks() throws IOException {
    Path file = Samples.secret(folder, "s", "rw-------", "\n one \r\n\n\ttwo\n  \n");
    assertThat(SecretFile.read(file)).containsExactly("one", "two");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assertThat(SecretFile.read(file)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw--w----", "rwx------", "rw----r--"})
  void aSecretThatIsMoreThanItsOwnersToReadIsNotRead(String mode) throws IOException {
    Path open = Samples.secret(folder, "s", mode, "hunter2\n");
    assertThatThrownBy(() -> SecretFile.read(open))
        .isInstanceOf(IOException.class)
        .hasMessage("%s can be read by others: say 'chmod 600 %s'", open, open)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aSecretThatIsNoneIsNamed() throws IOException {
    Path empty = Samples.secret(folder, "empty", "rw-------", " \n\n");
    assertThatThrownBy(() -> SecretFile.read(empty)).hasMessage("%s is empty", empty);
    Path full = Samples.secret(folder, "full", "rw-------", "x".repeat(16 << 10));
    assertThat(SecretFile.read(full)).hasSize(1);
    Path large = Samples.secret(folder, "large", "rw-------", "x".repeat((16 << 10) + 1));
    assertThatThrownBy(() -> SecretFile.read(large))
        .hasMessage("%s is too large to be a secret", large);
    assertThatThrownBy(() -> SecretFile.read(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private static String secret(int bytes, char fill) {
    byte[] key = String.valueOf(fill).repeat(bytes).getBytes(StandardCharsets.UTF_8);
    return "whsec_" + Base64.getEncoder().encodeToString(key);
  }

  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

  @Test
  void aSignatureIsThatOfTheIdTheMomentAndTheBody() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("k".repeat(24).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String expected =
        Base64.getEncoder()
            .encodeToString(mac.doFinal("msg_1.1700000000.{}".getBytes(StandardCharsets.UTF_8)));
    List<String> one = List.of(secret(24, 'k'));
    assertThat(Signature.of(one, "msg_1", 1_700_000_000, BODY)).isEqualTo("v1," + expected);
    assertThat(
            List.of(
                Signature.of(one, "msg_2", 1_700_000_000, BODY),
                Signature.of(one, "msg_1", 1_700_000_001, BODY),
                Signature.of(one, "msg_1", 1_700_000_000, new byte[0]),
                Signature.of(List.of(secret(24, 'l')), "msg_1", 1_700_000_000, BODY)))
        .doesNotContain("v1," + expected)
        .doesNotHaveDuplicates();
  }

  @Test
  void eachOfTwoKeysSignsInItsOrder() {
    String old = secret(24, 'a');
    String young = secret(64, 'b');
    assertThat(Signature.of(List.of(young, old), "m", 1, BODY))
        .isEqualTo(
            Signature.of(List.of(young), "m", 1, BODY)
                + " "
                + Signature.of(List.of(old), "m", 1, BODY));
  }

  @Test
  void aKeyThatIsShortOrNoneIsRefusedAndNotRepeated() {
    for (String bad :
        List.of(
            secret(23, 'k'),
            secret(24, 'k').substring(6),
            "whsec_hunter2!",
            "whsec_",
            "WHSEC_" + secret(24, 'k').substring(6))) {
      assertThatThrownBy(() -> Signature.of(List.of(secret(24, 'a'), bad), "m", 1, BODY))
          .isInstanceOf(IllegalArgumentException.class)
          .hasNoCause()
          .hasMessage(
              "a line of the secret-file is no key: it must be whsec_ and 24 bytes or more in"
                  + " Base64, as of \"echo whsec_$(head -c 32 /dev/urandom | base64)\"");
    }
  }

  @Test
  void aFileWithoutACertificateIsTrustedWithNobody() throws Exception {
    assertThat(Trust.of(Optional.empty()).getProtocol()).isEqualTo("Default");
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    assertThatThrownBy(() -> Trust.of(Optional.of(empty)))
        .isInstanceOf(IOException.class)
        .hasMessage("%s holds no certificate", empty);
    Path noise = Files.writeString(folder.resolve("noise.pem"), "no certificate");
    assertThatThrownBy(() -> Trust.of(Optional.of(noise))).isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> Trust.of(Optional.of(folder.resolve("none.pem"))))
        .isInstanceOf(NoSuchFileException.class);
  }
}
