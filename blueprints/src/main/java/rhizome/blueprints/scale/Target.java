package rhizome.blueprints.scale;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a replica shall come to, as a mean over those that are ready. */
public sealed interface Target {

  int PERCENT_MAX = 9999;

  /** The same in its own unit: percent, or what the workload counts. */
  double value();

  /** How people call it. */
  String title();

  /** Of the cores it asks for. */
  record Cpu(int percent) implements Target {
    public Cpu {
      check(percent);
    }

    @Override
    public double value() {
      return percent;
    }

    @Override
    public String title() {
      return "cpu";
    }
  }

  /** Of the memory it asks for. */
  record Memory(int percent) implements Target {
    public Memory {
      check(percent);
    }

    @Override
    public double value() {
      return percent;
    }

    @Override
    public String title() {
      return "memory";
    }
  }

  /**
   * A number that the workload publishes in Prometheus' text format 0.0.4: the sum of all series of
   * this name that have these labels.
   *
   * @param port the name of the port it is asked at
   * @param perReplica more than nothing
   */
  record Metric(
      String name,
      String port,
      String path,
      SortedMap<String, String> labels,
      BigDecimal perReplica)
      implements Target {

    public static final int LABELS_MAX = 16;

    public static final BigDecimal LEAST = new BigDecimal("0.001");
    public static final BigDecimal MOST = new BigDecimal("1000000000000");

    public Metric {
      labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
      perReplica = new BigDecimal(perReplica.stripTrailingZeros().toPlainString());
      if (perReplica.compareTo(LEAST) < 0 || perReplica.compareTo(MOST) > 0) {
        throw new IllegalArgumentException("per-replica is from " + LEAST + " to " + MOST);
      }
    }

    @Override
    public double value() {
      return perReplica.doubleValue();
    }

    @Override
    public String title() {
      return name;
    }
  }

  private static void check(int percent) {
    if (percent < 1 || percent > PERCENT_MAX) {
      throw new IllegalArgumentException("a target is from 1% to " + PERCENT_MAX + "%");
    }
  }
}
