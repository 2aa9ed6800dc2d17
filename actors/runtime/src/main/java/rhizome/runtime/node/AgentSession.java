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
    disagreements = 0;
  }

  /** Whether what the agent holds differs from what it was told, several times in a row. */
  boolean disagrees(long digest) {
    if (told == null) {
      disagreements++;
    } else {
      long expected = 0;
      for (Map.Entry<WorkloadId, Long> lease : told.entrySet()) {
        expected += Digest.of(lease.getKey(), lease.getValue());
      }
      disagreements = expected == digest ? 0 : disagreements + 1;
    }
    return disagreements >= DISAGREEMENTS_MAX;
  }

  void hold(List<Assignment> assignments) {
    Map<WorkloadId, Long> before = told;
    Map<WorkloadId, Long> now = new TreeMap<>();
    assignments.forEach(a -> now.put(a.workload(), a.epoch()));
    told = now;
    if (before == null) {
      tell(new Order.Sync(assignments));
      return;
    }
    for (Assignment assignment : assignments) {
      if (!Long.valueOf(assignment.epoch()).equals(before.get(assignment.workload()))) {
        tell(new Order.Assign(assignment));
      }
    }
    before.forEach(
        (workload, epoch) -> {
          if (!now.containsKey(workload)) {
            tell(new Order.Drop(workload, epoch));
          }
        });
  }

  boolean tell(Order order) {
    if (link == null) {
      return false;
    }
    link.tell(order);
    return true;
  }
}
