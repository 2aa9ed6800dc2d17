package rhizome.cli.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import rhizome.cli.chaos.faults.Kind;
import rhizome.cli.chaos.faults.Schedule.Odds;

/**
 * What a run is about.
 *
 * @param shape of the control plane
 * @param lanes so many things go wrong at the same time
 * @param traffic pause between two wishes; nothing for an operator who leaves the grid alone
 * @param bound in which a grid that is left alone must be well again
 * @param settings of the grid, beside those of its profile
 */
record Scenario(
    String name,
    Shape shape,
    int nodes,
    int lanes,
    Odds odds,
    Optional<Duration> traffic,
    Duration bound,
    String settings) {

  private static final int NODES = 3;
  private static final Duration PAUSE = Duration.ofSeconds(4);

  /** What stands in the middle of the grid. */
  enum Shape {
    /** One control member with a journal of its own; nodes are members, too. */
    EMBEDDED,
    /** Control members that share a Cassandra; nodes call any of them. */
    CLUSTERED,
    /** The same on three Cassandras with a copy each. */
    REPLICATED,
    /** Control members that can fall into halves, and a Kubernetes that keeps a lease for them. */
    LEASED;

    List<String> controls() {
      return switch (this) {
        case EMBEDDED -> List.of("c1");
        case CLUSTERED, REPLICATED -> List.of("c1", "c2", "c3");
        case LEASED -> List.of("c1", "c2", "c3", "c4");
      };
    }

    List<String> stores() {
      return switch (this) {
        case EMBEDDED -> List.of();
        case CLUSTERED, LEASED -> List.of("s1");
        case REPLICATED -> List.of("s1", "s2", "s3");
      };
    }
  }

  /** Nobody wishes anything meanwhile. */
  static Scenario quiet(String name, Odds odds) {
    return new Scenario(
        name, Shape.EMBEDDED, NODES, 1, odds, Optional.empty(), Duration.ofSeconds(30), "");
  }

  /** An operator changes his mind all the time. */
  static Scenario busy(String name, Odds odds) {
    Optional<Duration> traffic = Optional.of(Duration.ofSeconds(1));
    return new Scenario(name, Shape.EMBEDDED, NODES, 1, odds, traffic, Duration.ofSeconds(60), "");
  }

  Scenario with(String other) {
    return new Scenario(name, shape, nodes, lanes, odds, traffic, bound, other);
  }

  /** The same on several control members. */
  Scenario clustered() {
    return shaped(Shape.CLUSTERED);
  }

  /** The same on a journal that has three copies. */
  Scenario replicated() {
    return shaped(Shape.REPLICATED);
  }

  /** The same on so many that two halves are alike, and a lease says which of them stays. */
  Scenario leased() {
    return shaped(Shape.LEASED);
  }

  private Scenario shaped(Shape other) {
    return new Scenario(name, other, nodes, lanes, odds, traffic, bound, settings);
  }

  /** The same, with two faults at a time, of which the second does not wait for the first. */
  Scenario overlapping() {
    return new Scenario(name, shape, nodes, 2, odds, traffic, bound, settings);
  }

  List<String> workers() {
    return IntStream.rangeClosed(1, nodes).mapToObj(i -> "n" + i).toList();
  }

  /** Each of these once, for so many seconds or up to three times as many. */
  static Odds once(int seconds, Kind... kinds) {
    return new Odds(List.of(kinds), 1, PAUSE, Duration.ofSeconds(seconds));
  }
}
