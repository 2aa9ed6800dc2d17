package rhizome.cli.host;

import java.nio.file.Path;
import rhizome.blueprints.model.Resources;
import rhizome.kernel.NodeId;

/**
 * One node in a process of its own.
 *
 * @param data folder of the grid it joins
 * @param work folder of its workloads
 */
public record NodeSettings(Path data, NodeId node, Path work, Resources capacity) {

  public NodeSettings {
    data = data.toAbsolutePath().normalize();
    work = work.toAbsolutePath().normalize();
  }
}
