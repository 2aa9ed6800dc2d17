package rhizome.gateway.edge;

import java.util.concurrent.atomic.LongAdder;

/**
 * What went through a door since it was opened.
 *
 * @param agents that are connected now
 * @param halfOpen connections that have not yet said who they are
 * @param framesIn from agents
 * @param payloadIn bytes of these frames
 * @param wireIn bytes from agents as TCP carried them: with WebSocket, TLS and handshakes
 */
public record Traffic(
    int agents,
    int halfOpen,
    long framesIn,
    long framesOut,
    long payloadIn,
    long payloadOut,
    long wireIn,
    long wireOut) {

  /** Counts while the streams run. */
  static final class Meter {

    final LongAdder framesIn = new LongAdder();
    final LongAdder framesOut = new LongAdder();
    final LongAdder payloadIn = new LongAdder();
    final LongAdder payloadOut = new LongAdder();
    final LongAdder wireIn = new LongAdder();
    final LongAdder wireOut = new LongAdder();

    void frameIn(int size) {
      framesIn.increment();
      payloadIn.add(size);
    }

    void frameOut(int size) {
      framesOut.increment();
      payloadOut.add(size);
    }

    Traffic now(int agents, int halfOpen) {
      return new Traffic(
          agents,
          halfOpen,
          framesIn.sum(),
          framesOut.sum(),
          payloadIn.sum(),
          payloadOut.sum(),
          wireIn.sum(),
          wireOut.sum());
    }
  }
}
