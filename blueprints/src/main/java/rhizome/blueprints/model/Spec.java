package rhizome.blueprints.model;

import java.util.List;

/**
 * Everything an agent must know to run one workload and keep it alive.
 *
 * @param single at no time may two processes run under its name, whatever that costs in speed; when
 *     false, a replacement may begin while the one before it may still be there
 */
public record Spec(
    Run run,
    Resources resources,
    List<Port> ports,
    Health health,
    Restart restart,
    boolean single) {

  public Spec {
    ports = List.copyOf(ports);
  }

  /** A single one, as all are unless somebody says otherwise. */
  public Spec(Run run, Resources resources, List<Port> ports, Health health, Restart restart) {
    this(run, resources, ports, health, restart, true);
  }
}
