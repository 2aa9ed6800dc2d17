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

  /** The label of a node whose power follows what is needed, by the value {@link #ON_DEMAND}. */
  public static final String POWER = "power";

  public static final String ON_DEMAND = "on-demand";

  public Facts(ZoneId zone, String host, Resources capacity, String address) {
    this(zone, host, capacity, address, Labels.NONE);
  }

  public Facts(ZoneId zone, String host, Resources capacity) {
    this(zone, host, capacity, "");
  }

  /** Its agent can power it down, and nobody said that it shall stay on. */
  public boolean powered() {
    return labels.get(POWER).filter(ON_DEMAND::equals).isPresent();
  }

  /** Reads as ever where there are no labels. */
  @Override
  public String toString() {
    return "Facts[zone=%s, host=%s, capacity=%s, address=%s%s]"
        .formatted(zone, host, capacity, address, labels.none() ? "" : ", labels=" + labels);
  }
}
