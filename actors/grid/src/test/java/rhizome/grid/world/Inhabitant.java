package rhizome.grid.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import rhizome.kernel.Decider;
import rhizome.kernel.Decision;

/**
 * One entity as a shell runs it: its journal, and its duties. What is newly owed is handed out
 * after every accepted command, all of it after recovery and at growing intervals. To hand out all
 * of it after every command would have two entities that only repeat themselves talk without end.
 */
public final class Inhabitant<C, E, S, D> {

  private static final long RESYNC_MIN = 500;
  private static final long RESYNC_MAX = 10_000;

  /** {@code -Dgrid.trace=shop/web#0} prints each command that is to or about it. */
  private static final String TRACE = System.getProperty("grid.trace", "");

  private final String name;
  private final Decider<C, E, S, D> decider;
  private final Timeline time;
  private final ObjLongConsumer<D> router;
  private final List<E> journal = new ArrayList<>();
  private S state;
  private long pause = RESYNC_MIN;
  private boolean waiting;
  private int turn;

  public Inhabitant(
      String name, Decider<C, E, S, D> decider, Timeline time, ObjLongConsumer<D> router) {
    this.name = name;
    this.decider = decider;
    this.time = time;
    this.router = router;
    this.state = decider.initial();
  }

  public S state() {
    return state;
  }

  public List<E> journal() {
    return List.copyOf(journal);
  }

  public int revision() {
    return journal.size();
  }

  /** Empty when accepted, or the name of the refusal. */
  public Optional<String> ask(C command) {
    Decision<E> decision = decider.decide(state, command);
    trace(command, decision);
    return switch (decision) {
      case Decision.Rejected<E>(var reason) -> Optional.of(reason.name());
      case Decision.Accepted<E>(var events) -> {
        List<D> before = decider.owes(state);
        events.forEach(this::write);
        List<D> owed = decider.owes(state);
        owed.stream().filter(duty -> !before.contains(duty)).forEach(this::route);
        remindOf(owed);
        yield Optional.empty();
      }
    };
  }

  private void trace(C command, Decision<E> decision) {
    if (!TRACE.isEmpty() && (name + command).contains(TRACE)) {
      System.out.printf("%d %s: %s%n  -> %s%n", time.millis(), name, command, decision);
    }
  }

  private void write(E event) {
    state = decider.evolve(state, event);
    journal.add(event);
    pause = RESYNC_MIN;
    waiting = false;
    turn++;
  }

  /** Loses its memory and recovers from its journal. */
  public void restart() {
    state = replayed();
    pause = RESYNC_MIN;
    waiting = false;
    turn++;
    handOut();
  }

  /** What the journal says; a law demands that this is what lives. */
  public S replayed() {
    S replayed = decider.initial();
    for (E event : journal) {
      replayed = decider.evolve(replayed, event);
    }
    return replayed;
  }

  /** Hands out again whatever is owed. */
  public void wake() {
    handOut();
  }

  private void handOut() {
    List<D> owed = decider.owes(state);
    owed.forEach(this::route);
    remindOf(owed);
  }

  private void route(D duty) {
    router.accept(duty, revision());
  }

  private void remindOf(List<D> owed) {
    if (!owed.isEmpty() && !waiting) {
      waiting = true;
      int mine = turn;
      time.after(
          pause,
          () -> {
            if (mine == turn) {
              waiting = false;
              pause = Math.min(2 * pause, RESYNC_MAX);
              handOut();
            }
          });
    }
  }
}
