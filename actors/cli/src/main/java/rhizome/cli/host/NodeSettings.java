package rhizome.cli.host;

import java.nio.file.Path;
import java.util.List;
import rhizome.blueprints.model.Resources;
import rhizome.grid.node.Facts;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;

/**
 * One node in a process of its own.
 *
 * @param data folder of the grid it joins
 * @param work folder of its workloads
 * @param address at which its peers reach what runs there
 * @param labels by which blueprints ask for it
 * @param powerDown what powers its machine down; empty if nothing does
 */
public record NodeSettings(
    Path data,
    NodeId node,
    Path work,
    Resources capacity,
    String address,
    Labels labels,
    List<String> powerDown) {

  static final String LOOPBACK = "127.0.0.1";

  public NodeSettings {
    powerDown = List.copyOf(powerDown);
    data = data.toAbsolutePath().normalize();
    work = work.toAbsolutePath().normalize();
  }

  /** Whose peers are on the same machine. */
  public NodeSettings(Path data, NodeId node, Path work, Resources capacity) {
    this(data, node, work, capacity, LOOPBACK, Labels.NONE, List.of());
  }

  /** At the first of these that is not empty. */
  NodeSettings at(String configured, String known) {
    String first = configured.isEmpty() ? known : configured;
    return new NodeSettings(data, node, work, capacity, first, labels, powerDown);
  }

  /** With these labels, too, where none of the same key is said yet. */
  public NodeSettings labelled(Labels others) {
    return new NodeSettings(data, node, work, capacity, address, labels.over(others), powerDown);
  }

  /** Whose machine is powered down by that command, if there is one: its label says so. */
  NodeSettings powered(List<String> command) {
    return command.isEmpty()
        ? this
        : new NodeSettings(data, node, work, capacity, address, labels, command)
            .labelled(Labels.parse(List.of(Facts.POWER + "=" + Facts.ON_DEMAND)));
  }
}
