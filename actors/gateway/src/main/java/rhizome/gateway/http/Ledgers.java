package rhizome.gateway.http;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.japi.Pair;
import akka.pattern.Patterns;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import rhizome.gateway.GatewaySettings;
import rhizome.gateway.LedgerPort;
import rhizome.gateway.problem.Kind;
import rhizome.gateway.problem.LedgerReasons;
import rhizome.gateway.problem.Refusal;
import rhizome.gateway.view.Wish;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.json.EntryJson;
import rhizome.runtime.explorer.Answered;
import rhizome.runtime.explorer.Question;

/** What is asked of a ledger, and what is to be in a block of it. */
final class Ledgers {

  private static final int BATCH = 100;

  /** So often a stream may not be able to say that it is still there. */
  private static final int KEEP_ALIVES = 3;

  private final ActorSystem<?> system;
  private final LedgerPort ledger;
  private final GatewaySettings settings;
  private final Streams streams;

  Ledgers(ActorSystem<?> system, LedgerPort ledger, GatewaySettings settings, Streams streams) {
    this.system = system;
    this.ledger = ledger;
    this.settings = settings;
    this.streams = streams;
  }

  CompletionStage<HttpResponse> answer(Operation operation, Call call) {
    String page = call.parameter("page").orElse("");
    return switch (operation) {
      case LEDGER -> read(new Question.Tip(), Kind.NO_LEDGER);
      case BLOCK -> read(new Question.Block(call.segment("block"), page), Kind.UNKNOWN_BLOCK);
      case TRANSACTION ->
          read(new Question.Transaction(call.segment("transaction")), Kind.UNKNOWN_TRANSACTION);
      case ADDRESS -> read(new Question.Holder(call.segment("address"), page), Kind.NO_LEDGER);
      case VALIDATORS -> read(new Question.Validators(page), Kind.NO_LEDGER);
      case SUPPLY -> read(new Question.Supply(), Kind.NO_LEDGER);
      case LINK -> read(new Question.Link(call.segment("link")), Kind.UNKNOWN_BLOCK);
      case PROOF ->
          read(
              new Question.Proof(call.segment("kind"), call.segment("name")),
              Kind.UNKNOWN_TRANSACTION);
      case SUBMIT -> submit(call.body(Wish.ToSubmit.class));
      case BLOCKS -> events(call);
      default -> throw new IllegalArgumentException(operation + " is not about a ledger");
    };
  }

  private CompletionStage<HttpResponse> read(Question question, Kind missing) {
    return found(question, missing).thenApply(json -> json(200, json));
  }

  private CompletionStage<String> found(Question question, Kind missing) {
    return ledger
        .ask(question)
        .thenApply(
            answer ->
                switch (answer.orElseThrow(Ledgers::noLedger)) {
                  case Answered.Found(String json) -> json;
                  case Answered.Unknown(String why) -> throw new Refusal(missing, why);
                  case Answered.Bad(String why) -> throw new Refusal(Kind.BAD_PARAMETER, why);
                  case Answered.Refused(String why, String because) ->
                      throw new Refusal(LedgerReasons.of(why, because));
                  case Answered.NotYet(String why) -> throw new Refusal(Kind.UNAVAILABLE, why);
                });
  }

  private static Refusal noLedger() {
    return new Refusal(
        Kind.NO_LEDGER,
        "no ledger runs on this grid, or none can be reached: start a validator on a member"
            + " (docs/validate), or ask the grid that has one");
  }

  private static HttpResponse json(int status, String json) {
    return HttpResponse.create()
        .withStatus(StatusCodes.get(status))
        .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, json));
  }

  private CompletionStage<HttpResponse> submit(Wish.ToSubmit wish) {
    String hex = Bytes.of(entry(wish).encode()).hex();
    return found(new Question.Submit(hex), Kind.NO_LEDGER).thenApply(json -> json(202, json));
  }

  private static Entry entry(Wish.ToSubmit wish) {
    if (wish.hex().isPresent() == wish.entry().isPresent()) {
      throw new Refusal(Kind.BAD_JSON, "send either 'hex' or 'entry'");
    }
    try {
      return wish.hex()
          .map(hex -> Entry.decode(Bytes.ofHex(hex).toArray()))
          .orElseGet(() -> EntryJson.read(wish.entry().orElseThrow()));
    } catch (Malformed e) {
      String where = wish.hex().isPresent() ? "hex" : "entry";
      throw new Refusal(Kind.BAD_JSON, "'%s' is no entry: %s".formatted(where, e.getMessage()));
    }
  }

  /** Begins with what is past a height, or with the last block. */
  private CompletionStage<HttpResponse> events(Call call) {
    Optional<String> after =
        call.parameter("after")
            .or(() -> call.request().getHeader("Last-Event-ID").map(HttpHeader::value));
    long from = after.map(Ledgers::height).orElse(-1L);
    boolean follow = call.flag("follow", true);
    return batch(from)
        .thenApply(
            first ->
                HttpResponse.create()
                    .withEntity(
                        HttpEntities.createChunked(
                            MediaTypes.TEXT_EVENT_STREAM.toContentType(),
                            streams.limited(stream(from, first, follow)))));
  }

  private static long height(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw new Refusal(Kind.BAD_PARAMETER, "'%s' is not the height of a block".formatted(text));
    }
  }

  private CompletionStage<JsonNode> batch(long after) {
    return found(new Question.Blocks(after, BATCH), Kind.NO_LEDGER)
        .thenApply(json -> Json.read(Answers.utf8(json), JsonNode.class).path("blocks"));
  }

  /** Where a stream is: past which height, and what comes next if it was asked for already. */
  private record Place(long after, Optional<JsonNode> next) {}

  private Source<ByteString, NotUsed> stream(long from, JsonNode first, boolean follow) {
    return Source.unfoldAsync(new Place(from, Optional.of(first)), place -> next(place, follow))
        .filter(bytes -> !bytes.isEmpty())
        .keepAlive(settings.keepAlive(), () -> ByteString.fromString(": still here\n\n"))
        .backpressureTimeout(settings.keepAlive().multipliedBy(KEEP_ALIVES)); // who reads not
  }

  private CompletionStage<Optional<Pair<Place, ByteString>>> next(Place place, boolean follow) {
    CompletionStage<JsonNode> blocks =
        place
            .next()
            .<CompletionStage<JsonNode>>map(CompletableFuture::completedFuture)
            .orElseGet(
                () ->
                    Patterns.after(
                        settings.pollInterval(),
                        system.classicSystem(),
                        () -> batch(place.after())));
    return blocks.thenApply(
        some -> {
          if (some.isEmpty() && !follow) {
            return Optional.empty();
          }
          long last = some.isEmpty() ? place.after() : heightOf(some.get(some.size() - 1));
          return Optional.of(
              Pair.create(new Place(last, Optional.empty()), render(place.after(), some)));
        });
  }

  private static long heightOf(JsonNode block) {
    return block.path("height").asLong();
  }

  private static ByteString render(long after, JsonNode blocks) {
    StringBuilder text = new StringBuilder();
    if (after >= 0 && !blocks.isEmpty() && heightOf(blocks.get(0)) > after + 1) {
      long missed = heightOf(blocks.get(0)) - after - 1;
      text.append("event: missed\ndata: {\"missed\":").append(missed).append("}\n\n");
    }
    for (JsonNode block : blocks) {
      text.append("id: ").append(heightOf(block));
      text.append("\nevent: block\ndata: ").append(Json.text(block)).append("\n\n");
    }
    return ByteString.fromString(text.toString());
  }
}
