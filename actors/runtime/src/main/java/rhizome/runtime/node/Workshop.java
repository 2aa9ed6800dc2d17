package rhizome.runtime.node;

import java.io.IOException;
import java.util.List;
import rhizome.grid.node.Assignment;
import rhizome.kernel.WorkloadId;

/** The machine's side of a node, as the runtime sees it. Every call returns at once. */
public interface Workshop {

  /** What is held: an order to keep it alive was taken and not yet taken back. */
  record Holding(WorkloadId workload, long epoch) {}

  /** Keep it alive; again changes nothing, a higher epoch replaces a lower one. */
  void assign(Assignment assignment);

  /** Stop it; ends in one Stopped report even when nothing is held. */
  void stop(WorkloadId workload, long epoch);

  List<Holding> inventory();

  /**
   * Reads the current log file, quickly.
   *
   * @param from place of the first byte wanted; negative counts from the end
   * @param max how many bytes at most
   */
  LogSlice readLog(WorkloadId workload, long from, int max) throws IOException;
}
