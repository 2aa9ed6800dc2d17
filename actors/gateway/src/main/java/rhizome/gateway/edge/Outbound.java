package rhizome.gateway.edge;

import akka.NotUsed;
import akka.http.javadsl.model.ws.BinaryMessage;
import akka.http.javadsl.model.ws.Message;
import akka.japi.Pair;
import akka.stream.BoundedSourceQueue;
import akka.stream.Materializer;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.util.concurrent.atomic.AtomicLong;

/** Frames on their way to the other side; bounded, because the other side may not read them. */
final class Outbound {

  private static final int FRAMES_MAX = 4096;

  private final BoundedSourceQueue<byte[]> queue;
  private final Source<Message, NotUsed> messages;
  private final AtomicLong waiting = new AtomicLong();
  private final int waitingMax;

  /**
   * @param waitingMax bytes that may wait
   */
  Outbound(int waitingMax, Materializer materializer) {
    this.waitingMax = waitingMax;
    Pair<BoundedSourceQueue<byte[]>, Source<byte[], NotUsed>> made =
        Source.<byte[]>queue(FRAMES_MAX).preMaterialize(materializer);
    this.queue = made.first();
    this.messages = made.second().map(this::leave);
  }

  private Message leave(byte[] frame) {
    waiting.addAndGet(-frame.length);
    return BinaryMessage.create(ByteString.fromArrayUnsafe(frame));
  }

  /** To be run once. */
  Source<Message, NotUsed> messages() {
    return messages;
  }

  /** Returns false if the other side is too slow, or gone. */
  boolean say(byte[] frame) {
    return waiting.addAndGet(frame.length) <= waitingMax && queue.offer(frame).isEnqueued();
  }

  /** What was said is sent, and then the stream ends. */
  void end() {
    try {
      queue.complete();
    } catch (IllegalStateException _) {
      // it has ended already: with the stream, or because somebody else was told to end it
    }
  }
}
