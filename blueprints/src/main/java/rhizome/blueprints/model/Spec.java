package rhizome.blueprints.model;

import java.util.List;

/** Everything an agent must know to run one workload and keep it alive. */
public record Spec(Run run, Resources resources, List<Port> ports, Health health, Restart restart) {

  public Spec {
    ports = List.copyOf(ports);
  }
}
