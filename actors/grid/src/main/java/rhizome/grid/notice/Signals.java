package rhizome.grid.notice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.grid.healing.Cause;
import rhizome.grid.healing.Governor;
import rhizome.grid.node.Node;
import rhizome.grid.notice.Signal.Raise;
import rhizome.grid.notice.Signal.Settle;
import rhizome.grid.robot.Robot;
import rhizome.grid.workload.Workload;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;

/**
 * Which events are worth a notice, and what each state says of the notices about it. Every event
 * has its row, so that a new one must decide. The states are for who has missed events.
 */
public final class Signals {

  private Signals() {}

  public static List<Signal> of(WorkloadId id, Workload.Event event) {
    NoticeKey parked = parked(id);
    return switch (event) {
      case Workload.Event.Parked(_, var cause, long run, var at) ->
          List.of(parked(id, cause, run, at));
      case Workload.Event.Retried(var by, var at) -> settle(parked, "is tried again by " + by, at);
      case Workload.Event.Placed(_, var node, _, var at) ->
          settle(parked, "has a place on " + node, at);
      case Workload.Event.Retired(_, var at) -> settle(parked, "is wanted no longer", at);
      // The same spec in a newer generation leaves it parked; another one is seen to be placed.
      case Workload.Event.Deployed _, Workload.Event.Waited _ -> List.of();
      case Workload.Event.PlaceConfirmed _, Workload.Event.PlaceRefused _ -> List.of();
      case Workload.Event.Started _, Workload.Event.Adopted _ -> List.of();
      case Workload.Event.BecameReady _, Workload.Event.BecameUnready _ -> List.of();
      case Workload.Event.Hindered _ -> List.of();
      case Workload.Event.Restarting _, Workload.Event.Moved _ -> List.of();
      case Workload.Event.Vacated _, Workload.Event.Stayed _ -> List.of();
      case Workload.Event.Relieved _, Workload.Event.Released _ -> List.of();
      case Workload.Event.Completed _ -> List.of(); // to begin it had a place
      case Workload.Event.Forgotten _ -> List.of();
    };
  }

  /** Which of its workloads are parked they say themselves. */
  public static List<Signal> of(RobotId id, Robot.Event event) {
    return switch (event) {
      case Robot.Event.Stalled(var service, var why, long backTo, var at) ->
          List.of(backTo == 0 ? stalled(id, service, why, at) : reverted(id, backTo, why, at));
      // What it goes back to by itself is no answer to what it was told.
      case Robot.Event.Targeted t when t.isReversal() ->
          settle(stalled(id), "went back by itself", t.at());
      case Robot.Event.Targeted t -> moved(id, "has a new target, by " + t.by(), t.at());
      case Robot.Event.Promoted(_, var by, var at) ->
          settle(stalled(id), "was promoted by " + by, at);
      case Robot.Event.Destroyed(_, var by, var at) -> moved(id, "was destroyed by " + by, at);
      case Robot.Event.Observed _, Robot.Event.Reaffirmed _, Robot.Event.Elapsed _ -> List.of();
      case Robot.Event.Granted _, Robot.Event.Spared _ -> List.of();
      case Robot.Event.Discarded _, Robot.Event.TableConfirmed _ -> List.of();
      case Robot.Event.Led _, Robot.Event.Scaled _ -> List.of();
      // That a run failed its workload says itself.
      case Robot.Event.JobStarted _, Robot.Event.JobSkipped _ -> List.of();
      case Robot.Event.JobEnded _ -> List.of();
    };
  }

  public static List<Signal> of(RobotId id, Robot.State state, Instant now) {
    return switch (state) {
      case Robot.State.Active a -> of(id, a, now);
      case Robot.State.Idle _, Robot.State.Destroying _ ->
          moved(id, "is not carried out any more", now);
    };
  }

  private static List<Signal> of(RobotId id, Robot.State.Active active, Instant now) {
    List<Signal> signals = new ArrayList<>();
    active.rolling().entrySet().stream()
        .filter(service -> !service.getValue().stalled().isEmpty())
        .findFirst()
        .ifPresentOrElse(
            service ->
                signals.add(stalled(id, service.getKey(), service.getValue().stalled(), now)),
            () -> signals.addAll(settle(stalled(id), "goes on", now)));
    active
        .reversal()
        .ifPresentOrElse(
            r -> signals.add(reverted(id, r.backTo(), r.why(), now)),
            () -> signals.addAll(settle(reverted(id), "has a new target", now)));
    return signals;
  }

  public static List<Signal> of(NodeId id, Node.Event event) {
    return switch (event) {
      case Node.Event.Suspected(var cause, var at) -> List.of(suspect(id, cause, at));
      case Node.Event.Lost(var cause, var at) -> lost(id, cause, at);
      case Node.Event.Enrolled(_, _, var at) -> back(id, at);
      case Node.Event.Removed(var by, var at) -> removed(id, "was taken off the grid by " + by, at);
      case Node.Event.Reserved _, Node.Event.Releasing _, Node.Event.Freed _ -> List.of();
      case Node.Event.Cordoned _, Node.Event.Uncordoned _ -> List.of();
      case Node.Event.DrainBegun _, Node.Event.DeadlinePassed _ -> List.of();
      // What goes down because it was told to is nobody's alarm.
      case Node.Event.FellAsleep _, Node.Event.PoweredOff _ -> List.of();
      case Node.Event.WakeBegun(var by, var why, _, var at) ->
          removed(id, "is to wake, says %s: %s".formatted(by, why), at);
      case Node.Event.WakeFailed(var cause, var at) -> unwoken(id, cause, at);
      case Node.Event.Forgotten _, Node.Event.Promised _ -> List.of();
    };
  }

  public static List<Signal> of(ZoneId id, Governor.Turn turn, Instant at) {
    return switch (turn) {
      case Governor.Turn.Froze(var frozen) ->
          List.of(frozen(id, frozen.silentThen(), frozen.nodesThen(), at));
      case Governor.Turn.Thawed(var why, _) -> thawed(id, thaw(why), at);
    };
  }

  private static String thaw(Governor.Thaw why) {
    return switch (why) {
      case RECOVERED -> "replaces again: most who fell silent are back";
      case TIMED_OUT -> "replaces again: it was frozen for as long as is allowed";
      case RESUMED -> "replaces again: a human said so";
    };
  }

  public static List<Signal> of(WorkloadId id, Workload.State state, Instant now) {
    return switch (state) {
      case Workload.State.Parked p ->
          List.of(parked(id, p.cause(), p.wanted().spec().jobRun(), p.cause().at()));
      case Workload.State.Absent _, Workload.State.Pending _, Workload.State.Active _ ->
          settle(parked(id), "is parked no longer", now);
      case Workload.State.Completed _ -> settle(parked(id), "is parked no longer", now);
      case Workload.State.Retiring _, Workload.State.Gone _ ->
          settle(parked(id), "is wanted no longer", now);
    };
  }

  public static List<Signal> of(NodeId id, Node.State state, Instant now) {
    return switch (state) {
      case Node.State.Known k -> of(id, k, now);
      case Node.State.Removed _ -> removed(id, "was taken off the grid", now);
      case Node.State.Unknown _ -> removed(id, "is not known", now);
    };
  }

  private static List<Signal> of(NodeId id, Node.State.Known known, Instant now) {
    if (known.admission().off()) {
      return removed(id, "is powered down", now);
    }
    Cause cause = known.lost().orElseGet(() -> Cause.of("nothing is heard of it", now));
    return switch (known.condition()) {
      case ONLINE -> back(id, now);
      case SUSPECT -> List.of(suspect(id, cause, cause.at()));
      case OFFLINE -> lost(id, cause, cause.at());
    };
  }

  /** Of a zone that is frozen, or, with nothing, is not. */
  public static List<Signal> ofZone(ZoneId id, Optional<Governor.Frozen> frozen, Instant now) {
    return frozen
        .<List<Signal>>map(f -> List.of(frozen(id, f.silentThen(), f.nodesThen(), f.since())))
        .orElseGet(() -> thawed(id, "is not frozen", now));
  }

  private static Signal parked(WorkloadId id, Cause cause, long run, Instant at) {
    String text = run > 0 ? "failed in run " + run + ": " : "needs a human: ";
    return new Raise(new Notice(parked(id), text + cause.what(), cause.because(), at));
  }

  private static Signal suspect(NodeId id, Cause cause, Instant at) {
    NoticeKey key = new NoticeKey(Topic.NODE_SUSPECT, id.name());
    return new Raise(new Notice(key, "may be gone", Optional.of(cause), at));
  }

  private static List<Signal> lost(NodeId id, Cause cause, Instant at) {
    return lost(id, "is lost; what it held is replaced", cause, at);
  }

  private static List<Signal> unwoken(NodeId id, Cause cause, Instant at) {
    return lost(id, "did not come up when it was woken", cause, at);
  }

  private static List<Signal> lost(NodeId id, String text, Cause cause, Instant at) {
    NoticeKey lost = new NoticeKey(Topic.NODE_LOST, id.name());
    return List.of(
        new Settle(new NoticeKey(Topic.NODE_SUSPECT, id.name()), "is lost", at),
        new Raise(new Notice(lost, text, Optional.of(cause), at)));
  }

  private static List<Signal> back(NodeId id, Instant at) {
    return removed(id, "is back", at);
  }

  private static List<Signal> removed(NodeId id, String text, Instant at) {
    return List.of(
        new Settle(new NoticeKey(Topic.NODE_SUSPECT, id.name()), text, at),
        new Settle(new NoticeKey(Topic.NODE_LOST, id.name()), text, at));
  }

  private static Signal frozen(ZoneId id, int silent, int nodes, Instant at) {
    String text =
        "is frozen: %d of %d nodes fell silent at once, and what they hold is not replaced"
            .formatted(silent, nodes);
    return new Raise(
        new Notice(new NoticeKey(Topic.ZONE_FROZEN, id.name()), text, Optional.empty(), at));
  }

  private static List<Signal> thawed(ZoneId id, String text, Instant at) {
    return settle(new NoticeKey(Topic.ZONE_FROZEN, id.name()), text, at);
  }

  private static Signal stalled(RobotId id, String service, String why, Instant at) {
    String text = "goes no further with %s: %s".formatted(service, why);
    return new Raise(new Notice(stalled(id), text, Optional.empty(), at));
  }

  private static Signal reverted(RobotId id, long backTo, String why, Instant at) {
    String text = "was taken back to generation %d: %s".formatted(backTo, why);
    return new Raise(new Notice(reverted(id), text, Optional.empty(), at));
  }

  private static List<Signal> moved(RobotId id, String text, Instant at) {
    return List.of(new Settle(stalled(id), text, at), new Settle(reverted(id), text, at));
  }

  private static NoticeKey stalled(RobotId id) {
    return new NoticeKey(Topic.ROLLOUT_STALLED, id.name());
  }

  private static NoticeKey reverted(RobotId id) {
    return new NoticeKey(Topic.ROLLOUT_REVERTED, id.name());
  }

  private static NoticeKey parked(WorkloadId id) {
    return new NoticeKey(Topic.WORKLOAD_PARKED, id.toString());
  }

  private static List<Signal> settle(NoticeKey key, String text, Instant at) {
    return List.of(new Settle(key, text, at));
  }
}
