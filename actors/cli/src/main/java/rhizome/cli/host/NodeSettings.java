package rhizome.cli.host;

import java.nio.file.Path;
import rhizome.blueprints.model.Resources;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;

/**
 * One node in a process of its own.
 *
 * @param data folder of the grid it joins
 * @param work folder of its workloads
 * @param address at which its peers reach what runs there
 * @param labels by which blueprints ask for it
 */
public record NodeSettings(
    Path data, NodeId node, Path work, Resources capacity, String address, Labels labels) {

  static final String LOOPBACK = "127.0.0.1";

  public NodeSettings {
    data = data.toAbsolutePath().normalize();
    work = work.toAbsolutePath().normalize();
  }

  /** Whose peers are on the same machine. */
  public NodeSettings(Path data, NodeId node, Path work, Resources capacity) {
    this(data, node, work, capacity, LOOPBACK, Labels.NONE);
  }

  /** At the first of these that is not empty. */
  NodeSettings at(String configured, String known) {
    String first = configured.isEmpty() ? known : configured;
    return new NodeSettings(data, node, work, capacity, first, labels);
  }

  /** With these labels, too, where none of the same key is said yet. */
  public NodeSettings labelled(Labels others) {
    return new NodeSettings(data, node, work, capacity, address, labels.over(others));
  }
}
