package rhizome.grid.placement;

import java.util.List;
import java.util.Map;

/** Who is where, as far as a wish can ask for it. Who seeks a place does not count himself. */
interface Whereabouts {

  /** How many of a service of the same robot are on the nodes of each value of a label. */
  Map<String, Integer> counts(String service, String label);

  /**
   * The fewest of the seeker's service that a value of the label has, of the values of all nodes on
   * offer that are {@code required}.
   */
  int fewest(String label, List<Hurdle> required);
}
