package rhizome.blueprints.text;

import java.util.ArrayList;
import java.util.List;
import rhizome.blueprints.quantity.Quantity;
import rhizome.blueprints.scale.Pace;
import rhizome.blueprints.scale.Scale;
import rhizome.blueprints.scale.Target;

/** Writes scaling as {@code {targets: [{cpu: 60%}], up: {window: 0s, …}, down: {…}}}. */
final class ScaleWriter {

  private ScaleWriter() {}

  static String range(Scale scale) {
    return "{min: " + scale.min() + ", max: " + scale.max() + "}";
  }

  static String write(Scale scale) {
    return "{targets: %s, up: %s, down: %s}"
        .formatted(
            scale.targets().stream().map(ScaleWriter::write).toList(),
            write(scale.up()),
            write(scale.down()));
  }

  private static String write(Target target) {
    return switch (target) {
      case Target.Cpu(int percent) -> "{cpu: " + percent + "%}";
      case Target.Memory(int percent) -> "{memory: " + percent + "%}";
      case Target.Metric metric -> "{metric: " + write(metric) + "}";
    };
  }

  private static String write(Target.Metric metric) {
    List<String> labels = new ArrayList<>();
    metric
        .labels()
        .forEach(
            (label, value) ->
                labels.add(BlueprintWriter.scalar(label) + ": " + BlueprintWriter.scalar(value)));
    return "{name: %s, port: %s, path: %s%s, per-replica: %s}"
        .formatted(
            BlueprintWriter.scalar(metric.name()),
            BlueprintWriter.scalar(metric.port()),
            BlueprintWriter.scalar(metric.path()),
            labels.isEmpty() ? "" : ", labels: {" + String.join(", ", labels) + "}",
            metric.perReplica().toPlainString());
  }

  private static String write(Pace pace) {
    return "{window: %s, share: %d%%, count: %d, every: %s}"
        .formatted(
            Quantity.write(pace.window()),
            pace.share(),
            pace.count(),
            Quantity.write(pace.every()));
  }
}
