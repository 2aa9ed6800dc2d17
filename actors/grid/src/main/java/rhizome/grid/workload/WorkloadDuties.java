package rhizome.grid.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.wishes.Priority;
import rhizome.grid.endpoint.Endpoint;
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
        duties.addAll(releases(id, p.outgoing().ending()));
        if (p.maySeek()) {
          duties.add(new Duty.FindPlace(id, p.epoch(), sought(p), p.avoid(), p.home()));
        }
        duties.add(inform(id, p.wanted().generation(), state, detail(p)));
        yield duties;
      }
      case Active a -> {
        List<Duty> duties = releases(id, a.outgoing().ending());
        if (!a.confirmed()) {
          Assignment assignment =
              new Assignment(id, a.lease().epoch(), a.wanted().spec(), a.wanted().reaches());
          duties.add(new Duty.Reserve(a.lease().node(), assignment, a.preempting()));
        }
        String where =
            a.outgoing()
                .serving()
                .map(s -> "on " + s.lease().node() + ", moving to ")
                .orElse("on ");
        String detail = where + a.lease().node() + complaint(a);
        duties.add(inform(id, a.wanted().generation(), state, detail));
        yield duties;
      }
      case Parked p -> {
        List<Duty> duties = releases(id, p.leaving());
        duties.addAll(releases(id, p.outgoing().ending()));
        duties.add(inform(id, p.wanted().generation(), state, p.cause().brief()));
        yield duties;
      }
      case Completed c -> completed(id, c);
      case Retiring r -> {
        yield and(releases(id, r.leaving()), inform(id, r.generation(), state, ""));
      }
      case Gone g when g.known() -> List.of();
      case Gone g -> List.of(inform(id, g.generation(), state, ""));
    };
  }

  /** Who still serves has a place, and takes nobody else's to leave it. */
  private static Spec sought(Pending p) {
    Spec spec = p.wanted().spec();
    Priority priority = spec.priority();
    return p.outgoing().serving().isEmpty()
        ? spec
        : spec.with(new Priority(priority.value(), false, priority.firm()));
  }

  private static List<Duty> completed(WorkloadId id, Completed c) {
    String detail = "ended well on " + c.node();
    return and(releases(id, c.leaving()), inform(id, c.wanted().generation(), c, detail));
  }

  private static List<Duty> and(List<Duty> duties, Duty last) {
    duties.add(last);
    return duties;
  }

  static Status status(State state) {
    return switch (state) {
      case Absent _, Gone _ -> Status.GONE;
      case Pending p when p.outgoing().serving().isPresent() -> Status.READY;
      case Pending _ -> Status.PENDING;
      case Active a when a.outgoing().serving().isPresent() -> Status.READY;
      case Active a ->
          switch (a.progress().phase()) {
            case STARTING -> Status.STARTING;
            case READY -> Status.READY;
            case UNREADY -> Status.UNHEALTHY;
          };
      case Parked p when p.wanted().spec().jobRun() > 0 -> Status.FAILED;
      case Parked _ -> Status.PARKED;
      case Completed _ -> Status.COMPLETED;
      case Retiring _ -> Status.RETIRING;
    };
  }

  /** Why it is not ready, unless another serves in its place. */
  private static String complaint(Active a) {
    boolean told = a.outgoing().serving().isEmpty() && !a.progress().complaint().isEmpty();
    String not = a.progress().phase() == Workload.Phase.STARTING ? "not ready yet" : "unready";
    return told ? ", %s: %s".formatted(not, a.progress().complaint()) : "";
  }

  private static String detail(Pending p) {
    String why = p.waiting().isEmpty() ? "" : ": " + p.waiting();
    return p.outgoing()
        .serving()
        .map(s -> "on " + s.lease().node() + ", which it is leaving" + why)
        .orElse(p.waiting());
  }

  private static Duty inform(WorkloadId id, long generation, State state, String detail) {
    return new Duty.Inform(
        id,
        generation,
        status(state),
        detail,
        lease(state),
        endpoint(state),
        run(state),
        state.falls());
  }

  private static long run(State state) {
    return switch (state) {
      case Pending p -> p.wanted().spec().jobRun();
      case Active a -> a.wanted().spec().jobRun();
      case Parked p -> p.wanted().spec().jobRun();
      case Completed c -> c.wanted().spec().jobRun();
      case Absent _, Retiring _, Gone _ -> 0;
    };
  }

  /** Of the process that will stay; the one that serves until then is not told of changes. */
  private static Optional<Lease> lease(State state) {
    return switch (state) {
      case Active a -> Optional.of(a.lease());
      case Pending p -> p.outgoing().serving().map(Outgoing.Serving::lease);
      case Absent _, Parked _, Completed _, Retiring _, Gone _ -> Optional.empty();
    };
  }

  /** What serves is relied upon until its successor is ready. */
  private static Optional<Endpoint> endpoint(State state) {
    return switch (state) {
      case Active a ->
          a.outgoing().serving().map(Outgoing.Serving::progress).orElse(a.progress()).endpoint();
      case Pending p -> p.outgoing().serving().flatMap(serving -> serving.progress().endpoint());
      case Absent _, Parked _, Completed _, Retiring _, Gone _ -> Optional.empty();
    };
  }

  private static List<Duty> releases(WorkloadId id, List<Lease> leaving) {
    List<Duty> duties = new ArrayList<>();
    leaving.forEach(lease -> duties.add(new Duty.Release(id, lease)));
    return duties;
  }
}
