package rhizome.blueprints.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.quantity.Quantity;
import rhizome.blueprints.text.BlueprintWriter;

/** One field of a service that differs, written {@code args: [a] -> [b]}. */
public record Change(String field, String before, String after) {

  static final String NONE = "none";

  /** What is shown in place of a secret. */
  public static final String HIDDEN = "(hidden)";

  private static final Pattern SECRET =
      Pattern.compile("(?i).*(passw|passphrase|secret|token|credential|[._]key($|_)).*");

  @Override
  public String toString() {
    return field + ": " + before + " -> " + after;
  }

  /** What differs in how each workload runs; any of it means a new process. */
  static List<Change> between(Spec before, Spec after) {
    List<Change> changes = new ArrayList<>(between(before.run(), after.run()));
    add(changes, "cpu", before, after, s -> Quantity.writeCpu(s.resources().cpuMillis()));
    add(changes, "memory", before, after, s -> Quantity.writeMemory(s.resources().memoryBytes()));
    add(changes, "ports", ports(before), ports(after));
    if (changes.stream().noneMatch(change -> change.field().startsWith("ports"))) {
      add(changes, "order of ports", portOrder(before), portOrder(after));
    }
    add(changes, "single", before, after, s -> Boolean.toString(s.single()));
    add(changes, "health", before, after, s -> BlueprintWriter.write(s.health()));
    add(changes, "restart", before, after, s -> BlueprintWriter.write(s.restart()));
    changes.addAll(SuppliesChange.between(before.supplies(), after.supplies()));
    add(changes, "reload", before, after, s -> s.reload().map(BlueprintWriter::write).orElse(NONE));
    add(changes, "job", before, after, Change::job);
    return changes;
  }

  /** What differs around the workloads without touching a process. */
  static List<Change> around(Service before, Service after) {
    List<Change> changes = new ArrayList<>();
    add(changes, "replicas", before, after, Service::count);
    add(changes, "needs", before, after, s -> BlueprintWriter.needs(s.needs(), s.conditions()));
    add(changes, "uses", before, after, s -> BlueprintWriter.write(s.uses()));
    add(changes, "actions", actions(before), actions(after));
    add(changes, "update", before, after, s -> BlueprintWriter.write(s.update()));
    add(changes, "budget", before, after, s -> BlueprintWriter.write(s.budget()));
    add(changes, "schedule", before.spec(), after.spec(), Change::schedule);
    add(changes, "before-stop", before.spec(), after.spec(), Change::beforeStop);
    add(changes, "placement", before.spec(), after.spec(), Change::placement);
    add(changes, "priority", before, after, s -> Integer.toString(s.spec().priority().value()));
    add(changes, "preempt", before, after, s -> Boolean.toString(s.spec().priority().preempts()));
    add(changes, "leader", before, after, s -> Boolean.toString(s.leads()));
    add(changes, "scale", before, after, s -> s.scale().map(BlueprintWriter::write).orElse(NONE));
    add(changes, "protect", before, after, s -> Boolean.toString(s.isProtected()));
    return changes;
  }

  private static List<Change> between(Run before, Run after) {
    List<Change> changes = new ArrayList<>();
    add(changes, "command", before, after, run -> BlueprintWriter.scalar(run.command()));
    add(changes, "args", before, after, run -> BlueprintWriter.write(run.args()));
    add(changes, "env", before.env(), after.env());
    add(
        changes,
        "workdir",
        before,
        after,
        run -> run.workdir().map(BlueprintWriter::scalar).orElse(NONE));
    add(changes, "grace", before, after, run -> Quantity.write(run.grace()));
    return changes;
  }

  private static String beforeStop(Spec spec) {
    return spec.run().beforeStop().map(BlueprintWriter::write).orElse(NONE);
  }

  private static Map<String, String> ports(Spec spec) {
    Map<String, String> ports = new TreeMap<>();
    spec.ports().forEach(port -> ports.put(port.name(), BlueprintWriter.write(port)));
    return ports;
  }

  private static Map<String, String> actions(Service service) {
    Map<String, String> actions = new TreeMap<>();
    service.actions().forEach(action -> actions.put(action.name(), BlueprintWriter.write(action)));
    return actions;
  }

  private static String job(Spec spec) {
    return spec.job().map(j -> BlueprintWriter.write(j.at(Optional.empty()))).orElse(NONE);
  }

  private static String schedule(Spec spec) {
    return spec.schedule().map(BlueprintWriter::write).orElse(NONE);
  }

  private static String placement(Spec spec) {
    return spec.wishes().none() ? NONE : BlueprintWriter.write(spec.wishes());
  }

  private static String portOrder(Spec spec) {
    return spec.ports().stream().map(Port::name).collect(Collectors.joining(", "));
  }

  private static <T> void add(
      List<Change> changes, String field, T before, T after, Function<T, String> text) {
    add(changes, field, text.apply(before), text.apply(after));
  }

  private static void add(List<Change> changes, String field, String before, String after) {
    if (!before.equals(after)) {
      changes.add(new Change(field, before, after));
    }
  }

  private static void add(
      List<Change> changes, String field, Map<String, String> before, Map<String, String> after) {
    TreeSet<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    for (String key : keys) {
      String old = before.get(key);
      String now = after.get(key);
      if (old == null || !old.equals(now)) {
        String name = field + "." + key;
        changes.add(new Change(name, shown(name, old), shown(name, now)));
      }
    }
  }

  private static String shown(String name, @Nullable String value) {
    if (value == null) {
      return NONE;
    }
    if (!name.startsWith("env.")) {
      return value;
    }
    return SECRET.matcher(name).matches() ? HIDDEN : BlueprintWriter.scalar(value);
  }

  /** Whether the value of a variable is not to be shown, by the variable's name. */
  public static boolean isSecret(String variable) {
    return SECRET.matcher("env." + variable).matches();
  }
}
