package rhizome.grid.node;

import rhizome.blueprints.model.Resources;
import rhizome.kernel.ZoneId;

/**
 * What a node says of itself when it enrols.
 *
 * @param address at which its peers reach what runs there; empty from an agent that does not say it
 */
public record Facts(ZoneId zone, String host, Resources capacity, String address) {

  public Facts(ZoneId zone, String host, Resources capacity) {
    this(zone, host, capacity, "");
  }
}
