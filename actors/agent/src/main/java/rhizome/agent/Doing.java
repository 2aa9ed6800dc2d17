package rhizome.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rhizome.agent.handle.ErrandBook.Entry;
import rhizome.agent.process.Leader;
import rhizome.grid.healing.Exit;
import rhizome.grid.task.Errand;
import rhizome.grid.task.Finding;
import rhizome.grid.task.Result;

/** One errand in the hands of {@link Errands}. */
final class Doing {

  /** Who is told often asks often, and only the last few of these still listen. */
  private static final int WAITERS_MAX = 8;

  private final Deque<Consumer<Errand.Answer>> waiters = new ArrayDeque<>();
  Entry entry;
  @Nullable Leader leader;
  long token;
  Loop.@Nullable Timer deadline;
  Loop.@Nullable Timer killer;

  /** Why it was asked to end, if it was. */
  Optional<Finding> why = Optional.empty();

  Doing(Entry entry) {
    this.entry = entry;
  }

  void await(Consumer<Errand.Answer> answer) {
    if (waiters.size() == WAITERS_MAX) {
      waiters.removeFirst();
    }
    waiters.addLast(answer);
  }

  void tell(Finding finding) {
    waiters.forEach(waiter -> waiter.accept(new Errand.Answer.Finished(finding)));
    waiters.clear();
  }

  void withLeader(Consumer<Leader> action) {
    Leader held = leader;
    if (held != null) {
      action.accept(held);
    }
  }

  void callOff() {
    for (Loop.Timer timer : new Loop.@Nullable Timer[] {deadline, killer}) {
      if (timer != null) {
        timer.callOff();
      }
    }
  }

  /** What is to be said of it, now that its process is gone. */
  Finding finding(Exit exit, String output) {
    Optional<Integer> code =
        exit instanceof Exit.Code(int number) ? Optional.of(number) : Optional.empty();
    if (why.isPresent()) {
      return new Finding(why.get().result(), code, why.get().detail(), output);
    }
    return switch (exit) {
      case Exit.Code(int number) ->
          new Finding(
              number == 0 ? Result.SUCCEEDED : Result.FAILED, code, exit.describe(), output);
      case Exit.Unseen _ -> new Finding(Result.LOST, code, "nobody saw how it ended", output);
      case Exit.Signal _, Exit.NeverStarted _, Exit.Unhealthy _, Exit.Fenced _ ->
          new Finding(Result.FAILED, code, exit.describe(), output);
    };
  }
}
