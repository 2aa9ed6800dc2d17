package rhizome.blueprints.syntax;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import rhizome.blueprints.model.Action;
import rhizome.blueprints.model.Budget;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Placeholders;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.model.Update;
import rhizome.blueprints.quantity.Quantity;
import rhizome.blueprints.schema.Form;
import rhizome.blueprints.schema.Spelling;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Words;
import rhizome.blueprints.wishes.Priority;
import rhizome.blueprints.wishes.Wishes;

/** Reads one service. */
final class ServiceReader {

  private static final Pattern PORT_NAME = Pattern.compile(Spelling.PORT_NAME);

  private final String name;
  private final Problems problems;
  private final Values values;
  private final Substitution substitution;
  private final NeedsCheck needsCheck;

  ServiceReader(String name, String here, Problems problems, NeedsCheck needsCheck) {
    this.name = name;
    this.problems = problems;
    this.values = new Values(problems);
    this.substitution = new Substitution(here, problems);
    this.needsCheck = needsCheck;
  }

  Service read(Node.Scalar key, Node node) {
    Fields fields = new Fields(Form.SERVICE, node, key.at(), problems);
    Map<String, Port> ports = fields.get("ports").map(this::ports).orElse(new TreeMap<>());
    Spec spec = spec(fields, ports);
    NeedsReader needsReader = new NeedsReader(problems);
    NeedsReader.Needs needs = needsReader.needs(fields);
    Map<String, Integer> uses = needsReader.uses(fields);
    needsCheck.add(name, needs, uses, spec.job());
    refuseWith(fields);
    UpdateReader reader = new UpdateReader(problems);
    ScaleReader.Count count = new ScaleReader(problems).read(fields, spec);
    boolean leads = leads(fields, spec);
    List<Action> actions =
        fields
            .get("actions")
            .map(body -> new ActionsReader(substitution, problems).read(body, ports.keySet()))
            .orElse(List.of());
    checkMoments(fields, actions, leads);
    new JobReader(problems).refuseReplicas(fields, count.replicas(), spec.schedule());
    return new Service(
        name,
        count.replicas(),
        spec,
        List.copyOf(needs.places().keySet()),
        List.copyOf(uses.keySet()),
        actions,
        fields.entry("update").map(reader::update).orElse(Update.DEFAULT),
        fields.entry("budget").map(reader::budget).orElse(Budget.DEFAULT),
        values.truth(fields, "protect", false),
        needs.conditions(),
        leads,
        count.scale());
  }

  private void checkMoments(Fields fields, List<Action> actions, boolean leads) {
    for (Action action : actions) {
      if (!leads && action.when().contains(Action.Moment.LEADS)) {
        String message = "the action " + Words.quote(action.name()) + " waits for one that leads";
        int at = fields.entry("actions").map(entry -> entry.key().at()).orElse(fields.at());
        problems.add(at, message, "'leader: true' for the service");
      }
    }
  }

  /** A leader that may still run while its successor does is two. */
  private boolean leads(Fields fields, Spec spec) {
    boolean leads = values.truth(fields, "leader", false);
    if (leads && !spec.single()) {
      fields
          .entry("leader")
          .ifPresent(
              entry ->
                  problems.add(
                      entry.key().at(),
                      "'leader' beside 'single: false', with which two might lead",
                      "one of the two"));
    }
    return leads;
  }

  private Spec spec(Fields fields, Map<String, Port> ports) {
    SuppliesReader suppliesReader = new SuppliesReader(substitution, problems);
    Supplies supplies = suppliesReader.read(fields);
    List<String> offered =
        new ArrayList<>(ports.keySet().stream().map(port -> Placeholders.PORTS + port).toList());
    offered.addAll(supplies.placeholders());
    suppliesReader.check(offered);
    return new Spec(
        fields
            .require("run", "what to run, such as 'run: {command: sleep, args: [60]}'")
            .flatMap(body -> new RunReader(substitution, problems).read(body, offered))
            .orElse(RunReader.UNREADABLE),
        fields.entry("resources").map(this::resources).orElse(Resources.DEFAULT),
        List.copyOf(ports.values()),
        fields
            .entry("health")
            .map(entry -> new HealthReader(substitution, problems).read(entry, ports.keySet()))
            .orElse(Health.DEFAULT),
        fields.entry("restart").map(this::restart).orElse(Restart.DEFAULT),
        values.truth(fields, "single", true) || refuseShared(fields),
        supplies,
        fields
            .entry("reload")
            .flatMap(entry -> new ReloadReader(substitution, problems).read(entry, ports.keySet())),
        fields
            .entry("placement")
            .map(new PlacementReader(name, needsCheck, problems)::read)
            .orElse(Wishes.NONE),
        fields.entry("job").map(new JobReader(problems)::job),
        priority(fields));
  }

  private Priority priority(Fields fields) {
    Priority usual = Priority.USUAL;
    int value = values.whole(fields, "priority", usual.value());
    return new Priority(value, values.truth(fields, "preempt", usual.preempts()), false);
  }

  /** What runs beside its own replacement cannot be said to have done its work once. */
  private boolean refuseShared(Fields fields) {
    if (fields.entry("job").isEmpty()) {
      return false;
    }
    fields
        .get("single")
        .ifPresent(
            node -> problems.add(node.at(), "a job is never shared", "'single' or 'job' left out"));
    return true;
  }

  private void refuseWith(Fields fields) {
    fields
        .entry("with")
        .ifPresent(
            with ->
                problems.add(
                    with.key().at(), "'with' is for a template", "'template' beside it, or none"));
  }

  private Map<String, Port> ports(Node node) {
    Map<String, Port> ports = new LinkedHashMap<>();
    if (!(node instanceof Node.Mapping mapping)) {
      String message = "'ports' must be a mapping, not " + node.kind();
      problems.add(node.at(), message, "names with 'auto' or a number, such as {http: auto}");
      return ports;
    }
    Map<Integer, String> taken = new TreeMap<>();
    for (Node.Entry entry : mapping.entries()) {
      String port = entry.key().text();
      if (!PORT_NAME.matcher(port).matches()) {
        problems.add(
            entry.key().at(),
            Words.quote(port) + " is not a port name",
            "1 to 31 of a-z, 0-9, '-', a letter first and no '-' last");
      }
      int number = portNumber(entry.value());
      String other = number == Port.AUTO ? null : taken.putIfAbsent(number, port);
      if (other != null) {
        String message = "port " + number + " is already the service's " + Words.quote(other);
        problems.add(entry.value().at(), message, "another number, or 'auto'");
      }
      ports.put(port, new Port(port, number));
    }
    return ports;
  }

  private int portNumber(Node node) {
    if (node instanceof Node.Scalar scalar) {
      if (scalar.text().equals("auto")) {
        return Port.AUTO;
      }
      if (scalar.plain() && scalar.text().matches("\\d{1,9}")) {
        int number = Integer.parseInt(scalar.text());
        if (number >= 1 && number <= Port.MAX) {
          return number;
        }
      }
    }
    problems.add(
        node.at(), node.kind() + " is not a port", "'auto' or a number from 1 to " + Port.MAX);
    return Port.AUTO;
  }

  private Resources resources(Node.Entry entry) {
    Fields fields = new Fields(Form.RESOURCES, entry.value(), entry.key().at(), problems);
    return new Resources(
        values.cpu(fields, "cpu", Resources.DEFAULT.cpuMillis()),
        values.memory(fields, "memory", Resources.DEFAULT.memoryBytes()));
  }

  private Restart restart(Node.Entry entry) {
    Fields fields = new Fields(Form.RESTART, entry.value(), entry.key().at(), problems);
    Restart usual = Restart.DEFAULT;
    Duration backoff = values.duration(fields, "backoff", usual.backoff());
    Duration backoffMax = values.duration(fields, "max-backoff", usual.backoffMax());
    if (backoffMax.compareTo(backoff) < 0) {
      Node at = fields.get("max-backoff").or(() -> fields.get("backoff")).orElse(entry.value());
      problems.add(
          at.at(),
          "'max-backoff' is " + Quantity.write(backoffMax) + ", below 'backoff'",
          Quantity.write(backoff) + " or longer");
      backoffMax = backoff;
    }
    return new Restart(
        values.whole(fields, "attempts", usual.attempts()),
        values.duration(fields, "window", usual.window()),
        backoff,
        backoffMax,
        values.duration(fields, "healthy-after", usual.healthyAfter()));
  }
}
