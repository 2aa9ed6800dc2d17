package rhizome.grid.workload;

import java.util.ArrayList;
import java.util.List;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Lease;
import rhizome.grid.workload.Workload.Duty;
import rhizome.grid.workload.Workload.State;
import rhizome.grid.workload.Workload.State.*;
import rhizome.kernel.WorkloadId;

/** What each state owes to the outside, and what it shows. */
final class WorkloadDuties {

  private WorkloadDuties() {}

  static List<Duty> of(WorkloadId id, State state) {
    return switch (state) {
      case Absent _ -> List.of();
      case Pending p -> {
        List<Duty> duties = releases(id, p.leaving());
        if (duties.isEmpty()) {
          duties.add(new Duty.FindPlace(id, p.epoch(), p.wanted().spec(), p.avoid()));
        }
        duties.add(inform(id, p.wanted().generation(), state, p.waiting()));
        yield duties;
      }
      case Active a -> {
        List<Duty> duties = new ArrayList<>();
        if (!a.confirmed()) {
          Assignment assignment = new Assignment(id, a.lease().epoch(), a.wanted().spec());
          duties.add(new Duty.Reserve(a.lease().node(), assignment));
        }
        duties.add(inform(id, a.wanted().generation(), state, "on " + a.lease().node()));
        yield duties;
      }
      case Parked p -> {
        List<Duty> duties = releases(id, p.leaving());
        duties.add(inform(id, p.wanted().generation(), state, p.cause().what()));
        yield duties;
      }
      case Retiring r -> {
        List<Duty> duties = releases(id, r.leaving());
        duties.add(inform(id, r.generation(), state, ""));
        yield duties;
      }
      case Gone g when g.known() -> List.of();
      case Gone g -> List.of(inform(id, g.generation(), state, ""));
    };
  }

  static Status status(State state) {
    return switch (state) {
      case Absent _, Gone _ -> Status.GONE;
      case Pending _ -> Status.PENDING;
      case Active a ->
          switch (a.progress().phase()) {
            case STARTING -> Status.STARTING;
            case READY -> Status.READY;
            case UNREADY -> Status.UNHEALTHY;
          };
      case Parked _ -> Status.PARKED;
      case Retiring _ -> Status.RETIRING;
    };
  }

  private static Duty inform(WorkloadId id, long generation, State state, String detail) {
    return new Duty.Inform(id, generation, status(state), detail);
  }

  private static List<Duty> releases(WorkloadId id, List<Lease> leaving) {
    List<Duty> duties = new ArrayList<>();
    leaving.forEach(lease -> duties.add(new Duty.Release(id, lease)));
    return duties;
  }
}
