package rhizome.grid.node;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Node.Condition;
import rhizome.grid.node.Node.Duty;
import rhizome.grid.node.Node.Fate;
import rhizome.grid.node.Node.State;
import rhizome.grid.node.Node.State.*;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/** What each state owes to the outside. */
final class NodeDuties {

  private final NodeId id;

  private NodeDuties(NodeId id) {
    this.id = id;
  }

  static List<Duty> of(NodeId id, State state) {
    NodeDuties duties = new NodeDuties(id);
    return switch (state) {
      case Unknown _ -> List.of();
      case Known k -> duties.known(k);
      case Removed r -> duties.removed(r);
    };
  }

  private List<Duty> known(Known k) {
    List<Duty> duties = new ArrayList<>();
    if (k.condition() == Condition.OFFLINE) {
      duties.add(new Duty.Miss(id, k.facts().zone()));
    } else {
      duties.add(new Duty.Watch(id, k.facts().zone(), k.boot()));
      duties.add(hold(k));
    }
    k.lost().ifPresent(cause -> duties.addAll(evictions(k.holdings(), cause)));
    if (k.condition() == Condition.SUSPECT) {
      Cause cause = k.lost().orElseThrow();
      duties.add(new Duty.Summon(id, k.facts().zone(), k.boot()));
      shared(k).forEach(a -> duties.add(new Duty.Doubt(id, a.workload(), lease(a), cause)));
    }
    switch (k.admission()) {
      case Admission.Open _, Admission.Cordoned _ -> {}
      case Admission.Draining d -> duties.addAll(drain(k, d));
      case Admission.Asleep a -> duties.add(new Duty.PowerDown(id, k.facts(), k.boot(), a.since()));
      case Admission.Waking w -> {
        boolean off = k.condition() == Condition.OFFLINE;
        duties.add(new Duty.PowerUp(id, k.facts(), off, w.since()));
        duties.add(new Duty.Remind(id, w.deadline()));
      }
    }
    duties.addAll(yields(k.holdings()));
    if (k.holdings().isHopeless(k.facts().capacity())) {
      duties.add(recant(k));
    }
    return duties;
  }

  private List<Duty> removed(Removed r) {
    List<Duty> duties = new ArrayList<>();
    if (!r.forgotten()) {
      duties.add(new Duty.Forget(id, r.zone()));
    }
    r.lost().ifPresent(cause -> duties.addAll(evictions(r.holdings(), cause)));
    return duties;
  }

  private Duty hold(Known k) {
    List<Assignment> held = k.holdings().having(Fate.HELD);
    List<Assignment> leaving = k.holdings().having(Fate.LEAVING);
    List<WorkloadId> yielding = k.holdings().yielding().map(Assignment::workload).toList();
    List<Assignment> promised = promised(k).toList();
    return new Duty.Hold(
        id, k.facts().zone(), k.boot(), held, leaving, k.admits(), promised, yielding);
  }

  private List<Duty> yields(Holdings holdings) {
    List<Duty> duties = new ArrayList<>();
    holdings
        .yielding()
        .forEach(
            a -> {
              Promise promise = holdings.promiseOf(a).orElseThrow();
              Cause cause = promise.cause(a);
              duties.add(new Duty.Yield(id, a.workload(), lease(a), cause, promise.patience()));
            });
    return duties;
  }

  /** Its capacity has become less since it gave its word: who was promised last goes elsewhere. */
  private Duty recant(Known k) {
    Promise last = k.holdings().promised().values().stream().max(Promise.FIRST).orElseThrow();
    Cause cause = Cause.of("there is no room on " + id + " after all", last.at());
    return new Duty.Evict(id, last.assignment().workload(), lease(last.assignment()), cause);
  }

  private List<Duty> evictions(Holdings holdings, Cause cause) {
    return holdings.having(Fate.LOST).stream()
        .<Duty>map(lost -> new Duty.Evict(id, lost.workload(), lease(lost), cause))
        .toList();
  }

  private static Stream<Assignment> shared(Known k) {
    return staying(k).filter(a -> !a.spec().single());
  }

  private static Stream<Assignment> promised(Known k) {
    return k.holdings().promised().values().stream().map(Promise::assignment);
  }

  /** Who has a place, or was promised one. */
  private static Stream<Assignment> staying(Known k) {
    return Stream.concat(k.holdings().having(Fate.HELD).stream(), promised(k));
  }

  /** What stops already counts as being on its way. */
  private List<Duty> drain(Known k, Admission.Draining d) {
    List<Duty> duties = new ArrayList<>();
    if (!d.overdue() && !k.holdings().holdsNothing()) {
      duties.add(new Duty.Remind(id, d.deadline()));
    }
    if (k.condition() == Condition.ONLINE) {
      int leaving = k.holdings().having(Fate.LEAVING).size();
      long seats = d.overdue() ? Long.MAX_VALUE : Math.max(0, d.atOnce() - leaving);
      Cause cause = Cause.of(id + " is being drained by " + d.by(), d.since());
      staying(k).limit(seats).forEach(a -> duties.add(vacate(a, cause, d.deadline())));
    }
    return duties;
  }

  private Duty vacate(Assignment held, Cause cause, Instant deadline) {
    return new Duty.Vacate(id, held.workload(), lease(held), cause, deadline);
  }

  private Lease lease(Assignment held) {
    return new Lease(id, held.epoch());
  }
}
