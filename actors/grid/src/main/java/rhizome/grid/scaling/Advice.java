package rhizome.grid.scaling;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import rhizome.blueprints.scale.Target;

/**
 * How many replicas would bring each to its target, as Kubernetes' horizontal autoscaler has it:
 * what nobody could measure uses nothing where there are too few, and all it shall where there are
 * too many; and what is nearly right is right.
 *
 * @param why the numbers it follows from
 */
public record Advice(int replicas, String why) {

  /** What is off by no more than this part is left alone. */
  static final double TOLERANCE = 0.1;

  private static final double ROUNDING = 1e-9;

  /**
   * @param usages by slot, of those that are ready and answered
   */
  public static Advice of(Followed followed, Map<Integer, Usage> usages) {
    List<Target> targets = followed.scale().targets();
    boolean isBlind = targets.isEmpty();
    Advice most = new Advice(0, "nothing is known");
    for (int i = 0; i < targets.size(); i++) {
      int place = i;
      List<Double> values =
          usages.values().stream().flatMap(usage -> usage.values().get(place).stream()).toList();
      if (values.isEmpty()) {
        isBlind = true;
        continue;
      }
      Advice advice = of(targets.get(i), values, followed.replicas());
      most = advice.replicas > most.replicas || i == 0 ? advice : most;
    }
    return isBlind && most.replicas < followed.replicas()
        ? new Advice(followed.replicas(), most.why)
        : most;
  }

  private static Advice of(Target target, List<Double> values, int replicas) {
    double sum = values.stream().mapToDouble(Double::doubleValue).sum();
    double mean = sum / values.size();
    int missing = Math.max(0, replicas - values.size());
    String why = why(target, mean, values.size(), missing);
    boolean isMore = mean > target.value();
    double needed = sum / target.value() + (isMore ? 0 : missing);
    double ratio = needed / Math.max(values.size(), replicas);
    boolean isRight = isRight(mean / target.value()) || isRight(ratio) || isMore != ratio > 1;
    return new Advice(isRight ? replicas : (int) Math.ceil(Math.min(1e6, needed) - ROUNDING), why);
  }

  private static boolean isRight(double ratio) {
    return Math.abs(ratio - 1) <= TOLERANCE + ROUNDING;
  }

  private static String why(Target target, double mean, int measured, int missing) {
    String form = target instanceof Target.Metric ? "%s %.1f of %s" : "%s %.0f%% of %s%%";
    String wanted =
        switch (target) {
          case Target.Cpu(int percent) -> Integer.toString(percent);
          case Target.Memory(int percent) -> Integer.toString(percent);
          case Target.Metric metric -> metric.perReplica().toPlainString();
        };
    return form.formatted(target.title(), mean, wanted).toLowerCase(Locale.ROOT)
        + " over %d replica%s".formatted(measured, measured == 1 ? "" : "s")
        + Optional.of(missing).filter(m -> m > 0).map(m -> ", " + m + " unmeasured").orElse("");
  }
}
