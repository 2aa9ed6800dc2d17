package rhizome.runtime.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * Leases of {@code coordination.k8s.io/v1}, as the API of Kubernetes keeps them: each write names
 * the version it has read, and the API lets one of those through.
 */
final class LeaseApi implements AutoCloseable {

  private static final int ANSWER_BYTES_MAX = 1 << 20;
  private static final String AMENDED = "application/merge-patch+json";
  private static final String WHOLE = "application/json";
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final ObjectMapper json = new ObjectMapper();
  private final Access access;
  private final Duration answerMax;
  private final HttpClient http;

  /**
   * @param answerMax how long one answer may take
   */
  LeaseApi(Access access, Duration answerMax) {
    this.access = access;
    this.answerMax = answerMax;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(answerMax)
            .sslContext(access.tls())
            .build();
  }

  CompletableFuture<Reading> read(String name) {
    return send("/" + name, HttpRequest.Builder::GET)
        .thenApply(
            answer ->
                switch (answer.statusCode()) {
                  case 200 -> new Reading(Optional.of(entry(name, answer)), date(answer));
                  case 404 -> new Reading(Optional.empty(), date(answer));
                  default -> throw refused("get", answer);
                });
  }

  /**
   * @return whether nobody was faster
   */
  CompletableFuture<Boolean> create(String name, Terms terms) {
    Map<String, Object> lease = new LinkedHashMap<>();
    lease.put("apiVersion", "coordination.k8s.io/v1");
    lease.put("kind", "Lease");
    lease.put("metadata", Map.of("name", name));
    lease.put("spec", spec(terms));
    return send("", request -> request.header("Content-Type", WHOLE).POST(body(lease)))
        .thenApply(
            answer ->
                switch (answer.statusCode()) {
                  case 200, 201 -> true;
                  case 409 -> false;
                  default -> throw refused("create", answer);
                });
  }

  /**
   * Leaves alone what others have noted on it.
   *
   * @return whether nobody was faster
   */
  CompletableFuture<Boolean> amend(String name, String version, Terms terms) {
    Map<String, Object> change =
        Map.of("metadata", Map.of("resourceVersion", version), "spec", spec(terms));
    return send(
            "/" + name,
            request -> request.header("Content-Type", AMENDED).method("PATCH", body(change)))
        .thenApply(
            answer ->
                switch (answer.statusCode()) {
                  case 200 -> true;
                  case 404, 409 -> false;
                  default -> throw refused("patch", answer);
                });
  }

  private static Map<String, Object> spec(Terms terms) {
    return Map.of(
        "holderIdentity",
        terms.holder(),
        "leaseDurationSeconds",
        terms.duration().toSeconds(),
        "acquireTime",
        MICROS.format(terms.acquired()),
        "renewTime",
        MICROS.format(terms.renewed()),
        "leaseTransitions",
        terms.transitions());
  }

  private HttpRequest.BodyPublisher body(Map<String, Object> value) {
    try {
      return BodyPublishers.ofString(json.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The token is read each time: Kubernetes renews it. */
  private CompletableFuture<HttpResponse<String>> send(
      String path, UnaryOperator<HttpRequest.Builder> what) {
    String token;
    try {
      token = Files.readString(access.token()).strip();
    } catch (IOException e) {
      return CompletableFuture.failedFuture(
          new ApiRefused("the token of the service account cannot be read: " + e, e));
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(access.leases() + path))
            .timeout(answerMax)
            .header("Accept", WHOLE)
            .header("Authorization", "Bearer " + token);
    return http.sendAsync(
        what.apply(request).build(),
        BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES_MAX));
  }

  /** What is missing reads as held by nobody, as Kubernetes has it. */
  private Reading.Entry entry(String name, HttpResponse<String> answer) {
    try {
      JsonNode lease = json.readTree(answer.body());
      JsonNode spec = lease.path("spec");
      return new Reading.Entry(
          lease.path("metadata").path("resourceVersion").asText(),
          new Terms(
              spec.path("holderIdentity").asText(""),
              Duration.ofSeconds(spec.path("leaseDurationSeconds").asLong()),
              time(spec.path("acquireTime")),
              time(spec.path("renewTime")),
              spec.path("leaseTransitions").asInt()));
    } catch (JsonProcessingException | DateTimeException e) {
      throw new ApiRefused(
          "the lease %s in namespace %s is garbled (%s): delete it, it will be made anew"
              .formatted(name, access.namespace(), e.getMessage()),
          e);
    }
  }

  private static Instant time(JsonNode text) {
    return text.isTextual() ? OffsetDateTime.parse(text.asText()).toInstant() : Instant.EPOCH;
  }

  private static Instant date(HttpResponse<?> answer) {
    String date = answer.headers().firstValue("Date").orElse("");
    try {
      return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
    } catch (DateTimeException e) {
      throw new ApiRefused("the API of Kubernetes does not tell the time: '%s'".formatted(date), e);
    }
  }

  private ApiRefused refused(String verb, HttpResponse<String> answer) {
    int code = answer.statusCode();
    String remedy =
        code == 401 || code == 403
            ? ": give its service account the verbs get, create and patch on leases of"
                + " coordination.k8s.io, as cluster-config/kubernetes/members.yaml does"
            : "";
    return new ApiRefused(
        "the API of Kubernetes lets this pod %s no lease in namespace %s (%d, %s)%s"
            .formatted(verb, access.namespace(), code, said(answer.body()), remedy));
  }

  /** As a {@code Status} has it. */
  private String said(String body) {
    try {
      return json.readTree(body).path("message").asText("without a word");
    } catch (JsonProcessingException _) {
      return "without a word";
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
