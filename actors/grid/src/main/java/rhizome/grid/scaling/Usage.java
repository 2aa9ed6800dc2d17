package rhizome.grid.scaling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import rhizome.blueprints.scale.Target;

/**
 * What one replica uses, in the order of the targets and in their units; none where nobody knows.
 */
public record Usage(List<Optional<Double>> values) {

  public Usage {
    values = List.copyOf(values);
  }

  /** How busy its cores were is known from two readings of the same process. */
  public static Usage of(Followed followed, Optional<Reading> before, Reading now) {
    List<Optional<Double>> values = new ArrayList<>();
    Iterator<Optional<Double>> numbers = now.numbers().iterator();
    for (Target target : followed.scale().targets()) {
      Optional<Double> value =
          switch (target) {
            case Target.Cpu _ ->
                before
                    .filter(earlier -> earlier.incarnation() == now.incarnation())
                    .flatMap(earlier -> cpu(followed, earlier, now));
            case Target.Memory _ ->
                share((double) now.memoryBytes(), followed.asked().memoryBytes());
            case Target.Metric _ -> numbers.hasNext() ? numbers.next() : Optional.empty();
          };
      values.add(value.filter(one -> Double.isFinite(one) && one >= 0));
    }
    return new Usage(values);
  }

  private static Optional<Double> cpu(Followed followed, Reading before, Reading now) {
    Duration time = Duration.between(before.at(), now.at());
    Duration used = now.cpu().minus(before.cpu());
    return time.isPositive()
        ? share(1000.0 * used.toNanos() / time.toNanos(), followed.asked().cpuMillis())
        : Optional.empty();
  }

  private static Optional<Double> share(double used, long asked) {
    return asked > 0 ? Optional.of(100 * used / asked) : Optional.empty();
  }
}
