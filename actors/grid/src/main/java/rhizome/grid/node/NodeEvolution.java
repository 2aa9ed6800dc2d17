package rhizome.grid.node;

import java.util.Optional;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Node.Condition;
import rhizome.grid.node.Node.Event;
import rhizome.grid.node.Node.Event.*;
import rhizome.grid.node.Node.State;
import rhizome.grid.node.Node.State.*;

/** What each event makes of each state. */
final class NodeEvolution {

  private record Then(State state, Event event) {}

  private NodeEvolution() {}

  static State evolve(State state, Event event) {
    return switch (new Then(state, event)) {
      case Then(Unknown _, Enrolled(var facts, var boot, _)) ->
          new Known(
              facts, boot, Condition.ONLINE, Optional.empty(), Holdings.NONE, new Admission.Open());
      case Then(State.Removed r, Enrolled(var facts, var boot, _)) ->
          new Known(facts, boot, Condition.ONLINE, r.lost(), r.holdings(), new Admission.Open());
      case Then(State.Removed r, Freed freed) ->
          removed(r, r.holdings().without(freed), r.forgotten());
      case Then(State.Removed r, Forgotten _) -> removed(r, r.holdings(), true);
      case Then(Known k, var e) -> known(k, e);
      case Then(var s, var e) -> throw corrupt(s, e);
    };
  }

  private static State known(Known k, Event event) {
    return switch (event) {
      case Enrolled(var facts, var boot, _) ->
          new Known(
              facts,
              boot,
              Condition.ONLINE,
              k.lost(),
              k.holdings().settled(facts.capacity()),
              k.admission().enrolled(isAnew(k, boot)));
      case Suspected(var cause, _) ->
          new Known(
              k.facts(),
              k.boot(),
              Condition.SUSPECT,
              Optional.of(cause),
              k.holdings(),
              k.admission());
      case Lost(var cause, _) -> gone(k, cause, k.admission());
      case Reserved(var assignment, _) -> with(k, k.holdings().with(assignment));
      case Releasing(var workload, _, _) -> with(k, k.holdings().releasing(workload));
      case Promised(var assignment, var victims, var at) ->
          with(k, k.holdings().with(new Promise(assignment, victims, at)));
      case Freed freed -> with(k, k.holdings().without(freed).settled(k.facts().capacity()));
      case Cordoned(var by, _) -> with(k, new Admission.Cordoned(by));
      case Uncordoned _ -> with(k, new Admission.Open());
      case DrainBegun(var by, var deadline, int atOnce, var at) ->
          with(k, new Admission.Draining(by, at, deadline, atOnce, false));
      case DeadlinePassed _ when k.admission() instanceof Admission.Draining d ->
          with(k, new Admission.Draining(d.by(), d.since(), d.deadline(), d.atOnce(), true));
      case FellAsleep(var by, var why, var at) -> with(k, new Admission.Asleep(by, why, at));
      case WakeBegun(var by, var why, var deadline, var at) ->
          with(k, new Admission.Waking(by, why, at, deadline));
      case PoweredOff(var at) -> gone(k, Cause.of(off(k), at), k.admission());
      case WakeFailed(var cause, _) -> gone(k, cause, new Admission.Open());
      case Event.Removed _ -> remove(k);
      case DeadlinePassed _, Forgotten _ -> throw corrupt(k, event);
    };
  }

  /** Whoever was off and speaks again is up, though his agent may only have slept with him. */
  private static boolean isAnew(Known k, String boot) {
    boolean wakes = k.admission() instanceof Admission.Waking;
    return !k.boot().equals(boot) || (wakes && k.condition() == Condition.OFFLINE);
  }

  private static String off(Known k) {
    return switch (k.admission()) {
      case Admission.Asleep a -> "powered down by %s: %s".formatted(a.by(), a.why());
      case Admission.Waking w -> "it went down before it was to wake: " + w.why();
      case Admission.Open _, Admission.Cordoned _, Admission.Draining _ -> "powered down";
    };
  }

  private static Known gone(Known k, Cause cause, Admission admission) {
    return new Known(
        k.facts(), k.boot(), Condition.OFFLINE, Optional.of(cause), k.holdings().lost(), admission);
  }

  private static Known with(Known k, Holdings holdings) {
    return new Known(k.facts(), k.boot(), k.condition(), k.lost(), holdings, k.admission());
  }

  private static Known with(Known k, Admission admission) {
    return new Known(k.facts(), k.boot(), k.condition(), k.lost(), k.holdings(), admission);
  }

  private static State remove(Known k) {
    Optional<String> barred =
        k.condition() == Condition.OFFLINE ? Optional.empty() : Optional.of(k.boot());
    return new State.Removed(k.facts().zone(), barred, k.lost(), k.holdings(), false);
  }

  private static State removed(State.Removed r, Holdings holdings, boolean forgotten) {
    return new State.Removed(r.zone(), r.barred(), r.lost(), holdings, forgotten);
  }

  private static IllegalStateException corrupt(State state, Event event) {
    return new IllegalStateException("journal is corrupt: " + event + " in " + state);
  }
}
