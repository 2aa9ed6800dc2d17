package rhizome.cli.host;

import java.nio.file.Path;
import rhizome.blueprints.model.Resources;
import rhizome.kernel.NodeId;

/**
 * One node in a process of its own.
 *
 * @param data folder of the grid it joins
 * @param work folder of its workloads
 * @param address at which its peers reach what runs there
 */
public record NodeSettings(Path data, NodeId node, Path work, Resources capacity, String address) {

  static final String LOOPBACK = "127.0.0.1";

  public NodeSettings {
    data = data.toAbsolutePath().normalize();
    work = work.toAbsolutePath().normalize();
  }

  /** Whose peers are on the same machine. */
  public NodeSettings(Path data, NodeId node, Path work, Resources capacity) {
    this(data, node, work, capacity, LOOPBACK);
  }

  /** At the first of these that is not empty. */
  NodeSettings at(String configured, String known) {
    return new NodeSettings(data, node, work, capacity, configured.isEmpty() ? known : configured);
  }
}
