package rhizome.blueprints.lint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Condition;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.quantity.Quantity;
import rhizome.blueprints.supplies.TextFile;
import rhizome.blueprints.supplies.Volume;
import rhizome.blueprints.syntax.Parsed;
import rhizome.blueprints.tree.Places;
import rhizome.blueprints.tree.Spot;
import rhizome.blueprints.wishes.Wishes;
import rhizome.blueprints.wishes.Wishes.Company;

/** Looks a valid blueprint over for what will likely be regretted. */
public final class Lint {

  private static final int FIRST_FREE_PORT = 1024;
  private static final long PROGRAM_BYTES_MIN = 1 << 20;
  private static final Pattern NEARLY =
      Pattern.compile("(?<!\\$)\\$\\{(port|file|volume|secret)\\.([a-z0-9-]+)}");

  private final Blueprint blueprint;
  private final Places places;
  private final List<Warning> warnings = new ArrayList<>();
  private final Map<Integer, String> fixed = new TreeMap<>();
  private final Map<String, Integer> dependants = new TreeMap<>();
  private final Set<String> idle = new TreeSet<>();
  private final Set<String> jobs = new TreeSet<>();

  private Lint(Parsed.Valid read) {
    this.blueprint = read.blueprint();
    this.places = read.places();
    for (Service service : blueprint.services()) {
      if (service.replicas() == 0) {
        idle.add(service.name());
      }
      if (service.spec().job().isPresent()) {
        jobs.add(service.name());
      }
      service.needs().forEach(need -> dependants.merge(need, 1, Integer::sum));
    }
  }

  /** All warnings, in the order of the services. */
  public static List<Warning> check(Parsed.Valid read) {
    Lint lint = new Lint(read);
    lint.blueprint.services().forEach(lint::service);
    return List.copyOf(lint.warnings);
  }

  private void service(Service service) {
    ports(service);
    watched(service);
    warnings.addAll(HealthLint.check(service, places));
    restart(service);
    needs(service);
    program(service);
    supplies(service);
    placement(service);
    scale(service);
  }

  private void ports(Service service) {
    for (Port port : service.spec().ports().stream().filter(Predicate.not(Port::auto)).toList()) {
      Spot spot = places.of(service.name(), "ports", port.name());
      String other = fixed.putIfAbsent(port.number(), service.name());
      if (other != null) {
        warn(
            Rule.SHARED_FIXED_PORT,
            service,
            spot,
            "port %d is also that of '%s'; the two can never share a node"
                .formatted(port.number(), other),
            "use auto for one");
      }
      if (service.most() > 1) {
        warn(
            Rule.FIXED_PORT_WITH_REPLICAS,
            service,
            spot,
            "%d replicas on the fixed port %d need as many nodes"
                .formatted(service.most(), port.number()),
            "use auto, or one replica");
      }
      if (port.number() < FIRST_FREE_PORT) {
        warn(
            Rule.PRIVILEGED_PORT,
            service,
            spot,
            "port %d is below 1024 and may be refused".formatted(port.number()),
            "use a higher one");
      }
    }
  }

  /** Whether more is known of it than that its process is there, where more matters. */
  private void watched(Service service) {
    List<Port> ports = service.spec().ports();
    int waiting = dependants.getOrDefault(service.name(), 0);
    if (HealthLint.isProbed(service.spec().health())) {
      return;
    }
    if (waiting > 1) {
      warn(
          Rule.NO_HEALTH_CHECK,
          service,
          places.of(service.name(), "health"),
          waiting + " services need it, but only its process is watched",
          ports.isEmpty() ? "add health: {command: [...]}" : probe(ports));
    } else if (!ports.isEmpty()) {
      warn(
          Rule.UNPROBED_PORT,
          service,
          places.of(service.name(), "ports"),
          "has ports, but only its process is watched",
          probe(ports));
    }
  }

  private static String probe(List<Port> ports) {
    return "add health: {tcp: " + ports.getFirst().name() + "} or http";
  }

  private void restart(Service service) {
    Restart restart = service.spec().restart();
    if (restart.attempts() == 0) {
      warn(
          Rule.NO_LOCAL_RESTART,
          service,
          places.of(service.name(), "restart", "attempts"),
          "attempts: 0 moves it to another node at its first crash",
          "allow a few");
      return;
    }
    if (waits(restart).compareTo(restart.window()) >= 0) {
      warn(
          Rule.BUDGET_NEVER_SPENT,
          service,
          places.of(service.name(), "restart", "window"),
          "%d attempts with these back-offs never fit into %s, so a broken program is restarted"
                  .formatted(restart.attempts(), Quantity.write(restart.window()))
              + " for ever",
          "use a longer window");
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
      if (idle.contains(need)) {
        warn(
            Rule.NEEDS_NOTHING_RUNNING,
            service,
            places.of(service.name(), "needs", need),
            "needs '" + need + "', which has no replicas and so is never ready",
            "give '" + need + "' a replica, or leave the need out");
      }
      if (jobs.contains(need) && service.condition(need) == Condition.READY) {
        warn(
            Rule.NEEDS_A_RUNNING_JOB,
            service,
            places.of(service.name(), "needs", need),
            "needs the job '" + need + "', which is ready as soon as it runs",
            "write {%s: completed}, or {%s: started} if that is meant".formatted(need, need));
      }
    }
  }

  private void program(Service service) {
    String command = service.spec().run().command();
    if (command.contains(" ") && service.spec().run().args().isEmpty()) {
      warn(
          Rule.COMMAND_WITH_SPACES,
          service,
          places.of(service.name(), "run", "command"),
          "the command is one path with spaces, not a shell line",
          "put arguments into args");
    }
    long memory = service.spec().resources().memoryBytes();
    if (memory > 0 && memory < PROGRAM_BYTES_MIN) {
      warn(
          Rule.TINY_MEMORY,
          service,
          places.of(service.name(), "resources", "memory"),
          "asks for " + Quantity.writeMemory(memory) + " of memory",
          "use the unit that is meant, such as 64MiB");
    }
  }

  private void supplies(Service service) {
    for (Volume volume : service.spec().supplies().volumes()) {
      if (service.most() == 1) {
        warn(
            Rule.VOLUME_OF_ONE,
            service,
            places.of(service.name(), "volumes", volume.name()),
            "what its one replica keeps in '%s' lies on one node, and another begins empty"
                .formatted(volume.name()),
            "have a second replica that copies it, or a backup");
      }
    }
    for (TextFile file : service.spec().supplies().files()) {
      Matcher matcher = NEARLY.matcher(file.text());
      if (matcher.find()) {
        warn(
            Rule.NEARLY_A_PLACEHOLDER,
            service,
            places.of(service.name(), "files", file.name()),
            "'%s' stands for itself in the text of a file".formatted(matcher.group()),
            "write ${%ss.%s} if the node shall fill it in"
                .formatted(matcher.group(1), matcher.group(2)));
      }
    }
  }

  private void placement(Service service) {
    Wishes wishes = service.spec().wishes();
    if (wishes.spread().isPresent() && service.most() == 1) {
      warn(
          Rule.SPREAD_OF_ONE,
          service,
          places.of(service.name(), "placement", "spread"),
          "one replica is as even as can be",
          "give it more, or leave 'spread' out");
    }
    for (Company company : wishes.near()) {
      if (wishes.apart().contains(company)) {
        warn(
            Rule.NEAR_AND_APART,
            service,
            places.of(service.name(), "placement", "apart"),
            "no node has '%s' within its %s and has not"
                .formatted(company.service(), company.within()),
            "leave it out of one of the two");
      }
    }
  }

  private void scale(Service service) {
    if (service.scale().isEmpty()) {
      return;
    }
    Spot spot = places.of(service.name(), "scale");
    if (service.fewest() == 0 && !service.scale().get().targets().isEmpty()) {
      warn(
          Rule.SCALED_TO_NOTHING,
          service,
          spot,
          "once it has no replica nothing is measured, and it stays so",
          "have 'rhizome scale' bring it back, or min: 1");
    }
    if (service.fewest() < service.budget().minReady()) {
      warn(
          Rule.SCALED_BELOW_BUDGET,
          service,
          spot,
          "may be scaled to %d, and its budget keeps %d ready"
              .formatted(service.fewest(), service.budget().minReady()),
          "raise 'min', or lower 'min-ready'");
    }
  }

  private void warn(Rule rule, Service service, Spot spot, String message, String remedy) {
    warnings.add(new Warning(rule, service.name(), spot, message, remedy));
  }
}
