package rhizome.grid.notice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The deliveries to one receiver, in the order of their letters: only the first is tried.
 *
 * @param waiting numbers of letters
 * @param attempts of the first that failed
 * @param notBefore when the first is tried
 * @param trouble why the last try failed; empty when it did not
 * @param last the letter that arrived last
 */
public record Outbox(
    List<Long> waiting, int attempts, Instant notBefore, String trouble, Optional<Done> last) {

  /** A letter that arrived. */
  public record Done(long number, Instant at) {}

  static final Outbox EMPTY = new Outbox(List.of(), 0, Instant.EPOCH, "", Optional.empty());

  public Outbox {
    waiting = List.copyOf(waiting);
    trouble = Notice.line(trouble);
  }

  boolean isNext(long number) {
    return !waiting.isEmpty() && waiting.getFirst() == number;
  }

  Outbox with(long number) {
    List<Long> longer = new ArrayList<>(waiting);
    longer.add(number);
    return new Outbox(longer, attempts, notBefore, trouble, last);
  }

  Outbox delivered(long number, Instant at) {
    return new Outbox(rest(number), 0, at, "", Optional.of(new Done(number, at)));
  }

  Outbox missed(int failed, Instant next, String reason) {
    return new Outbox(waiting, failed, next, reason, last);
  }

  /** The one behind it begins anew. */
  Outbox buried(long number, String reason, Instant at) {
    return isNext(number)
        ? new Outbox(rest(number), 0, at, reason, last)
        : new Outbox(rest(number), attempts, notBefore, trouble, last);
  }

  private List<Long> rest(long number) {
    return waiting.stream().filter(other -> other != number).toList();
  }
}
