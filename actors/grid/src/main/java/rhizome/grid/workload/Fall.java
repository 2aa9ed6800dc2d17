package rhizome.grid.workload;

import rhizome.grid.workload.Workload.Event;
import rhizome.grid.workload.Workload.Event.*;
import rhizome.grid.workload.Workload.Phase;
import rhizome.grid.workload.Workload.State.Active;

/**
 * A replica that was ready is not, and nobody had wished that. It may be over before anybody looks,
 * so falls are counted, from a workload's first life to its last; the newest number tells whoever
 * waits for one whether he has heard of it (ADR 0023).
 */
final class Fall {

  private Fall() {}

  /** As it was before this event, with the fall that it is, if it is one. */
  static Active counted(Active a, Event event) {
    return a.progress().phase() == Phase.READY && isOne(a.progress(), event)
        ? new Active(
            a.wanted(),
            a.lease(),
            a.confirmed(),
            a.progress(),
            a.avoid(),
            a.moves(),
            a.outgoing(),
            a.spent(),
            a.preempting(),
            a.falls() + 1)
        : a;
  }

  /** Of what was ready. Another process than the one known tells that the known one has ended. */
  private static boolean isOne(Progress known, Event event) {
    return switch (event) {
      case BecameUnready _, Restarting _, Moved _, Event.Parked _ -> true;
      case Started s -> s.incarnation() != known.incarnation() || s.at().isAfter(known.since());
      case Adopted adopted -> adopted.incarnation() != known.incarnation();
      case BecameReady ready -> ready.incarnation() != known.incarnation();
      case Hindered hindered -> hindered.incarnation() != known.incarnation();
      case Deployed _, Retired _, Vacated _, Event.Completed _ -> false; // as somebody wished
      case Waited _, Placed _, PlaceConfirmed _, PlaceRefused _, Stayed _ -> false;
      case Relieved _, Released _, Retried _, Forgotten _ -> false; // of another lease
    };
  }
}
