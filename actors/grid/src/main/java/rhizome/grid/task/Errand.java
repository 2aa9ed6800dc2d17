package rhizome.grid.task;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;

/**
 * What an agent is told to do for a task. It may be told often: it starts a process for a ticket
 * once, and answers when that is over, however often it was told.
 *
 * @param epoch of the lease beside which it is done; another one is none of its business
 * @param environment beyond that of the workload
 * @param ending whether it shall end, or not begin
 * @param outputMax characters of output that are wanted back
 */
public record Errand(
    TaskId task,
    Ticket ticket,
    long epoch,
    List<String> command,
    SortedMap<String, String> environment,
    Duration timeout,
    boolean ending,
    int outputMax) {

  public Errand {
    command = List.copyOf(command);
  }

  public WorkloadId workload() {
    return task.workload(ticket.slot());
  }

  /**
   * The name of this attempt among all there are: {@code robot/service/action run.slot.attempt}.
   */
  public String label() {
    return label(task, ticket);
  }

  public static String label(TaskId task, Ticket ticket) {
    return task + " " + ticket;
  }

  /** What the agent says to it. */
  public sealed interface Answer {
    /** It is over. */
    record Finished(Finding finding) implements Answer {}

    /** The workload is not held here with this epoch, and this was not begun. */
    record NotHeld() implements Answer {}
  }
}
