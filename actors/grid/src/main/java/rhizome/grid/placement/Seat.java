package rhizome.grid.placement;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rhizome.blueprints.model.Resources;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;

/**
 * One node in a {@link Stock}: what is used of it, by which services, and where it stands. It
 * stands in no row while it is not on offer; its labels are those with which it was last.
 */
@SuppressWarnings("ComparableType") // there is one seat for a node, and equality is identity
final class Seat implements Comparable<Seat> {

  final NodeId node;
  Resources used = Resources.NONE;
  @Nullable Row row;
  Resources free = Resources.NONE;
  Labels labels = Labels.NONE;
  final Map<Kin, Integer> kin = new LinkedHashMap<>();

  Seat(NodeId node) {
    this.node = node;
  }

  int siblings(Kin service) {
    return kin.getOrDefault(service, 0);
  }

  Optional<String> value(String label) {
    return labels.of(node, label);
  }

  boolean isEmpty() {
    return kin.isEmpty() && used.equals(Resources.NONE);
  }

  @Override
  public int compareTo(Seat other) {
    return node.compareTo(other.node);
  }
}
