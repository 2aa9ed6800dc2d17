package rhizome.agent.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The kernel calls the agent lives on. Each answers what the call answered (0 or more) or minus the
 * errno; nothing here throws for a failure the kernel may report.
 */
final class Posix {

  static final int EINTR = 4;
  static final int ESRCH = 3;
  static final int ENOENT = 2;
  static final int ECHILD = 10;
  static final int EAGAIN = 11;
  static final int ENOMEM = 12;
  static final int EACCES = 13;
  static final int E2BIG = 7;
  static final int ENOEXEC = 8;

  static final int SIGKILL = 9;
  static final int SIGTERM = 15;

  static final int P_PID = 1;
  static final int P_PIDFD = 3;
  static final int WNOHANG = 1;
  static final int WEXITED = 4;
  static final int WNOWAIT = 0x0100_0000;

  static final int O_WRONLY = 1;
  static final int O_RDWR = 2;
  static final int O_CREAT = 0x40;
  static final int O_APPEND = 0x400;
  static final int O_CLOEXEC = 0x8_0000;
  static final int O_NONBLOCK = 0x800;

  static final int LOCK_EX_NB = 2 | 4;

  private static final long SYS_PIDFD_SEND_SIGNAL = 424;
  private static final long SYS_PIDFD_OPEN = 434;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO_TOO = Linker.Option.captureCallState("errno");
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(StructLayout.PathElement.groupElement("errno"));
  private static final ThreadLocal<MemorySegment> STATE_OF_THREAD =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

  private static final MethodHandle KILL = ints("kill", 2);
  private static final MethodHandle CLOSE = ints("close", 1);
  private static final MethodHandle FLOCK = ints("flock", 2);
  private static final MethodHandle EPOLL_CREATE = ints("epoll_create1", 1);
  private static final MethodHandle EVENTFD = ints("eventfd", 2);
  private static final MethodHandle INOTIFY_INIT = ints("inotify_init1", 1);
  private static final MethodHandle INOTIFY_RM = ints("inotify_rm_watch", 2);
  private static final MethodHandle EPOLL_CTL =
      bind("epoll_ctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle EPOLL_WAIT =
      bind("epoll_wait", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  private static final MethodHandle WAITID =
      bind("waitid", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle READ =
      bind("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle WRITE =
      bind("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle INOTIFY_ADD =
      bind("inotify_add_watch", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle OPEN =
      bind(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle FALLOCATE =
      bind("fallocate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle IOCTL =
      bind(
          "ioctl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle SYSCALL =
      bind(
          "syscall",
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
          Linker.Option.firstVariadicArg(1));
  private static final MethodHandle CLOCK =
      bind("clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle STRERROR =
      plain("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

  private Posix() {}

  static int kill(int pid, int signal) {
    return intsCall(KILL, pid, signal);
  }

  static int close(int descriptor) {
    return intsCall(CLOSE, descriptor);
  }

  /** Exclusive and without waiting; minus EAGAIN when somebody else holds it. */
  static int lock(int descriptor) {
    return intsCall(FLOCK, descriptor, LOCK_EX_NB);
  }

  static int fallocate(int descriptor, int mode, long offset, long length) {
    try {
      MemorySegment state = STATE_OF_THREAD.get();
      return answer((int) FALLOCATE.invokeExact(state, descriptor, mode, offset, length), state);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static int epollCreate() {
    return intsCall(EPOLL_CREATE, O_CLOEXEC);
  }

  static int eventfd() {
    return intsCall(EVENTFD, 0, O_CLOEXEC | O_NONBLOCK);
  }

  static int inotifyInit() {
    return intsCall(INOTIFY_INIT, O_CLOEXEC | O_NONBLOCK);
  }

  static int inotifyRemove(int descriptor, int watch) {
    return intsCall(INOTIFY_RM, descriptor, watch);
  }

  static int inotifyAdd(int descriptor, String path, int mask) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = STATE_OF_THREAD.get();
      return answer(
          (int) INOTIFY_ADD.invokeExact(state, descriptor, arena.allocateFrom(path), mask), state);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static int epollControl(int epoll, int operation, int descriptor, MemorySegment event) {
    try {
      MemorySegment state = STATE_OF_THREAD.get();
      return answer((int) EPOLL_CTL.invokeExact(state, epoll, operation, descriptor, event), state);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static int epollWait(int epoll, MemorySegment events, int most, int millis) {
    try {
      MemorySegment state = STATE_OF_THREAD.get();
      return answer((int) EPOLL_WAIT.invokeExact(state, epoll, events, most, millis), state);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static int waitid(int kind, int id, MemorySegment info, int options) {
    try {
      MemorySegment state = STATE_OF_THREAD.get();
      return answer((int) WAITID.invokeExact(state, kind, id, info, options), state);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static long read(int descriptor, MemorySegment into) {
    try {
      MemorySegment state = STATE_OF_THREAD.get();
      return answer((long) READ.invokeExact(state, descriptor, into, into.byteSize()), state);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static long write(int descriptor, MemorySegment from) {
    try {
      MemorySegment state = STATE_OF_THREAD.get();
      return answer((long) WRITE.invokeExact(state, descriptor, from, from.byteSize()), state);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static int open(String path, int flags, int mode) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = STATE_OF_THREAD.get();
      return answer((int) OPEN.invokeExact(state, arena.allocateFrom(path), flags, mode), state);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static int ioctl(int descriptor, long request, MemorySegment argument) {
    try {
      MemorySegment state = STATE_OF_THREAD.get();
      return answer((int) IOCTL.invokeExact(state, descriptor, request, argument), state);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static int clock(int clock, MemorySegment timespec) {
    try {
      MemorySegment state = STATE_OF_THREAD.get();
      return answer((int) CLOCK.invokeExact(state, clock, timespec), state);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static int pidfdOpen(int pid) {
    return syscall(SYS_PIDFD_OPEN, pid, 0);
  }

  static int pidfdSignal(int pidfd, int signal) {
    return syscall(SYS_PIDFD_SEND_SIGNAL, pidfd, signal);
  }

  /** What the C library says about an errno. */
  @SuppressWarnings("restricted") // strerror answers a C string of unknown length
  static String describe(int errno) {
    try {
      MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
      return text.reinterpret(256).getString(0);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** Passes an answer on, or throws the errno it carries. */
  static int check(String call, int answer) throws IOException {
    if (answer < 0) {
      throw new IOException(call + ": " + describe(-answer));
    }
    return answer;
  }

  static MethodHandle bind(String name, FunctionDescriptor shape, Linker.Option... more) {
    Linker.Option[] options = new Linker.Option[more.length + 1];
    options[0] = ERRNO_TOO;
    System.arraycopy(more, 0, options, 1, more.length);
    return plain(name, shape, options);
  }

  @SuppressWarnings("restricted") // calling the C library is what this class is for
  static MethodHandle plain(String name, FunctionDescriptor shape, Linker.Option... options) {
    MemorySegment address =
        LINKER
            .defaultLookup()
            .find(name)
            .orElseThrow(
                () ->
                    new UnsupportedOperationException(
                        "this C library has no "
                            + name
                            + "; the agent needs Linux with glibc 2.34"
                            + " or newer"));
    return LINKER.downcallHandle(address, shape, options);
  }

  static IllegalStateException broken(Throwable cause) {
    return new IllegalStateException("a call into the C library could not be made", cause);
  }

  private static MethodHandle ints(String name, int arguments) {
    return arguments == 1
        ? bind(name, FunctionDescriptor.of(JAVA_INT, JAVA_INT))
        : bind(name, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  }

  private static int intsCall(MethodHandle call, int first) {
    try {
      MemorySegment state = STATE_OF_THREAD.get();
      return answer((int) call.invokeExact(state, first), state);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  private static int intsCall(MethodHandle call, int first, int second) {
    try {
      MemorySegment state = STATE_OF_THREAD.get();
      return answer((int) call.invokeExact(state, first, second), state);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  private static int syscall(long number, int first, int second) {
    try {
      MemorySegment state = STATE_OF_THREAD.get();
      long result = (long) SYSCALL.invokeExact(state, number, (long) first, (long) second, 0L, 0L);
      return (int) answer(result, state);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  private static int answer(int result, MemorySegment state) {
    return result >= 0 ? result : -(int) ERRNO.get(state, 0L);
  }

  private static long answer(long result, MemorySegment state) {
    return result >= 0 ? result : -(int) ERRNO.get(state, 0L);
  }
}
