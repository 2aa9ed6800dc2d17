package rhizome.grid.placement;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rhizome.blueprints.model.Resources;
import rhizome.kernel.NodeId;

/**
 * One node in a {@link Stock}: what is used of it, by which services, and where it stands. It
 * stands in no row while it is not on offer.
 */
@SuppressWarnings("ComparableType") // there is one seat for a node, and equality is identity
final class Seat implements Comparable<Seat> {

  final NodeId node;
  Resources used = Resources.NONE;
  @Nullable Row row;
  Resources free = Resources.NONE;
  final Map<Kin, Integer> kin = new LinkedHashMap<>();

  Seat(NodeId node) {
    this.node = node;
  }

  int siblings(Kin service) {
    return kin.getOrDefault(service, 0);
  }

  boolean isEmpty() {
    return kin.isEmpty() && used.equals(Resources.NONE);
  }

  @Override
  public int compareTo(Seat other) {
    return node.compareTo(other.node);
  }
}
