package rhizome.blueprints.model;

import java.util.List;
import java.util.Optional;

/**
 * One service: {@code replicas} workloads of the same {@code spec}, started when every service in
 * {@code needs} is ready.
 *
 * @param actions commands to run beside it; no part of the spec, so that none disturbs a process
 * @param isProtected no revision may end its processes, until one without this is the target
 */
public record Service(
    String name,
    int replicas,
    Spec spec,
    List<String> needs,
    List<Action> actions,
    Update update,
    Budget budget,
    boolean isProtected) {

  public static final int REPLICAS_MAX = 10_000;

  public Service {
    needs = List.copyOf(needs);
    actions = List.copyOf(actions);
    if (replicas < 0 || replicas > REPLICAS_MAX) {
      throw new IllegalArgumentException("replicas must be 0 to " + REPLICAS_MAX);
    }
  }

  /** Without actions, updated as most are, and not guarded. */
  public Service(String name, int replicas, Spec spec, List<String> needs) {
    this(name, replicas, spec, needs, List.of(), Update.DEFAULT, Budget.DEFAULT, false);
  }

  /** The same with these actions. */
  public Service with(List<Action> others) {
    return new Service(name, replicas, spec, needs, others, update, budget, isProtected);
  }

  /** The same, carried out in another way. */
  public Service with(Update otherUpdate, Budget otherBudget, boolean shallBeProtected) {
    return new Service(
        name, replicas, spec, needs, actions, otherUpdate, otherBudget, shallBeProtected);
  }

  public Optional<Action> action(String action) {
    return actions.stream().filter(known -> known.name().equals(action)).findFirst();
  }
}
