package rhizome.grid.workload;

import java.util.ArrayList;
import java.util.List;
import rhizome.grid.node.Lease;
import rhizome.grid.workload.Workload.Event;
import rhizome.grid.workload.Workload.Event.*;
import rhizome.grid.workload.Workload.Phase;
import rhizome.grid.workload.Workload.Progress;
import rhizome.grid.workload.Workload.State;
import rhizome.grid.workload.Workload.State.*;
import rhizome.grid.workload.Workload.Wanted;
import rhizome.kernel.NodeId;

/** What each event makes of each state. */
final class WorkloadEvolution {

  private record Then(State state, Event event) {}

  private WorkloadEvolution() {}

  static State evolve(State state, Event event) {
    return switch (new Then(state, event)) {
      case Then(var before, Deployed(var spec, long generation, _)) ->
          deploy(before, new Wanted(spec, generation));
      case Then(var before, Retired(long generation, _)) ->
          retire(epoch(before), generation, leases(before));
      case Then(Pending p, var e) -> pending(p, e);
      case Then(Active a, var e) -> active(a, e);
      case Then(State.Parked p, Released(var lease, _)) ->
          new State.Parked(p.wanted(), p.epoch(), without(p.leaving(), lease), p.cause());
      case Then(State.Parked p, Retried _) ->
          new Pending(p.wanted(), p.epoch() + 1, p.leaving(), List.of(), 0, "");
      case Then(Retiring r, Released(var lease, _)) ->
          retire(r.epoch(), r.generation(), without(r.leaving(), lease));
      case Then(Gone g, Forgotten _) -> new Gone(g.epoch(), g.generation(), true);
      case Then(var s, var e) -> throw corrupt(s, e);
    };
  }

  private static State deploy(State before, Wanted wanted) {
    return switch (before) {
      case Pending p when isAsBefore(p.wanted(), wanted) ->
          new Pending(wanted, p.epoch(), p.leaving(), p.avoid(), p.moves(), p.waiting());
      case Active a when isAsBefore(a.wanted(), wanted) ->
          new Active(wanted, a.lease(), a.confirmed(), a.progress(), a.avoid(), a.moves());
      case State.Parked p when isAsBefore(p.wanted(), wanted) ->
          new State.Parked(wanted, p.epoch(), p.leaving(), p.cause());
      case State s -> new Pending(wanted, epoch(s) + 1, leases(s), List.of(), 0, "");
    };
  }

  private static boolean isAsBefore(Wanted before, Wanted now) {
    return before.spec().equals(now.spec());
  }

  private static State pending(Pending p, Event event) {
    return switch (event) {
      case Waited(var reason, _) ->
          new Pending(p.wanted(), p.epoch(), p.leaving(), p.avoid(), p.moves(), reason);
      case Placed(long epoch, var node, _) ->
          new Active(
              p.wanted(), new Lease(node, epoch), false, Progress.AWAITED, p.avoid(), p.moves());
      case Released(var lease, _) -> {
        List<Lease> leaving = without(p.leaving(), lease);
        yield new Pending(p.wanted(), p.epoch(), leaving, p.avoid(), p.moves(), p.waiting());
      }
      case Event e -> throw corrupt(p, e);
    };
  }

  private static State active(Active a, Event event) {
    return switch (event) {
      case PlaceConfirmed _ ->
          new Active(a.wanted(), a.lease(), true, a.progress(), a.avoid(), a.moves());
      case PlaceRefused(long epoch, var node, _, _) ->
          // An earlier Reserve may have been taken, or may be under way: it must be fenced.
          new Pending(
              a.wanted(), epoch + 1, List.of(a.lease()), with(a.avoid(), node), a.moves(), "");
      case Started s -> progress(a, start(a.progress(), s));
      case Adopted(_, int n, long pid, var at) ->
          progress(a, new Progress(a.progress().phase(), n, at, pid, a.progress().ports()));
      case BecameReady(_, int n, var at) -> {
        Progress ready = a.progress().enter(Phase.READY, n, at);
        Active next = progress(a, ready);
        yield new Active(next.wanted(), next.lease(), true, ready, List.of(), next.moves());
      }
      case BecameUnready(_, int n, _, var at) ->
          progress(a, a.progress().enter(Phase.UNREADY, n, at));
      case Restarting(_, int n, _, _, var at) ->
          progress(a, a.progress().enter(Phase.STARTING, n, at));
      case Moved m -> move(a, m);
      case Event.Parked(long epoch, var cause, _) ->
          new State.Parked(a.wanted(), epoch, List.of(a.lease()), cause);
      case Event e -> throw corrupt(a, e);
    };
  }

  private static IllegalStateException corrupt(State state, Event event) {
    return new IllegalStateException("journal is corrupt: " + event + " in " + state);
  }

  /**
   * Any report of the agent also proves that the node has taken the lease. A healthy spell that
   * ends here makes earlier moves forgotten.
   */
  private static Active progress(Active a, Progress progress) {
    int moves = Observation.wasHealthy(a, progress.since()) ? 0 : a.moves();
    return new Active(a.wanted(), a.lease(), true, progress, a.avoid(), moves);
  }

  /** News of a start that a later report has overtaken only fills in what that did not say. */
  private static Progress start(Progress known, Started started) {
    boolean overtaken =
        started.incarnation() == known.incarnation() && !started.at().isAfter(known.since());
    return new Progress(
        overtaken ? known.phase() : Phase.STARTING,
        started.incarnation(),
        overtaken ? known.since() : started.at(),
        started.pid(),
        started.ports());
  }

  private static Pending move(Active a, Moved moved) {
    List<Lease> leaving = moved.released() ? List.of() : List.of(a.lease());
    List<NodeId> avoid = with(a.avoid(), moved.from());
    return new Pending(a.wanted(), moved.epoch(), leaving, avoid, moved.moves(), "");
  }

  private static State retire(long epoch, long generation, List<Lease> leaving) {
    return leaving.isEmpty()
        ? new Gone(epoch, generation, false)
        : new Retiring(epoch, generation, leaving);
  }

  private static long epoch(State state) {
    return switch (state) {
      case Absent _ -> 0;
      case Pending p -> p.epoch();
      case Active a -> a.lease().epoch();
      case State.Parked p -> p.epoch();
      case Retiring r -> r.epoch();
      case Gone g -> g.epoch();
    };
  }

  private static List<Lease> leases(State state) {
    return switch (state) {
      case Pending p -> p.leaving();
      case Active a -> List.of(a.lease());
      case State.Parked p -> p.leaving();
      case Retiring r -> r.leaving();
      case Absent _, Gone _ -> List.of();
    };
  }

  private static List<NodeId> with(List<NodeId> nodes, NodeId node) {
    if (nodes.contains(node)) {
      return nodes;
    }
    List<NodeId> more = new ArrayList<>(nodes);
    more.add(node);
    return List.copyOf(more);
  }

  private static List<Lease> without(List<Lease> leases, Lease lease) {
    return leases.stream().filter(other -> !other.equals(lease)).toList();
  }
}
