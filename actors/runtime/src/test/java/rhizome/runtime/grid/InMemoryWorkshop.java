package rhizome.runtime.grid;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Report;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.node.LogSlice;
import rhizome.runtime.node.Workshop;

/** Keeps assignments like an agent would, without any process; its programs are ready at once. */
final class InMemoryWorkshop implements Workshop {

  private final Map<WorkloadId, Assignment> held = new TreeMap<>();
  private final List<Assignment> starts = new ArrayList<>();
  private Consumer<Report> reports = _ -> {};

  synchronized void reportTo(Consumer<Report> someone) {
    reports = someone;
    held.values().forEach(this::readopt);
  }

  private void readopt(Assignment a) {
    Instant now = Instant.now();
    reports.accept(new Report.Adopted(a.workload(), a.epoch(), 1, now, 4711));
    reports.accept(new Report.Ready(a.workload(), a.epoch(), 1, now.plusNanos(1000)));
  }

  @Override
  public synchronized void assign(Assignment assignment) {
    Assignment before = held.get(assignment.workload());
    if (before != null && before.epoch() >= assignment.epoch()) {
      return;
    }
    held.put(assignment.workload(), assignment);
    starts.add(assignment);
    Instant now = Instant.now();
    WorkloadId id = assignment.workload();
    long epoch = assignment.epoch();
    reports.accept(new Report.Started(id, epoch, 1, now, 4711, Collections.emptyMap()));
    reports.accept(new Report.Ready(id, epoch, 1, now.plusNanos(1000)));
  }

  @Override
  public synchronized void stop(WorkloadId workload, long epoch) {
    Assignment before = held.get(workload);
    if (before != null && before.epoch() <= epoch) {
      held.remove(workload);
    }
    reports.accept(new Report.Stopped(workload, epoch, 1, Instant.now(), new Exit.Signal(15)));
  }

  /** The program crashes for good. */
  synchronized void exhaust(WorkloadId workload) {
    Assignment assignment = held.get(workload);
    if (assignment != null) {
      reports.accept(
          new Report.Exhausted(workload, assignment.epoch(), 1, Instant.now(), new Exit.Code(1)));
    }
  }

  @Override
  public synchronized List<Holding> inventory() {
    return held.values().stream().map(a -> new Holding(a.workload(), a.epoch())).toList();
  }

  synchronized List<Assignment> starts() {
    return List.copyOf(starts);
  }

  @Override
  public LogSlice readLog(WorkloadId workload, long from, int max) {
    byte[] text = ("hello from " + workload).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return new LogSlice(0, text, text.length);
  }
}
