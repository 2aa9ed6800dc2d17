package rhizome.grid.robot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.blueprints.model.Action;
import rhizome.blueprints.model.Action.Moment;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.grid.robot.Robot.State;
import rhizome.grid.robot.Robot.State.Active;
import rhizome.grid.task.Occasion;
import rhizome.grid.workload.Status;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/** What has happened to the workloads of a service that one of its actions waits for. */
final class Prompts {

  private Prompts() {}

  static List<Occasion> of(RobotId id, Active active, Service service, Action action) {
    List<Occasion> occasions = new ArrayList<>();
    for (Moment moment : action.when()) {
      switch (moment) {
        case LEADS -> leads(id, active, service, occasions);
        case READY -> ready(id, active, service, occasions);
        case UNWELL -> unwell(id, active, service, action, occasions);
      }
    }
    return occasions;
  }

  private static void ready(RobotId id, Active active, Service service, List<Occasion> occasions) {
    for (Map.Entry<WorkloadId, Slot> entry : slots(id, active, service).entrySet()) {
      Slot slot = entry.getValue();
      if (slot.status() == Status.READY && slot.lease().isPresent()) {
        occasions.add(
            new Occasion(Moment.READY, entry.getKey().slot(), slot.lease().get().epoch()));
      }
    }
  }

  /** Of what fell before the action was there nobody asks. */
  private static void unwell(
      RobotId id, Active active, Service service, Action action, List<Occasion> occasions) {
    long since = active.since().getOrDefault(key(service, action), active.fence());
    for (Map.Entry<WorkloadId, Slot> entry : slots(id, active, service).entrySet()) {
      Slot.Fall fall = entry.getValue().fall();
      if (fall.heard() >= since) {
        occasions.add(new Occasion(Moment.UNWELL, entry.getKey().slot(), fall.number()));
      }
    }
  }

  private static SortedMap<WorkloadId, Slot> slots(RobotId id, Active active, Service service) {
    return active
        .slots()
        .subMap(
            new WorkloadId(id, service.name(), 0),
            new WorkloadId(id, service.name(), service.replicas()));
  }

  /** The fences from which on falls are waited for, by key. */
  static SortedMap<String, Long> since(State before, Blueprint next, long fence) {
    SortedMap<String, Long> known = before instanceof Active a ? a.since() : new TreeMap<>();
    SortedMap<String, Long> since = new TreeMap<>();
    for (Service service : next.services()) {
      service.actions().stream()
          .filter(action -> action.when().contains(Moment.UNWELL))
          .map(action -> key(service, action))
          .forEach(key -> since.put(key, known.getOrDefault(key, fence)));
    }
    return since;
  }

  /** Beside the names of services, of which none has a stroke. */
  private static String key(Service service, Action action) {
    return service.name() + "/" + action.name();
  }

  /** Whoever leads under this lease did so from the first time it was ready. */
  private static void leads(RobotId id, Active active, Service service, List<Occasion> occasions) {
    Leading leading = active.changes().leaders().get(service.name());
    if (leading == null) {
      return;
    }
    Slot slot = active.slots().get(new WorkloadId(id, service.name(), leading.leader().slot()));
    if (slot != null
        && slot.status() == Status.READY
        && slot.lease().filter(leading.lease()::equals).isPresent()) {
      occasions.add(new Occasion(Moment.LEADS, leading.leader().slot(), leading.lease().epoch()));
    }
  }
}
