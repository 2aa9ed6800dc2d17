package rhizome.gateway.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.blueprints.model.Action;
import rhizome.blueprints.quantity.Quantity;
import rhizome.grid.task.Run;
import rhizome.grid.task.Task;
import rhizome.kernel.TaskId;

/**
 * An action of a robot, and what is known of its runs.
 *
 * @param every the pause from one run to the next, as in a blueprint; absent if it does not recur
 * @param next when the next run is due that nobody asks for
 * @param runs the newest first
 */
public record ActionView(
    String service,
    String action,
    List<String> command,
    Optional<String> every,
    Optional<Instant> next,
    List<RunView> runs) {

  /** All of a robot. */
  public record Actions(String robot, List<ActionView> actions) {
    public Actions {
      actions = List.copyOf(actions);
    }
  }

  /** What was begun. */
  public record Begun(List<RunView> runs) {
    public Begun {
      runs = List.copyOf(runs);
    }
  }

  public ActionView {
    command = List.copyOf(command);
    runs = List.copyOf(runs);
  }

  public static ActionView of(TaskId task, Action action, Task.State state) {
    List<RunView> runs = new ArrayList<>();
    for (Run run : state.runs().reversed()) {
      runs.add(RunView.of(task, run));
    }
    return new ActionView(
        task.service(),
        task.action(),
        action.command(),
        action.every().map(Quantity::write),
        state.schedule().map(Task.Schedule::next),
        runs);
  }
}
