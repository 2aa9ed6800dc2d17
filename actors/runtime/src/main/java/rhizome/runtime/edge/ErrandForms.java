package rhizome.runtime.edge;

import java.util.TreeMap;
import rhizome.grid.task.Errand;
import rhizome.grid.task.Errand.Answer;
import rhizome.kernel.TaskId;
import rhizome.runtime.durable.Forms;
import rhizome.runtime.edge.AgentFrame.Performed;
import rhizome.runtime.edge.GatewayFrame.Perform;
import rhizome.runtime.edge.proto.Edge;

/** Errands and their answers, as they travel. */
final class ErrandForms {

  private ErrandForms() {}

  static Edge.Perform write(Perform perform) {
    Errand errand = perform.errand();
    return Edge.Perform.newBuilder()
        .setId(perform.id())
        .setTask(errand.task().toString())
        .setTicket(Forms.write(errand.ticket()))
        .setEpoch(errand.epoch())
        .addAllCommand(errand.command())
        .putAllEnvironment(errand.environment())
        .setTimeout(Forms.write(errand.timeout()))
        .setEnding(errand.ending())
        .setOutputMax(errand.outputMax())
        .build();
  }

  static Perform read(Edge.Perform form) {
    return new Perform(
        form.getId(),
        new Errand(
            TaskId.parse(form.getTask()),
            Forms.read(form.getTicket()),
            form.getEpoch(),
            form.getCommandList(),
            new TreeMap<>(form.getEnvironmentMap()),
            Forms.read(form.getTimeout()),
            form.getEnding(),
            form.getOutputMax()));
  }

  static Edge.Performed write(Performed performed) {
    Edge.Performed.Builder form = Edge.Performed.newBuilder().setId(performed.id());
    switch (performed.answer()) {
      case Answer.Finished(var finding) -> form.setFinding(Forms.write(finding));
      case Answer.NotHeld _ -> form.setNotHeld(Edge.Performed.NotHeld.getDefaultInstance());
    }
    return form.build();
  }

  static Performed read(Edge.Performed form) throws Garbled {
    return new Performed(
        form.getId(),
        switch (form.getOutcomeCase()) {
          case FINDING -> new Answer.Finished(Forms.read(form.getFinding()));
          case NOT_HELD -> new Answer.NotHeld();
          case OUTCOME_NOT_SET -> throw Frames.unknown("Performed");
        });
  }
}
