package rhizome.grid.zone;

import rhizome.kernel.NodeId;

/** A sign of life: the part of a {@link Heartbeat} that renews a lease. */
public record Sign(NodeId node, String boot, long number) {

  public static Sign of(Heartbeat heartbeat) {
    return new Sign(heartbeat.node(), heartbeat.boot(), heartbeat.number());
  }
}
