package rhizome.runtime.durable;

import java.util.Optional;
import rhizome.blueprints.model.Action;
import rhizome.blueprints.model.Action.Moment;
import rhizome.grid.task.Definition;
import rhizome.grid.task.Finding;
import rhizome.grid.task.Result;
import rhizome.grid.task.Task.Schedule;
import rhizome.grid.task.Ticket;
import rhizome.runtime.durable.proto.Stored;

/** What actions are and how they end, as several entities store it. */
final class Tasks {

  private Tasks() {}

  static Stored.Action write(Action action) {
    Stored.Action.Builder stored =
        Stored.Action.newBuilder()
            .setName(action.name())
            .addAllCommand(action.command())
            .setTimeout(Times.write(action.timeout()))
            .addAllRetries(action.retries().stream().map(Times::write).toList())
            .setEverySlot(action.everySlot())
            .addAllWhen(action.when().stream().map(Moment::name).toList());
    action.every().ifPresent(every -> stored.setEvery(Times.write(every)));
    return stored.build();
  }

  static Action read(Stored.Action stored) {
    return new Action(
        stored.getName(),
        stored.getCommandList(),
        Times.read(stored.getTimeout()),
        stored.getRetriesList().stream().map(Times::read).toList(),
        stored.getEverySlot(),
        stored.hasEvery() ? Optional.of(Times.read(stored.getEvery())) : Optional.empty(),
        stored.getWhenList().stream().map(Moment::valueOf).toList());
  }

  static Stored.Definition write(Definition definition) {
    return Stored.Definition.newBuilder()
        .setAction(write(definition.action()))
        .setReplicas(definition.replicas())
        .setGeneration(definition.generation())
        .build();
  }

  static Definition read(Stored.Definition stored) {
    return new Definition(read(stored.getAction()), stored.getReplicas(), stored.getGeneration());
  }

  static Stored.Ticket write(Ticket ticket) {
    return Stored.Ticket.newBuilder()
        .setRun(ticket.run())
        .setSlot(ticket.slot())
        .setAttempt(ticket.attempt())
        .build();
  }

  static Ticket read(Stored.Ticket stored) {
    return new Ticket(stored.getRun(), stored.getSlot(), stored.getAttempt());
  }

  static Stored.Finding write(Finding finding) {
    Stored.Finding.Builder stored =
        Stored.Finding.newBuilder()
            .setResult(write(finding.result()))
            .setDetail(finding.detail())
            .setOutput(finding.output());
    finding.exit().ifPresent(stored::setExit);
    return stored.build();
  }

  static Finding read(Stored.Finding stored) {
    return new Finding(
        read(stored.getResult()),
        stored.hasExit() ? Optional.of(stored.getExit()) : Optional.empty(),
        stored.getDetail(),
        stored.getOutput());
  }

  static Stored.Schedule write(Schedule schedule) {
    return Stored.Schedule.newBuilder()
        .setEvery(Times.write(schedule.every()))
        .setNext(Times.write(schedule.next()))
        .build();
  }

  static Schedule read(Stored.Schedule stored) {
    return new Schedule(Times.read(stored.getEvery()), Times.read(stored.getNext()));
  }

  static Stored.Result write(Result result) {
    return switch (result) {
      case SUCCEEDED -> Stored.Result.SUCCEEDED;
      case FAILED -> Stored.Result.FAILED;
      case TIMED_OUT -> Stored.Result.TIMED_OUT;
      case LOST -> Stored.Result.LOST;
      case UNPLACED -> Stored.Result.UNPLACED;
      case CANCELLED -> Stored.Result.CANCELLED;
    };
  }

  static Result read(Stored.Result stored) {
    return switch (stored) {
      case SUCCEEDED -> Result.SUCCEEDED;
      case FAILED -> Result.FAILED;
      case TIMED_OUT -> Result.TIMED_OUT;
      case LOST -> Result.LOST;
      case UNPLACED -> Result.UNPLACED;
      case CANCELLED -> Result.CANCELLED;
      case UNRECOGNIZED -> throw ProtoSerializer.unknownCase("Result");
    };
  }
}
