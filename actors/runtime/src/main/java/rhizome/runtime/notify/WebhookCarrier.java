package rhizome.runtime.notify;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import javax.net.ssl.SSLException;
import rhizome.grid.notice.Letter;

/** Posts letters, signed, to one URL. Follows nobody elsewhere, and reads no answer's body. */
record WebhookCarrier(Receiver.Webhook receiver, NotifySettings settings, Clock clock)
    implements Carrier {

  @Override
  public Outcome carry(Letter letter, String id) throws InterruptedException {
    try {
      HttpRequest request = request(letter, id);
      HttpClient client = client();
      try {
        return outcome(client.send(request, HttpResponse.BodyHandlers.ofInputStream()));
      } finally {
        client.shutdownNow();
      }
    } catch (HttpTimeoutException e) {
      return Outcome.failed("it did not answer within " + settings.timeout());
    } catch (ConnectException e) {
      return Outcome.failed("nobody listens there, or its name is not known");
    } catch (SSLException e) {
      return Outcome.failed("it is not who it should be: " + e.getMessage());
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      return Outcome.failed(
          Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName()));
    }
  }

  private HttpRequest request(Letter letter, String id) throws IOException {
    byte[] body = new LetterText(letter, id, settings.grid()).json(settings.bodyMax());
    long seconds = clock.instant().getEpochSecond();
    return HttpRequest.newBuilder(receiver.url())
        .timeout(settings.timeout())
        .header("content-type", "application/json")
        .header("user-agent", "rhizome")
        .header("webhook-id", id)
        .header("webhook-timestamp", Long.toString(seconds))
        .header(
            "webhook-signature",
            Signature.of(SecretFile.read(receiver.secret()), id, seconds, body))
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  private HttpClient client() throws IOException, GeneralSecurityException {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(settings.timeout())
        .followRedirects(HttpClient.Redirect.NEVER)
        .sslContext(Trust.of(receiver.trust()))
        .build();
  }

  /** What it is told does not depend on what else the receiver has to say. */
  private Outcome outcome(HttpResponse<InputStream> answer) throws IOException {
    answer.body().close();
    int status = answer.statusCode();
    if (status >= 200 && status < 300) {
      return new Outcome.Arrived();
    }
    String reason = "it answered HTTP " + status;
    if (status >= 300 && status < 400) {
      return Outcome.never(reason + "; redirects are not followed");
    }
    return status == 408 || status == 425 || status == 429 || status >= 500
        ? new Outcome.Failed(reason, false, retryAfter(answer))
        : Outcome.never(reason);
  }

  /** Seconds, or a date (RFC 9110, section 10.2.3); what is neither is not there. */
  private Optional<Duration> retryAfter(HttpResponse<?> answer) {
    return answer.headers().firstValue("retry-after").flatMap(this::span);
  }

  private Optional<Duration> span(String text) {
    if (text.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(clock.instant(), then)).filter(Duration::isPositive);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
