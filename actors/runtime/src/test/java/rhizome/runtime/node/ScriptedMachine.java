package rhizome.runtime.node;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rhizome.grid.endpoint.Table;
import rhizome.grid.node.Assignment;
import rhizome.kernel.WorkloadId;

/** A machine that notes what it is told, holds what a test says, and has one log. */
final class ScriptedMachine implements Workshop {

  private final List<String> told = new ArrayList<>();
  private final Map<WorkloadId, Long> tables = new TreeMap<>();
  private List<Holding> held = List.of();

  synchronized void hold(Holding... holdings) {
    held = List.of(holdings);
  }

  /** Since it was last asked. */
  synchronized List<String> told() {
    List<String> all = List.copyOf(told);
    told.clear();
    return all;
  }

  @Override
  public synchronized void assign(Assignment assignment) {
    told.add("keep %s epoch %d".formatted(assignment.workload(), assignment.epoch()));
  }

  @Override
  public synchronized void stop(WorkloadId workload, long epoch) {
    told.add("stop %s epoch %d".formatted(workload, epoch));
  }

  @Override
  public synchronized List<Holding> inventory() {
    return held;
  }

  @Override
  public synchronized void announce(
      WorkloadId workload, long epoch, Table table, Runnable written) {
    told.add("tell %s epoch %d revision %d".formatted(workload, epoch, table.revision()));
    tables.put(workload, epoch);
    written.run();
  }

  @Override
  public synchronized boolean isTold(WorkloadId workload, long epoch) {
    return tables.getOrDefault(workload, 0L) >= epoch;
  }

  /** Endless zeros for web; nothing else has a log. */
  @Override
  public LogSlice readLog(WorkloadId workload, long from, int max) throws IOException {
    if (!workload.service().equals("web")) {
      throw new IOException("no such file");
    }
    return new LogSlice(from, new byte[max], Long.MAX_VALUE);
  }
}
