package rhizome.runtime.durable;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Robot.Event;
import rhizome.grid.robot.Robot.State;
import rhizome.grid.workload.Status;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.durable.proto.Stored;

/** {@link Robot} in the journal. */
public final class RobotSerializer extends ProtoSerializer<Event, State> {

  public RobotSerializer() {
    super(7103, Event.class, State.class);
  }

  @Override
  byte[] writeEvent(Event event) {
    Stored.RobotEvent.Builder stored =
        Stored.RobotEvent.newBuilder().setAt(Times.write(event.at()));
    switch (event) {
      case Event.Targeted(var blueprint, long generation, var by, _) ->
          stored.setTargeted(
              Stored.RobotEvent.Targeted.newBuilder()
                  .setBlueprint(Specs.write(blueprint))
                  .setGeneration(generation)
                  .setBy(by));
      case Event.Observed(var workload, long generation, var status, var detail, _) ->
          stored.setObserved(
              Stored.RobotEvent.Observed.newBuilder()
                  .setWorkload(workload.toString())
                  .setGeneration(generation)
                  .setStatus(write(status))
                  .setDetail(detail));
      case Event.Destroyed(long generation, var by, _) ->
          stored.setDestroyed(
              Stored.RobotEvent.Destroyed.newBuilder().setGeneration(generation).setBy(by));
    }
    return stored.build().toByteArray();
  }

  @Override
  Event readEvent(byte[] bytes) throws InvalidProtocolBufferException {
    Stored.RobotEvent stored = Stored.RobotEvent.parseFrom(bytes);
    Instant at = Times.read(stored.getAt());
    return switch (stored.getEventCase()) {
      case TARGETED -> {
        var targeted = stored.getTargeted();
        yield new Event.Targeted(
            Specs.read(targeted.getBlueprint()), targeted.getGeneration(), targeted.getBy(), at);
      }
      case OBSERVED -> {
        var observed = stored.getObserved();
        yield new Event.Observed(
            WorkloadId.parse(observed.getWorkload()),
            observed.getGeneration(),
            read(observed.getStatus()),
            observed.getDetail(),
            at);
      }
      case DESTROYED ->
          new Event.Destroyed(
              stored.getDestroyed().getGeneration(), stored.getDestroyed().getBy(), at);
      case EVENT_NOT_SET -> throw unknownCase("RobotEvent");
    };
  }

  @Override
  byte[] writeState(State state) {
    Stored.RobotState.Builder stored = Stored.RobotState.newBuilder();
    switch (state) {
      case State.Idle(long generation) ->
          stored.setIdle(Stored.RobotState.Idle.newBuilder().setGeneration(generation));
      case State.Active(var blueprint, long generation, var since, var slots) ->
          stored.setActive(
              Stored.RobotState.Active.newBuilder()
                  .setBlueprint(Specs.write(blueprint))
                  .setGeneration(generation)
                  .putAllSince(since)
                  .addAllSlots(write(slots)));
      case State.Destroying(var blueprint, long generation, var slots) ->
          stored.setDestroying(
              Stored.RobotState.Destroying.newBuilder()
                  .setBlueprint(Specs.write(blueprint))
                  .setGeneration(generation)
                  .addAllSlots(write(slots)));
    }
    return stored.build().toByteArray();
  }

  @Override
  State readState(byte[] bytes) throws InvalidProtocolBufferException {
    Stored.RobotState stored = Stored.RobotState.parseFrom(bytes);
    return switch (stored.getStateCase()) {
      case IDLE -> new State.Idle(stored.getIdle().getGeneration());
      case ACTIVE -> {
        var active = stored.getActive();
        yield new State.Active(
            Specs.read(active.getBlueprint()),
            active.getGeneration(),
            new TreeMap<>(active.getSinceMap()),
            read(active.getSlotsList()));
      }
      case DESTROYING -> {
        var destroying = stored.getDestroying();
        yield new State.Destroying(
            Specs.read(destroying.getBlueprint()),
            destroying.getGeneration(),
            read(destroying.getSlotsList()));
      }
      case STATE_NOT_SET -> throw unknownCase("RobotState");
    };
  }

  private static List<Stored.RobotState.Slot> write(SortedMap<WorkloadId, Robot.Slot> slots) {
    return slots.entrySet().stream()
        .map(
            slot ->
                Stored.RobotState.Slot.newBuilder()
                    .setWorkload(slot.getKey().toString())
                    .setGeneration(slot.getValue().generation())
                    .setStatus(write(slot.getValue().status()))
                    .setDetail(slot.getValue().detail())
                    .build())
        .toList();
  }

  private static SortedMap<WorkloadId, Robot.Slot> read(List<Stored.RobotState.Slot> stored) {
    SortedMap<WorkloadId, Robot.Slot> slots = new TreeMap<>();
    stored.forEach(
        slot ->
            slots.put(
                WorkloadId.parse(slot.getWorkload()),
                new Robot.Slot(slot.getGeneration(), read(slot.getStatus()), slot.getDetail())));
    return slots;
  }

  private static Stored.Status write(Status status) {
    return switch (status) {
      case GONE -> Stored.Status.GONE;
      case PENDING -> Stored.Status.PENDING;
      case STARTING -> Stored.Status.STARTING;
      case READY -> Stored.Status.READY;
      case UNHEALTHY -> Stored.Status.UNHEALTHY;
      case PARKED -> Stored.Status.PARKED;
      case RETIRING -> Stored.Status.RETIRING;
    };
  }

  private static Status read(Stored.Status stored) {
    return switch (stored) {
      case GONE -> Status.GONE;
      case PENDING -> Status.PENDING;
      case STARTING -> Status.STARTING;
      case READY -> Status.READY;
      case UNHEALTHY -> Status.UNHEALTHY;
      case PARKED -> Status.PARKED;
      case RETIRING -> Status.RETIRING;
      case UNRECOGNIZED -> throw unknownCase("Status");
    };
  }
}
