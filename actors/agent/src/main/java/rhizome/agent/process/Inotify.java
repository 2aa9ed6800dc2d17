package rhizome.agent.process;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/** Hears of the next write to a file, once; whoever wants the one after it watches again. */
public final class Inotify implements AutoCloseable {

  private static final int MODIFIED = 0x2;
  private static final int ONCE = 0x8000_0000;
  private static final int EVENT_SIZE = 16; // struct inotify_event without a name
  private static final int LENGTH_AT = 12;
  private static final int BUFFER_SIZE = 16 << 10;

  private final int descriptor;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment buffer = arena.allocate(BUFFER_SIZE, 8);

  private Inotify(int descriptor) {
    this.descriptor = descriptor;
  }

  public static Inotify open() throws IOException {
    return new Inotify(Posix.check("inotify_init1", Posix.inotifyInit()));
  }

  /** Has {@code poller} answer {@code token} when there is something to {@link #read}. */
  public void watchedBy(Poller poller, long token) throws IOException {
    poller.watch(descriptor, token);
  }

  /**
   * Watches for the next write; answers the number of the watch, or -1 if there is no such file.
   */
  public int watch(Path file) {
    return Math.max(-1, Posix.inotifyAdd(descriptor, file.toString(), MODIFIED | ONCE));
  }

  public void forget(int watch) {
    Posix.inotifyRemove(descriptor, watch);
  }

  /** Hands over the watches whose files were written to since the last call. */
  public void read(IntConsumer written) {
    for (long size = Posix.read(descriptor, buffer);
        size > 0;
        size = Posix.read(descriptor, buffer)) {
      for (long at = 0; at < size; at += EVENT_SIZE + buffer.get(JAVA_INT, at + LENGTH_AT)) {
        if ((buffer.get(JAVA_INT, at + Integer.BYTES) & MODIFIED) != 0) {
          written.accept(buffer.get(JAVA_INT, at));
        }
      }
    }
  }

  @Override
  public void close() {
    Posix.close(descriptor);
    arena.close();
  }
}
