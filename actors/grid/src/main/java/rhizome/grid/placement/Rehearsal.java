package rhizome.grid.placement;

import java.util.ArrayList;
import java.util.List;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.plan.Plan;
import rhizome.blueprints.plan.Step;
import rhizome.blueprints.wishes.Priority;
import rhizome.blueprints.wishes.Wishes;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/**
 * What carrying out a plan would ask of the nodes: some workloads would leave, others would come.
 * It is tried on what a zone knows, and nothing is reserved.
 *
 * @param coming in the order in which they would be asked for
 * @param wanted how many workloads would come; {@code coming} has the first {@link #TRIED_MAX}
 */
public record Rehearsal(RobotId robot, List<Seats> leaving, List<Seats> coming, int wanted) {

  /** Workloads one rehearsal tries at most: the zone does nothing else meanwhile. */
  public static final int TRIED_MAX = 10_000;

  /** The slots {@code from} to before {@code to} of a service. */
  public record Seats(
      String service, int from, int to, Resources each, Wishes wishes, Priority priority) {

    /** Of those that go neither before nor after others. */
    public Seats(String service, int from, int to, Resources each, Wishes wishes) {
      this(service, from, to, each, wishes, Priority.USUAL);
    }

    public int count() {
      return to - from;
    }

    private Seats upTo(int last) {
      return new Seats(service, from, last, each, wishes, priority);
    }
  }

  /** So many workloads of a service would wait for a place, and why. */
  public record Shortage(String service, int missing, String reason) {}

  /** A workload, of that priority, would have to leave so that another has a place. */
  public record Preempted(WorkloadId workload, int priority, WorkloadId by) {}

  /**
   * @param nodes how many take workloads now
   */
  public record Outcome(
      int wanted, int tried, int nodes, List<Shortage> shortages, List<Preempted> preempted) {
    public Outcome {
      shortages = List.copyOf(shortages);
      preempted = List.copyOf(preempted);
    }

    /** Nobody would have to leave for it. */
    public Outcome(int wanted, int tried, int nodes, List<Shortage> shortages) {
      this(wanted, tried, nodes, shortages, List.of());
    }
  }

  public Rehearsal {
    leaving = List.copyOf(leaving);
    coming = List.copyOf(coming);
  }

  /** What the steps of a plan come to. Who is replaced leaves before his successor comes. */
  public static Rehearsal of(Plan plan) {
    List<Seats> leaving = new ArrayList<>();
    List<Seats> coming = new ArrayList<>();
    for (Step step : plan.steps()) {
      switch (step) {
        case Step.Create(var wanted) -> coming.add(slots(wanted, 0, wanted.replicas()));
        case Step.Replace(var current, var wanted, _) -> {
          leaving.add(slots(current, 0, current.replicas()));
          coming.add(slots(wanted, 0, wanted.replicas()));
        }
        case Step.Scale(var current, var wanted, _) -> {
          leaving.add(slots(current, wanted.replicas(), current.replicas()));
          coming.add(slots(wanted, current.replicas(), wanted.replicas()));
        }
        case Step.Retire(var current, _) -> leaving.add(slots(current, 0, current.replicas()));
        case Step.Update _, Step.Keep _ -> {}
      }
    }
    coming.removeIf(seats -> seats.count() <= 0);
    leaving.removeIf(seats -> seats.count() <= 0);
    int wanted = coming.stream().mapToInt(Seats::count).sum();
    return new Rehearsal(new RobotId(plan.name()), leaving, first(coming), wanted);
  }

  private static Seats slots(Service service, int from, int to) {
    Spec spec = service.spec();
    return new Seats(service.name(), from, to, spec.resources(), spec.wishes(), spec.priority());
  }

  private static List<Seats> first(List<Seats> coming) {
    List<Seats> first = new ArrayList<>();
    int room = TRIED_MAX;
    for (Seats seats : coming) {
      if (room == 0) {
        break;
      }
      int count = Math.min(room, seats.count());
      int to = seats.from() + count;
      first.add(seats.upTo(to));
      room -= count;
    }
    return first;
  }
}
