package rhizome.agent;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rhizome.agent.life.Life;
import rhizome.agent.life.State;
import rhizome.agent.process.Leader;
import rhizome.kernel.WorkloadId;

/** One workload in the hands of its {@link Keeper}. */
final class Cell {

  final WorkloadId workload;
  final Life life;
  State state;
  @Nullable Leader leader;
  long watch;
  Loop.@Nullable Timer alarm;
  @Nullable Runnable question;
  int sweeps;
  boolean unsaved;

  Cell(WorkloadId workload, Life life, State state) {
    this.workload = workload;
    this.life = life;
    this.state = state;
  }

  /** The question that is open, if any, needs no answer. */
  void takeBack() {
    Runnable open = question;
    if (open != null) {
      question = null;
      open.run();
    }
  }

  void withLeader(Consumer<Leader> action) {
    Leader held = leader;
    if (held != null) {
      action.accept(held);
    }
  }
}
