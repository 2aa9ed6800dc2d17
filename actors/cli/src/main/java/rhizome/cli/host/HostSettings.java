package rhizome.cli.host;

import java.nio.file.Path;
import java.util.OptionalInt;
import rhizome.blueprints.model.Resources;
import rhizome.kernel.Labels;

/**
 * What a grid on this machine is made of.
 *
 * @param data folder of its journal, keys, token and nodes
 * @param port of the API on loopback, 0 for any that is free; else what {@link Settings} say
 * @param nodes agents in this process, called n1, n2, ...
 * @param capacity of each of them
 * @param labels of each of them
 */
public record HostSettings(
    Path data, OptionalInt port, int nodes, Resources capacity, Labels labels) {

  static final int NODES_MAX = 100;

  /** Of which nothing more is said. */
  public HostSettings(Path data, OptionalInt port, int nodes, Resources capacity) {
    this(data, port, nodes, capacity, Labels.NONE);
  }

  public HostSettings {
    data = data.toAbsolutePath().normalize();
    if (nodes < 0 || nodes > NODES_MAX) {
      throw new IllegalArgumentException("a process holds 0 to " + NODES_MAX + " nodes");
    }
  }
}
