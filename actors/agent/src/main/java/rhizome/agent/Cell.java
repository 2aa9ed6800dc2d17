package rhizome.agent;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
  final Map<Integer, Runnable> questions = new TreeMap<>();
  int sweeps;
  boolean unsaved;

  Cell(WorkloadId workload, Life life, State state) {
    this.workload = workload;
    this.life = life;
    this.state = state;
  }

  /** The answer to this question, if it is open, is no longer waited for. */
  void takeBack(int number) {
    Runnable open = questions.remove(number);
    if (open != null) {
      open.run();
    }
  }

  /** None of the questions that are open needs an answer. */
  void takeBack() {
    List.copyOf(questions.keySet()).forEach(this::takeBack);
  }

  /** It has nothing to wake up for. */
  void callOff() {
    Loop.Timer set = alarm;
    if (set != null) {
      set.callOff();
    }
  }

  void withLeader(Consumer<Leader> action) {
    Leader held = leader;
    if (held != null) {
      action.accept(held);
    }
  }
}
