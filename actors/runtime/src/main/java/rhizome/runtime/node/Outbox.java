package rhizome.runtime.node;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.grid.node.Report;
import rhizome.grid.workload.Workload;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.node.AgentLink.Answer;

/**
 * Reports that wait to be acknowledged, in order for each workload, one of each on its way. When
 * one workload has more than {@value #PER_WORKLOAD_MAX} to tell, the oldest restarts are left out
 * and counted: their story is told by the later ones.
 */
final class Outbox {

  static final int PER_WORKLOAD_MAX = 64;

  private final Map<WorkloadId, Deque<Report>> waiting = new TreeMap<>();
  private long leftOut;

  /** Returns whether the report is the first of its workload, so that it may leave at once. */
  boolean add(Report report) {
    Deque<Report> queue = waiting.computeIfAbsent(report.workload(), _ -> new ArrayDeque<>());
    queue.addLast(report);
    if (queue.size() > PER_WORKLOAD_MAX) {
      leaveOutOldest(queue);
    }
    return queue.size() == 1;
  }

  /** The first is on its way and the last is the news, so one between them goes. */
  private void leaveOutOldest(Deque<Report> queue) {
    Iterator<Report> reports = queue.iterator();
    reports.next();
    reports.next();
    reports.remove();
    leftOut++;
  }

  Optional<Report> first(WorkloadId workload) {
    return Optional.ofNullable(waiting.get(workload)).map(Deque::peekFirst);
  }

  /** The first of this workload was acknowledged; returns the one that may leave now. */
  Optional<Report> acknowledge(WorkloadId workload) {
    Deque<Report> queue = waiting.get(workload);
    if (queue == null) {
      return Optional.empty();
    }
    queue.pollFirst();
    if (queue.isEmpty()) {
      waiting.remove(workload);
    }
    return Optional.ofNullable(queue.peekFirst());
  }

  /** Whether by this answer nothing of the lease is left to be held. */
  static boolean isOver(Report report, Answer answer) {
    return switch (answer) {
      case Answer.Taken _ -> report instanceof Report.Stopped;
      case Answer.Refused(var name) ->
          Arrays.stream(Workload.Refusal.values())
              .anyMatch(refusal -> refusal.name().equals(name) && isStale(refusal));
      case Answer.Lost _ -> false;
    };
  }

  /**
   * Whether a workload says by this that the lease is none of its own. What a law never answers to
   * a report, a broken law, and the word of another version say nothing about the lease.
   */
  private static boolean isStale(Workload.Refusal refusal) {
    return switch (refusal) {
      case NOT_DEPLOYED, STALE_EPOCH -> true;
      case NOT_PARKED, STALE_GENERATION -> false;
    };
  }

  long leftOut() {
    return leftOut;
  }

  int size() {
    return waiting.values().stream().mapToInt(Deque::size).sum();
  }
}
