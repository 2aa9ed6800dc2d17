package rhizome.runtime.durable.scale;

import com.google.protobuf.Duration;
import java.math.BigDecimal;
import java.util.TreeMap;
import rhizome.blueprints.scale.Pace;
import rhizome.blueprints.scale.Scale;
import rhizome.blueprints.scale.Target;
import rhizome.runtime.durable.proto.Stored;

/** Between which bounds a service is scaled, as a part of it. */
public final class ScaleForm {

  private ScaleForm() {}

  public static Stored.Scale write(Scale scale) {
    return Stored.Scale.newBuilder()
        .setMin(scale.min())
        .setMax(scale.max())
        .addAllTargets(scale.targets().stream().map(ScaleForm::write).toList())
        .setUp(write(scale.up()))
        .setDown(write(scale.down()))
        .build();
  }

  public static Scale read(Stored.Scale stored) {
    return new Scale(
        stored.getMin(),
        stored.getMax(),
        stored.getTargetsList().stream().map(ScaleForm::read).toList(),
        read(stored.getUp()),
        read(stored.getDown()));
  }

  private static Stored.Scale.Target write(Target target) {
    Stored.Scale.Target.Builder stored = Stored.Scale.Target.newBuilder();
    switch (target) {
      case Target.Cpu(int percent) -> stored.setCpu(percent);
      case Target.Memory(int percent) -> stored.setMemory(percent);
      case Target.Metric metric -> stored.setMetric(write(metric));
    }
    return stored.build();
  }

  public static Stored.Scale.Metric write(Target.Metric metric) {
    return Stored.Scale.Metric.newBuilder()
        .setName(metric.name())
        .setPort(metric.port())
        .setPath(metric.path())
        .putAllLabels(metric.labels())
        .setPerReplica(metric.perReplica().toPlainString())
        .build();
  }

  private static Target read(Stored.Scale.Target stored) {
    return switch (stored.getTargetCase()) {
      case CPU -> new Target.Cpu(stored.getCpu());
      case MEMORY -> new Target.Memory(stored.getMemory());
      case METRIC -> read(stored.getMetric());
      case TARGET_NOT_SET ->
          throw new IllegalArgumentException("a target this version does not know: " + stored);
    };
  }

  public static Target.Metric read(Stored.Scale.Metric stored) {
    return new Target.Metric(
        stored.getName(),
        stored.getPort(),
        stored.getPath(),
        new TreeMap<>(stored.getLabelsMap()),
        new BigDecimal(stored.getPerReplica()));
  }

  private static Stored.Scale.Pace write(Pace pace) {
    return Stored.Scale.Pace.newBuilder()
        .setWindow(time(pace.window()))
        .setShare(pace.share())
        .setCount(pace.count())
        .setEvery(time(pace.every()))
        .build();
  }

  private static Pace read(Stored.Scale.Pace stored) {
    return new Pace(
        time(stored.getWindow()), stored.getShare(), stored.getCount(), time(stored.getEvery()));
  }

  private static Duration time(java.time.Duration duration) {
    return Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }

  private static java.time.Duration time(Duration stored) {
    return java.time.Duration.ofSeconds(stored.getSeconds(), stored.getNanos());
  }
}
