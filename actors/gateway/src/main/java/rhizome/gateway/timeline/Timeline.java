package rhizome.gateway.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
