package rhizome.runtime.durable;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Robot.Event;
import rhizome.grid.robot.Robot.State;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.durable.calendar.CalendarForm;
import rhizome.runtime.durable.proto.Stored;

/** {@link Robot} in the journal. */
public final class RobotSerializer extends ProtoSerializer<Event, State> {

  public RobotSerializer() {
    super(7103, Event.class, State.class);
  }

  @Override
  protected byte[] writeEvent(Event event) {
    Stored.RobotEvent.Builder stored =
        Stored.RobotEvent.newBuilder().setAt(Times.write(event.at()));
    switch (event) {
      case Event.Targeted targeted -> stored.setTargeted(write(targeted));
      case Event.Observed observed -> stored.setObserved(write(observed));
      case Event.Reaffirmed(var workload, long asOf, _) ->
          stored.setReaffirmed(
              Stored.RobotEvent.Reaffirmed.newBuilder()
                  .setWorkload(workload.toString())
                  .setAsOf(asOf));
      case Event.TableConfirmed confirmed -> stored.setTableConfirmed(write(confirmed));
      case Event.Destroyed destroyed -> stored.setDestroyed(write(destroyed));
      case Event.Elapsed _ -> stored.setElapsed(Stored.RobotEvent.Elapsed.getDefaultInstance());
      case Event.Granted(var workloads, _) ->
          stored.setGranted(
              Stored.RobotEvent.Granted.newBuilder().addAllWorkloads(write(workloads)));
      case Event.Spared(var workload, _) ->
          stored.setSpared(Stored.RobotEvent.Spared.newBuilder().setWorkload(workload.toString()));
      case Event.Stalled(var service, var why, long backTo, _) ->
          stored.setStalled(
              Stored.RobotEvent.Stalled.newBuilder()
                  .setService(service)
                  .setWhy(why)
                  .setBackTo(backTo));
      case Event.Promoted(var services, var by, _) ->
          stored.setPromoted(
              Stored.RobotEvent.Promoted.newBuilder().addAllServices(services).setBy(by));
      case Event.Discarded(var workload, var by, _) ->
          stored.setDiscarded(
              Stored.RobotEvent.Discarded.newBuilder().setWorkload(workload.toString()).setBy(by));
      case Event.Led(var service, var leading, _) ->
          stored.setLed(RobotStates.write(service, leading));
      case Event.JobStarted _, Event.JobSkipped _, Event.JobEnded _ ->
          CalendarForm.write(event, stored);
      case Event.Scaled scaled -> stored.setScaled(write(scaled));
    }
    return stored.build().toByteArray();
  }

  @Override
  protected Event readEvent(byte[] bytes) throws InvalidProtocolBufferException {
    Stored.RobotEvent stored = Stored.RobotEvent.parseFrom(bytes);
    Instant at = Times.read(stored.getAt());
    return switch (stored.getEventCase()) {
      case TARGETED -> {
        var targeted = stored.getTargeted();
        yield new Event.Targeted(
            Specs.read(targeted.getBlueprint()), targeted.getGeneration(), targeted.getBy(), at);
      }
      case OBSERVED -> read(stored.getObserved(), at);
      case REAFFIRMED -> read(stored.getReaffirmed(), at);
      case TABLE_CONFIRMED ->
          new Event.TableConfirmed(
              WorkloadId.parse(stored.getTableConfirmed().getWorkload()),
              stored.getTableConfirmed().getRevision(),
              at);
      case DESTROYED -> read(stored.getDestroyed(), at);
      case ELAPSED -> new Event.Elapsed(at);
      case GRANTED ->
          new Event.Granted(
              stored.getGranted().getWorkloadsList().stream().map(WorkloadId::parse).toList(), at);
      case SPARED -> new Event.Spared(WorkloadId.parse(stored.getSpared().getWorkload()), at);
      case STALLED -> {
        var stalled = stored.getStalled();
        yield new Event.Stalled(stalled.getService(), stalled.getWhy(), stalled.getBackTo(), at);
      }
      case PROMOTED ->
          new Event.Promoted(
              stored.getPromoted().getServicesList(), stored.getPromoted().getBy(), at);
      case DISCARDED ->
          new Event.Discarded(
              WorkloadId.parse(stored.getDiscarded().getWorkload()),
              stored.getDiscarded().getBy(),
              at);
      case LED ->
          new Event.Led(stored.getLed().getService(), RobotStates.read(stored.getLed()), at);
      case JOB_STARTED, JOB_SKIPPED, JOB_ENDED -> CalendarForm.read(stored, at);
      case SCALED -> read(stored.getScaled(), at);
      case EVENT_NOT_SET -> throw unknownCase("RobotEvent");
    };
  }

  private static Stored.RobotEvent.TableConfirmed write(Event.TableConfirmed confirmed) {
    return Stored.RobotEvent.TableConfirmed.newBuilder()
        .setWorkload(confirmed.workload().toString())
        .setRevision(confirmed.revision())
        .build();
  }

  private static Event.Destroyed read(Stored.RobotEvent.Destroyed stored, Instant at) {
    return new Event.Destroyed(stored.getGeneration(), stored.getBy(), at);
  }

  private static Stored.RobotEvent.Destroyed write(Event.Destroyed destroyed) {
    return Stored.RobotEvent.Destroyed.newBuilder()
        .setGeneration(destroyed.generation())
        .setBy(destroyed.by())
        .build();
  }

  private static Stored.RobotEvent.Scaled write(Event.Scaled scaled) {
    return Stored.RobotEvent.Scaled.newBuilder()
        .setService(scaled.service())
        .setFrom(scaled.from())
        .setTo(scaled.to())
        .setBy(scaled.by())
        .setWhy(scaled.why())
        .build();
  }

  private static Event.Scaled read(Stored.RobotEvent.Scaled stored, Instant at) {
    return new Event.Scaled(
        stored.getService(), stored.getFrom(), stored.getTo(), stored.getBy(), stored.getWhy(), at);
  }

  private static Stored.RobotEvent.Targeted write(Event.Targeted targeted) {
    return Stored.RobotEvent.Targeted.newBuilder()
        .setBlueprint(Specs.write(targeted.blueprint()))
        .setGeneration(targeted.generation())
        .setBy(targeted.by())
        .build();
  }

  private static Stored.RobotEvent.Observed write(Event.Observed observed) {
    Stored.RobotEvent.Observed.Builder stored =
        Stored.RobotEvent.Observed.newBuilder()
            .setWorkload(observed.workload().toString())
            .setGeneration(observed.generation())
            .setAsOf(observed.asOf())
            .setStatus(RobotStates.write(observed.status()))
            .setDetail(observed.detail())
            .setFalls(observed.falls());
    observed.lease().ifPresent(lease -> stored.setLease(Leases.write(lease)));
    observed.endpoint().ifPresent(endpoint -> stored.setEndpoint(Leases.write(endpoint)));
    return stored.build();
  }

  private static Event.Observed read(Stored.RobotEvent.Observed stored, Instant at) {
    return new Event.Observed(
        WorkloadId.parse(stored.getWorkload()),
        stored.getGeneration(),
        stored.getAsOf(),
        RobotStates.read(stored.getStatus()),
        stored.getDetail(),
        stored.hasLease() ? Optional.of(Leases.read(stored.getLease())) : Optional.empty(),
        stored.hasEndpoint() ? Optional.of(Leases.read(stored.getEndpoint())) : Optional.empty(),
        stored.getFalls(),
        at);
  }

  private static Event.Reaffirmed read(Stored.RobotEvent.Reaffirmed stored, Instant at) {
    return new Event.Reaffirmed(WorkloadId.parse(stored.getWorkload()), stored.getAsOf(), at);
  }

  @Override
  protected byte[] writeState(State state) {
    return RobotStates.write(state).toByteArray();
  }

  @Override
  protected State readState(byte[] bytes) throws InvalidProtocolBufferException {
    return RobotStates.read(Stored.RobotState.parseFrom(bytes));
  }

  private static List<String> write(List<WorkloadId> workloads) {
    return workloads.stream().map(WorkloadId::toString).toList();
  }
}
