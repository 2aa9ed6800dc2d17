package rhizome.gateway.edge;

import akka.NotUsed;
import akka.http.javadsl.model.ws.Message;
import akka.stream.Materializer;
import akka.stream.StreamLimitReachedException;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.util.ByteString;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import rhizome.runtime.edge.Refusal;

/** Whole frames of what the other side sends; never more than one of them in memory. */
final class Inbound {

  /** A whole frame, or why there is none. */
  sealed interface Piece {
    @SuppressWarnings("ArrayRecordComponent") // read once; never compared
    record Whole(byte[] bytes) implements Piece {}

    record Bad(Refusal reason, String remedy) implements Piece {}
  }

  private static final Duration FRAME_TIMEOUT = Duration.ofSeconds(30);

  private Inbound() {}

  /**
   * @param max bytes of a frame; what is longer is not kept
   */
  static Flow<Message, Piece, NotUsed> pieces(int max, Materializer materializer) {
    return Flow.of(Message.class).mapAsync(1, message -> piece(message, max, materializer));
  }

  private static CompletionStage<Piece> piece(Message message, int max, Materializer materializer) {
    if (message.isText()) {
      if (!message.asTextMessage().isStrict()) {
        var _ = message.asTextMessage().getStreamedText().runWith(Sink.cancelled(), materializer);
      }
      return CompletableFuture.completedFuture(
          new Piece.Bad(Refusal.GARBLED, "frames are binary messages, and this is text"));
    }
    if (message.asBinaryMessage().isStrict()) {
      ByteString data = message.asBinaryMessage().getStrictData();
      return CompletableFuture.completedFuture(
          data.size() > max ? tooLarge(max) : new Piece.Whole(data.toArray()));
    }
    return message
        .asBinaryMessage()
        .getStreamedData()
        .limitWeighted(max, data -> (long) data.size())
        .completionTimeout(FRAME_TIMEOUT)
        .runFold(ByteString.emptyByteString(), ByteString::concat, materializer)
        .<Piece>thenApply(data -> new Piece.Whole(data.toArray()))
        .exceptionally(failure -> bad(failure, max));
  }

  /** What is no fault of the frame ends the stream, which tells more. */
  private static Piece bad(Throwable failure, int max) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return switch (cause) {
      case StreamLimitReachedException _ -> tooLarge(max);
      case TimeoutException _ ->
          new Piece.Bad(Refusal.TOO_SLOW, "a frame did not come whole in " + FRAME_TIMEOUT);
      default -> throw new CompletionException(cause);
    };
  }

  private static Piece tooLarge(int max) {
    return new Piece.Bad(
        Refusal.TOO_LARGE,
        "a frame has %d bytes at most (rhizome.agents.frame-max)".formatted(max));
  }
}
