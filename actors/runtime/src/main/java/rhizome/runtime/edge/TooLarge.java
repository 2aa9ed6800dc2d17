package rhizome.runtime.edge;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Report;
import rhizome.grid.workload.Workload.Command.Observe;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/**
 * What is said of an assignment that no frame can carry. The agent cannot say it, for it never
 * hears of the assignment; the workload then goes elsewhere, or waits for a human with this for a
 * reason, instead of starting for ever.
 */
public final class TooLarge {

  private static final Logger LOG = LoggerFactory.getLogger(TooLarge.class);

  private final int frameMax;
  private final Map<WorkloadId, Long> logged = new TreeMap<>();

  /**
   * @param frameMax bytes that a frame may have
   */
  public TooLarge(int frameMax) {
    this.frameMax = frameMax;
  }

  /** As the agent would say it of a program that cannot be started there. */
  public Observe report(NodeId node, Assignment assignment, Instant at) {
    WorkloadId workload = assignment.workload();
    String why =
        ("its spec has %d bytes, and a frame to an agent that is no member %d at most:"
                + " make it smaller, or raise rhizome.agents.frame-max on gateways and nodes")
            .formatted(Frames.size(assignment), frameMax);
    Long before = logged.put(workload, assignment.epoch());
    if (before == null || before != assignment.epoch()) {
      LOG.warn("{} cannot be told to run {}: {}", node, workload, why);
    }
    return new Observe(
        node,
        new Report.Exhausted(workload, assignment.epoch(), 1, at, new Exit.NeverStarted(why)));
  }
}
