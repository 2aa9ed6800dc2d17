package rhizome.grid.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Budget;
import rhizome.blueprints.model.Condition;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Job;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.model.Update;
import rhizome.blueprints.wishes.Priority;
import rhizome.grid.node.Node;
import rhizome.grid.node.Node.Command.Cordon;
import rhizome.grid.node.Node.Command.Drain;
import rhizome.grid.node.Node.Command.Remove;
import rhizome.grid.node.Node.Command.Sleep;
import rhizome.grid.node.Node.Command.Uncordon;
import rhizome.grid.node.Node.Command.Wake;
import rhizome.grid.robot.Robot.Command.Destroy;
import rhizome.grid.robot.Robot.Command.Target;
import rhizome.grid.robot.Robot.State;
import rhizome.grid.workload.Workload;
import rhizome.grid.workload.Workload.Command.Retry;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;

/**
 * Somebody who applies, changes and destroys blueprints, retries what was parked, and takes nodes
 * out of service and back.
 */
public final class Operator {

  private static final Restart POLICY =
      new Restart(
          3,
          Duration.ofMinutes(1),
          Duration.ofMillis(200),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5));

  private final Grid grid;
  private final RandomGenerator random;
  private final double crashing;
  private final double jobs;
  private boolean ranking;

  public Operator(Grid grid, double crashing) {
    this(grid, crashing, 0);
  }

  /** From now on his services go before and after each other. */
  public Operator ranking() {
    ranking = true;
    return this;
  }

  private Spec ranked(Spec spec) {
    return ranking
        ? spec.with(new Priority(10 * random.nextInt(-2, 3), random.nextInt(4) > 0, false))
        : spec;
  }

  /**
   * @param jobs how many of his services are to end; with none, chance is asked as it was before
   */
  public Operator(Grid grid, double crashing, double jobs) {
    this.grid = grid;
    this.random = grid.random();
    this.crashing = crashing;
    this.jobs = jobs;
  }

  /** A spec that differs from others by its program, its version and its size. */
  public static Spec spec(String program, int version, long cpuMillis) {
    Run run =
        new Run(
            program, List.of("v" + version), new TreeMap<>(), Optional.empty(), Run.GRACE_DEFAULT);
    List<Port> ports = List.of(new Port("http", Port.AUTO));
    return new Spec(run, new Resources(cpuMillis, 1L << 20), ports, Health.DEFAULT, POLICY);
  }

  /** The same, and two of it may overlap. */
  public static Spec shared(Spec spec) {
    return spec.shared();
  }

  /** Services a, b, c ...; some need one before them. */
  public Blueprint blueprint(RobotId robot) {
    List<Service> services = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      List<String> needs =
          i > 0 && random.nextBoolean()
              ? List.of(services.get(random.nextInt(i)).name())
              : List.of();
      String program = random.nextDouble() < crashing ? Processes.CRASHING : "steady";
      Spec spec = spec(program, random.nextInt(3), 100L * (1 + random.nextInt(2)));
      Spec either = random.nextBoolean() ? spec : shared(spec);
      Spec any = jobs > 0 && random.nextDouble() < jobs ? spec.with(Job.UNLIMITED) : either;
      List<String> uses = random.nextInt(3) > 0 ? List.of() : List.of("a");
      String name = "abc".substring(i, i + 1);
      services.add(
          new Service(name, random.nextInt(4), ranked(any), needs)
              .awaiting(conditions(services, needs))
              .using(uses)
              .with(update(), Budget.DEFAULT, ranking && random.nextInt(8) == 0));
    }
    return new Blueprint(robot.name(), services);
  }

  private SortedMap<String, Condition> conditions(List<Service> known, List<String> needs) {
    SortedMap<String, Condition> conditions = new TreeMap<>();
    for (Service service : known) {
      if (jobs > 0 && needs.contains(service.name())) {
        boolean ends = service.spec().job().isPresent();
        List<Condition> all = List.of(Condition.values());
        conditions.put(service.name(), all.get(random.nextInt(ends ? 3 : 2)));
      }
    }
    return conditions;
  }

  private Update update() {
    return new Update(
        1 + random.nextInt(2),
        random.nextInt(3),
        Duration.ofSeconds(random.nextInt(6)),
        Duration.ofMinutes(1),
        true,
        random.nextBoolean());
  }

  public void apply(RobotId robot, Blueprint blueprint) {
    long parent =
        switch (grid.robot(robot).state()) {
          case State.Idle idle -> idle.generation();
          case State.Active active -> active.generation();
          case State.Destroying destroying -> destroying.generation();
        };
    grid.robot(robot).ask(new Target(blueprint, parent, "operator", grid.time().now()));
  }

  public void destroy(RobotId robot) {
    grid.robot(robot).ask(new Destroy("operator", grid.time().now()));
  }

  public void cordon(NodeId node) {
    grid.node(node).ask(new Cordon("operator", grid.time().now()));
  }

  public void uncordon(NodeId node) {
    grid.node(node).ask(new Uncordon("operator", grid.time().now()));
  }

  /** If it is idle. */
  public void sleep(NodeId node) {
    if (grid.node(node).state() instanceof Node.State.Known k) {
      grid.node(node).ask(new Sleep(k.boot(), "operator", "by hand", grid.time().now()));
    }
  }

  public void wake(NodeId node, Duration patience) {
    Instant now = grid.time().now();
    grid.node(node).ask(new Wake("operator", "by hand", now.plus(patience), now));
  }

  public void drain(NodeId node, Duration patience, int atOnce) {
    Instant now = grid.time().now();
    grid.node(node).ask(new Drain("operator", now.plus(patience), atOnce, now));
  }

  /** Whether it is gone for good. */
  public boolean remove(NodeId node) {
    return grid.node(node).ask(new Remove("operator", grid.time().now())).isEmpty();
  }

  /** Says retry to every parked workload whose program can run. */
  public void retry() {
    grid.workloads()
        .forEach(
            (_, workload) -> {
              if (workload.state() instanceof Workload.State.Parked(var wanted, _, _, _, _, _)
                  && !wanted.spec().run().command().equals(Processes.CRASHING)) {
                workload.ask(new Retry("operator", grid.time().now()));
              }
            });
  }
}
