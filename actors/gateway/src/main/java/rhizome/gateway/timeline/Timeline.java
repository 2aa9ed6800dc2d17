package rhizome.gateway.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import rhizome.grid.robot.Robot;
import rhizome.grid.workload.Workload;
import rhizome.kernel.WorkloadId;

/** Tells the story of one workload from its events, or of a single event out of any story. */
public final class Timeline {

  private Timeline() {}

  /** One entry for each event, in their order. */
  public static List<Entry> of(WorkloadId workload, List<Workload.Event> events) {
    List<Entry> entries = new ArrayList<>();
    Scene scene = Scene.EMPTY;
    for (Workload.Event event : events) {
      entries.add(WorkloadSentences.of(workload, event, scene));
      scene = scene.after(event);
    }
    return List.copyOf(entries);
  }

  /** The same, and between them what its robot did to it, each at its time. */
  public static List<Entry> of(
      WorkloadId workload, List<Workload.Event> events, List<Robot.Event> told) {
    List<Entry> entries = new ArrayList<>(of(workload, events));
    told.forEach(event -> entries.add(RobotSentences.of(event)));
    entries.sort(Comparator.comparing(Entry::at)); // at the same time it is the workload's first
    return List.copyOf(entries);
  }

  /** Whether what happened to its robot is a part of a workload's story. */
  public static boolean concerns(WorkloadId workload, Robot.Event event) {
    return switch (event) {
      case Robot.Event.Targeted t -> t.isReversal();
      case Robot.Event.Granted g -> g.workloads().contains(workload);
      case Robot.Event.Spared s -> s.workload().equals(workload);
      case Robot.Event.Stalled s -> s.service().equals(workload.service());
      case Robot.Event.Promoted p -> p.services().contains(workload.service());
      case Robot.Event.Discarded d -> d.workload().equals(workload);
      case Robot.Event.Observed _, Robot.Event.Elapsed _, Robot.Event.Destroyed _ -> false;
      case Robot.Event.Scaled s ->
          s.service().equals(workload.service())
              && workload.slot() >= Math.min(s.from(), s.to())
              && workload.slot() < Math.max(s.from(), s.to());
      case Robot.Event.Led l -> l.service().equals(workload.service());
      case Robot.Event.JobStarted j -> j.service().equals(workload.service());
      case Robot.Event.JobSkipped j -> j.service().equals(workload.service());
      case Robot.Event.JobEnded j -> j.service().equals(workload.service());
      case Robot.Event.TableConfirmed _, Robot.Event.Reaffirmed _ -> false;
    };
  }

  /** Without the story before it, an event is told with what it knows by itself. */
  public static Entry of(Fact fact) {
    return switch (fact) {
      case Fact.OfWorkload(var workload, var event) ->
          WorkloadSentences.of(workload, event, Scene.EMPTY);
      case Fact.OfRobot(_, var event) -> RobotSentences.of(event);
      case Fact.OfNode(_, var event) -> NodeSentences.of(event);
      case Fact.OfTask(var task, var event) -> TaskSentences.of(task, event);
    };
  }

  /** When the last thing went wrong that the workload has recovered from, and what it took. */
  public static Optional<Recovery> lastRecovery(List<Workload.Event> events) {
    Optional<Recovery> last = Optional.empty();
    Scene scene = Scene.EMPTY;
    for (Workload.Event event : events) {
      if (event instanceof Workload.Event.BecameReady ready) {
        Optional<Recovery> before = last;
        last = scene.broken().map(at -> new Recovery(at, ready.at())).or(() -> before);
      }
      scene = scene.after(event);
    }
    return last;
  }
}
