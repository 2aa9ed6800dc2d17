package rhizome.cli.bench.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rhizome.kernel.Nearest;

/** What can be measured of a cluster by itself; each yields one figure or several. */
public enum Part {
  NODE_HEAL_SINGLE("node-heal-single"),
  NODE_HEAL_SHARED("node-heal-shared"),
  CONTROL_HEAL("control-heal"),
  FALSE_DOWN("false-down"),
  APPLY_1000_EMBEDDED("apply-1000-embedded"),
  /** With the embedded one beside it. */
  APPLY_1000_CASSANDRA("apply-1000-cassandra"),
  RSS_10K_NODES("rss-10k-nodes", "heartbeat-bytes");

  private final String figure;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> others;

  Part(String figure, String... others) {
    this.figure = figure;
    this.others = List.of(others);
  }

  /** Name of its first figure. */
  public String figure() {
    return figure;
  }

  /** Names by which it may be asked for. */
  Stream<String> figures() {
    return Stream.concat(Stream.of(figure), others.stream());
  }

  /**
   * Those of these names; all of them when there are none.
   *
   * @throws IllegalArgumentException if one is not known; says which would be
   */
  public static List<Part> of(List<String> names) {
    return names.isEmpty() ? List.of(values()) : names.stream().map(Part::of).distinct().toList();
  }

  private static Part of(String name) {
    return Arrays.stream(values())
        .filter(part -> part.figures().anyMatch(name::equals))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
  }

  private static String unknown(String name) {
    List<String> known = Arrays.stream(values()).flatMap(Part::figures).toList();
    Optional<String> nearest = Nearest.of(name, known);
    return "no figure '%s'%s; there are %s"
        .formatted(
            name,
            nearest.map(near -> ", did you mean '%s'?".formatted(near)).orElse(""),
            known.stream().collect(Collectors.joining(", ")));
  }
}
