package rhizome.cli.waiting;

import java.util.List;
import rhizome.cli.json.Json;

/**
 * How far a robot is, read from one look at it.
 *
 * @param there the robot runs a blueprint; a destroyed one does not
 * @param ready everything wanted is there in its newest form, and nothing else is
 * @param services in the order of the blueprint
 */
public record Readiness(
    String robot, boolean there, boolean ready, long generation, List<Service> services) {

  /** One service: {@code left} workloads of it there are in all, {@code parked} need a human. */
  public record Service(String name, int ready, int replicas, int left, int parked) {

    public boolean isReady() {
      return ready == replicas && left == replicas;
    }

    static Service of(Json service) {
      Json workloads = service.at("workloads");
      return new Service(
          service.at("name").text(),
          Math.toIntExact(service.at("ready").number()),
          Math.toIntExact(service.at("replicas").number()),
          workloads.members().values().stream()
              .mapToInt(count -> Math.toIntExact(count.number()))
              .sum(),
          Math.toIntExact(workloads.at("parked").number()));
    }
  }

  public Readiness {
    services = List.copyOf(services);
  }

  /** From what the API says of a robot. */
  public static Readiness of(Json robot) {
    return new Readiness(
        robot.at("name").text(),
        !robot.at("phase").text().equals("idle"),
        robot.at("ready").isTrue(),
        robot.at("generation").number(),
        robot.at("services").items().stream().map(Service::of).toList());
  }

  /** A robot the grid does not know. */
  public static Readiness gone(String robot) {
    return new Readiness(robot, false, true, 0, List.of());
  }

  public int readyWorkloads() {
    return services.stream().mapToInt(Service::ready).sum();
  }

  public int wantedWorkloads() {
    return services.stream().mapToInt(Service::replicas).sum();
  }

  public int leftWorkloads() {
    return services.stream().mapToInt(Service::left).sum();
  }

  public int parkedWorkloads() {
    return services.stream().mapToInt(Service::parked).sum();
  }
}
