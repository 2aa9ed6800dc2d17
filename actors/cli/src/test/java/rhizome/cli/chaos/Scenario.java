package rhizome.cli.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import rhizome.cli.chaos.faults.Kind;
import rhizome.cli.chaos.faults.Schedule.Odds;

/**
 * What a run is about.
 *
 * @param traffic pause between two wishes; nothing for an operator who leaves the grid alone
 * @param bound in which a grid that is left alone must be well again
 * @param settings of the grid, beside those of its profile
 */
record Scenario(
    String name,
    int nodes,
    Odds odds,
    Optional<Duration> traffic,
    Duration bound,
    String settings) {

  private static final int NODES = 3;
  private static final Duration PAUSE = Duration.ofSeconds(4);

  /** Nobody wishes anything meanwhile. */
  static Scenario quiet(String name, Odds odds) {
    return new Scenario(name, NODES, odds, Optional.empty(), Duration.ofSeconds(30), "");
  }

  /** An operator changes his mind all the time. */
  static Scenario busy(String name, Odds odds) {
    Optional<Duration> traffic = Optional.of(Duration.ofSeconds(1));
    return new Scenario(name, NODES, odds, traffic, Duration.ofSeconds(60), "");
  }

  Scenario with(String other) {
    return new Scenario(name, nodes, odds, traffic, bound, other);
  }

  /** Each of these once, for so many seconds or up to three times as many. */
  static Odds once(int seconds, Kind... kinds) {
    return new Odds(List.of(kinds), 1, PAUSE, Duration.ofSeconds(seconds));
  }
}
