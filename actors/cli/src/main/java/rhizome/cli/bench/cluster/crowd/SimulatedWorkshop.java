package rhizome.cli.bench.cluster.crowd;

import akka.actor.typed.ActorRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Report;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.node.AgentLink;
import rhizome.runtime.node.LogSlice;
import rhizome.runtime.node.Workshop;

/**
 * An agent without processes: what it is told to run is ready at once, and what it is told to stop
 * has stopped. All that a figure then measures is the grid.
 */
final class SimulatedWorkshop implements Workshop {

  private static final Exit TERMINATED = new Exit.Signal(15);
  private static final byte[] LOG = "simulated\n".getBytes(StandardCharsets.UTF_8);

  private final Map<WorkloadId, Long> held = new TreeMap<>();
  private @Nullable ActorRef<AgentLink.Message> link;
  private int pids;

  /** To whom it reports; before that nobody gives it orders. */
  synchronized void reportTo(ActorRef<AgentLink.Message> to) {
    link = to;
  }

  private void tell(Report report) {
    if (link != null) {
      link.tell(new AgentLink.Told(report));
    }
  }

  @Override
  public synchronized void assign(Assignment assignment) {
    WorkloadId workload = assignment.workload();
    long epoch = assignment.epoch();
    if (held.getOrDefault(workload, 0L) >= epoch) {
      return;
    }
    held.put(workload, epoch);
    Instant now = Instant.now();
    tell(new Report.Started(workload, epoch, 1, now, ++pids, new TreeMap<>()));
    tell(new Report.Ready(workload, epoch, 1, now));
  }

  @Override
  public synchronized void stop(WorkloadId workload, long epoch) {
    if (held.getOrDefault(workload, Long.MAX_VALUE) <= epoch) {
      held.remove(workload);
    }
    tell(new Report.Stopped(workload, epoch, 1, Instant.now(), TERMINATED));
  }

  @Override
  public synchronized List<Holding> inventory() {
    return held.entrySet().stream().map(e -> new Holding(e.getKey(), e.getValue())).toList();
  }

  synchronized int size() {
    return held.size();
  }

  @Override
  public LogSlice readLog(WorkloadId workload, long from, int max) {
    return new LogSlice(0, LOG, LOG.length);
  }
}
