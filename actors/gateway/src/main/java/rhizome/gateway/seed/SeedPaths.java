package rhizome.gateway.seed;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import rhizome.gateway.LedgerPort;
import rhizome.gateway.problem.Problem;
import rhizome.runtime.explorer.Answered;
import rhizome.runtime.explorer.SeedQuestion;

/** Answers as the seed's daemon does: its documents, its statuses, its form of an error. */
public final class SeedPaths {

  private static final List<String> ROOTS = List.of("/explorer", "/consensus", "/transactionpool");

  private static final int FOUND = 200;

  /** There may be such a thing, and there is none. */
  private static final int NOTHING = 204;

  private static final int BAD = 400;
  private static final int UNAVAILABLE = 503;

  /** Hexadecimal digits of an id; addresses have more. */
  private static final int ID = 64;

  private final LedgerPort ledger;

  public SeedPaths(LedgerPort ledger) {
    this.ledger = ledger;
  }

  /** Whether what is asked for there is the seed's, though it may not be there. */
  public static boolean isOne(String path) {
    return ROOTS.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
  }

  public CompletionStage<HttpResponse> ask(SeedQuestion question) {
    return ledger.ask(question).thenApply(answer -> answer(question, answer));
  }

  private static HttpResponse answer(SeedQuestion question, Optional<Answered> answer) {
    if (answer.isEmpty()) {
      return error(UNAVAILABLE, "no ledger runs on this grid, or none can be reached");
    }
    return switch (answer.get()) {
      case Answered.Found(var json) -> json(FOUND, json);
      case Answered.Unknown(var why) -> missing(question, why);
      case Answered.Bad(var why) -> error(BAD, why);
      case Answered.Refused(var why, _) -> error(BAD, why);
      case Answered.NotYet(var why) -> error(UNAVAILABLE, why);
    };
  }

  /**
   * The seed says 400 to a height or hash it does not know, and to others that there is nothing.
   */
  private static HttpResponse missing(SeedQuestion question, String why) {
    boolean nothing =
        switch (question) {
          case SeedQuestion.Hashed(var hash, _) -> hash.length() != ID;
          case SeedQuestion.Final _, SeedQuestion.UnspentCoin _, SeedQuestion.UnspentStake _ ->
              true;
          case SeedQuestion.Facts _,
              SeedQuestion.At _,
              SeedQuestion.Newest _,
              SeedQuestion.Between _,
              SeedQuestion.Constants _,
              SeedQuestion.Consensus _,
              SeedQuestion.Pool _ ->
              false;
        };
    return nothing ? HttpResponse.create().withStatus(StatusCodes.get(NOTHING)) : error(BAD, why);
  }

  /** A problem of the door, as the seed would say it. */
  public static HttpResponse problem(Problem problem) {
    HttpResponse answer = error(problem.status(), problem.detail());
    return problem.status() == 401
        ? answer.addHeader(RawHeader.create("WWW-Authenticate", "Bearer realm=\"rhizome\""))
        : answer;
  }

  private static HttpResponse error(int status, String message) {
    return json(status, JsonNodeFactory.instance.objectNode().put("message", message).toString());
  }

  private static HttpResponse json(int status, String json) {
    return HttpResponse.create()
        .withStatus(StatusCodes.get(status))
        .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, json));
  }
}
