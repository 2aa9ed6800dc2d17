package rhizome.runtime.node;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import rhizome.kernel.NodeId;

/** For how long nodes have been silent, as a majority of the control members says. */
@FunctionalInterface
public interface Silences {

  /**
   * Asks about these nodes. A node on which no majority answered is missing from the answer: of
   * that one nothing may be concluded. The silences are as of the moment of this call.
   */
  CompletionStage<Map<NodeId, Duration>> of(Collection<NodeId> nodes);
}
