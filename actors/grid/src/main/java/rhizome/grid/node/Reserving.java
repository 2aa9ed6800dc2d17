package rhizome.grid.node;

import static rhizome.grid.node.Node.Refusal.CORDONED;
import static rhizome.grid.node.Node.Refusal.NOT_ONLINE;
import static rhizome.grid.node.Node.Refusal.NO_CAPACITY;
import static rhizome.grid.node.Node.Refusal.STALE_EPOCH;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.blueprints.model.Resources;
import rhizome.grid.node.Node.Command.Reserve;
import rhizome.grid.node.Node.Condition;
import rhizome.grid.node.Node.Event;
import rhizome.grid.node.Node.Event.Promised;
import rhizome.grid.node.Node.Event.Reserved;
import rhizome.grid.node.Node.Fate;
import rhizome.grid.node.Node.State.Known;
import rhizome.grid.preemption.Preemption;
import rhizome.grid.preemption.Tenant;
import rhizome.kernel.Decision;
import rhizome.kernel.WorkloadId;

/** Whether a node takes a workload: as it is, or once others have left for it. */
final class Reserving {

  private Reserving() {}

  static Decision<Event> reserve(Known k, Reserve r) {
    if (k.condition() == Condition.OFFLINE) {
      return reject(NOT_ONLINE);
    }
    Assignment assignment = r.assignment();
    if (k.holdings().isStale(assignment)) {
      return reject(STALE_EPOCH);
    }
    if (k.holdings().keeps(assignment)) {
      return unchanged();
    }
    if (k.condition() == Condition.SUSPECT) {
      return reject(NOT_ONLINE);
    }
    if (!k.admits()) {
      return reject(CORDONED);
    }
    if (k.holdings().with(assignment).fitsIn(k.facts().capacity())) {
      return accept(new Reserved(assignment, r.at()));
    }
    return r.preempting() ? preempt(k, assignment, r.at()) : reject(NO_CAPACITY);
  }

  /** Nobody takes the place of his own earlier epoch: that ends by itself. */
  private static Decision<Event> preempt(Known k, Assignment assignment, Instant at) {
    Holdings others = k.holdings().withoutPromise(assignment.workload());
    if (others.held().containsKey(assignment.workload())
        || !others.with(assignment).carriesFiles()) {
      return reject(NO_CAPACITY);
    }
    return victims(others, assignment, k.facts().capacity())
        .filter(victims -> !victims.isEmpty())
        .map(victims -> accept((Event) new Promised(assignment, epochs(others, victims), at)))
        .orElseGet(() -> reject(NO_CAPACITY));
  }

  /** Who leaves already, for this or that reason, makes room as well. */
  private static Optional<List<Tenant>> victims(
      Holdings others, Assignment assignment, Resources capacity) {
    Resources wanted = assignment.spec().resources();
    for (Promise promise : others.promised().values()) {
      wanted = wanted.plus(promise.assignment().spec().resources());
    }
    List<Tenant> staying =
        others.having(Fate.HELD).stream()
            .filter(held -> others.promiseOf(held).isEmpty())
            .map(held -> Tenant.of(held.workload(), held.spec()))
            .toList();
    return Preemption.victims(staying, capacity, wanted, assignment.spec().priority());
  }

  private static SortedMap<WorkloadId, Long> epochs(Holdings holdings, List<Tenant> victims) {
    SortedMap<WorkloadId, Long> epochs = new TreeMap<>();
    for (Assignment held : holdings.having(Fate.HELD)) {
      if (victims.stream().anyMatch(victim -> victim.workload().equals(held.workload()))) {
        epochs.put(held.workload(), held.epoch());
      }
    }
    return epochs;
  }
}
