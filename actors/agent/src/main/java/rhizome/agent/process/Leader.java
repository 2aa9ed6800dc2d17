package rhizome.agent.process;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import rhizome.agent.life.Identity;
import rhizome.grid.healing.Exit;

/**
 * A running process that leads a session and group of its own, held by a pidfd, so that no signal
 * can ever reach a stranger that was given its pid later. It may be our child, or one we adopted
 * from an agent that is no more.
 */
public final class Leader implements AutoCloseable {

  private static final int INFO_SIZE = 128; // siginfo_t
  private static final int INFO_CODE = 8;
  private static final int INFO_STATUS = 24;
  private static final int CLD_EXITED = 1;

  // <linux/pidfd.h>, Linux 6.15: _IOWR(0xFF, 11, struct pidfd_info), its first version of 64 bytes.
  private static final long PIDFD_GET_INFO = 0xC040_FF0BL;
  private static final long PIDFD_INFO_EXIT = 1 << 3;
  private static final int PIDFD_INFO_SIZE = 64;
  private static final int PIDFD_INFO_EXIT_CODE = 60;

  private final Identity identity;
  private final int pidfd;

  private Leader(Identity identity, int pidfd) {
    this.identity = identity;
    this.pidfd = pidfd;
  }

  /**
   * How a leader left.
   *
   * @param alone whether nobody of its group is left behind
   */
  public record Departure(Exit exit, boolean alone) {}

  /**
   * Takes hold of a child just spawned.
   *
   * @throws NotStarted when there are no descriptors left; the child is then ended again
   */
  public static Leader ofChild(int pid, String boot) throws NotStarted {
    int pidfd = Posix.pidfdOpen(pid);
    if (pidfd < 0) {
      Posix.kill(-pid, Posix.SIGKILL);
      reap(Posix.P_PID, pid, Posix.WEXITED);
      throw new NotStarted("cannot watch another process: " + Posix.describe(-pidfd));
    }
    // Our child keeps its entry in /proc until we reap it, even if it is dead already.
    long ticks = Proc.stat(pid).map(Proc.Stat::startTicks).orElse(0L);
    return new Leader(new Identity(pid, ticks, boot), pidfd);
  }

  /** Takes hold of a process an earlier agent started, if it is still that very process. */
  public static Optional<Leader> adopt(Identity identity, String boot) {
    int pidfd = Posix.pidfdOpen(identity.pid());
    if (pidfd < 0) {
      return Optional.empty();
    }
    if (Proc.runs(identity, boot)) { // looked at after the pidfd was opened: it cannot be another
      return Optional.of(new Leader(identity, pidfd));
    }
    Posix.close(pidfd);
    return Optional.empty();
  }

  public Identity identity() {
    return identity;
  }

  int descriptor() {
    return pidfd;
  }

  /** Asks every process of the group to end. */
  public void terminate() {
    signalGroup(Posix.SIGTERM);
  }

  /** Signals it alone. */
  public void signal(int signal) {
    int _ = Posix.pidfdSignal(pidfd, signal);
  }

  /** Ends every process of the group. */
  public void kill() {
    signalGroup(Posix.SIGKILL);
  }

  /**
   * How it ended; empty while it runs. A child is reaped by this, so it can be asked only once.
   *
   * @param killRest whether whoever it leaves behind in its group is killed with it
   */
  public Optional<Departure> departure(boolean killRest) {
    int pid = identity.pid();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(INFO_SIZE, 16);
      int look = Posix.WEXITED | Posix.WNOHANG | Posix.WNOWAIT;
      int answer = Posix.waitid(Posix.P_PIDFD, pidfd, info, look);
      if (answer == -Posix.ECHILD) {
        return ofAdopted();
      }
      if (answer < 0 || info.get(JAVA_INT, 0) == 0) {
        return Optional.empty();
      }
      if (killRest) { // while the zombie still holds the number of the group
        Posix.kill(-pid, Posix.SIGKILL);
      }
      Posix.waitid(Posix.P_PIDFD, pidfd, info, Posix.WEXITED);
      boolean alone = Posix.kill(-pid, 0) == -Posix.ESRCH;
      return Optional.of(new Departure(exit(info), alone));
    }
  }

  @Override
  public void close() {
    Posix.close(pidfd);
  }

  /** How a plain child ended, waiting for it; for those who hold no pidfd. */
  public static Exit await(int pid) {
    return reap(Posix.P_PID, pid, Posix.WEXITED);
  }

  /** SIGKILL to one process by its pid; only for a child that was not reaped yet. */
  public static void killChild(int pid) {
    Posix.kill(pid, Posix.SIGKILL);
  }

  private void signalGroup(int signal) {
    if (Posix.pidfdSignal(pidfd, 0) >= 0) { // it is there, so the group's number is still its own
      Posix.kill(-identity.pid(), signal);
    }
  }

  /**
   * Its parent is init now, which may reap it any moment: until then /proc tells the status, and
   * after that the pidfd itself does, from Linux 6.15 on. We cannot know who is left of its group.
   */
  private Optional<Departure> ofAdopted() {
    Optional<Proc.Stat> stat =
        Proc.stat(identity.pid()).filter(s -> s.startTicks() == identity.startTicks());
    if (stat.isPresent() && !stat.get().dead()) {
      return Optional.empty();
    }
    Exit exit =
        stat.map(s -> ofStatus(s.status())).or(this::exitOfReaped).orElseGet(Exit.Unseen::new);
    return Optional.of(new Departure(exit, false));
  }

  private Optional<Exit> exitOfReaped() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(PIDFD_INFO_SIZE, 8);
      info.set(JAVA_LONG, 0, PIDFD_INFO_EXIT);
      if (Posix.ioctl(pidfd, PIDFD_GET_INFO, info) < 0
          || (info.get(JAVA_LONG, 0) & PIDFD_INFO_EXIT) == 0) {
        return Optional.empty();
      }
      return Optional.of(ofStatus(info.get(JAVA_INT, PIDFD_INFO_EXIT_CODE)));
    }
  }

  /** The wait status of the kernel: the signal in the low seven bits, else the code above them. */
  static Exit ofStatus(int status) {
    int signal = status & 0x7f;
    return signal == 0 ? new Exit.Code((status >> 8) & 0xff) : new Exit.Signal(signal);
  }

  private static Exit reap(int kind, int id, int options) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(INFO_SIZE, 16);
      int answer;
      do {
        answer = Posix.waitid(kind, id, info, options);
      } while (answer == -Posix.EINTR);
      return answer < 0 ? new Exit.Unseen() : exit(info);
    }
  }

  private static Exit exit(MemorySegment info) {
    int status = info.get(JAVA_INT, INFO_STATUS);
    return info.get(JAVA_INT, INFO_CODE) == CLD_EXITED
        ? new Exit.Code(status)
        : new Exit.Signal(status);
  }

  /** Signals one process that is not ours to wait for, if it is still the one that was seen. */
  static void signalStranger(Proc.Stat seen, int signal) throws IOException {
    int pidfd = Posix.pidfdOpen(seen.pid());
    if (pidfd < 0) {
      return;
    }
    try {
      if (Proc.stat(seen.pid()).filter(s -> s.startTicks() == seen.startTicks()).isPresent()) {
        int answer = Posix.pidfdSignal(pidfd, signal);
        Posix.check("kill", answer == -Posix.ESRCH ? 0 : answer);
      }
    } finally {
      Posix.close(pidfd);
    }
  }
}
