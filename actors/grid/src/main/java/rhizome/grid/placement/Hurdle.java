package rhizome.grid.placement;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import rhizome.kernel.Labels;

/**
 * One thing a node must meet, which is something about its value of one label.
 *
 * @param named values of which the answer may differ from that for all others
 * @param one why a node does not meet it, such as "is not region=eu"
 * @param many the same of several nodes
 */
record Hurdle(
    String label,
    Predicate<Optional<String>> takes,
    Collection<String> named,
    String one,
    String many) {

  /** Whether nodes are told from each other by it, and not whole groups of them. */
  boolean isOfNodes() {
    return label.equals(Labels.NODE);
  }

  static Hurdle required(String label, List<String> values) {
    String what = label + "=" + String.join(" or ", values);
    return new Hurdle(
        label,
        value -> value.filter(values::contains).isPresent(),
        values,
        "is not " + what,
        "are not " + what);
  }

  String told(int nodes) {
    return nodes + " " + (nodes == 1 ? one : many);
  }
}
