package rhizome.blueprints.model;

/**
 * An amount of capacity: what a workload asks for or a node has.
 *
 * @param cpuMillis thousandths of one core
 * @param memoryBytes bytes of memory
 */
public record Resources(long cpuMillis, long memoryBytes) {

  public static final Resources NONE = new Resources(0, 0);
  public static final Resources DEFAULT = new Resources(100, 64L << 20);

  public Resources {
    if (cpuMillis < 0 || memoryBytes < 0) {
      throw new IllegalArgumentException("resources must not be negative");
    }
  }

  public Resources plus(Resources other) {
    return new Resources(
        Math.addExact(cpuMillis, other.cpuMillis), Math.addExact(memoryBytes, other.memoryBytes));
  }

  /** What is left after {@code other} is taken; never below nothing. */
  public Resources minus(Resources other) {
    return new Resources(
        Math.max(0, cpuMillis - other.cpuMillis), Math.max(0, memoryBytes - other.memoryBytes));
  }

  public boolean fitsIn(Resources capacity) {
    return cpuMillis <= capacity.cpuMillis && memoryBytes <= capacity.memoryBytes;
  }
}
