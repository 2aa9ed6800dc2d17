package rhizome.runtime.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import rhizome.grid.node.Assignment;
import rhizome.kernel.WorkloadId;

/**
 * A machine with a clock of the test's own and a lease: it notes what it is told, and until when it
 * was told to go on.
 */
final class LeasedMachine implements Workshop {

  private final List<String> told = new ArrayList<>();
  private Duration now = Duration.ofHours(1);
  private boolean refuses;
  private String last = "";

  synchronized void pass(Duration time) {
    now = now.plus(time);
  }

  /** It has fenced already, whatever the link thinks. */
  synchronized void refuse(boolean all) {
    refuses = all;
  }

  /** Since it was last asked, the same renewal once; times from the beginning, in milliseconds. */
  synchronized List<String> told() {
    List<String> all = List.copyOf(told);
    told.clear();
    return all;
  }

  @Override
  public synchronized Duration now() {
    return now;
  }

  @Override
  public synchronized boolean renew(String boot, Duration until) {
    String renewal = "%s until %d".formatted(boot, until.minusHours(1).toMillis());
    if (!renewal.equals(last)) {
      told.add(renewal);
      last = renewal;
    }
    return !refuses;
  }

  @Override
  public synchronized void assign(Assignment assignment) {
    told.add("keep " + assignment.workload());
  }

  @Override
  public synchronized void stop(WorkloadId workload, long epoch) {
    told.add("stop " + workload);
  }

  @Override
  public List<Holding> inventory() {
    return List.of();
  }

  @Override
  public LogSlice readLog(WorkloadId workload, long from, int max) {
    return new LogSlice(0, new byte[0], 0);
  }
}
