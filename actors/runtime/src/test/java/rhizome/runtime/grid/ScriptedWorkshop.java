package rhizome.runtime.grid;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Report;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.node.LogSlice;
import rhizome.runtime.node.Workshop;

/**
 * A machine without processes: what it is told to run is up and ready at once, unless its service
 * is called in {@link #broken} or {@link #slow}. It keeps what it holds when the grid goes, as an
 * agent does, and remembers everything it was ever told to start.
 */
final class ScriptedWorkshop implements Workshop {

  private final Map<WorkloadId, Assignment> held = new TreeMap<>();
  private final List<Holding> started = new ArrayList<>();
  private final Set<String> broken = new TreeSet<>();
  private boolean silent;
  private boolean slow;
  private Consumer<Report> reports = _ -> {};

  /** From now on, reports go here: first what runs already, as an agent tells that adopts it. */
  synchronized void reportTo(Consumer<Report> listener) {
    reports = listener;
    for (Assignment a : held.values()) {
      Instant now = Instant.now();
      tell(new Report.Adopted(a.workload(), a.epoch(), 1, now, 4242));
      tell(new Report.Ready(a.workload(), a.epoch(), 1, now));
    }
  }

  /** Programs of this service use up every restart. */
  synchronized void broken(String service) {
    broken.add(service);
  }

  /** They no longer do. */
  synchronized void mended(String service) {
    broken.remove(service);
  }

  /** Programs that start from now on are not ready, until {@code now} is false again. */
  synchronized void slow(boolean now) {
    slow = now;
    if (!slow) {
      held.values().forEach(a -> tell(ready(a)));
    }
  }

  private static Report ready(Assignment a) {
    return new Report.Ready(a.workload(), a.epoch(), 1, Instant.now());
  }

  /** Orders are carried out, and nobody hears of it. */
  synchronized void silent(boolean now) {
    silent = now;
  }

  @Override
  public synchronized void assign(Assignment assignment) {
    WorkloadId workload = assignment.workload();
    Assignment known = held.get(workload);
    if (known != null && known.epoch() >= assignment.epoch()) {
      return;
    }
    held.put(workload, assignment);
    started.add(new Holding(workload, assignment.epoch()));
    long epoch = assignment.epoch();
    Instant now = Instant.now();
    tell(new Report.Started(workload, epoch, 1, now, 4242, new TreeMap<>()));
    if (broken.contains(workload.service())) {
      tell(new Report.Exhausted(workload, epoch, 1, now, new Exit.Code(1)));
    } else if (!slow) {
      tell(new Report.Ready(workload, epoch, 1, now));
    }
  }

  @Override
  public synchronized void stop(WorkloadId workload, long epoch) {
    Assignment known = held.get(workload);
    if (known != null && known.epoch() <= epoch) {
      held.remove(workload);
    }
    tell(new Report.Stopped(workload, epoch, 1, Instant.now(), new Exit.Signal(15)));
  }

  @Override
  public synchronized List<Holding> inventory() {
    return held.values().stream().map(a -> new Holding(a.workload(), a.epoch())).toList();
  }

  @Override
  public synchronized LogSlice readLog(WorkloadId workload, long from, int max) {
    byte[] log = ("log of " + workload).getBytes(StandardCharsets.UTF_8);
    return new LogSlice(0, log, log.length);
  }

  /** Everything it ever started, in order. */
  synchronized List<Holding> started() {
    return List.copyOf(started);
  }

  synchronized Set<WorkloadId> running() {
    return new TreeSet<>(held.keySet());
  }

  private void tell(Report report) {
    if (!silent) {
      reports.accept(report);
    }
  }
}
