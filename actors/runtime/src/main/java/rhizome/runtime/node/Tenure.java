package rhizome.runtime.node;

import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.FenceMode;
import rhizome.grid.node.LeaseClock;
import rhizome.grid.node.LeaseTerms;
import rhizome.kernel.WorkloadId;

/**
 * One boot of a link: from the moment it first speaks by that name until it went without an answer
 * for a whole lease. What is single and was assigned to it waits here until the boot is known to
 * hold its lease, for only then does it run; with the boot it is forgotten (ADR 0011).
 */
final class Tenure {

  private final String boot;
  private final FenceMode mode;
  private final LeaseClock clock;
  private final ActorRef<Order> orders;
  private final Map<WorkloadId, Assignment> heldBack = new TreeMap<>();
  private boolean enrolled;
  private long beats;

  /**
   * @param orders where this boot, and no other, is told what to do
   */
  Tenure(String boot, LeaseTerms terms, Duration now, ActorRef<Order> orders) {
    this.boot = boot;
    this.mode = terms.mode();
    this.clock = new LeaseClock(terms.lease(), now);
    this.orders = orders;
  }

  String boot() {
    return boot;
  }

  ActorRef<Order> orders() {
    return orders;
  }

  boolean isOver(Duration now) {
    return mode != FenceMode.OFF && clock.isOver(now);
  }

  /** Whether it may enrol: one that nobody can hear would only be lost again. */
  boolean mayEnrol() {
    return mode != FenceMode.LEASE || clock.isAnswered();
  }

  /** The number of the heartbeat that leaves now. Who answers to nobody answers itself. */
  long beat(Duration now) {
    clock.sent(++beats, now);
    if (mode == FenceMode.LIFE) {
      var _ = clock.renewed(beats, now);
    }
    return beats;
  }

  /**
   * A majority heard this heartbeat. Answers whether it is the first of this boot that it heard.
   */
  boolean answered(long number, Duration now) {
    boolean first = !clock.isAnswered();
    return clock.renewed(number, now).isPresent() && first;
  }

  void enrolled() {
    enrolled = true;
  }

  /** Until when what is single may run; empty while nothing entitles this boot to it. */
  Optional<Duration> until() {
    return enrolled && mode != FenceMode.OFF && clock.isAnswered()
        ? Optional.of(clock.end())
        : Optional.empty();
  }

  /** Whether this may not run yet; then it is kept for {@link #release}. */
  boolean holdsBack(Assignment assignment) {
    boolean may = mode == FenceMode.OFF || !assignment.spec().single() || until().isPresent();
    if (!may) {
      heldBack.merge(
          assignment.workload(), assignment, (old, now) -> old.epoch() > now.epoch() ? old : now);
    }
    return !may;
  }

  void drop(WorkloadId workload, long epoch) {
    heldBack.computeIfPresent(workload, (_, held) -> held.epoch() <= epoch ? null : held);
  }

  void dropAll() {
    heldBack.clear();
  }

  /** What waited for the lease. */
  List<Assignment> release() {
    List<Assignment> released = List.copyOf(heldBack.values());
    heldBack.clear();
    return released;
  }
}
