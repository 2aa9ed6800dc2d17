package rhizome.grid.robot;

import java.util.LinkedHashMap;
import java.util.Map;
import rhizome.grid.robot.Robot.State.Active;

/**
 * How far a service is on its way to what is wanted of it.
 *
 * @param ready replicas that are ready with the spec that is wanted now
 * @param discarded replicas nobody misses before the next revision
 * @param why what keeps it from going on, if it stalls
 */
public record Outlook(int ready, int discarded, Stage stage, String why) {

  public enum Stage {
    /** Every replica was well. */
    ARRIVED,
    ROLLING,
    /** Only its canaries have what is new so far. */
    CANARY,
    /** Its canaries are well, and somebody has to say so. */
    WAITING,
    /** It goes no further by itself. */
    STALLED
  }

  /** Of each service, in the order of the blueprint. */
  public static Map<String, Outlook> of(Active active) {
    Map<String, Seats> seats = Seats.all(active, _ -> {});
    Map<String, Outlook> outlooks = new LinkedHashMap<>();
    seats.forEach((service, own) -> outlooks.put(service, own.outlook()));
    return outlooks;
  }
}
