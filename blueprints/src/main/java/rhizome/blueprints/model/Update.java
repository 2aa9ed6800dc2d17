package rhizome.blueprints.model;

import java.time.Duration;

/**
 * How the replicas of a service give way to new ones when its spec changes. Values are Nomad's.
 *
 * @param atOnce replicas that may be without service at the same time for it
 * @param canary replicas that run the new spec before any other does; 0 for none
 * @param healthyFor how long a replica is ready before it counts as well
 * @param progressDeadline without one more replica that is well for so long, it has failed
 * @param promote once the canaries are well the others follow by themselves
 * @param revert where it fails, the robot goes back to the last revision that was well
 */
public record Update(
    int atOnce,
    int canary,
    Duration healthyFor,
    Duration progressDeadline,
    boolean promote,
    boolean revert) {

  public static final Update DEFAULT =
      new Update(1, 0, Duration.ofSeconds(10), Duration.ofMinutes(10), true, true);

  public Update {
    if (atOnce < 1 || atOnce > Service.REPLICAS_MAX) {
      throw new IllegalArgumentException("at once are 1 to " + Service.REPLICAS_MAX);
    }
    if (canary < 0 || canary > Service.REPLICAS_MAX) {
      throw new IllegalArgumentException("canaries are 0 to " + Service.REPLICAS_MAX);
    }
    if (healthyFor.isNegative() || progressDeadline.compareTo(healthyFor) <= 0) {
      throw new IllegalArgumentException(
          "a progress deadline must be longer than what a replica is to be healthy for");
    }
  }
}
