package rhizome.agent.process;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.LongConsumer;

/**
 * One epoll: a thread waits here for the exits of all processes at once, and can be woken. Only
 * {@link #wake} may be called from other threads.
 */
public final class Poller implements AutoCloseable {

  private static final int ADD = 1;
  private static final int DELETE = 2;
  private static final int READABLE = 1;
  private static final int EVENTS_MAX = 64;
  private static final long WAKE = -1;

  // struct epoll_event is packed on x86-64 only (see <sys/epoll.h>).
  private static final boolean PACKED = System.getProperty("os.arch").equals("amd64");
  private static final int EVENT_SIZE = PACKED ? 12 : 16;
  private static final int TOKEN_AT = PACKED ? 4 : 8;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment events = arena.allocate(EVENT_SIZE * (long) EVENTS_MAX, 8);
  private final MemorySegment event = arena.allocate(EVENT_SIZE, 8);
  private final MemorySegment one = arena.allocate(Long.BYTES, 8);
  private final MemorySegment counter = arena.allocate(Long.BYTES, 8);
  private final int epoll;
  private final int wake;
  private boolean closed;

  private Poller(int epoll, int wake) {
    this.epoll = epoll;
    this.wake = wake;
    one.set(JAVA_LONG_UNALIGNED, 0, 1);
  }

  public static Poller open() throws IOException {
    int epoll = Posix.check("epoll_create1", Posix.epollCreate());
    int wake = Posix.eventfd();
    if (wake < 0) {
      Posix.close(epoll);
      Posix.check("eventfd", wake);
    }
    Poller poller = new Poller(epoll, wake);
    poller.watch(wake, WAKE);
    return poller;
  }

  /** Has {@link #await} answer {@code token} (0 or more) once this process has ended. */
  public void watch(Leader leader, long token) throws IOException {
    watch(leader.descriptor(), token);
  }

  void watch(int descriptor, long token) throws IOException {
    event.set(JAVA_INT_UNALIGNED, 0, READABLE);
    event.set(JAVA_LONG_UNALIGNED, TOKEN_AT, token);
    Posix.check("epoll_ctl", Posix.epollControl(epoll, ADD, descriptor, event));
  }

  /** Forgets a process; to be called before it is closed. */
  public void forget(Leader leader) {
    Posix.epollControl(epoll, DELETE, leader.descriptor(), event);
  }

  /**
   * Waits until something watched is ready, somebody wakes us, or the time is over.
   *
   * @param millis how long at most; negative for ever
   */
  public void await(int millis, LongConsumer ready) throws IOException {
    int count = Posix.epollWait(epoll, events, EVENTS_MAX, millis);
    if (count == -Posix.EINTR) {
      return;
    }
    Posix.check("epoll_wait", count);
    for (int i = 0; i < count; i++) {
      long token = events.get(JAVA_LONG_UNALIGNED, (long) i * EVENT_SIZE + TOKEN_AT);
      if (token == WAKE) {
        Posix.read(wake, counter);
      } else {
        ready.accept(token);
      }
    }
  }

  /** Ends the present or the next {@link #await} early; does nothing once closed. */
  public synchronized void wake() {
    if (!closed) { // the descriptor's number may have been given away since
      Posix.write(wake, one);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    Posix.close(wake);
    Posix.close(epoll);
    arena.close();
  }
}
