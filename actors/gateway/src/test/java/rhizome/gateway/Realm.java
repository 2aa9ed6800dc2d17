package rhizome.gateway;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import rhizome.kernel.Decider;
import rhizome.kernel.Decision;

/** All entities of one kind: tells them commands, keeps their states, hands out their duties. */
final class Realm<I extends Comparable<I>, C, E, S, D> {

  private final Function<I, Decider<C, E, S, D>> deciders;
  private final BiConsumer<I, E> told;
  private final Consumer<D> duties;
  private final Map<I, S> states = new TreeMap<>();

  Realm(Function<I, Decider<C, E, S, D>> deciders, BiConsumer<I, E> told, Consumer<D> duties) {
    this.deciders = deciders;
    this.told = told;
    this.duties = duties;
  }

  S state(I id) {
    S state = states.get(id);
    return state == null ? deciders.apply(id).initial() : state;
  }

  Map<I, S> states() {
    return new TreeMap<>(states);
  }

  Decision<E> tell(I id, C command) {
    Decision<E> decision = deciders.apply(id).decide(state(id), command);
    if (decision instanceof Decision.Accepted<E>(var events) && !events.isEmpty()) {
      for (E event : events) {
        states.put(id, deciders.apply(id).evolve(state(id), event));
        told.accept(id, event);
      }
      owe(id);
    }
    return decision;
  }

  void owe(I id) {
    deciders.apply(id).owes(state(id)).forEach(duties);
  }
}
