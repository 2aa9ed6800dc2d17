package rhizome.cli.waiting;

import java.util.List;
import java.util.Optional;
import rhizome.cli.json.Json;

/**
 * How far a robot is, read from one look at it.
 *
 * @param there the robot runs a blueprint; a destroyed one does not
 * @param ready everything wanted is there in its newest form, and nothing else is
 * @param services in the order of the blueprint
 */
public record Readiness(
    String robot,
    boolean there,
    boolean ready,
    long generation,
    List<Service> services,
    Optional<Reverted> reverted) {

  /** That the robot gave up {@code generation} for what {@code backTo} said, and why. */
  public record Reverted(long generation, long backTo, String why) {
    static Reverted of(Json reverted) {
      return new Reverted(
          reverted.at("generation").number(),
          reverted.at("backTo").number(),
          reverted.at("service").text() + ": " + reverted.at("why").text());
    }
  }

  /**
   * One service.
   *
   * @param left workloads of it there are in all
   * @param parked those that need a human
   * @param discarded those nobody misses
   * @param waits its canaries are well, and somebody has to say so
   * @param stalled why it goes no further by itself; empty while it does
   */
  public record Service(
      String name,
      int ready,
      int replicas,
      int left,
      int parked,
      int discarded,
      boolean waits,
      String stalled) {

    /** One that is on its way. */
    public Service(String name, int ready, int replicas, int left, int parked) {
      this(name, ready, replicas, left, parked, 0, false, "");
    }

    public boolean isReady() {
      return ready + discarded == replicas && left == replicas;
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
          Math.toIntExact(workloads.at("parked").number()),
          Math.toIntExact(workloads.at("discarded").number()),
          service.at("stage").text().equals("waiting"),
          service.at("stalled").text());
    }
  }

  public Readiness {
    services = List.copyOf(services);
  }

  /** Of what does as it was told. */
  public Readiness(
      String robot, boolean there, boolean ready, long generation, List<Service> services) {
    this(robot, there, ready, generation, services, Optional.empty());
  }

  /** From what the API says of a robot. */
  public static Readiness of(Json robot) {
    return new Readiness(
        robot.at("name").text(),
        !robot.at("phase").text().equals("idle"),
        robot.at("ready").isTrue(),
        robot.at("generation").number(),
        robot.at("services").items().stream().map(Service::of).toList(),
        Optional.of(robot.at("reverted")).filter(json -> !json.isNull()).map(Reverted::of));
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

  /** Whether this generation was given up. */
  public boolean isGivenUp(long wanted) {
    return reverted.filter(one -> one.generation == wanted).isPresent();
  }

  /** Nothing moves before somebody promotes it. */
  public boolean waits() {
    return services.stream().anyMatch(Service::waits)
        && services.stream().allMatch(service -> service.waits() || service.isReady());
  }

  /** Why services go no further, one line each. */
  public List<String> stalls() {
    return services.stream()
        .filter(service -> !service.stalled.isEmpty())
        .map(service -> service.name + ": " + service.stalled)
        .toList();
  }

  public int parkedWorkloads() {
    return services.stream().mapToInt(Service::parked).sum();
  }
}
