package rhizome.grid.node;

import static rhizome.grid.node.Node.Refusal.STALE_BOOT;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import rhizome.grid.healing.Cause;
import rhizome.grid.node.Node.Command.ExpireLease;
import rhizome.grid.node.Node.Command.Suspect;
import rhizome.grid.node.Node.Condition;
import rhizome.grid.node.Node.Event;
import rhizome.grid.node.Node.Event.Lost;
import rhizome.grid.node.Node.Event.PoweredOff;
import rhizome.grid.node.Node.Event.Suspected;
import rhizome.grid.node.Node.State.Known;
import rhizome.kernel.Decision;
import rhizome.kernel.NodeId;

/** What it means that a node is not heard: who was powered down is not missed. */
final class Silence {

  private Silence() {}

  static Decision<Event> suspect(NodeId id, Known k, Suspect s) {
    if (!s.boot().equals(k.boot())) {
      return reject(STALE_BOOT);
    }
    return k.condition() == Condition.ONLINE && !k.admission().off()
        ? accept(
            new Suspected(s.cause().leadingTo(id + " is suspected to be gone", s.at()), s.at()))
        : unchanged();
  }

  static Decision<Event> expire(NodeId id, Known k, ExpireLease e) {
    if (!e.boot().equals(k.boot())) {
      return reject(STALE_BOOT);
    }
    return switch (k.condition()) {
      case ONLINE ->
          k.admission().off()
              ? accept(new PoweredOff(e.at()))
              : lose(id, Cause.of("nothing was heard of " + id + " since then", e.heard()), e);
      case SUSPECT -> lose(id, k.lost().orElseThrow(), e);
      case OFFLINE -> unchanged();
    };
  }

  private static Decision<Event> lose(NodeId id, Cause cause, ExpireLease e) {
    return accept(new Lost(cause.leadingTo("the lease of " + id + " ran out", e.at()), e.at()));
  }
}
