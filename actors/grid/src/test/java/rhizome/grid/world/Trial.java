package rhizome.grid.world;

import java.util.List;
import rhizome.kernel.Decider;
import rhizome.kernel.Decision;

/** One entity taken through its life by hand: what was accepted counts, and can be asked for. */
public final class Trial<C, E, S, D> {

  private final Decider<C, E, S, D> decider;
  private S state;

  public Trial(Decider<C, E, S, D> decider) {
    this.decider = decider;
    this.state = decider.initial();
  }

  /** These were accepted before. */
  @SafeVarargs
  public final Trial<C, E, S, D> given(C... commands) {
    for (C command : commands) {
      if (when(command) instanceof Decision.Rejected<E>(var reason)) {
        throw new AssertionError(command + " is refused with " + reason + " in " + state);
      }
    }
    return this;
  }

  /** What is said to this one; if it is accepted, it also happens. */
  public Decision<E> when(C command) {
    Decision<E> decision = decider.decide(state, command);
    if (decision instanceof Decision.Accepted<E>(var events)) {
      for (E event : events) {
        state = decider.evolve(state, event);
      }
    }
    return decision;
  }

  public S state() {
    return state;
  }

  public List<D> owes() {
    return decider.owes(state);
  }
}
