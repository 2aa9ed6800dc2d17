package rhizome.grid.node;

import static rhizome.grid.node.Node.Refusal.CORDONED;
import static rhizome.grid.node.Node.Refusal.HOLDS_WORKLOADS;
import static rhizome.grid.node.Node.Refusal.NOT_ONLINE;
import static rhizome.grid.node.Node.Refusal.NOT_POWERED;
import static rhizome.grid.node.Node.Refusal.STALE_BOOT;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.time.Duration;
import java.time.Instant;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Node.Command.Sleep;
import rhizome.grid.node.Node.Command.Uncordon;
import rhizome.grid.node.Node.Command.Wake;
import rhizome.grid.node.Node.Condition;
import rhizome.grid.node.Node.Event;
import rhizome.grid.node.Node.Event.FellAsleep;
import rhizome.grid.node.Node.Event.Uncordoned;
import rhizome.grid.node.Node.Event.WakeBegun;
import rhizome.grid.node.Node.Event.WakeFailed;
import rhizome.grid.node.Node.State.Known;
import rhizome.kernel.Decision;
import rhizome.kernel.NodeId;

/** When a node is powered down, and up (ADR 0030). What sleeps, or is to wake, holds nothing. */
final class Powering {

  /** Who opens a sleeping node says no deadline: a server with much memory boots in minutes. */
  static final Duration WAKE_MAX = Duration.ofMinutes(10);

  private Powering() {}

  /** One that was drained may sleep: that is what it was emptied for. */
  static Decision<Event> sleep(Known k, Sleep s) {
    if (!s.boot().equals(k.boot())) {
      return reject(STALE_BOOT);
    }
    if (k.admission() instanceof Admission.Asleep) {
      return unchanged();
    }
    if (k.condition() != Condition.ONLINE) {
      return reject(NOT_ONLINE);
    }
    if (k.admission() instanceof Admission.Cordoned || k.admission().off()) {
      return reject(CORDONED);
    }
    if (!k.holdings().holdsNothing()) {
      return reject(HOLDS_WORKLOADS);
    }
    return k.facts().powered()
        ? accept(new FellAsleep(s.by(), s.why(), s.at()))
        : reject(NOT_POWERED);
  }

  /** What is lost may be woken, too: it may only have been switched off. */
  static Decision<Event> wake(Known k, Wake w) {
    WakeBegun begun = new WakeBegun(w.by(), w.why(), w.deadline(), w.at());
    return switch (k.admission()) {
      case Admission.Asleep _ -> accept(begun);
      case Admission.Waking _ -> unchanged();
      case Admission.Open _ ->
          switch (k.condition()) {
            case ONLINE -> unchanged();
            case SUSPECT -> reject(NOT_ONLINE);
            case OFFLINE -> accept(begun);
          };
      case Admission.Cordoned _, Admission.Draining _ -> reject(CORDONED);
    };
  }

  static Decision<Event> open(Uncordon c) {
    Instant deadline = c.at().plus(WAKE_MAX);
    return accept(new WakeBegun(c.by(), "it is to take more again", deadline, c.at()));
  }

  /** Its switch may be on its way: who closed it now would hide why it goes, and that it is off. */
  static boolean isUnderWay(Known k) {
    return k.admission().off() && k.condition() == Condition.ONLINE;
  }

  /** It has a switch and is not heard: it may have been closed in its sleep. */
  static boolean mayBeOff(Known k) {
    return k.facts().powered() && k.condition() == Condition.OFFLINE;
  }

  /** One that is heard by then never went down. */
  static Decision<Event> conclude(NodeId id, Known k, Admission.Waking w, Instant at) {
    if (k.condition() == Condition.ONLINE) {
      return accept(new Uncordoned(w.by(), at));
    }
    Cause cause = Cause.of("%s was to wake, says %s: %s".formatted(id, w.by(), w.why()), w.since());
    return accept(new WakeFailed(cause.leadingTo(id + " did not come", at), at));
  }
}
