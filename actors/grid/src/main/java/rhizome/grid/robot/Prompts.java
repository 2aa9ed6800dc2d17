package rhizome.grid.robot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import rhizome.blueprints.model.Action;
import rhizome.blueprints.model.Action.Moment;
import rhizome.blueprints.model.Service;
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
      }
    }
    return occasions;
  }

  private static void ready(RobotId id, Active active, Service service, List<Occasion> occasions) {
    WorkloadId first = new WorkloadId(id, service.name(), 0);
    WorkloadId end = new WorkloadId(id, service.name(), service.replicas());
    for (Map.Entry<WorkloadId, Slot> entry : active.slots().subMap(first, end).entrySet()) {
      Slot slot = entry.getValue();
      if (slot.status() == Status.READY && slot.lease().isPresent()) {
        occasions.add(
            new Occasion(Moment.READY, entry.getKey().slot(), slot.lease().get().epoch()));
      }
    }
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
