package rhizome.blueprints.model;

import java.util.List;
import java.util.Optional;

/**
 * One service: {@code replicas} workloads of the same {@code spec}, started when every service in
 * {@code needs} is ready; {@code actions} are no part of the spec, so that none disturbs a process.
 */
public record Service(
    String name, int replicas, Spec spec, List<String> needs, List<Action> actions) {

  public static final int REPLICAS_MAX = 10_000;

  public Service {
    needs = List.copyOf(needs);
    actions = List.copyOf(actions);
    if (replicas < 0 || replicas > REPLICAS_MAX) {
      throw new IllegalArgumentException("replicas must be 0 to " + REPLICAS_MAX);
    }
  }

  /** Without actions. */
  public Service(String name, int replicas, Spec spec, List<String> needs) {
    this(name, replicas, spec, needs, List.of());
  }

  public Optional<Action> action(String action) {
    return actions.stream().filter(known -> known.name().equals(action)).findFirst();
  }
}
