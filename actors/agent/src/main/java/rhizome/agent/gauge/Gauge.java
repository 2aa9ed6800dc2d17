package rhizome.agent.gauge;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.agent.Held;
import rhizome.blueprints.scale.Target;
import rhizome.grid.scaling.Reading;

/** Reads what a workload of this machine uses. Blocks for no longer than its limits. */
public final class Gauge {

  private static final Logger LOG = LoggerFactory.getLogger(Gauge.class);

  /** For each number, the whole of it. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

  private static final long BYTES_MAX = 4L << 20;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(ANSWER_MAX)
          .build();

  /**
   * @param metrics what it shall publish, to be answered in the same order
   * @return nothing when it has no process
   */
  public Optional<Reading> read(Held held, List<Target.Metric> metrics) {
    if (held.pid() == 0) {
      return Optional.empty();
    }
    try {
      Instant at = Instant.now();
      Optional<Session> session = Session.of(held.pid());
      return session.map(
          used ->
              new Reading(
                  held.incarnation(),
                  at,
                  used.cpu(),
                  used.memoryBytes(),
                  metrics.stream().map(metric -> number(held, metric)).toList()));
    } catch (IOException e) {
      LOG.warn("cannot tell what {} uses: {}", held.workload(), e.toString());
      return Optional.empty();
    }
  }

  private Optional<Double> number(Held held, Target.Metric metric) {
    Integer port = held.ports().get(metric.port());
    if (port == null) {
      return Optional.empty();
    }
    URI uri = URI.create("http://127.0.0.1:" + port + "/").resolve(metric.path());
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(ANSWER_MAX).GET().build();
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), BYTES_MAX));
    try {
      HttpResponse<String> response = answer.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
      return response.statusCode() == 200
          ? Exposition.sum(response.body(), metric)
          : Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      answer.cancel(true);
      LOG.debug("{} does not publish {}: {}", held.workload(), metric.name(), e.toString());
      return Optional.empty();
    } catch (InterruptedException _) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
