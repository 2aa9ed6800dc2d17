package rhizome.gateway.edge;

import java.io.IOException;
import java.lang.management.ManagementFactory;

/** What tests do to connections, and what that costs. */
final class Sockets {

  private Sockets() {}

  /** Writes zeros until they are all out or nobody takes them; returns how many were. */
  static long pourInto(RawAgent agent, long max) {
    byte[] piece = new byte[64 << 10];
    long sent = 0;
    try {
      while (sent < max) {
        agent.write(piece);
        sent += piece.length;
      }
    } catch (IOException _) {
      return sent;
    }
    return sent;
  }

  /** Bytes of live objects. */
  static long heapUsed() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
