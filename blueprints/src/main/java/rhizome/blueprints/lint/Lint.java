package rhizome.blueprints.lint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Probe;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.quantity.Quantity;

/** Looks a valid blueprint over for what will likely be regretted. */
public final class Lint {

  private static final int FIRST_FREE_PORT = 1024;
  private static final long PROGRAM_BYTES_MIN = 1 << 20;

  private final Blueprint blueprint;
  private final List<Warning> warnings = new ArrayList<>();
  private final Map<Integer, String> fixed = new TreeMap<>();

  private Lint(Blueprint blueprint) {
    this.blueprint = blueprint;
  }

  /** All warnings, in the order of the services. */
  public static List<Warning> check(Blueprint blueprint) {
    Lint lint = new Lint(blueprint);
    blueprint.services().forEach(lint::service);
    return List.copyOf(lint.warnings);
  }

  private void service(Service service) {
    ports(service);
    health(service);
    restart(service);
    needs(service);
    program(service);
  }

  private void ports(Service service) {
    for (Port port : service.spec().ports().stream().filter(Predicate.not(Port::auto)).toList()) {
      String other = fixed.putIfAbsent(port.number(), service.name());
      if (other != null) {
        warn(
            Rule.SHARED_FIXED_PORT,
            service,
            "port "
                + port.number()
                + " is also that of '"
                + other
                + "'; the two can never share a node: use auto for one");
      }
      if (service.replicas() > 1) {
        warn(
            Rule.FIXED_PORT_WITH_REPLICAS,
            service,
            service.replicas()
                + " replicas on the fixed port "
                + port.number()
                + " need as many nodes: use auto, or one replica");
      }
      if (port.number() < FIRST_FREE_PORT) {
        warn(
            Rule.PRIVILEGED_PORT,
            service,
            "port " + port.number() + " is below 1024 and may be refused: use a higher one");
      }
    }
  }

  private void health(Service service) {
    Health health = service.spec().health();
    boolean onlyAlive = health.probe() instanceof Probe.Alive;
    if (onlyAlive && !service.spec().ports().isEmpty()) {
      String port = service.spec().ports().getFirst().name();
      warn(
          Rule.UNPROBED_PORT,
          service,
          "has ports, but only its process is watched: add health: {tcp: " + port + "} or http");
    }
    if (!onlyAlive && health.timeout().compareTo(health.interval()) > 0) {
      warn(
          Rule.SLOW_PROBE,
          service,
          "a probe may take "
              + Quantity.write(health.timeout())
              + " but is due every "
              + Quantity.write(health.interval())
              + ": make the timeout the shorter one");
    }
  }

  private void restart(Service service) {
    Restart restart = service.spec().restart();
    if (restart.attempts() == 0) {
      warn(
          Rule.NO_LOCAL_RESTART,
          service,
          "attempts: 0 moves it to another node at its first crash: allow a few");
      return;
    }
    if (waits(restart).compareTo(restart.window()) >= 0) {
      warn(
          Rule.BUDGET_NEVER_SPENT,
          service,
          restart.attempts()
              + " attempts with these back-offs never fit into "
              + Quantity.write(restart.window())
              + ", so a broken program is restarted for ever: use a longer window");
    }
  }

  /** The waits before all attempts, the first of which is at once; cut once past the window. */
  private static Duration waits(Restart restart) {
    Duration sum = Duration.ZERO;
    Duration wait = restart.backoff();
    for (int i = 1; i < restart.attempts() && sum.compareTo(restart.window()) < 0; i++) {
      if (wait.isZero()) {
        return sum;
      }
      sum = sum.plus(wait);
      Duration doubled = wait.multipliedBy(2);
      wait = doubled.compareTo(restart.backoffMax()) > 0 ? restart.backoffMax() : doubled;
    }
    return sum;
  }

  private void needs(Service service) {
    if (service.replicas() == 0) {
      return;
    }
    for (String need : service.needs()) {
      if (blueprint.service(need).filter(needed -> needed.replicas() == 0).isPresent()) {
        warn(
            Rule.NEEDS_NOTHING_RUNNING,
            service,
            "needs '" + need + "', which has no replicas and so is never ready");
      }
    }
  }

  private void program(Service service) {
    String command = service.spec().run().command();
    if (command.contains(" ") && service.spec().run().args().isEmpty()) {
      warn(
          Rule.COMMAND_WITH_SPACES,
          service,
          "the command is one path with spaces, not a shell line: put arguments into args");
    }
    long memory = service.spec().resources().memoryBytes();
    if (memory > 0 && memory < PROGRAM_BYTES_MIN) {
      warn(
          Rule.TINY_MEMORY,
          service,
          "asks for " + Quantity.writeMemory(memory) + " of memory: is the unit right?");
    }
  }

  private void warn(Rule rule, Service service, String message) {
    warnings.add(new Warning(rule, service.name(), message));
  }
}
