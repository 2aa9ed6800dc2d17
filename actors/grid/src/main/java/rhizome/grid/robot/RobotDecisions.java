package rhizome.grid.robot;

import static rhizome.grid.robot.Robot.Refusal.BUDGET_SPENT;
import static rhizome.grid.robot.Robot.Refusal.NOTHING_TO_PROMOTE;
import static rhizome.grid.robot.Robot.Refusal.NOT_PARKED;
import static rhizome.grid.robot.Robot.Refusal.NOT_TARGETED;
import static rhizome.grid.robot.Robot.Refusal.PARENT_NOT_TARGET;
import static rhizome.grid.robot.Robot.Refusal.PROTECTED;
import static rhizome.grid.robot.Robot.Refusal.STALE_GENERATION;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.plan.Protection;
import rhizome.grid.robot.Robot.Command;
import rhizome.grid.robot.Robot.Command.*;
import rhizome.grid.robot.Robot.Event;
import rhizome.grid.robot.Robot.Event.*;
import rhizome.grid.robot.Robot.State;
import rhizome.grid.robot.Robot.State.*;
import rhizome.grid.robot.Slot.Standing;
import rhizome.grid.workload.Status;
import rhizome.kernel.Decision;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/** What each state of a robot says to each command. */
final class RobotDecisions {

  private record Given(State state, Command command) {}

  private RobotDecisions() {}

  static Decision<Event> decide(RobotId id, State state, Command command) {
    return switch (new Given(state, command)) {
      case Given(Idle i, Target t) when t.parent() != 0 && t.parent() != i.generation() ->
          reject(PARENT_NOT_TARGET);
      case Given(Idle i, Target t) -> target(i.generation(), t);
      case Given(Idle _, PassTime _), Given(Idle _, Spare _) -> unchanged();
      case Given(Idle _, ConfirmTable _) -> unchanged();
      case Given(Idle _, Observe _), Given(Idle _, Destroy _) -> reject(NOT_TARGETED);
      case Given(Idle _, Promote _), Given(Idle _, Discard _) -> reject(NOT_TARGETED);
      case Given(Idle _, Scale _), Given(Destroying _, Scale _) -> reject(NOT_TARGETED);
      case Given(Idle _, RunJob _), Given(Destroying _, RunJob _) -> reject(NOT_TARGETED);

      case Given(Active a, Target t) when t.parent() != a.generation() -> reject(PARENT_NOT_TARGET);
      case Given(Active a, Target t) when Scaling.isSame(t.blueprint(), a.blueprint()) ->
          unchanged();
      case Given(Active a, Target t) when harms(a, Optional.of(t.blueprint())) -> reject(PROTECTED);
      case Given(Active a, Target t) -> target(a.generation(), t);
      case Given(Active a, Observe o) when Timetable.isPast(a, o) -> unchanged();
      case Given(Active a, Observe o) -> observe(a.slots(), o);
      case Given(Active a, ConfirmTable c) -> Announcements.confirm(a, c);
      case Given(Active a, Destroy _) when harms(a, Optional.empty()) -> reject(PROTECTED);
      case Given(Active a, Destroy d) -> accept(new Destroyed(a.generation() + 1, d.by(), d.at()));
      case Given(Active a, PassTime t) ->
          new Rollout(id, a).isDue(t.at()) ? accept(new Elapsed(t.at())) : unchanged();
      case Given(Active a, Spare s) -> spare(a, s);
      case Given(Active a, Promote p) -> promote(new Rollout(id, a).waiting(), p);
      case Given(Active a, Discard d) -> discard(a.slots().get(d.workload()), d);
      case Given(Active a, RunJob r) -> Timetable.run(id, a, r);
      case Given(Active a, Scale c) -> Scaling.decide(a.blueprint(), c);

      case Given(Destroying d, Target t) when t.parent() != 0 && t.parent() != d.generation() ->
          reject(PARENT_NOT_TARGET);
      case Given(Destroying d, Target t) -> target(d.generation(), t);
      case Given(Destroying d, Observe o) -> observe(d.slots(), o);
      case Given(Destroying _, Destroy _), Given(Destroying _, PassTime _) -> unchanged();
      case Given(Destroying _, Spare _), Given(Destroying _, ConfirmTable _) -> unchanged();
      case Given(Destroying _, Promote _), Given(Destroying _, Discard _) -> reject(NOT_TARGETED);
    };
  }

  private static boolean harms(Active a, Optional<Blueprint> wanted) {
    return !Protection.refusals(a.blueprint(), wanted).isEmpty();
  }

  private static Decision<Event> target(long generation, Target t) {
    return accept(new Targeted(t.blueprint(), generation + 1, t.by(), t.at()));
  }

  private static Decision<Event> observe(SortedMap<WorkloadId, Slot> slots, Observe o) {
    Slot known = slots.get(o.workload());
    if (known == null) {
      return unchanged(); // it was gone for good, so this is old
    }
    if (known.generation() > o.generation()) {
      return reject(STALE_GENERATION);
    }
    if (known.asOf() > o.asOf()) {
      return unchanged(); // it was overtaken on its way
    }
    Observed observed =
        new Observed(
            o.workload(),
            o.generation(),
            o.asOf(),
            o.status(),
            o.detail(),
            o.lease(),
            o.endpoint(),
            o.falls(),
            o.at());
    if (!known.isAsSaid(observed)) {
      return accept(observed);
    }
    return known.asOf() == o.asOf()
        ? unchanged()
        : accept(new Reaffirmed(o.workload(), o.asOf(), o.at()));
  }

  /** What nobody guards, or what is not ready anyway, may go without being written down. */
  private static Decision<Event> spare(Active a, Spare s) {
    Active now = RobotEvolution.at(a, s.at());
    return a.blueprint()
        .service(s.workload().service())
        .map(service -> Seats.of(now, service).spares(s.workload()))
        .map(
            spares ->
                switch (spares) {
                  case FREELY -> Decision.<Event>unchanged();
                  case ONE_MORE -> accept((Event) new Spared(s.workload(), s.at()));
                  case NONE -> Decision.<Event>reject(BUDGET_SPENT);
                })
        .orElse(unchanged());
  }

  private static Decision<Event> promote(List<String> waiting, Promote p) {
    return waiting.isEmpty()
        ? reject(NOTHING_TO_PROMOTE)
        : accept(new Promoted(waiting, p.by(), p.at()));
  }

  private static Decision<Event> discard(@Nullable Slot known, Discard d) {
    if (known != null && known.standing() == Standing.DISCARDED) {
      return unchanged();
    }
    return known != null && known.status() == Status.PARKED
        ? accept(new Discarded(d.workload(), d.by(), d.at()))
        : reject(NOT_PARKED);
  }
}
