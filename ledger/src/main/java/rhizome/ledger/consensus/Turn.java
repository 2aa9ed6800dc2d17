package rhizome.ledger.consensus;

import java.util.ArrayList;
import java.util.List;
import rhizome.kernel.Machine;

/** Where one input has led so far; {@code moved} once the state is another one. */
record Turn(State state, List<Output> outputs, boolean moved) {

  static Turn of(State state) {
    return new Turn(state, List.of(), false);
  }

  Turn to(State next) {
    return new Turn(next, outputs, true);
  }

  Turn and(Output output) {
    List<Output> more = new ArrayList<>(outputs);
    more.add(output);
    return new Turn(state, more, moved);
  }

  /** What is signed or final is durable before it is known to anybody. */
  Machine.Step<State, Output> durable() {
    List<Output> all = new ArrayList<>();
    if (outputs.stream().anyMatch(Turn::binds)) {
      all.add(new Output.Persist(state));
    }
    all.addAll(outputs);
    return new Machine.Step<>(state, all);
  }

  private static boolean binds(Output output) {
    return switch (output) {
      case Output.Broadcast _, Output.Decided _ -> true;
      case Output.Persist _,
          Output.ScheduleTimeout _,
          Output.Propose _,
          Output.Accuse _,
          Output.NewRound _,
          Output.Refused _ ->
          false;
    };
  }
}
