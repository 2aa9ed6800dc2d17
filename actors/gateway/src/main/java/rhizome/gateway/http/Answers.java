package rhizome.gateway.http;

import akka.http.javadsl.model.AttributeKey;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.Connection;
import akka.http.javadsl.model.headers.RawHeader;
import java.nio.charset.StandardCharsets;
import rhizome.gateway.problem.Problem;

/** How answers look. */
final class Answers {

  /** What is to be done once the connection that carried an answer is closed. */
  static final AttributeKey<Runnable> AFTERWARDS =
      AttributeKey.create("afterwards", Runnable.class);

  private Answers() {}

  static HttpResponse ok(Object view) {
    return json(200, view);
  }

  static HttpResponse accepted(Object view) {
    return json(202, view);
  }

  /** The last answer on its connection; then, when it has left, {@code afterwards} happens. */
  static HttpResponse last(Object view, Runnable afterwards) {
    return accepted(view)
        .addHeader(Connection.create("close"))
        .addAttribute(AFTERWARDS, afterwards);
  }

  private static HttpResponse json(int status, Object view) {
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, Json.bytes(view)));
  }

  static HttpResponse problem(Problem problem) {
    HttpResponse answer =
        HttpResponse.create()
            .withStatus(StatusCodes.get(problem.status()))
            .withEntity(
                HttpEntities.create(
                    MediaTypes.applicationWithFixedCharset("problem+json", HttpCharsets.UTF_8)
                        .toContentType(),
                    Json.bytes(problem)));
    return problem.status() == 401
        ? answer.addHeader(RawHeader.create("WWW-Authenticate", "Bearer realm=\"rhizome\""))
        : answer;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
