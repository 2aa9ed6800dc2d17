package rhizome.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.agent.guard.Guard;
import rhizome.agent.guard.Term;
import rhizome.agent.life.Identity;
import rhizome.agent.life.Input;
import rhizome.agent.life.Job;
import rhizome.agent.life.State;
import rhizome.agent.process.BootClock;
import rhizome.agent.process.Leader;
import rhizome.agent.process.NotStarted;
import rhizome.agent.process.Spawner;
import rhizome.blueprints.model.Spec;
import rhizome.grid.node.FenceMode;
import rhizome.grid.node.LeaseTerms;
import rhizome.kernel.WorkloadId;

/**
 * What an agent may run of what is single, and until when: by its own clock, and by a guard outside
 * its JVM. All on the loop, but for {@link #renew} and {@link #allows}.
 */
final class Fence {

  private static final Logger LOG = LoggerFactory.getLogger(Fence.class);

  /** Also how late a machine that slept notices that its lease is over. */
  private static final Duration LOOK_AFTER_MAX = Duration.ofMillis(200);

  private static final long GUARD_AGAIN_AFTER = TimeUnit.MILLISECONDS.toNanos(200);

  private final Loop loop;
  private final FenceMode mode;
  private final @Nullable Guard guard;
  private final Term term;
  private Runnable onLapse = () -> {};
  private @Nullable Leader leader;
  private long watch;
  private boolean saidUnwritten;
  private volatile boolean closed;

  private Fence(Loop loop, FenceMode mode, @Nullable Guard guard, Term term) {
    this.loop = loop;
    this.mode = mode;
    this.guard = guard;
    this.term = term;
  }

  /** Everything may run, always. */
  static Fence none(Loop loop) {
    return new Fence(loop, FenceMode.OFF, null, Term.held());
  }

  static Fence of(Loop loop, AgentSettings settings, Spawner spawner, String boot)
      throws IOException {
    LeaseTerms terms = settings.terms();
    if (terms.mode() == FenceMode.OFF) {
      Guard.dismiss(settings.root(), boot); // left by an agent that had a lease
      return none(loop);
    }
    Guard guard = Guard.of(settings.root(), terms, spawner, boot);
    return new Fence(loop, terms.mode(), guard, guard.inherited());
  }

  /** Whether a process of this may start now. */
  boolean allows(Spec spec) {
    return mode == FenceMode.OFF || !spec.single() || term.allows(BootClock.now());
  }

  /**
   * This boot may go on until then, and what it is told to run from now on may begin.
   *
   * @return false when its term had run out
   */
  synchronized boolean renew(String boot, Duration until) {
    if (mode == FenceMode.OFF || closed) {
      return true;
    }
    if (term.lapse(BootClock.now())) {
      loop.execute(onLapse); // before anything that is told to run under the new term
    }
    if (!term.renew(boot, until, BootClock.now())) {
      return false;
    }
    write();
    return true;
  }

  /**
   * Begins to guard, in good time before {@link #watch}: what an earlier agent left may run on
   * until its term is over.
   *
   * @param singles everything that is single and was found running
   */
  void begin(Collection<Identity> singles) {
    Guard mine = guard;
    if (mine != null) {
      write();
      list(mine, singles);
      startGuard(mine);
    }
  }

  /** From now on {@code lapse} ends what is single when the term is over; on the loop. */
  void watch(Runnable lapse) {
    if (guard != null) {
      onLapse = lapse;
      look();
    }
  }

  /**
   * A process is there.
   *
   * @param singles gives everything single that is held, for a list that is mostly of the past
   */
  void started(Job job, Identity process, Supplier<List<Identity>> singles) {
    Guard mine = guard;
    if (mine == null || !job.spec().single()) {
      return;
    }
    mine.add(process);
    if (mine.isStale()) {
      list(mine, singles.get());
    }
  }

  private static void list(Guard guard, Collection<Identity> singles) {
    try {
      guard.replace(singles);
    } catch (IOException e) {
      LOG.warn("the guard knows those of before by their tags only: {}", e.toString());
    }
  }

  /** The agent goes and its workloads stay: the guard does, too. */
  synchronized void leave() {
    closed = true;
    letGo();
    if (guard != null && mode == FenceMode.LIFE && term.allows(BootClock.now())) {
      try {
        guard.hold();
      } catch (IOException e) {
        LOG.warn("the guard will not wait for the next agent: {}", e.toString());
      }
    }
  }

  /** Nothing is left to guard. */
  void end() {
    if (guard != null) {
      try {
        guard.end();
      } catch (IOException e) {
        LOG.warn("the guard could not be ended, and does so by itself: {}", e.toString());
      }
    }
  }

  private void write() {
    Guard mine = guard;
    if (mine == null) {
      return;
    }
    Duration now = BootClock.now();
    Optional<Duration> left = term.left(now);
    try {
      if (left.isEmpty()) {
        mine.hold();
      } else {
        mine.until(now.plus(left.get()));
      }
      saidUnwritten = false;
    } catch (IOException e) {
      if (!saidUnwritten) {
        saidUnwritten = true;
        LOG.error(
            "the guard cannot be told that the lease goes on, and will end it: {}", e.toString());
      }
    }
  }

  private void look() {
    if (closed) {
      return;
    }
    if (term.lapse(BootClock.now())) {
      LOG.warn("the lease is over: what is single ends");
      onLapse.run();
    }
    Duration left = term.left(BootClock.now()).orElse(LOOK_AFTER_MAX);
    boolean soon = left.isPositive() && left.compareTo(LOOK_AFTER_MAX) < 0;
    loop.after((soon ? left : LOOK_AFTER_MAX).toNanos(), this::look);
  }

  private void startGuard(Guard mine) {
    if (closed) {
      return;
    }
    try {
      Leader started = mine.start();
      leader = started;
      watch = loop.watch(started, () -> guardEnded(mine, started));
    } catch (IOException | NotStarted e) {
      LOG.error("no guard can be started; it is tried again: {}", e.getMessage());
      loop.after(GUARD_AGAIN_AFTER, () -> startGuard(mine));
    }
  }

  private void guardEnded(Guard mine, Leader ended) {
    ended
        .departure(true)
        .ifPresent(
            departure -> {
              letGo();
              LOG.warn("the guard ended by {}; another one begins", departure.exit().describe());
              loop.after(GUARD_AGAIN_AFTER, () -> startGuard(mine));
            });
  }

  private void letGo() {
    Leader held = leader;
    if (held != null) {
      loop.forget(watch, held);
      held.close();
      leader = null;
    }
  }

  /** The processes of what is single, of all that were found. */
  static List<Identity> singles(Map<WorkloadId, State> states, Map<WorkloadId, Input.Found> found) {
    return states.entrySet().stream()
        .filter(entry -> entry.getValue().single())
        .flatMap(entry -> Optional.ofNullable(found.get(entry.getKey())).stream())
        .map(Input.Found::process)
        .toList();
  }
}
