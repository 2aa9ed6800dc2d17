package rhizome.kernel;

import java.util.Comparator;

/** One action of one service of one robot, written {@code robot/service/action}. */
public record TaskId(RobotId robot, String service, String action) implements Comparable<TaskId> {

  private static final Comparator<TaskId> ORDER =
      Comparator.comparing(TaskId::robot)
          .thenComparing(TaskId::service)
          .thenComparing(TaskId::action);

  public TaskId {
    Names.check("service", service);
    Names.check("action", action);
  }

  /**
   * @throws IllegalArgumentException if the text is not {@code robot/service/action}
   */
  public static TaskId parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "'%s' is not a task: write robot/service/action, such as shop/db/backup".formatted(text));
    }
    return new TaskId(new RobotId(parts[0]), parts[1], parts[2]);
  }

  /** The replica of its service in that slot. */
  public WorkloadId workload(int slot) {
    return new WorkloadId(robot, service, slot);
  }

  @Override
  public int compareTo(TaskId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return robot + "/" + service + "/" + action;
  }
}
