package rhizome.grid.node;

import static rhizome.grid.node.Node.Refusal.HOLDS_WORKLOADS;
import static rhizome.grid.node.Node.Refusal.NOT_ONLINE;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.time.Instant;
import rhizome.grid.node.Node.Command.Cordon;
import rhizome.grid.node.Node.Command.Drain;
import rhizome.grid.node.Node.Command.Remove;
import rhizome.grid.node.Node.Command.Uncordon;
import rhizome.grid.node.Node.Condition;
import rhizome.grid.node.Node.Event;
import rhizome.grid.node.Node.Event.Cordoned;
import rhizome.grid.node.Node.Event.DeadlinePassed;
import rhizome.grid.node.Node.Event.DrainBegun;
import rhizome.grid.node.Node.Event.Removed;
import rhizome.grid.node.Node.Event.Uncordoned;
import rhizome.grid.node.Node.State.Known;
import rhizome.kernel.Decision;
import rhizome.kernel.NodeId;

/** Whether a node takes more, is emptied, or goes for good, as operators say it. */
final class Admitting {

  private Admitting() {}

  static Decision<Event> cordon(Known k, Cordon c) {
    if (Powering.isUnderWay(k)) {
      return reject(NOT_ONLINE);
    }
    return k.admission() instanceof Admission.Cordoned
        ? unchanged()
        : accept(new Cordoned(c.by(), c.at()));
  }

  static Decision<Event> uncordon(Known k, Uncordon c) {
    return switch (k.admission()) {
      case Admission.Open _, Admission.Waking _ -> unchanged();
      case Admission.Asleep _ -> Powering.open(c);
      case Admission.Cordoned _, Admission.Draining _ ->
          Powering.mayBeOff(k) ? Powering.open(c) : accept(new Uncordoned(c.by(), c.at()));
    };
  }

  static Decision<Event> drain(Known k, Drain d) {
    if (Powering.isUnderWay(k)) {
      return reject(NOT_ONLINE);
    }
    return k.admission() instanceof Admission.Draining now && now.isAs(d)
        ? unchanged()
        : accept(new DrainBegun(d.by(), d.deadline(), d.atOnce(), d.at()));
  }

  static Decision<Event> passDeadline(NodeId id, Known k, Instant at) {
    return switch (k.admission()) {
      case Admission.Draining d when !d.overdue() && !at.isBefore(d.deadline()) ->
          accept(new DeadlinePassed(at));
      case Admission.Waking w when !at.isBefore(w.deadline()) -> Powering.conclude(id, k, w, at);
      case Admission.Draining _, Admission.Waking _ -> unchanged();
      case Admission.Open _, Admission.Cordoned _, Admission.Asleep _ -> unchanged();
    };
  }

  static Decision<Event> remove(Known k, Remove r) {
    return k.holdings().holdsNothing() || k.condition() == Condition.OFFLINE
        ? accept(new Removed(r.by(), r.at()))
        : reject(HOLDS_WORKLOADS);
  }
}
