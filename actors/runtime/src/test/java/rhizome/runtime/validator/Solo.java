package rhizome.runtime.validator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.replica.Input;
import rhizome.ledger.replica.Output;
import rhizome.ledger.replica.Replica;
import rhizome.ledger.replica.State;

/** A chain that one validator makes alone, in no time, and the same in every run. */
final class Solo {

  private static final long BEGUN = 1_700_000_000;

  final Hamlet hamlet = new Hamlet(BEGUN, 5, 1);
  final List<List<Output>> steps = new ArrayList<>();
  State state;

  private final Replica replica = new Replica(hamlet.charter(), hamlet.voter(0), hamlet.reveals(0));
  private long now = BEGUN;

  Solo() {
    state = replica.beginning();
    step(new Input.Started(now));
  }

  /** So much time goes by. */
  Solo later(Duration time) {
    now += time.toMillis();
    return this;
  }

  /** One block more, of these. */
  Solo block(List<Entry> entries) {
    now++;
    return step(new Input.Offered(now, state.height() + 1, 0, entries));
  }

  Solo blocks(int count) {
    for (int i = 0; i < count; i++) {
      block(i == 0 ? List.of(hamlet.spend(0, 1)) : List.of());
    }
    return this;
  }

  private Solo step(Input input) {
    var step = replica.step(state, input);
    state = step.state();
    steps.add(step.outputs());
    return this;
  }

  /** Of all steps so far. */
  <T extends Output> List<T> outputs(Class<T> kind) {
    return steps.stream().flatMap(List::stream).filter(kind::isInstance).map(kind::cast).toList();
  }

  List<Output> last() {
    return steps.getLast();
  }
}
