package rhizome.cli.bench.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import rhizome.kernel.Nearest;

/** What can be measured of a cluster by itself; each yields one figure or several. */
public enum Part {
  NODE_HEAL_SINGLE("node-heal-single"),
  NODE_HEAL_SHARED("node-heal-shared"),
  APPLY_1000_EMBEDDED("apply-1000-embedded"),
  RSS_10K_NODES("rss-10k-nodes");

  private final String figure;

  Part(String figure) {
    this.figure = figure;
  }

  /** Name of its first figure. */
  public String figure() {
    return figure;
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
        .filter(part -> part.figure.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
  }

  private static String unknown(String name) {
    List<String> known = Arrays.stream(values()).map(Part::figure).toList();
    Optional<String> nearest = Nearest.of(name, known);
    return "no figure '%s'%s; there are %s"
        .formatted(
            name,
            nearest.map(near -> ", did you mean '%s'?".formatted(near)).orElse(""),
            known.stream().collect(Collectors.joining(", ")));
  }
}
