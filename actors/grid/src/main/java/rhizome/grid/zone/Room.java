package rhizome.grid.zone;

import java.util.List;
import rhizome.grid.preemption.Tenant;
import rhizome.kernel.NodeId;

/** Where there is room once these have left. */
public record Room(NodeId node, List<Tenant> victims) {
  public Room {
    victims = List.copyOf(victims);
  }
}
