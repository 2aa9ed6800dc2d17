package rhizome.grid.workload;

import static rhizome.grid.workload.Workload.Refusal.NOT_DEPLOYED;
import static rhizome.grid.workload.Workload.Refusal.NOT_PARKED;
import static rhizome.grid.workload.Workload.Refusal.STALE_EPOCH;
import static rhizome.grid.workload.Workload.Refusal.STALE_GENERATION;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.util.List;
import rhizome.grid.healing.Cause;
import rhizome.grid.workload.Workload.Command;
import rhizome.grid.workload.Workload.Command.*;
import rhizome.grid.workload.Workload.Event;
import rhizome.grid.workload.Workload.Event.*;
import rhizome.grid.workload.Workload.State;
import rhizome.grid.workload.Workload.State.*;
import rhizome.grid.workload.Workload.Wanted;
import rhizome.kernel.Decision;

/** What each state says to each command. */
final class WorkloadDecisions {

  private WorkloadDecisions() {}

  static Decision<Event> decide(State state, Command command) {
    return switch (state) {
      case Absent _ -> absent(command);
      case Pending p -> pending(p, command);
      case Active a -> active(a, command);
      case State.Parked p -> parked(p, command);
      case State.Completed c -> completed(c, command);
      case Retiring r -> retiring(r, command);
      case Gone g -> gone(g, command);
    };
  }

  private static Decision<Event> absent(Command command) {
    return switch (command) {
      case Ensure e -> deploy(e);
      case Retire c -> retire(c);
      case ConfirmGone _ -> unchanged();
      case Place _, LackPlace _, ConfirmPlace _, RefusePlace _, Observe _ -> reject(NOT_DEPLOYED);
      case LoseNode _, DoubtNode _, Vacate _, ConfirmRelease _, Retry _ -> reject(NOT_DEPLOYED);
    };
  }

  private static Decision<Event> pending(Pending p, Command command) {
    return switch (command) {
      case Ensure e -> redeploy(p.wanted(), e);
      case Place c when c.epoch() == p.epoch() && p.maySeek() -> place(p, c);
      case LackPlace c when c.epoch() == p.epoch() ->
          c.reason().equals(p.waiting()) ? unchanged() : accept(new Waited(c.reason(), c.at()));
      case ConfirmRelease c -> Departure.release(p.leaving(), p.outgoing(), c.lease(), c.at());
      case LoseNode c -> Departure.release(p.leaving(), p.outgoing(), c.lease(), c.at());
      case DoubtNode c -> Departure.doubt(p.leaving(), p.outgoing(), c);
      case Vacate c -> Departure.vacate(p.leaving(), p.outgoing(), c);
      case Observe o -> Departure.observe(p.leaving(), p.outgoing(), o);
      case Retire c -> retire(p.wanted(), c);
      case Retry _ -> reject(NOT_PARKED);
      case ConfirmGone _ -> unchanged();
      case Place _, LackPlace _, ConfirmPlace _, RefusePlace _ -> reject(STALE_EPOCH);
    };
  }

  /** To start anew where it serves would end it before its time. */
  private static Decision<Event> place(Pending p, Place c) {
    return accept(
        p.outgoing()
            .serving()
            .filter(serving -> serving.lease().node().equals(c.node()))
            .<Event>map(serving -> new Stayed(serving.lease(), c.at()))
            .orElseGet(() -> new Placed(c.epoch(), c.node(), c.preempting(), c.at())));
  }

  private static Decision<Event> active(Active a, Command command) {
    return switch (command) {
      case Ensure e -> redeploy(a.wanted(), e);
      case ConfirmPlace c when c.epoch() == a.lease().epoch() ->
          a.confirmed() ? unchanged() : accept(new PlaceConfirmed(c.epoch(), c.at()));
      case RefusePlace c when c.epoch() == a.lease().epoch() && !a.confirmed() ->
          accept(new PlaceRefused(c.epoch(), a.lease().node(), c.reason(), c.at()));
      case Observe o when Departure.isOf(a.lease(), o) -> Observation.of(a, o);
      case Observe o -> Departure.observe(List.of(), a.outgoing(), o);
      case LoseNode c when c.lease().equals(a.lease()) ->
          accept(Observation.moved(a, true, c.cause(), c.at()));
      case ConfirmRelease c when c.lease().equals(a.lease()) && a.confirmed() ->
          accept(
              Observation.moved(
                  a, true, Cause.of(a.lease().node() + " no longer holds it", c.at()), c.at()));
      case DoubtNode c when c.lease().equals(a.lease()) -> Departure.doubt(a, c);
      case DoubtNode c -> Departure.doubt(List.of(), a.outgoing(), c);
      case Vacate c when c.lease().equals(a.lease()) -> Departure.vacate(a, c);
      case Vacate c -> Departure.vacate(List.of(), a.outgoing(), c);
      case LoseNode c when a.outgoing().has(c.lease()) -> accept(new Released(c.lease(), c.at()));
      case ConfirmRelease c when a.outgoing().has(c.lease()) ->
          accept(new Released(c.lease(), c.at()));
      case Retire c -> retire(a.wanted(), c);
      case Retry _ -> reject(NOT_PARKED);
      case ConfirmGone _ -> unchanged();
      case Place _, LackPlace _, ConfirmPlace _, RefusePlace _ -> reject(STALE_EPOCH);
      case LoseNode _, ConfirmRelease _ -> reject(STALE_EPOCH);
    };
  }

  private static Decision<Event> parked(State.Parked p, Command command) {
    return switch (command) {
      case Ensure e -> redeploy(p.wanted(), e);
      case Retry _ when p.wanted().spec().jobRun() > 0 -> reject(NOT_PARKED);
      case Retry c -> accept(new Retried(c.by(), c.at()));
      case ConfirmRelease c -> Departure.release(p.leaving(), p.outgoing(), c.lease(), c.at());
      case LoseNode c -> Departure.release(p.leaving(), p.outgoing(), c.lease(), c.at());
      case DoubtNode c -> Departure.doubt(p.leaving(), p.outgoing(), c);
      case Vacate c -> Departure.vacate(p.leaving(), p.outgoing(), c);
      case Observe o -> Departure.observe(p.leaving(), p.outgoing(), o);
      case Retire c -> retire(p.wanted(), c);
      case ConfirmGone _ -> unchanged();
      case Place _, LackPlace _, ConfirmPlace _, RefusePlace _ -> reject(STALE_EPOCH);
    };
  }

  /** Who ended well is not moved, tried again or told to go on; its node only lets go of it. */
  private static Decision<Event> completed(State.Completed done, Command command) {
    return switch (command) {
      case Ensure e -> redeploy(done.wanted(), e);
      case ConfirmRelease c -> Departure.release(done.leaving(), Outgoing.NONE, c.lease(), c.at());
      case LoseNode c -> Departure.release(done.leaving(), Outgoing.NONE, c.lease(), c.at());
      case DoubtNode c -> Departure.doubt(done.leaving(), Outgoing.NONE, c);
      case Vacate c -> Departure.vacate(done.leaving(), Outgoing.NONE, c);
      case Observe o -> Departure.observe(done.leaving(), Outgoing.NONE, o);
      case Retire c -> retire(done.wanted(), c);
      case Retry _ -> reject(NOT_PARKED);
      case ConfirmGone _ -> unchanged();
      case Place _, LackPlace _, ConfirmPlace _, RefusePlace _ -> reject(STALE_EPOCH);
    };
  }

  private static Decision<Event> retiring(Retiring r, Command command) {
    return switch (command) {
      case Ensure e -> e.generation() <= r.generation() ? stale() : deploy(e);
      case ConfirmRelease c -> Departure.release(r.leaving(), Outgoing.NONE, c.lease(), c.at());
      case LoseNode c -> Departure.release(r.leaving(), Outgoing.NONE, c.lease(), c.at());
      case DoubtNode c -> Departure.doubt(r.leaving(), Outgoing.NONE, c);
      case Vacate c -> Departure.vacate(r.leaving(), Outgoing.NONE, c);
      case Observe o -> Departure.observe(r.leaving(), Outgoing.NONE, o);
      case Retire c -> c.generation() > r.generation() ? retire(c) : unchanged();
      case ConfirmGone _ -> unchanged();
      case Retry _ -> reject(NOT_PARKED);
      case Place _, LackPlace _, ConfirmPlace _, RefusePlace _ -> reject(STALE_EPOCH);
    };
  }

  private static Decision<Event> gone(Gone g, Command command) {
    return switch (command) {
      case Ensure e -> e.generation() <= g.generation() ? stale() : deploy(e);
      case ConfirmGone c -> g.known() ? unchanged() : accept(new Forgotten(c.at()));
      case Retire c when c.generation() < g.generation() -> stale();
      // Who asks again does not know: say it again.
      case Retire c -> g.known() || c.generation() > g.generation() ? retire(c) : unchanged();
      case ConfirmRelease _ -> unchanged();
      case Place _, LackPlace _, ConfirmPlace _, RefusePlace _, Observe _ -> reject(NOT_DEPLOYED);
      case LoseNode _, DoubtNode _, Vacate _, Retry _ -> reject(NOT_DEPLOYED);
    };
  }

  private static Decision<Event> stale() {
    return reject(STALE_GENERATION);
  }

  private static Decision<Event> deploy(Ensure e) {
    return accept(new Deployed(e.spec(), e.generation(), e.reaches(), e.at()));
  }

  private static Decision<Event> redeploy(Wanted wanted, Ensure e) {
    if (e.generation() < wanted.generation() || isEarlierRun(wanted, e)) {
      return stale();
    }
    return new Wanted(e.spec(), e.generation(), e.reaches()).equals(wanted)
        ? unchanged()
        : deploy(e);
  }

  /** Runs of a schedule may follow each other within one generation, and their words overtake. */
  private static boolean isEarlierRun(Wanted wanted, Ensure e) {
    return e.generation() == wanted.generation() && e.spec().jobRun() < wanted.spec().jobRun();
  }

  private static Decision<Event> retire(Wanted wanted, Retire c) {
    return c.generation() < wanted.generation() ? stale() : retire(c);
  }

  private static Decision<Event> retire(Retire c) {
    return accept(new Retired(c.generation(), c.at()));
  }
}
