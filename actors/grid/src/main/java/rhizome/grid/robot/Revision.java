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
      case Observed _ -> Optional.empty();
    };
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
