package rhizome.kernel;

import java.util.List;

/**
 * The law of one entity: which command is accepted in which state, what that changes, and what is
 * then owed to the outside world. All three methods are pure; time and chance arrive in commands.
 *
 * @param <C> command, an imperative
 * @param <E> event, a durable fact
 * @param <S> state, one record per lifecycle phase
 * @param <D> duty, what must be done outside
 */
public interface Decider<C, E, S, D> {

  S initial();

  Decision<E> decide(S state, C command);

  /** The only mutator: used by live commands, by recovery and by the simulator alike. */
  S evolve(S state, E event);

  /**
   * Every duty outstanding in this state. Handed out after each accepted command, again after
   * recovery, and again at growing intervals, so each must be idempotent and carry its epoch.
   */
  List<D> owes(S state);

  /**
   * A count of what was wanted of this entity, told to whoever has a command accepted; 0 where
   * nobody counts.
   */
  default long generation(S state) {
    return 0;
  }
}
