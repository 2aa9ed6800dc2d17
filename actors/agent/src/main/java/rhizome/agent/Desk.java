package rhizome.agent;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import rhizome.agent.life.Job;
import rhizome.grid.task.Errand;
import rhizome.kernel.WorkloadId;

/**
 * Between the loop of the workloads and that of the errands: tells the one what the other holds,
 * and lets no workload go before what is done beside it has ended. Used on the workloads' loop.
 */
final class Desk {

  private final Loop here;
  private final Loop there;
  private final Errands errands;
  private final Function<WorkloadId, Optional<Job>> held;
  private final Map<WorkloadId, Integer> leaving = new TreeMap<>();

  Desk(Loop here, Loop there, Errands errands, Function<WorkloadId, Optional<Job>> held) {
    this.here = here;
    this.there = there;
    this.errands = errands;
    this.held = held;
  }

  void perform(Errand errand, Consumer<Errand.Answer> answer) {
    Optional<Job> job =
        leaving.containsKey(errand.workload())
            ? Optional.empty()
            : held.apply(errand.workload()).filter(held -> held.epoch() == errand.epoch());
    there.execute(() -> errands.perform(errand, job, answer));
  }

  /**
   * Does this once nothing is done any more beside a workload up to that epoch; at once when
   * nothing of it is held.
   */
  void before(WorkloadId workload, long epoch, Runnable then) {
    boolean leaves = held.apply(workload).filter(job -> job.epoch() <= epoch).isPresent();
    if (!leaves && !leaving.containsKey(workload)) {
      then.run();
      return;
    }
    leaving.merge(workload, 1, Integer::sum);
    Runnable back =
        () -> {
          leaving.computeIfPresent(workload, (_, count) -> count == 1 ? null : count - 1);
          then.run();
        };
    there.execute(() -> errands.clear(workload, () -> here.execute(back)));
  }
}
