package rhizome.grid.workload;

import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.unchanged;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Report;
import rhizome.grid.workload.Workload.Command.Observe;
import rhizome.grid.workload.Workload.Event;
import rhizome.grid.workload.Workload.Event.*;
import rhizome.grid.workload.Workload.Phase;
import rhizome.grid.workload.Workload.State.Active;
import rhizome.kernel.Decision;

/** What a report of an agent means for a workload that has a lease. */
final class Observation {

  private Observation() {}

  /** What the agent that holds the lease says. */
  static Decision<Event> of(Active a, Observe observed) {
    Report report = observed.report();
    Progress known = a.progress();
    if (isOvertaken(known, report)) {
      return unchanged();
    }
    boolean again = report.incarnation() == known.incarnation();
    Phase phase = known.phase();
    String address = observed.address().isEmpty() ? known.address() : observed.address();
    boolean asKnown = again && address.equals(known.address());
    return switch (report) {
      case Report.Started(_, long epoch, int n, var at, long pid, var ports) ->
          asKnown && pid == known.pid()
              ? unchanged()
              : accept(new Started(epoch, n, pid, ports, address, at));
      case Report.Adopted adopted -> adopt(known, adopted, address);
      case Report.Ready(_, long epoch, int n, var at) ->
          phase != Phase.STARTING && again && !at.isAfter(known.since())
              ? unchanged()
              : accept(new BecameReady(epoch, n, at));
      case Report.Unready(_, long epoch, int n, var at, var reason) ->
          again && (phase == Phase.UNREADY || isPast(known, at))
              ? unchanged()
              : accept(new BecameUnready(epoch, n, reason, at));
      case Report.Hindered(_, long epoch, int n, var at, var reason) ->
          again && (phase != Phase.STARTING || reason.equals(known.complaint()))
              ? unchanged()
              : accept(new Hindered(epoch, n, reason, at));
      case Report.Restarting restarting ->
          again && phase == Phase.STARTING && known.since().equals(restarting.at())
              ? unchanged()
              : accept(restart(a, restarting));
      case Report.Exhausted exhausted -> accept(exhaust(a, exhausted));
      case Report.Completed(_, long epoch, int n, var at) ->
          accept(new Event.Completed(epoch, n, at));
      case Report.Stopped stopped -> accept(stop(a, stopped));
    };
  }

  private static Decision<Event> adopt(Progress known, Report.Adopted r, String address) {
    Map<String, Integer> ports =
        r.ports().equals(known.ports()) ? Collections.emptyMap() : r.ports();
    boolean isKnown =
        r.incarnation() == known.incarnation()
            && r.pid() == known.pid()
            && r.at().equals(known.since())
            && address.equals(known.address())
            && ports.isEmpty();
    return isKnown
        ? unchanged()
        : accept(new Adopted(r.epoch(), r.incarnation(), r.pid(), ports, address, r.at()));
  }

  /**
   * Of an earlier process than the one known. An agent that lost its memory counts from 1 again;
   * its reports are told by being younger. What was stopped is stopped for good, whoever counts.
   */
  static boolean isOvertaken(Progress known, Report report) {
    return report.incarnation() < known.incarnation()
        && !report.at().isAfter(known.since())
        && !(report instanceof Report.Stopped);
  }

  /** Of another process than the one known, of which nobody said that it had ended. */
  static boolean isAnew(Progress known, Report report) {
    return report.incarnation() != known.incarnation()
        || (report instanceof Report.Started started
            && known.pid() != 0
            && started.pid() != known.pid());
  }

  /** It was unready, and that is over: a report of it comes late. */
  private static boolean isPast(Progress known, Instant at) {
    return known.phase() == Phase.READY && at.isBefore(known.since());
  }

  /** Whether it has been ready long enough, up to {@code end}, for its past to be forgiven. */
  static boolean wasHealthy(Active a, Instant end) {
    Duration healthyAfter = a.wanted().spec().restart().healthyAfter();
    return a.progress().phase() == Phase.READY
        && Duration.between(a.progress().since(), end).compareTo(healthyAfter) >= 0;
  }

  private static Event restart(Active a, Report.Restarting report) {
    Cause cause =
        Cause.of("its program ended with " + report.exit().describe(), report.at())
            .leadingTo(a.lease().node() + " restarts it within its policy", report.at());
    return new Restarting(
        report.epoch(), report.incarnation(), cause, report.retryAt(), report.at());
  }

  private static Event stop(Active a, Report.Stopped report) {
    Instant at = report.at();
    return moved(a, true, Cause.of("its node stopped it: " + report.exit().describe(), at), at);
  }

  private static Event exhaust(Active a, Report.Exhausted report) {
    Instant at = report.at();
    Cause cause =
        Cause.of("its program ended with " + report.exit().describe(), at)
            .leadingTo("the restart budget on " + a.lease().node() + " is spent", at);
    int moves = wasHealthy(a, at) ? 1 : a.moves() + 1;
    return moves <= Workload.MOVES_MAX
        ? new Moved(a.nextEpoch(), a.lease().node(), false, moves, cause, at)
        : new Event.Parked(
            a.nextEpoch(),
            cause.leadingTo("moving it did not help either", at),
            a.wanted().spec().jobRun(),
            at);
  }

  static Event moved(Active a, boolean released, Cause cause, Instant at) {
    int moves = wasHealthy(a, at) ? 0 : a.moves();
    return new Moved(a.nextEpoch(), a.lease().node(), released, moves, cause, at);
  }
}
