package rhizome.runtime.node;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import rhizome.blueprints.scale.Target;
import rhizome.grid.endpoint.Table;
import rhizome.grid.node.Assignment;
import rhizome.grid.scaling.Reading;
import rhizome.grid.task.Errand;
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
   * Tell a workload of those it uses, from now on or from its start; a table that is older than the
   * one it has changes nothing.
   *
   * @param written told once the table, or a later one, will survive this JVM; from any thread
   */
  default void announce(WorkloadId workload, long epoch, Table table, Runnable written) {
    written.run();
  }

  /** Whether this workload was told anything in this epoch. */
  default boolean isTold(WorkloadId workload, long epoch) {
    return true;
  }

  /**
   * The machine's clock by which a lease is counted: it only runs forward, also while the machine
   * sleeps, and no administrator can set it.
   */
  default Duration now() {
    return Duration.ofNanos(System.nanoTime());
  }

  /**
   * This boot holds its lease until that moment of {@link #now}. What is single may run that long;
   * then the machine ends it by itself, whether or not it hears anything by then.
   *
   * @return false when the lease of this boot had run out before: it takes a new boot to hold again
   */
  default boolean renew(String boot, Duration until) {
    return true;
  }

  /**
   * Carries out an errand beside a workload: begins it once, however often it is told, and answers
   * when it is over. The answer may come on any thread, and not at all when this machine dies.
   */
  default void perform(Errand errand, Consumer<Errand.Answer> answer) {
    answer.accept(new Errand.Answer.NotHeld());
  }

  /**
   * Tells what a workload uses in this epoch, and the numbers it publishes; nothing when it has no
   * process here. The answer may come on any thread.
   */
  default void measure(
      WorkloadId workload,
      long epoch,
      List<Target.Metric> metrics,
      Consumer<Optional<Reading>> answer) {
    answer.accept(Optional.empty());
  }

  /** Has the machine power itself down, if it can; again while that goes on changes nothing. */
  default void powerDown() {}

  /**
   * Reads the current log file, quickly.
   *
   * @param from place of the first byte wanted; negative counts from the end
   * @param max how many bytes at most
   */
  LogSlice readLog(WorkloadId workload, long from, int max) throws IOException;
}
