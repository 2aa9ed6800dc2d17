package rhizome.runtime.node;

import akka.actor.typed.ActorRef;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rhizome.grid.node.Assignment;
import rhizome.kernel.WorkloadId;

/** What a zone has told one agent since it met it, so that it tells only what is new. */
final class AgentSession {

  /** Orders are on their way for a moment; only a lasting difference is one. */
  private static final int DISAGREEMENTS_MAX = 3;

  private @Nullable String boot;
  private @Nullable ActorRef<Order> link;
  private @Nullable Map<WorkloadId, Long> told;
  private long expected;
  private int disagreements;

  void meet(String newBoot, ActorRef<Order> newLink) {
    if (!newBoot.equals(boot) || !newLink.equals(link)) {
      boot = newBoot;
      link = newLink;
      forget();
    }
  }

  boolean speaksFor(String someBoot) {
    return link != null && someBoot.equals(boot);
  }

  /** The next list is told as a whole. */
  void forget() {
    told = null;
    expected = 0;
    disagreements = 0;
  }

  /** Whether what the agent holds differs from what it was told, several times in a row. */
  boolean disagrees(long digest) {
    boolean agrees = told != null && expected == digest;
    disagreements = agrees ? 0 : disagreements + 1;
    return disagreements >= DISAGREEMENTS_MAX;
  }

  void hold(List<Assignment> assignments) {
    Map<WorkloadId, Long> before = told == null ? new TreeMap<>() : told;
    boolean knows = told != null;
    Map<WorkloadId, Long> now = new TreeMap<>();
    if (!knows) {
      tell(new Order.Sync(assignments));
    }
    for (Assignment assignment : assignments) {
      now.put(assignment.workload(), assignment.epoch());
      Long epoch = before.remove(assignment.workload());
      if (epoch == null || epoch != assignment.epoch()) {
        expected += Digest.of(assignment.workload(), assignment.epoch());
        expected -= epoch == null ? 0 : Digest.of(assignment.workload(), epoch);
        if (knows) {
          tell(new Order.Assign(assignment));
        }
      }
    }
    before.forEach(this::drop);
    told = now;
  }

  private void drop(WorkloadId workload, long epoch) {
    expected -= Digest.of(workload, epoch);
    tell(new Order.Drop(workload, epoch));
  }

  boolean tell(Order order) {
    if (link == null) {
      return false;
    }
    link.tell(order);
    return true;
  }
}
