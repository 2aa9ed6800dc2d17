package rhizome.runtime.validator;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import rhizome.ledger.replica.Input;
import rhizome.ledger.replica.Message;

/**
 * Inputs that wait while one is being written. What the host says itself always finds room: there
 * is a handful of it. What peers say beyond the limits is dropped and counted; they tell it again.
 */
final class Line {

  private final int most;
  private final int mostLarge;
  private final Deque<Input> inputs = new ArrayDeque<>();
  private int heard;
  private int large;
  private long dropped;

  Line(int most, int mostLarge) {
    this.most = most;
    this.mostLarge = mostLarge;
  }

  /** Whether it waits; else it is dropped. */
  boolean add(Input input) {
    if (input instanceof Input.Arrived(_, _, var message)) {
      boolean isLarge = isLarge(message);
      if (heard >= most || (isLarge && large >= mostLarge)) {
        dropped++;
        return false;
      }
      heard++;
      large += isLarge ? 1 : 0;
    }
    inputs.addLast(input);
    return true;
  }

  boolean isEmpty() {
    return inputs.isEmpty();
  }

  /** Who waits longest; nothing if nobody does. */
  @Nullable Input next() {
    Input next = inputs.pollFirst();
    if (next instanceof Input.Arrived(_, _, var message)) {
      heard--;
      large -= isLarge(message) ? 1 : 0;
    }
    return next;
  }

  /** How many were dropped since this was asked last. */
  long dropped() {
    long since = dropped;
    dropped = 0;
    return since;
  }

  /** Whether it carries a block, a page of a snapshot, or the headers on the way to one. */
  static boolean isLarge(Message message) {
    return switch (message) {
      case Message.Said said -> said.candidate().isPresent();
      case Message.Position(_, var news) ->
          news.stream().anyMatch(it -> it.candidate().isPresent());
      case Message.Blocks _, Message.Share _ -> true;
      case Message.Offer(_, var way) -> !way.isEmpty();
      case Message.WantShare _, Message.Accusation _ -> false;
    };
  }
}
