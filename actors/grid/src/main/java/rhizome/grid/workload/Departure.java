package rhizome.grid.workload;

import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Lease;
import rhizome.grid.node.Report;
import rhizome.grid.workload.Workload.Command.DoubtNode;
import rhizome.grid.workload.Workload.Command.Observe;
import rhizome.grid.workload.Workload.Command.Vacate;
import rhizome.grid.workload.Workload.Event;
import rhizome.grid.workload.Workload.Event.*;
import rhizome.grid.workload.Workload.Phase;
import rhizome.grid.workload.Workload.Refusal;
import rhizome.grid.workload.Workload.State.Active;
import rhizome.kernel.Decision;

/** How leases end: the present one, one that serves until its successor does, and the last ones. */
final class Departure {

  private Departure() {}

  static boolean isOf(Lease lease, Observe observed) {
    return lease.equals(lease(observed));
  }

  private static boolean isKnown(List<Lease> leaving, Outgoing outgoing, Lease lease) {
    return leaving.contains(lease) || outgoing.has(lease);
  }

  static Decision<Event> release(List<Lease> leaving, Outgoing outgoing, Lease lease, Instant at) {
    return isKnown(leaving, outgoing, lease) ? accept(new Released(lease, at)) : unchanged();
  }

  /**
   * The present lease shall end; only what is shared, and well, is worth waiting for. Of what
   * serves nothing is heard any more but its end: so one whose start is still to be told goes on
   * until it is, or people would be sent to no port at all.
   */
  static Decision<Event> vacate(Active a, Vacate c) {
    boolean serving =
        !a.wanted().spec().single()
            && a.progress().phase() == Phase.READY
            && c.at().isBefore(c.deadline());
    if (serving && a.progress().pid() == 0) {
      return unchanged();
    }
    int moves = Observation.wasHealthy(a, c.at()) ? 0 : a.moves();
    return accept(new Vacated(a.nextEpoch(), a.lease().node(), serving, moves, c.cause(), c.at()));
  }

  /** What is single waits until its lease is certainly over. */
  static Decision<Event> doubt(Active a, DoubtNode c) {
    return a.wanted().spec().single()
        ? unchanged()
        : accept(Observation.moved(a, false, c.cause(), c.at()));
  }

  /** Nobody relies on what may be gone. */
  static Decision<Event> doubt(List<Lease> leaving, Outgoing outgoing, DoubtNode c) {
    if (outgoing.serves(c.lease())) {
      return accept(new Relieved(c.lease(), c.cause(), c.at()));
    }
    return isKnown(leaving, outgoing, c.lease()) ? unchanged() : reject(Refusal.STALE_EPOCH);
  }

  /** An earlier lease shall end: it does so already, or is to when its time is over. */
  static Decision<Event> vacate(List<Lease> leaving, Outgoing outgoing, Vacate c) {
    if (outgoing.serves(c.lease())) {
      Cause late = c.cause().leadingTo("the time to replace it first is over", c.at());
      return c.at().isBefore(c.deadline())
          ? unchanged()
          : accept(new Relieved(c.lease(), late, c.at()));
    }
    return isKnown(leaving, outgoing, c.lease()) ? unchanged() : reject(Refusal.STALE_EPOCH);
  }

  /**
   * A lease that is leaving still speaks, and only its end is news. One that serves is not mended
   * any more: if it fails, or another process took its place, it is let go, for its successor is
   * sought already. That it ended well is none, for what leaves may be of a spec that nobody wants
   * any more.
   */
  static Decision<Event> observe(List<Lease> leaving, Outgoing outgoing, Observe observed) {
    Report report = observed.report();
    Lease lease = lease(observed);
    if (!isKnown(leaving, outgoing, lease)) {
      return reject(Refusal.STALE_EPOCH);
    }
    Optional<Progress> served =
        outgoing.serving().filter(one -> one.lease().equals(lease)).map(Outgoing.Serving::progress);
    boolean serves = served.filter(known -> !Observation.isOvertaken(known, report)).isPresent();
    boolean anew = serves && served.filter(known -> Observation.isAnew(known, report)).isPresent();
    return switch (report) {
      case Report.Stopped stopped -> accept(new Released(lease, stopped.at()));
      case Report.Unready unready when serves ->
          relieve(lease, "no longer answers its probe: " + unready.reason(), unready.at());
      case Report.Restarting restarting when serves ->
          relieve(lease, "ended with " + restarting.exit().describe(), restarting.at());
      case Report.Exhausted exhausted when serves ->
          relieve(lease, "ended with " + exhausted.exit().describe(), exhausted.at());
      case Report.Started _, Report.Adopted _, Report.Ready _, Report.Hindered _ when anew ->
          relieve(lease, "was started anew", report.at());
      case Report.Started _, Report.Adopted _, Report.Ready _, Report.Hindered _ -> unchanged();
      case Report.Unready _, Report.Restarting _, Report.Exhausted _ -> unchanged();
      case Report.Completed _ -> unchanged();
    };
  }

  private static Decision<Event> relieve(Lease lease, String what, Instant at) {
    Cause cause = Cause.of("what " + lease.node() + " still ran of it " + what, at);
    return accept(new Relieved(lease, cause, at));
  }

  private static Lease lease(Observe observed) {
    return new Lease(observed.node(), observed.report().epoch());
  }
}
