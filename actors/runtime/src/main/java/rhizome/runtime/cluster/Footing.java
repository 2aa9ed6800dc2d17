package rhizome.runtime.cluster;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a member that is up has a cluster around it. The split-brain resolver decides between
 * those a member still knows, so members that lose each other one after the other may all believe
 * that they are the majority; and an oldest member that once handed the coordinators of the shards
 * to such a majority never takes them back. Whoever finds itself so ends and joins again
 * (docs/adr/0013). Time comes in as an argument.
 */
final class Footing {

  /**
   * For how long a member bears it.
   *
   * @param least as many control members as it takes to found the cluster
   * @param aloneMax with fewer of them up than that
   * @param headlessMax as the oldest of them, without every coordinator
   */
  record Settings(int least, Duration aloneMax, Duration headlessMax) {

    Settings {
      if (least < 1 || !aloneMax.isPositive() || !headlessMax.isPositive()) {
        throw new IllegalArgumentException(
            "rhizome.cluster.alone-max and headless-max must be positive");
      }
    }

    /** As few may stay as may host shards: where a lease decides, {@link ClusterProfile} says. */
    static Settings from(Config config) {
      return new Settings(
          config.getInt("akka.cluster.role.control.min-nr-of-members"),
          config.getDuration("rhizome.cluster.alone-max"),
          config.getDuration("rhizome.cluster.headless-max"));
    }
  }

  /**
   * What a member sees of its cluster.
   *
   * @param controls how many control members are up, itself among them
   * @param headless it is the oldest of them, and not every coordinator is there
   */
  record View(int controls, boolean headless) {}

  private final Settings settings;
  private @Nullable Duration alone;
  private @Nullable Duration headless;

  Footing(Settings settings) {
    this.settings = settings;
  }

  /**
   * @return why this member is to end, in words for its log
   */
  Optional<String> look(View view, Duration now) {
    alone = since(alone, view.controls < settings.least, now);
    headless = since(headless, view.headless, now);
    if (isOver(alone, settings.aloneMax, now)) {
      return Optional.of(
          "%d of the %d control members that it takes to found this cluster are up"
              .formatted(view.controls, settings.least));
    }
    if (isOver(headless, settings.headlessMax, now)) {
      return Optional.of("the oldest control member has no coordinators for its shards");
    }
    return Optional.empty();
  }

  private static @Nullable Duration since(@Nullable Duration before, boolean holds, Duration now) {
    if (!holds) {
      return null;
    }
    return before == null ? now : before;
  }

  private static boolean isOver(@Nullable Duration since, Duration max, Duration now) {
    return since != null && now.minus(since).compareTo(max) >= 0;
  }
}
