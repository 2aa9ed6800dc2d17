package rhizome.grid.node;

import rhizome.blueprints.model.Resources;
import rhizome.kernel.Labels;
import rhizome.kernel.ZoneId;

/**
 * What a node says of itself when it enrols.
 *
 * @param address at which its peers reach what runs there; empty from an agent that does not say it
 * @param labels by which blueprints ask for it
 */
public record Facts(ZoneId zone, String host, Resources capacity, String address, Labels labels) {

  public Facts(ZoneId zone, String host, Resources capacity, String address) {
    this(zone, host, capacity, address, Labels.NONE);
  }

  public Facts(ZoneId zone, String host, Resources capacity) {
    this(zone, host, capacity, "");
  }

  /** Reads as ever where there are no labels. */
  @Override
  public String toString() {
    return "Facts[zone=%s, host=%s, capacity=%s, address=%s%s]"
        .formatted(zone, host, capacity, address, labels.none() ? "" : ", labels=" + labels);
  }
}
