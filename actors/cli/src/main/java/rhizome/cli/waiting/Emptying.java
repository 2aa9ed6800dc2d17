package rhizome.cli.waiting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rhizome.cli.client.GridClient;
import rhizome.cli.json.Json;

/**
 * How far a node is emptied. It is told as a robot that goes is told: what the node still holds,
 * service by service; a service stays in the list when nothing of it is left.
 */
public final class Emptying {

  private final String path;
  private final Map<String, Integer> left = new TreeMap<>();

  /**
   * @param path of the node in the API
   */
  public Emptying(String path) {
    this.path = path;
  }

  /** One look at the node. */
  public Readiness look(GridClient grid) {
    return of(grid.get(path));
  }

  Readiness of(Json node) {
    List<Json> held = node.at("workloads").items();
    left.replaceAll((_, _) -> 0);
    held.forEach(workload -> left.merge(service(workload.text()), 1, Integer::sum));
    List<Readiness.Service> services = new ArrayList<>();
    left.forEach((name, count) -> services.add(new Readiness.Service(name, 0, 0, count, 0)));
    return new Readiness(node.at("name").text(), !held.isEmpty(), held.isEmpty(), 0, services);
  }

  private static String service(String workload) {
    return workload.substring(0, Math.max(0, workload.lastIndexOf('#')));
  }
}
