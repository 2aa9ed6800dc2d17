package rhizome.grid.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rhizome.grid.node.Lease;
import rhizome.grid.workload.Workload.Event;
import rhizome.grid.workload.Workload.Event.*;
import rhizome.grid.workload.Workload.Phase;
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
      case Then(var before, Deployed(var spec, long generation, boolean reaches, _)) ->
          deploy(before, new Wanted(spec, generation, reaches));
      case Then(var before, Retired(long generation, _)) ->
          retire(epoch(before), generation, leases(before), before.falls());
      case Then(Pending p, var e) -> pending(p, e);
      case Then(Active a, var e) -> active(Fall.counted(a, e), e);
      case Then(State.Parked p, var e) -> parked(p, e);
      case Then(State.Completed c, Released(var lease, _)) ->
          completed(c, c.wanted(), without(c.leaving(), lease));
      case Then(Retiring r, Released(var lease, _)) ->
          retire(r.epoch(), r.generation(), without(r.leaving(), lease), r.falls());
      case Then(Gone g, Forgotten _) -> new Gone(g.epoch(), g.generation(), true, g.falls());
      case Then(var s, var e) -> throw corrupt(s, e);
    };
  }

  private static State deploy(State before, Wanted wanted) {
    return switch (before) {
      case Pending p when isAsBefore(p.wanted(), wanted) ->
          new Pending(
              wanted,
              p.epoch(),
              p.leaving(),
              p.avoid(),
              p.moves(),
              p.waiting(),
              p.outgoing(),
              p.home(),
              p.falls());
      case Active a when mayStay(a, wanted) ->
          new Active(
              wanted,
              a.lease(),
              a.confirmed(),
              a.progress(),
              a.avoid(),
              a.moves(),
              a.outgoing(),
              a.spent(),
              a.preempting(),
              a.falls());
      case State.Parked p when isAsBefore(p.wanted(), wanted) ->
          new State.Parked(wanted, p.epoch(), p.leaving(), p.cause(), p.outgoing(), p.falls());
      case State.Completed c when isAsBefore(c.wanted(), wanted) ->
          completed(c, wanted, c.leaving());
      case State s ->
          new Pending(
              wanted,
              epoch(s) + 1,
              leases(s),
              List.of(),
              0,
              "",
              Outgoing.NONE,
              home(s, wanted),
              s.falls());
    };
  }

  /** Where the volumes are that the next process shall find again (ADR 0022). */
  private static Optional<NodeId> home(State before, Wanted wanted) {
    if (wanted.spec().supplies().volumes().isEmpty()) {
      return Optional.empty();
    }
    return switch (before) {
      case Pending p -> p.home();
      case Active a -> Optional.of(a.lease().node());
      case State.Completed c -> Optional.of(c.node());
      case Absent _, State.Parked _, Retiring _, Gone _ -> Optional.empty();
    };
  }

  /** What has a place keeps it, wherever its spec now says that the next shall be (ADR 0024). */
  private static boolean mayStay(Active a, Wanted now) {
    return a.confirmed()
        ? a.wanted().spec().runsAs(now.spec())
        : a.wanted().spec().equals(now.spec());
  }

  private static boolean isAsBefore(Wanted before, Wanted now) {
    return before.spec().runsAs(now.spec());
  }

  private static State pending(Pending p, Event event) {
    return switch (event) {
      case Waited(var reason, _) ->
          new Pending(
              p.wanted(),
              p.epoch(),
              p.leaving(),
              p.avoid(),
              p.moves(),
              reason,
              p.outgoing(),
              p.home(),
              p.falls());
      case Placed(long epoch, var node, boolean preempting, _) ->
          new Active(
              p.wanted(),
              new Lease(node, epoch),
              false,
              Progress.AWAITED,
              p.avoid(),
              p.moves(),
              p.outgoing(),
              epoch,
              preempting,
              p.falls());
      case Stayed _ -> stay(p, p.outgoing().serving().orElseThrow());
      case Relieved _ -> with(p, p.leaving(), p.outgoing().relieved());
      case Released(var lease, _) ->
          with(p, without(p.leaving(), lease), p.outgoing().without(lease));
      case Event e -> throw corrupt(p, e);
    };
  }

  private static Active stay(Pending p, Outgoing.Serving serving) {
    return new Active(
        p.wanted(),
        serving.lease(),
        true,
        serving.progress(),
        List.of(),
        p.moves(),
        p.outgoing().unserved(),
        p.epoch(),
        false,
        p.falls());
  }

  private static Pending with(Pending p, List<Lease> leaving, Outgoing outgoing) {
    return new Pending(
        p.wanted(),
        p.epoch(),
        leaving,
        p.avoid(),
        p.moves(),
        p.waiting(),
        outgoing,
        p.home(),
        p.falls());
  }

  private static State active(Active a, Event event) {
    return switch (event) {
      case PlaceConfirmed _ ->
          new Active(
              a.wanted(),
              a.lease(),
              true,
              a.progress(),
              a.avoid(),
              a.moves(),
              a.outgoing(),
              a.spent(),
              a.preempting(),
              a.falls());
      // An earlier Reserve may have been taken, or may be under way: it must be fenced.
      case PlaceRefused(_, var node, _, _) -> leave(a, a.nextEpoch(), node, a.moves());
      case Started s -> progress(a, start(a.progress(), s));
      case Adopted adopted -> progress(a, adopt(a.progress(), adopted));
      case BecameReady(_, int n, var at) -> ready(a, a.progress().ready(n, at));
      case BecameUnready(_, int n, var reason, var at) ->
          progress(a, a.progress().unready(reason, n, at));
      case Hindered(_, int n, var why, var at) -> progress(a, a.progress().hindered(why, n, at));
      case Restarting(_, int n, var cause, _, var at) ->
          progress(a, a.progress().restarting(cause.root(), n, at));
      case Moved m when m.released() -> seek(a, m.epoch(), m.from(), m.moves(), a.outgoing());
      case Moved m -> leave(a, m.epoch(), m.from(), m.moves());
      case Vacated v when v.serving() ->
          seek(a, v.epoch(), v.from(), v.moves(), a.outgoing().serving(a.lease(), a.progress()));
      case Vacated v -> leave(a, v.epoch(), v.from(), v.moves());
      case Relieved _ -> with(a, a.outgoing().relieved());
      case Released(var lease, _) -> with(a, a.outgoing().without(lease));
      case Event.Parked(long epoch, var cause, _, _) ->
          new State.Parked(a.wanted(), epoch, List.of(a.lease()), cause, a.outgoing(), a.falls());
      case Event.Completed(_, _, var at) ->
          new State.Completed(a.wanted(), a.spent(), leases(a), a.lease().node(), at, a.falls());
      case Event e -> throw corrupt(a, e);
    };
  }

  private static State completed(State.Completed c, Wanted wanted, List<Lease> leaving) {
    return new State.Completed(wanted, c.epoch(), leaving, c.node(), c.at(), c.falls());
  }

  /** Nothing of it has to end before it may have another place. */
  private static Pending seek(Active a, long epoch, NodeId from, int moves, Outgoing outgoing) {
    return new Pending(
        a.wanted(),
        epoch,
        List.of(),
        with(a.avoid(), from),
        moves,
        "",
        outgoing,
        Optional.empty(),
        a.falls());
  }

  private static State parked(State.Parked p, Event event) {
    return switch (event) {
      case Retried _ ->
          new Pending(
              p.wanted(),
              p.epoch() + 1,
              p.leaving(),
              List.of(),
              0,
              "",
              p.outgoing(),
              Optional.empty(),
              p.falls());
      case Relieved _ -> with(p, p.leaving(), p.outgoing().relieved());
      case Released(var lease, _) ->
          with(p, without(p.leaving(), lease), p.outgoing().without(lease));
      case Event e -> throw corrupt(p, e);
    };
  }

  private static State with(State.Parked p, List<Lease> leaving, Outgoing outgoing) {
    return new State.Parked(p.wanted(), p.epoch(), leaving, p.cause(), outgoing, p.falls());
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
    return new Active(
        a.wanted(),
        a.lease(),
        true,
        progress,
        a.avoid(),
        moves,
        a.outgoing(),
        a.spent(),
        a.preempting(),
        a.falls());
  }

  /** Whoever served so far may go now. */
  private static Active ready(Active a, Progress progress) {
    Active next = progress(a, progress);
    return new Active(
        next.wanted(),
        next.lease(),
        true,
        progress,
        List.of(),
        next.moves(),
        a.outgoing().relieved(),
        a.spent(),
        a.preempting(),
        next.falls());
  }

  private static Active with(Active a, Outgoing outgoing) {
    return new Active(
        a.wanted(),
        a.lease(),
        a.confirmed(),
        a.progress(),
        a.avoid(),
        a.moves(),
        outgoing,
        a.spent(),
        a.preempting(),
        a.falls());
  }

  private static Progress adopt(Progress known, Adopted adopted) {
    return new Progress(
        known.phase(),
        adopted.incarnation(),
        adopted.at(),
        adopted.pid(),
        adopted.ports().isEmpty() ? known.ports() : adopted.ports(),
        known.complaint(),
        adopted.address());
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
        started.ports(),
        known.complaint(),
        started.address());
  }

  /** Its lease is to end: before the next one, or beside it where they may overlap. */
  private static Pending leave(Active a, long epoch, NodeId from, int moves) {
    boolean single = a.wanted().spec().single();
    return new Pending(
        a.wanted(),
        epoch,
        single ? List.of(a.lease()) : List.of(),
        with(a.avoid(), from),
        moves,
        "",
        single ? a.outgoing() : a.outgoing().ending(a.lease()),
        Optional.empty(),
        a.falls());
  }

  private static State retire(long epoch, long generation, List<Lease> leaving, long falls) {
    return leaving.isEmpty()
        ? new Gone(epoch, generation, false, falls)
        : new Retiring(epoch, generation, leaving, falls);
  }

  private static long epoch(State state) {
    return switch (state) {
      case Absent _ -> 0;
      case Pending p -> p.epoch();
      case Active a -> a.spent();
      case State.Parked p -> p.epoch();
      case State.Completed c -> c.epoch();
      case Retiring r -> r.epoch();
      case Gone g -> g.epoch();
    };
  }

  /** All that may still run of it. */
  private static List<Lease> leases(State state) {
    return switch (state) {
      case Pending p -> both(p.leaving(), p.outgoing().all());
      case Active a -> both(a.outgoing().all(), List.of(a.lease()));
      case State.Parked p -> both(p.leaving(), p.outgoing().all());
      case State.Completed c -> c.leaving();
      case Retiring r -> r.leaving();
      case Absent _, Gone _ -> List.of();
    };
  }

  private static List<Lease> both(List<Lease> some, List<Lease> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
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
