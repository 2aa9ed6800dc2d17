package rhizome.gateway.http;

import akka.event.LoggingAdapter;
import akka.http.ParsingErrorHandler;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.ErrorInfo;
import akka.http.scaladsl.model.StatusCode;
import akka.http.scaladsl.settings.ServerSettings;
import rhizome.gateway.problem.Kind;
import rhizome.gateway.problem.Problem;

/** What is not even HTTP gets a problem, too. Akka finds it by name in the settings. */
public final class Malformed extends ParsingErrorHandler {

  /** The name Akka looks for. */
  public static final Malformed MODULE$ = new Malformed();

  private Malformed() {}

  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo info, LoggingAdapter log, ServerSettings settings) {
    Problem known = Problem.of(Kind.BAD_REQUEST, info.summary());
    return Answers.problem(
        new Problem(
            known.type(), known.title(), status.intValue(), known.detail(), "", known.members()));
  }
}
