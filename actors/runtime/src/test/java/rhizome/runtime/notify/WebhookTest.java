package rhizome.runtime.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.grid.notice.Letter;
import rhizome.grid.notice.Severity;

/** Webhooks against a real server, with real failures. */
class WebhookTest {

  private static final byte[] KEY =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
  private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);
  private static final Letter LETTER = Samples.letter(2);
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private Path folder;
  private final Ear ear = new Ear();
  private final CountDownLatch over = new CountDownLatch(1);
  private Path secret = Path.of("/");

  @BeforeEach
  void write() throws IOException {
    secret = Samples.secret(folder, "hook.secret", "rw-------", SECRET + "\n");
  }

  @AfterEach
  void close() {
    over.countDown();
    ear.close();
  }

  private Outcome deliver(URI url, Letter letter, Duration timeout) {
    Receiver receiver =
        new Receiver.Webhook("desk", Severity.WARNING, url, secret, Optional.empty());
    Clock clock = Clock.fixed(Samples.NOON, ZoneOffset.UTC);
    return new PostOffice(Samples.settings(receiver, timeout), clock)
        .deliver("desk", letter)
        .toCompletableFuture()
        .join();
  }

  private Outcome deliver() {
    return deliver(ear.url(), LETTER, LONG);
  }

  private Outcome.Failed failed() {
    return (Outcome.Failed) deliver();
  }

  @Test
  void aReceiverCanCheckWhoCallsAndTellARepetition() throws Exception {
    assertThat(deliver()).isEqualTo(new Outcome.Arrived());
    assertThat(deliver()).isEqualTo(new Outcome.Arrived());
    Ear.Heard first = ear.heard().getFirst();
    assertThat(first.header("webhook-id")).isEqualTo("msg_house_7_1795780800000");
    assertThat(ear.heard().getLast().header("webhook-id")).isEqualTo(first.header("webhook-id"));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    String signed =
        first.header("webhook-id") + "." + first.header("webhook-timestamp") + "." + first.body();
    byte[] expected = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
    String signature = first.header("webhook-signature");
    assertThat(signature).startsWith("v1,");
    assertThat(MessageDigest.isEqual(expected, Base64.getDecoder().decode(signature.substring(3))))
        .isTrue();
    assertThat(first.headers().toString() + first.body()).doesNotContain(SECRET.substring(6));
  }

  @Test
  void theBodySaysWhatAndWhy() throws IOException {
    deliver();
    JsonNode body = new ObjectMapper().readTree(ear.heard().getFirst().body());
    assertThat(body.at("/type").asText()).isEqualTo("rhizome.letter");
    assertThat(body.at("/data/severity").asText()).isEqualTo("critical");
    assertThat(body.at("/data/headline").asText()).isEqualTo("2 new");
    assertThat(body.at("/data/notices/0/subject").asText()).isEqualTo("shop/web#0");
    assertThat(body.at("/data/notices/0/state").asText()).isEqualTo("begun");
    assertThat(body.at("/data/notices/0/cause/1/what").asText()).isEqualTo("it exited with 1");
    assertThat(body.at("/data/untold").asInt()).isZero();
  }

  @Test
  void aLetterThatIsTooLargeIsCutAndCounted() throws IOException {
    assertThat(deliver(ear.url(), Samples.letter(60), LONG)).isEqualTo(new Outcome.Arrived());
    String text = ear.heard().getFirst().body();
    assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(4096);
    JsonNode body = new ObjectMapper().readTree(text);
    assertThat(body.at("/data/notices")).isNotEmpty();
    assertThat(body.at("/data/untold").asInt() + body.at("/data/notices").size()).isEqualTo(60);
  }

  @Test
  void whatIsWorthAnotherTryIsToldFromWhatIsNot() {
    for (int status : new int[] {408, 429, 500, 503}) {
      ear.will(Ear.status(status));
      assertThat(failed().lasting()).as("%d", status).isFalse();
    }
    for (int status : new int[] {400, 401, 404, 410}) {
      ear.will(Ear.status(status));
      assertThat(failed().lasting()).as("%d", status).isTrue();
    }
  }

  @Test
  void aPauseTheReceiverAsksForIsPassedOn() {
    ear.will(
        Ear.status(429, "Retry-After", "17"),
        Ear.status(503, "Retry-After", "Fri, 27 Nov 2026 12:02:00 GMT"),
        Ear.status(503, "Retry-After", "soon"));
    assertThat(failed().after()).contains(Duration.ofSeconds(17));
    assertThat(failed().after()).contains(Duration.ofMinutes(2));
    assertThat(failed().after()).isEmpty();
  }

  @Test
  void nobodyIsFollowedElsewhere() {
    ear.will(Ear.status(307, "Location", ear.url().resolve("/other").toString()));
    assertThat(failed().reason()).contains("307");
    assertThat(ear.heard()).hasSize(1);
  }

  @Test
  void whoHangsIsGivenUp() {
    ear.will(_ -> await());
    assertThat(deliver(ear.url(), LETTER, Duration.ofMillis(400)))
        .isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void whoDripsHasTakenIt() {
    ear.will(this::drip);
    assertThat(deliver()).isEqualTo(new Outcome.Arrived());
  }

  private void await() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** It has said that it took the letter; what else it says is not waited for. */
  private void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write('x');
    exchange.getResponseBody().flush();
    await();
  }

  @Test
  void aClosedPortAndOneThatSpeaksNoHttpAreFailuresWithAReason() throws IOException {
    URI there;
    try (ServerSocket garbage = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      there = URI.create("http://127.0.0.1:" + garbage.getLocalPort() + "/");
      Thread.ofVirtual().start(() -> rubbish(garbage));
      Outcome.Failed noise = (Outcome.Failed) deliver(there, LETTER, LONG);
      assertThat(noise.reason()).isNotBlank();
    }
    Outcome.Failed closed = (Outcome.Failed) deliver(there, LETTER, LONG);
    assertThat(closed.reason()).startsWith("nobody listens there");
  }

  private static void rubbish(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket
          .getOutputStream()
          .write("\u0000\u0001 hello?\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The other side has left.
    }
  }

  @Test
  void aSecretThatOthersCanReadIsNotUsed() throws IOException {
    secret = Samples.secret(folder, "open.secret", "rw-r--r--", SECRET);
    assertThat(failed().reason()).contains("can be read by others");
    secret = Samples.secret(folder, "bad.secret", "rw-------", "hunter2hunter2");
    assertThat(failed().reason()).contains("no key").doesNotContain("hunter2");
    assertThat(ear.heard()).isEmpty();
  }

  @Test
  void whileAKeyIsExchangedBothSign() throws IOException {
    String other =
        "whsec_"
            + Base64.getEncoder().encodeToString("x".repeat(32).getBytes(StandardCharsets.UTF_8));
    secret = Samples.secret(folder, "two.secret", "rw-------", SECRET + "\n" + other + "\n");
    assertThat(deliver()).isEqualTo(new Outcome.Arrived());
    assertThat(ear.heard().getFirst().header("webhook-signature").split(" ")).hasSize(2);
  }

  @Test
  void whoeverIsNoReceiverAnyMoreIsToldNothing() {
    Receiver receiver =
        new Receiver.Webhook("desk", Severity.WARNING, ear.url(), secret, Optional.empty());
    PostOffice office =
        new PostOffice(Samples.settings(receiver, Duration.ofSeconds(1)), Clock.systemUTC());
    Outcome outcome = office.deliver("gone", LETTER).toCompletableFuture().join();
    assertThat(((Outcome.Failed) outcome).lasting()).isTrue();
  }
}
