package rhizome.grid.robot;

import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.unchanged;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Service;
import rhizome.grid.endpoint.Endpoint;
import rhizome.grid.endpoint.Leader;
import rhizome.grid.endpoint.Table;
import rhizome.grid.robot.Robot.Command.ConfirmTable;
import rhizome.grid.robot.Robot.Duty;
import rhizome.grid.robot.Robot.Event;
import rhizome.grid.robot.Robot.Event.TableConfirmed;
import rhizome.grid.robot.Robot.State.Active;
import rhizome.kernel.Decision;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/**
 * Who is to be told where those he uses can be reached: whoever has not confirmed the newest. As
 * {@link Rollout} does, this runs at every report, so it goes through the slots once and writes a
 * table only for a service of which somebody is to be told.
 */
public final class Announcements {

  private final RobotId id;
  private final Active active;
  private final Map<String, Service> services;
  private final Map<String, SortedMap<String, List<Table.Row>>> rows = new TreeMap<>();
  private final Map<String, Table> tables = new TreeMap<>();

  private Announcements(RobotId id, Active active) {
    this.id = id;
    this.active = active;
    this.services = active.blueprint().byName();
  }

  static List<Duty> of(RobotId id, Active active) {
    return active.changes().last().isEmpty() ? List.of() : new Announcements(id, active).duties();
  }

  /**
   * What this robot would tell of one of its services now, whether or not anybody uses it: by the
   * name of a port who is ready.
   */
  public static SortedMap<String, List<Table.Row>> of(RobotId id, Active active, String service) {
    return new Announcements(id, active).rows(service);
  }

  /**
   * What is said of an earlier lease, or of an earlier table, says nothing of what is owed now; who
   * has lost his is owed it again.
   */
  static Decision<Event> confirm(Active active, ConfirmTable c) {
    Slot known = active.slots().get(c.workload());
    if (known == null || known.lease().filter(now -> now.epoch() == c.epoch()).isEmpty()) {
      return unchanged();
    }
    boolean isNews = c.revision() == 0 ? known.told() > 0 : known.told() < c.revision();
    return isNews ? accept(new TableConfirmed(c.workload(), c.revision(), c.at())) : unchanged();
  }

  private List<Duty> duties() {
    List<Duty> duties = new ArrayList<>();
    active
        .slots()
        .forEach(
            (workload, slot) -> {
              Service service = services.get(workload.service());
              if (service != null && workload.slot() < service.replicas()) {
                tell(service, workload, slot, duties);
              }
            });
    return duties;
  }

  private void tell(Service service, WorkloadId workload, Slot slot, List<Duty> duties) {
    if (slot.lease().isPresent() && slot.told() < active.changes().revision(service)) {
      Table table = tables.computeIfAbsent(service.name(), _ -> table(service));
      duties.add(new Duty.Announce(workload, slot.lease().get(), table));
    }
  }

  private Table table(Service service) {
    SortedMap<String, SortedMap<String, List<Table.Row>>> told = new TreeMap<>();
    for (String used : service.reaches()) {
      told.put(used, rows.computeIfAbsent(used, this::rows));
    }
    SortedMap<String, Leader> leaders = new TreeMap<>();
    active.changes().leaders().forEach((name, leading) -> leaders.put(name, leading.leader()));
    leaders.keySet().retainAll(told.keySet());
    return new Table(active.changes().revision(service), told, leaders);
  }

  /** Only those that are wanted: what is surplus is on its way out. */
  private SortedMap<String, List<Table.Row>> rows(String name) {
    Service service = services.get(name);
    if (service == null) {
      return new TreeMap<>();
    }
    SortedMap<Integer, Endpoint> ready = new TreeMap<>();
    active
        .slots()
        .subMap(new WorkloadId(id, name, 0), new WorkloadId(id, name, service.replicas()))
        .forEach((workload, slot) -> slot.endpoint().ifPresent(e -> ready.put(workload.slot(), e)));
    return Table.rows(service.spec().ports().stream().map(Port::name).toList(), ready);
  }
}
