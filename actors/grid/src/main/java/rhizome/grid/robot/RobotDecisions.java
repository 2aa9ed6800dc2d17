package rhizome.grid.robot;

import static rhizome.grid.robot.Robot.Refusal.BUDGET_SPENT;
import static rhizome.grid.robot.Robot.Refusal.NOTHING_TO_PROMOTE;
import static rhizome.grid.robot.Robot.Refusal.NOT_PARKED;
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
import rhizome.grid.robot.Robot.Command.*;
import rhizome.grid.robot.Robot.Event;
import rhizome.grid.robot.Robot.Event.*;
import rhizome.grid.robot.Robot.State.Active;
import rhizome.grid.robot.Slot.Standing;
import rhizome.grid.workload.Status;
import rhizome.kernel.Decision;
import rhizome.kernel.WorkloadId;

/** What a robot says to each command, where more than its state and the command's name decide. */
final class RobotDecisions {

  private RobotDecisions() {}

  static boolean harms(Active a, Optional<Blueprint> wanted) {
    return !Protection.refusals(a.blueprint(), wanted).isEmpty();
  }

  static Decision<Event> target(long generation, Target t) {
    return accept(new Targeted(t.blueprint(), generation + 1, t.by(), t.at()));
  }

  static Decision<Event> observe(SortedMap<WorkloadId, Slot> slots, Observe o) {
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
            o.at());
    if (!known.isAsSaid(observed)) {
      return accept(observed);
    }
    return known.asOf() == o.asOf()
        ? unchanged()
        : accept(new Reaffirmed(o.workload(), o.asOf(), o.at()));
  }

  /** What nobody guards, or what is not ready anyway, may go without being written down. */
  static Decision<Event> spare(Active a, Spare s) {
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

  static Decision<Event> promote(List<String> waiting, Promote p) {
    return waiting.isEmpty()
        ? reject(NOTHING_TO_PROMOTE)
        : accept(new Promoted(waiting, p.by(), p.at()));
  }

  static Decision<Event> discard(@Nullable Slot known, Discard d) {
    if (known != null && known.standing() == Standing.DISCARDED) {
      return unchanged();
    }
    return known != null && known.status() == Status.PARKED
        ? accept(new Discarded(d.workload(), d.by(), d.at()))
        : reject(NOT_PARKED);
  }
}
