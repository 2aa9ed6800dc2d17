package rhizome.runtime.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhizome.grid.zone.Losses;
import rhizome.grid.zone.ZoneIndex.Silent;
import rhizome.kernel.NodeId;

/**
 * A zone's questions to the control members: for how long is this node silent? One at a time; one
 * that is not answered in time is asked anew.
 */
final class Inquest {

  /** Pause between two questions, and patience with an answer. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  record Question(long number, List<NodeId> nodes) {}

  private final Losses losses;
  private long number;
  private Instant next = Instant.MIN;
  private int unconfirmed;

  Inquest(Losses losses) {
    this.losses = losses;
  }

  Optional<Question> ask(Instant now) {
    if (now.isBefore(next)) {
      return Optional.empty();
    }
    List<NodeId> nodes = losses.questions(now);
    if (nodes.isEmpty()) {
      return Optional.empty();
    }
    next = now.plus(PATIENCE);
    return Optional.of(new Question(++number, nodes));
  }

  /** Who is lost. An answer that comes too late is none: what it says may no longer be so. */
  List<Silent> answered(Question question, Map<NodeId, Duration> silences, Instant now) {
    if (question.number != number) {
      return List.of();
    }
    next = now.plus(PAUSE);
    return losses.answered(question.nodes, silences, now);
  }

  /** What to say of nodes that nobody else misses, once. */
  Optional<String> newlyUnconfirmed(Instant now) {
    int before = unconfirmed;
    unconfirmed = losses.standing(now).unconfirmed();
    return before == 0 && unconfirmed > 0
        ? Optional.of(
            unconfirmed
                + " nodes are silent here, and no majority of the control members confirms it;"
                + " they keep their leases until one does")
        : Optional.empty();
  }
}
