package rhizome.gateway.timeline;

import java.time.Instant;
import java.util.List;
import rhizome.grid.healing.Cause;

/**
 * One line of a timeline.
 *
 * @param event the kind of event, such as {@code restarting}; stable
 * @param sentence what happened, for people; its causes are told in it
 * @param epoch the lease it belongs to, 0 for none
 * @param incarnation the process it belongs to, 0 for none
 * @param because the chain of causes, the nearest first; empty when nothing went wrong
 */
public record Entry(
    Instant at, String event, String sentence, long epoch, int incarnation, List<Link> because) {

  /** One cause: a sentence, and when it became true. */
  public record Link(String what, Instant at) {}

  public Entry {
    because = List.copyOf(because);
  }

  static List<Link> links(Cause cause) {
    return cause.chain().stream().map(link -> new Link(link.what(), link.at())).toList();
  }
}
