package rhizome.grid.scaling;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.scale.Scale;
import rhizome.grid.node.Lease;

/**
 * A service whose number of replicas follows its load.
 *
 * @param fewest what it is never scaled below
 * @param replicas how many there are to be now
 * @param asked by each of them
 * @param ready by slot, those that can be asked what they use
 */
public record Followed(
    String service,
    Scale scale,
    int fewest,
    int replicas,
    Resources asked,
    SortedMap<Integer, Lease> ready) {
  public Followed {
    ready = Collections.unmodifiableSortedMap(new TreeMap<>(ready));
  }
}
