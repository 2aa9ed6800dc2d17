package rhizome.grid.workload;

import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.time.Duration;
import java.time.Instant;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Lease;
import rhizome.grid.node.Report;
import rhizome.grid.workload.Workload.Command.Observe;
import rhizome.grid.workload.Workload.Event;
import rhizome.grid.workload.Workload.Event.*;
import rhizome.grid.workload.Workload.Phase;
import rhizome.grid.workload.Workload.Progress;
import rhizome.grid.workload.Workload.Refusal;
import rhizome.grid.workload.Workload.State.Active;
import rhizome.kernel.Decision;

/** What a report of an agent means for a workload that has a lease. */
final class Observation {

  private Observation() {}

  /** What the agent that holds the lease says; anybody else is stale. */
  static Decision<Event> of(Active a, Observe observed) {
    Report report = observed.report();
    if (!a.lease().equals(new Lease(observed.node(), report.epoch()))) {
      return reject(Refusal.STALE_EPOCH);
    }
    if (isOld(report, a.progress())) {
      return unchanged();
    }
    boolean again = report.incarnation() == a.progress().incarnation();
    Phase phase = a.progress().phase();
    return switch (report) {
      case Report.Started(_, long epoch, int n, var at, long pid, var ports) ->
          again ? unchanged() : accept(new Started(epoch, n, pid, ports, at));
      case Report.Adopted(_, long epoch, int n, var at, long pid) ->
          accept(new Adopted(epoch, n, pid, at));
      case Report.Ready(_, long epoch, int n, var at) ->
          phase == Phase.READY && again ? unchanged() : accept(new BecameReady(epoch, n, at));
      case Report.Unready(_, long epoch, int n, var at, var reason) ->
          phase == Phase.UNREADY && again
              ? unchanged()
              : accept(new BecameUnready(epoch, n, reason, at));
      case Report.Restarting restarting ->
          again && phase == Phase.STARTING && a.progress().since().equals(restarting.at())
              ? unchanged()
              : accept(restart(a, restarting));
      case Report.Exhausted exhausted -> accept(exhaust(a, exhausted));
      case Report.Stopped stopped ->
          accept(
              moved(
                  a,
                  Cause.of("its node stopped it: " + stopped.exit().describe(), stopped.at()),
                  stopped.at()));
    };
  }

  /** An agent whose workloads were stopped with it begins to count anew; its clock goes on. */
  private static boolean isOld(Report report, Progress progress) {
    return report.incarnation() < progress.incarnation()
        && !report.at().isAfter(progress.since());
  }

  private static Event restart(Active a, Report.Restarting report) {
    Cause cause =
        Cause.of("its program ended with " + report.exit().describe(), report.at())
            .leadingTo(a.lease().node() + " restarts it within its policy", report.at());
    return new Restarting(
        report.epoch(), report.incarnation(), cause, report.retryAt(), report.at());
  }

  private static Event exhaust(Active a, Report.Exhausted report) {
    Instant at = report.at();
    Cause cause =
        Cause.of("its program ended with " + report.exit().describe(), at)
            .leadingTo("the restart budget on " + a.lease().node() + " is spent", at);
    Duration healthyAfter = a.wanted().spec().restart().healthyAfter();
    boolean healthy =
        a.progress().phase() == Phase.READY
            && Duration.between(a.progress().since(), at).compareTo(healthyAfter) >= 0;
    int moves = healthy ? 1 : a.moves() + 1;
    return moves <= Workload.MOVES_MAX
        ? new Moved(a.lease().epoch() + 1, a.lease().node(), false, moves, cause, at)
        : new Event.Parked(
            a.lease().epoch() + 1, cause.leadingTo("moving it did not help either", at), at);
  }

  static Event moved(Active a, Cause cause, Instant at) {
    return new Moved(a.lease().epoch() + 1, a.lease().node(), true, a.moves(), cause, at);
  }
}
