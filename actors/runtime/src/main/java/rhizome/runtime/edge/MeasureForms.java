package rhizome.runtime.edge;

import java.util.Optional;
import rhizome.grid.scaling.Reading;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.durable.Forms;
import rhizome.runtime.durable.scale.ScaleForm;
import rhizome.runtime.edge.AgentFrame.Measured;
import rhizome.runtime.edge.GatewayFrame.Measure;
import rhizome.runtime.edge.proto.Edge;

/** What a workload uses, as it is asked for and told. */
final class MeasureForms {

  private MeasureForms() {}

  static Edge.Measure write(Measure measure) {
    return Edge.Measure.newBuilder()
        .setId(measure.id())
        .setWorkload(measure.workload().toString())
        .setEpoch(measure.epoch())
        .addAllMetrics(measure.metrics().stream().map(ScaleForm::write).toList())
        .build();
  }

  static Measure read(Edge.Measure form) {
    return new Measure(
        form.getId(),
        WorkloadId.parse(form.getWorkload()),
        form.getEpoch(),
        form.getMetricsList().stream().map(ScaleForm::read).toList());
  }

  static Edge.Measured write(Measured measured) {
    Edge.Measured.Builder form = Edge.Measured.newBuilder().setId(measured.id());
    measured
        .reading()
        .ifPresentOrElse(
            reading -> form.setReading(write(reading)), () -> form.setError(measured.error()));
    return form.build();
  }

  private static Edge.Measured.Reading write(Reading reading) {
    Edge.Measured.Reading.Builder form =
        Edge.Measured.Reading.newBuilder()
            .setIncarnation(reading.incarnation())
            .setAt(Forms.write(reading.at()))
            .setCpu(Forms.write(reading.cpu()))
            .setMemoryBytes(reading.memoryBytes());
    for (Optional<Double> number : reading.numbers()) {
      Edge.Measured.Number.Builder own = form.addNumbersBuilder();
      number.ifPresent(own::setValue);
    }
    return form.build();
  }

  static Measured read(Edge.Measured form) throws Garbled {
    return switch (form.getOutcomeCase()) {
      case READING -> new Measured(form.getId(), Optional.of(read(form.getReading())), "");
      case ERROR -> new Measured(form.getId(), Optional.empty(), form.getError());
      case OUTCOME_NOT_SET -> throw Frames.unknown("Measured");
    };
  }

  private static Reading read(Edge.Measured.Reading form) {
    return new Reading(
        form.getIncarnation(),
        Forms.read(form.getAt()),
        Forms.read(form.getCpu()),
        form.getMemoryBytes(),
        form.getNumbersList().stream()
            .map(own -> own.hasValue() ? Optional.of(own.getValue()) : Optional.<Double>empty())
            .toList());
  }
}
