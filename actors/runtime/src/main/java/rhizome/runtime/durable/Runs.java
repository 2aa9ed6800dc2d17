package rhizome.runtime.durable;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.grid.task.Args;
import rhizome.grid.task.Leg;
import rhizome.grid.task.Leg.Attempt;
import rhizome.grid.task.Leg.Phase;
import rhizome.grid.task.Run;
import rhizome.runtime.durable.proto.Stored;

/** Runs as a snapshot of their task holds them. */
final class Runs {

  private Runs() {}

  static Stored.TaskState.Run write(Run run) {
    Stored.TaskState.Run.Builder stored =
        Stored.TaskState.Run.newBuilder()
            .setNumber(run.number())
            .setGeneration(run.generation())
            .setAction(Tasks.write(run.action()))
            .putAllArgs(run.args().values())
            .setBy(run.by())
            .setKey(run.key())
            .setAt(Times.write(run.at()));
    run.legs().forEach((slot, leg) -> stored.putLegs(slot, write(leg)));
    run.cancelledBy().ifPresent(stored::setCancelledBy);
    return stored.build();
  }

  static Run read(Stored.TaskState.Run stored) {
    SortedMap<Integer, Leg> legs = new TreeMap<>();
    stored.getLegsMap().forEach((slot, leg) -> legs.put(slot, read(leg)));
    return new Run(
        stored.getNumber(),
        stored.getGeneration(),
        Tasks.read(stored.getAction()),
        new Args(new TreeMap<>(stored.getArgsMap())),
        stored.getBy(),
        stored.getKey(),
        Times.read(stored.getAt()),
        legs,
        stored.hasCancelledBy() ? Optional.of(stored.getCancelledBy()) : Optional.empty());
  }

  private static Stored.TaskState.Leg write(Leg leg) {
    Stored.TaskState.Leg.Builder stored =
        Stored.TaskState.Leg.newBuilder()
            .addAllAttempts(leg.attempts().stream().map(Runs::write).toList())
            .setOutput(leg.output());
    switch (leg.phase()) {
      case Phase.Waiting(var from) -> stored.getWaitingBuilder().setFrom(Times.write(from));
      case Phase.Running(var lease, var from, boolean ending) ->
          stored
              .getRunningBuilder()
              .setLease(Leases.write(lease))
              .setFrom(Times.write(from))
              .setEnding(ending);
      case Phase.Over(var result, var at) ->
          stored.getOverBuilder().setResult(Tasks.write(result)).setAt(Times.write(at));
    }
    return stored.build();
  }

  private static Leg read(Stored.TaskState.Leg stored) {
    Phase phase =
        switch (stored.getPhaseCase()) {
          case WAITING -> new Phase.Waiting(Times.read(stored.getWaiting().getFrom()));
          case RUNNING ->
              new Phase.Running(
                  Leases.read(stored.getRunning().getLease()),
                  Times.read(stored.getRunning().getFrom()),
                  stored.getRunning().getEnding());
          case OVER ->
              new Phase.Over(
                  Tasks.read(stored.getOver().getResult()), Times.read(stored.getOver().getAt()));
          case PHASE_NOT_SET -> throw ProtoSerializer.unknownCase("Leg");
        };
    return new Leg(
        stored.getAttemptsList().stream().map(Runs::read).toList(), phase, stored.getOutput());
  }

  private static Stored.TaskState.Attempt write(Attempt attempt) {
    Stored.TaskState.Attempt.Builder stored =
        Stored.TaskState.Attempt.newBuilder()
            .setFrom(Times.write(attempt.from()))
            .setTo(Times.write(attempt.to()))
            .setResult(Tasks.write(attempt.result()))
            .setDetail(attempt.detail());
    attempt.lease().ifPresent(lease -> stored.setLease(Leases.write(lease)));
    attempt.exit().ifPresent(stored::setExit);
    return stored.build();
  }

  private static Attempt read(Stored.TaskState.Attempt stored) {
    return new Attempt(
        stored.hasLease() ? Optional.of(Leases.read(stored.getLease())) : Optional.empty(),
        Times.read(stored.getFrom()),
        Times.read(stored.getTo()),
        Tasks.read(stored.getResult()),
        stored.hasExit() ? Optional.of(stored.getExit()) : Optional.empty(),
        stored.getDetail());
  }
}
