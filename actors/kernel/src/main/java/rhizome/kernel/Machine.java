package rhizome.kernel;

import java.util.List;

/**
 * A protocol as a table: one input in, the next state and ordered outputs out. Time-outs are
 * outputs that come back as inputs; invalid data is an input, not an exception.
 *
 * @param <S> state
 * @param <I> input, what arrived
 * @param <O> output, what must leave, in order
 */
public interface Machine<S, I, O> {

  Step<S, O> step(S state, I input);

  record Step<S, O>(S state, List<O> outputs) {
    public Step {
      outputs = List.copyOf(outputs);
    }
  }
}
