package rhizome.kernel;

import java.util.List;

/**
 * What a decider says to a command: events to make durable (possibly none), or a named refusal.
 *
 * @param <E> event
 */
public sealed interface Decision<E> {

  record Accepted<E>(List<E> events) implements Decision<E> {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  record Rejected<E>(Reason reason) implements Decision<E> {}

  /** A refusal; implemented by enums, whose constant names are stable on the wire. */
  interface Reason {
    String name();
  }

  static <E> Decision<E> accept(E event) {
    return new Accepted<>(List.of(event));
  }

  static <E> Decision<E> accept(E first, E second) {
    return new Accepted<>(List.of(first, second));
  }

  static <E> Decision<E> accept(List<E> events) {
    return new Accepted<>(events);
  }

  /** Accepted, and nothing to write: the command told us what we already knew. */
  static <E> Decision<E> unchanged() {
    return new Accepted<>(List.of());
  }

  static <E> Decision<E> reject(Reason reason) {
    return new Rejected<>(reason);
  }
}
