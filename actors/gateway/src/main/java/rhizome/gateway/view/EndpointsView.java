package rhizome.gateway.view;

import java.util.List;
import java.util.Map;
import rhizome.blueprints.model.Service;
import rhizome.grid.endpoint.Table.Row;
import rhizome.grid.robot.Announcements;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Robot.State.*;
import rhizome.kernel.RobotId;

/**
 * Where the services of one robot can be reached, as those who use them are told.
 *
 * @param services in the order of the blueprint; none while it is taken down
 */
public record EndpointsView(String robot, List<ServiceEndpoints> services) {

  /**
   * One service, from both sides.
   *
   * @param uses those whose endpoints its own workloads are told
   * @param behind how many of its workloads have not confirmed the newest of these
   */
  public record ServiceEndpoints(
      String name, List<String> uses, long behind, List<PortEndpoints> ports) {
    public ServiceEndpoints {
      uses = List.copyOf(uses);
      ports = List.copyOf(ports);
    }
  }

  /**
   * @param endpoints of what is ready, in the order of slots
   */
  public record PortEndpoints(String name, List<Row> endpoints) {
    public PortEndpoints {
      endpoints = List.copyOf(endpoints);
    }
  }

  public EndpointsView {
    services = List.copyOf(services);
  }

  public static EndpointsView of(RobotId id, Robot.State state) {
    return switch (state) {
      case Idle _, Destroying _ -> new EndpointsView(id.name(), List.of());
      case Active a ->
          new EndpointsView(
              id.name(), a.blueprint().services().stream().map(s -> service(id, a, s)).toList());
    };
  }

  private static ServiceEndpoints service(RobotId id, Active a, Service service) {
    long newest = a.changes().revision(service);
    long behind =
        a.slots().entrySet().stream()
            .filter(slot -> slot.getKey().service().equals(service.name()))
            .filter(slot -> slot.getKey().slot() < service.replicas())
            .filter(slot -> slot.getValue().lease().isPresent())
            .filter(slot -> slot.getValue().told() < newest)
            .count();
    List<PortEndpoints> ports =
        Announcements.of(id, a, service.name()).entrySet().stream()
            .map((Map.Entry<String, List<Row>> p) -> new PortEndpoints(p.getKey(), p.getValue()))
            .toList();
    return new ServiceEndpoints(service.name(), service.reaches(), behind, ports);
  }
}
