package rhizome.kernel;

import java.util.Comparator;

/**
 * One replica of one service of one robot, written {@code robot/service#slot}. Slots count from 0.
 */
public record WorkloadId(RobotId robot, String service, int slot)
    implements Comparable<WorkloadId> {

  private static final Comparator<WorkloadId> ORDER =
      Comparator.comparing(WorkloadId::robot)
          .thenComparing(WorkloadId::service)
          .thenComparingInt(WorkloadId::slot);

  public WorkloadId {
    Names.check("service", service);
    if (slot < 0) {
      throw new IllegalArgumentException("a slot counts from 0, not " + slot);
    }
  }

  /**
   * @throws IllegalArgumentException if the text is not {@code robot/service#slot}
   */
  public static WorkloadId parse(String text) {
    int slash = text.indexOf('/');
    int hash = text.lastIndexOf('#');
    if (slash < 0 || hash < slash) {
      throw new IllegalArgumentException(
          "'%s' is not a workload: write robot/service#slot, such as shop/web#0".formatted(text));
    }
    try {
      return new WorkloadId(
          new RobotId(text.substring(0, slash)),
          text.substring(slash + 1, hash),
          Integer.parseInt(text.substring(hash + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'%s' is not a workload: the slot after '#' must be a number".formatted(text), e);
    }
  }

  @Override
  public int compareTo(WorkloadId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return robot + "/" + service + "#" + slot;
  }
}
