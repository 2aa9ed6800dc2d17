package rhizome.gateway.http;

import akka.Done;
import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.gateway.GatewaySettings;
import rhizome.gateway.GridPort;
import rhizome.gateway.OperatorToken;
import rhizome.gateway.problem.Kind;
import rhizome.gateway.problem.Problem;
import rhizome.gateway.problem.Refusal;
import rhizome.gateway.seed.SeedPaths;

/** Lets in who has the token, finds the operation, and turns every failure into a problem. */
public final class Router {

  private static final Logger LOG = LoggerFactory.getLogger(Router.class);
  private static final String SCHEME = "Bearer ";

  /** How much of a body that is too large is read away, so that its sender hears the answer. */
  private static final long DRAINED_MAX = 64L << 20;

  private static final Duration BODY_TIMEOUT = Duration.ofSeconds(10);

  private final ActorSystem<?> system;
  private final OperatorToken token;
  private final GatewaySettings settings;
  private final Routes routes;

  public Router(
      ActorSystem<?> system, GridPort grid, OperatorToken token, GatewaySettings settings) {
    this.system = system;
    this.token = token;
    this.settings = settings;
    this.routes = new Routes(system, grid, settings);
  }

  /** One client's connection; what an answer asks for afterwards is done when it is closed. */
  public Flow<HttpRequest, HttpResponse, NotUsed> connection() {
    return Flow.fromMaterializer(
            (_, _) -> {
              Queue<Runnable> afterwards = new ConcurrentLinkedQueue<>();
              return Flow.of(HttpRequest.class)
                  .watchTermination((used, closed) -> runAfter(closed, afterwards, used))
                  .mapAsync(1, this::answer)
                  .map(answer -> noting(answer, afterwards));
            })
        .mapMaterializedValue(_ -> NotUsed.getInstance());
  }

  private static HttpResponse noting(HttpResponse answer, Queue<Runnable> afterwards) {
    answer.getAttribute(Answers.AFTERWARDS).ifPresent(afterwards::add);
    return answer;
  }

  private static NotUsed runAfter(
      CompletionStage<Done> closed, Queue<Runnable> afterwards, NotUsed used) {
    closed.whenComplete((_, _) -> afterwards.forEach(Runnable::run));
    return used;
  }

  /** Never fails: whatever goes wrong is in the answer. */
  private CompletionStage<HttpResponse> answer(HttpRequest request) {
    String path = request.getUri().path();
    CompletionStage<HttpResponse> answer;
    try {
      answer = route(request);
    } catch (RuntimeException e) {
      answer = drain(request).handle((_, _) -> problem(e, path));
    }
    return answer
        .exceptionally(failure -> problem(failure, path))
        .thenApply(response -> response.addHeader(RawHeader.create("Cache-Control", "no-store")));
  }

  private CompletionStage<HttpResponse> route(HttpRequest request) {
    if (!isAuthorized(request) && !isOpen(request)) {
      throw new Refusal(
          Kind.UNAUTHORIZED,
          "send 'Authorization: Bearer TOKEN' with the token from operator.token in the grid's"
              + " data folder");
    }
    List<String> segments = new ArrayList<>();
    request.getUri().pathSegments().forEach(segments::add);
    List<Operation> here = new ArrayList<>();
    for (Operation operation : Operation.values()) {
      Optional<Map<String, String>> values = operation.path().match(segments);
      if (values.isPresent()) {
        here.add(operation);
        if (operation.method().equals(request.method().value())) {
          return handle(operation, request, values.get());
        }
      }
    }
    throw here.isEmpty() ? noSuchRoute(request) : notAllowed(request, here);
  }

  private boolean isAuthorized(HttpRequest request) {
    String header = request.getHeader("Authorization").map(h -> h.value()).orElse("");
    return header.startsWith(SCHEME) && token.matches(header.substring(SCHEME.length()));
  }

  /** What the seed serves openly is served so here where that is wished, and for reading only. */
  private boolean isOpen(HttpRequest request) {
    return settings.openLedger()
        && request.method().equals(HttpMethods.GET)
        && SeedPaths.isOne(request.getUri().path());
  }

  private CompletionStage<HttpResponse> handle(
      Operation operation, HttpRequest request, Map<String, String> values) {
    new Call(request, values, ByteString.emptyByteString()).checkParameters(operation.parameters());
    boolean reads = request.method().equals(HttpMethods.GET);
    CompletionStage<ByteString> body =
        reads ? drain(request).thenApply(_ -> ByteString.emptyByteString()) : read(request);
    return body.thenCompose(bytes -> routes.answer(operation, new Call(request, values, bytes)));
  }

  /** Reads on after the limit without keeping more, so that the sender hears the answer. */
  private CompletionStage<ByteString> read(HttpRequest request) {
    int max = settings.bodyMax();
    return bytes(request)
        .runFold(
            ByteString.emptyByteString(),
            (all, next) -> all.size() > max ? all : all.concat(next),
            system)
        .thenApply(
            all -> {
              if (all.size() > max) {
                throw tooLarge();
              }
              return all;
            });
  }

  private Refusal tooLarge() {
    return new Refusal(
        Kind.TOO_LARGE, "a body may have %d bytes at most".formatted(settings.bodyMax()));
  }

  private CompletionStage<?> drain(HttpRequest request) {
    return bytes(request).runWith(Sink.ignore(), system);
  }

  private static Source<ByteString, Object> bytes(HttpRequest request) {
    return request
        .entity()
        .withSizeLimit(DRAINED_MAX)
        .getDataBytes()
        .completionTimeout(BODY_TIMEOUT);
  }

  private static Refusal noSuchRoute(HttpRequest request) {
    return new Refusal(
        Kind.NO_SUCH_ROUTE,
        "there is nothing under %s: see /v1/openapi.json".formatted(request.getUri().path()));
  }

  private static Refusal notAllowed(HttpRequest request, List<Operation> here) {
    List<String> methods = here.stream().map(Operation::method).toList();
    return new Refusal(
        Problem.of(
                Kind.METHOD_NOT_ALLOWED,
                "%s takes %s, not %s"
                    .formatted(
                        request.getUri().path(),
                        String.join(", ", methods),
                        request.method().value()))
            .with("allowed", methods));
  }

  private HttpResponse problem(Throwable failure, String path) {
    Problem problem = problem(failure).at(path);
    HttpResponse answer =
        SeedPaths.isOne(path) ? SeedPaths.problem(problem) : Answers.problem(problem);
    return problem.members().get("allowed") instanceof List<?> allowed
        ? answer.addHeader(RawHeader.create("Allow", String.join(", ", strings(allowed))))
        : answer;
  }

  private static List<String> strings(List<?> list) {
    return list.stream().map(Object::toString).toList();
  }

  private Problem problem(Throwable failure) {
    return switch (failure) {
      case CompletionException e when e.getCause() != null -> problem(e.getCause());
      case Refusal refusal -> refusal.problem();
      case EntityStreamSizeException _ -> tooLarge().problem();
      case TimeoutException _ ->
          Problem.of(Kind.UNAVAILABLE, "the grid did not answer in time: try again");
      default -> internal(failure);
    };
  }

  /** The caller gets a number under which the log tells more, and nothing of our insides. */
  private static Problem internal(Throwable failure) {
    String reference = Integer.toHexString(System.identityHashCode(failure));
    LOG.error("a request failed, reference {}", reference, failure);
    return Problem.of(Kind.INTERNAL, "the grid's log tells more under " + reference)
        .with("reference", reference);
  }
}
