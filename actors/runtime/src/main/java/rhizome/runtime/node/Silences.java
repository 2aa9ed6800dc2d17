package rhizome.runtime.node;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import rhizome.kernel.NodeId;

/** What the control members together know of the silence of nodes. */
@FunctionalInterface
public interface Silences {

  /**
   * For how long a majority of the control members heard nothing of each of these nodes, whatever
   * the others heard. No entry stands for a node about which no majority answered.
   */
  CompletionStage<Map<NodeId, Duration>> of(Collection<NodeId> nodes);
}
