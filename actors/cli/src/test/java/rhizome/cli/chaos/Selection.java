package rhizome.cli.chaos;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which scenarios are played.
 *
 * @param only their names; all if there are none
 */
record Selection(List<String> only) {

  static final String PROPERTY = "chaos.only";

  Selection {
    only = List.copyOf(only);
  }

  /** What {@code -Dchaos.only} says of these. */
  static Selection of(List<String> names) {
    return parse(System.getProperty(PROPERTY, ""), names);
  }

  /**
   * @param text names with commas between them
   * @throws IllegalArgumentException if one of them is not among those there are; else a typing
   *     error would play nothing, and look well
   */
  static Selection parse(String text, List<String> names) {
    List<String> only =
        Arrays.stream(text.split(",", -1)).map(String::strip).filter(n -> !n.isEmpty()).toList();
    TreeSet<String> unknown = new TreeSet<>(only);
    names.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "-D%s: no scenario is called %s; there are %s"
              .formatted(PROPERTY, String.join(", ", unknown), String.join(", ", names)));
    }
    return new Selection(only);
  }

  /** Why it is not played, if it is not. */
  Optional<String> omits(String name) {
    return only.isEmpty() || only.contains(name)
        ? Optional.empty()
        : Optional.of("not selected by -D%s=%s".formatted(PROPERTY, String.join(",", only)));
  }
}
