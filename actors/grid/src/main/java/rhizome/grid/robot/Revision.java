package rhizome.grid.robot;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.plan.Plan;
import rhizome.blueprints.plan.Step;
import rhizome.grid.robot.Robot.Event.*;

/**
 * What a robot was told once; its generations count these from 1, without a gap. The journal keeps
 * them all, so nothing else has to.
 *
 * @param blueprint what to carry out from then on; nothing when all was to be taken down
 * @param by who said so
 */
public record Revision(long generation, Optional<Blueprint> blueprint, String by, Instant at) {

  /** The revision an event made; nothing for what was only seen. */
  public static Optional<Revision> of(Robot.Event event) {
    return switch (event) {
      case Targeted(var blueprint, long generation, var by, var at) ->
          Optional.of(new Revision(generation, Optional.of(blueprint), by, at));
      case Destroyed(long generation, var by, var at) ->
          Optional.of(new Revision(generation, Optional.empty(), by, at));
      case Observed _, Elapsed _, Granted _, Spared _, Stalled _, Promoted _, Discarded _ ->
          Optional.empty();
      case TableConfirmed _, Reaffirmed _, Led _, Scaled _ -> Optional.empty();
      case JobStarted _, JobSkipped _, JobEnded _ -> Optional.empty();
    };
  }

  /**
   * What is known of a revision to whoever does not have all of it.
   *
   * @param digest equal for equal blueprints; nothing when all was to be taken down
   */
  public record Outline(long generation, Optional<String> digest) {}

  /**
   * Where the way back from the newest of these leads: to the last blueprint before it that says
   * something else. What was taken down said nothing.
   */
  public static Optional<Long> earlier(List<Outline> newestFirst) {
    if (newestFirst.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> now = newestFirst.getFirst().digest();
    return newestFirst.stream()
        .skip(1)
        .filter(outline -> outline.digest().isPresent() && !outline.digest().equals(now))
        .findFirst()
        .map(Outline::generation);
  }

  /** What becomes of each service on the way here from another revision, or from nothing. */
  public List<Step> since(Optional<Revision> other) {
    Optional<Blueprint> before = other.flatMap(Revision::blueprint);
    return blueprint
        .map(wanted -> Plan.between(before, wanted))
        .or(() -> before.map(Plan::destroying))
        .map(Plan::steps)
        .orElse(List.of());
  }
}
