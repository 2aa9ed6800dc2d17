package rhizome.runtime.durable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.blueprints.model.Blueprint;
import rhizome.grid.endpoint.Leader;
import rhizome.grid.robot.Calendar;
import rhizome.grid.robot.Changes;
import rhizome.grid.robot.Leading;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Robot.State;
import rhizome.grid.robot.Slot;
import rhizome.grid.workload.Status;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.durable.calendar.CalendarForm;
import rhizome.runtime.durable.proto.Stored;

/** What a {@link Robot} is, as its snapshots say it. */
final class RobotStates {

  private RobotStates() {}

  static Stored.RobotState write(State state) {
    Stored.RobotState.Builder stored = Stored.RobotState.newBuilder();
    switch (state) {
      case State.Idle(long generation, long scalings) ->
          stored.setIdle(
              Stored.RobotState.Idle.newBuilder().setGeneration(generation).setScalings(scalings));
      case State.Active active -> stored.setActive(write(active));
      case State.Destroying(
              var blueprint,
              long generation,
              var slots,
              long changes,
              long scalings) ->
          stored.setDestroying(
              Stored.RobotState.Destroying.newBuilder()
                  .setBlueprint(Specs.write(blueprint))
                  .setGeneration(generation)
                  .addAllSlots(write(slots))
                  .setChanges(changes)
                  .setScalings(scalings));
    }
    return stored.build();
  }

  static State read(Stored.RobotState stored) {
    return switch (stored.getStateCase()) {
      case IDLE -> new State.Idle(stored.getIdle().getGeneration(), stored.getIdle().getScalings());
      case ACTIVE -> read(stored.getActive());
      case DESTROYING -> {
        var destroying = stored.getDestroying();
        yield new State.Destroying(
            Specs.read(destroying.getBlueprint()),
            destroying.getGeneration(),
            read(destroying.getSlotsList()),
            destroying.getChanges(),
            destroying.getScalings());
      }
      case STATE_NOT_SET -> throw ProtoSerializer.unknownCase("RobotState");
    };
  }

  private static Stored.RobotState.Active write(State.Active active) {
    Stored.RobotState.Active.Builder stored =
        Stored.RobotState.Active.newBuilder()
            .setBlueprint(Specs.write(active.blueprint()))
            .setGeneration(active.generation())
            .putAllSince(active.since())
            .addAllSlots(write(active.slots()))
            .setClock(Times.write(active.clock()))
            .setScalings(active.scalings())
            .setChanges(
                Stored.RobotState.Changes.newBuilder()
                    .setCount(active.changes().count())
                    .putAllLast(active.changes().last())
                    .addAllLeaders(leaders(active.changes())));
    active.rolling().forEach((service, rolling) -> stored.putRolling(service, write(rolling)));
    active
        .calendars()
        .forEach((service, one) -> stored.putCalendars(service, CalendarForm.write(service, one)));
    active.good().ifPresent(good -> stored.setGood(write(good)));
    active
        .reversal()
        .ifPresent(
            reversal ->
                stored.setReversal(
                    Stored.RobotState.Reversal.newBuilder()
                        .setGeneration(reversal.generation())
                        .setBackTo(reversal.backTo())
                        .setService(reversal.service())
                        .setWhy(reversal.why())));
    return stored.build();
  }

  private static State.Active read(Stored.RobotState.Active stored) {
    SortedMap<String, Robot.Rolling> rolling = new TreeMap<>();
    stored.getRollingMap().forEach((service, one) -> rolling.put(service, read(one)));
    SortedMap<String, Calendar> calendars = new TreeMap<>();
    stored.getCalendarsMap().forEach((name, one) -> calendars.put(name, CalendarForm.read(one)));
    var reversal = stored.getReversal();
    Blueprint blueprint = Specs.read(stored.getBlueprint());
    var changes = stored.getChanges();
    return new State.Active(
        blueprint,
        stored.getGeneration(),
        new TreeMap<>(stored.getSinceMap()),
        read(stored.getSlotsList()),
        rolling,
        stored.hasGood() ? Optional.of(read(stored.getGood())) : Optional.empty(),
        stored.hasReversal()
            ? Optional.of(
                new Robot.Reversal(
                    reversal.getGeneration(),
                    reversal.getBackTo(),
                    reversal.getService(),
                    reversal.getWhy()))
            : Optional.empty(),
        Times.read(stored.getClock()),
        stored.hasChanges() ? read(changes) : Changes.first(blueprint, 0),
        calendars,
        stored.getScalings());
  }

  private static Changes read(Stored.RobotState.Changes stored) {
    SortedMap<String, Leading> leaders = new TreeMap<>();
    stored.getLeadersList().forEach(led -> leaders.put(led.getService(), read(led)));
    return new Changes(stored.getCount(), new TreeMap<>(stored.getLastMap()), leaders);
  }

  private static List<Stored.RobotEvent.Led> leaders(Changes changes) {
    return changes.leaders().entrySet().stream()
        .map(led -> write(led.getKey(), led.getValue()))
        .toList();
  }

  static Stored.RobotEvent.Led write(String service, Leading leading) {
    return Stored.RobotEvent.Led.newBuilder()
        .setService(service)
        .setSlot(leading.leader().slot())
        .setTerm(leading.leader().term())
        .setLease(Leases.write(leading.lease()))
        .build();
  }

  static Leading read(Stored.RobotEvent.Led stored) {
    return new Leading(
        new Leader(stored.getSlot(), stored.getTerm()), Leases.read(stored.getLease()));
  }

  private static Stored.RobotState.Rolling write(Robot.Rolling rolling) {
    Stored.RobotState.Rolling.Builder stored =
        Stored.RobotState.Rolling.newBuilder()
            .setWell(rolling.well())
            .setPromoted(rolling.promoted())
            .setStalled(rolling.stalled());
    rolling.progressed().ifPresent(at -> stored.setProgressed(Times.write(at)));
    return stored.build();
  }

  private static Robot.Rolling read(Stored.RobotState.Rolling stored) {
    Optional<Instant> progressed =
        stored.hasProgressed() ? Optional.of(Times.read(stored.getProgressed())) : Optional.empty();
    return new Robot.Rolling(
        progressed, stored.getWell(), stored.getPromoted(), stored.getStalled());
  }

  private static Stored.RobotState.Good write(Robot.Good good) {
    return Stored.RobotState.Good.newBuilder()
        .setBlueprint(Specs.write(good.blueprint()))
        .setGeneration(good.generation())
        .setScalings(good.fence() - good.generation())
        .putAllSince(good.since())
        .build();
  }

  private static Robot.Good read(Stored.RobotState.Good stored) {
    return new Robot.Good(
        Specs.read(stored.getBlueprint()),
        stored.getGeneration(),
        stored.getGeneration() + stored.getScalings(),
        new TreeMap<>(stored.getSinceMap()));
  }

  private static List<Stored.RobotState.Slot> write(SortedMap<WorkloadId, Slot> slots) {
    return slots.entrySet().stream().map(slot -> write(slot.getKey(), slot.getValue())).toList();
  }

  private static Stored.RobotState.Slot write(WorkloadId workload, Slot slot) {
    Stored.RobotState.Slot.Builder stored =
        Stored.RobotState.Slot.newBuilder()
            .setWorkload(workload.toString())
            .setGeneration(slot.generation())
            .setAsOf(slot.asOf())
            .setStatus(write(slot.status()))
            .setDetail(slot.detail())
            .setGranted(slot.granted())
            .setStanding(write(slot.standing()))
            .setTold(slot.told())
            .setFalls(slot.fall().number())
            .setHeard(slot.fall().heard());
    if (!slot.since().equals(Instant.EPOCH)) {
      stored.setSince(Times.write(slot.since()));
    }
    slot.spared().ifPresent(at -> stored.setSpared(Times.write(at)));
    slot.lease().ifPresent(lease -> stored.setLease(Leases.write(lease)));
    slot.endpoint().ifPresent(endpoint -> stored.setEndpoint(Leases.write(endpoint)));
    return stored.build();
  }

  private static SortedMap<WorkloadId, Slot> read(List<Stored.RobotState.Slot> stored) {
    SortedMap<WorkloadId, Slot> slots = new TreeMap<>();
    for (Stored.RobotState.Slot slot : stored) {
      slots.put(
          WorkloadId.parse(slot.getWorkload()),
          new Slot(
              slot.getGeneration(),
              slot.getAsOf(),
              read(slot.getStatus()),
              slot.getDetail(),
              Times.read(slot.getSince()),
              slot.getGranted(),
              read(slot.getStanding()),
              slot.hasSpared() ? Optional.of(Times.read(slot.getSpared())) : Optional.empty(),
              slot.hasLease() ? Optional.of(Leases.read(slot.getLease())) : Optional.empty(),
              slot.hasEndpoint() ? Optional.of(Leases.read(slot.getEndpoint())) : Optional.empty(),
              slot.getTold(),
              new Slot.Fall(slot.getFalls(), slot.getHeard())));
    }
    return slots;
  }

  private static Stored.RobotState.Standing write(Slot.Standing standing) {
    return switch (standing) {
      case WANTED -> Stored.RobotState.Standing.WANTED;
      case KEPT -> Stored.RobotState.Standing.KEPT;
      case DISCARDED -> Stored.RobotState.Standing.DISCARDED;
    };
  }

  private static Slot.Standing read(Stored.RobotState.Standing stored) {
    return switch (stored) {
      case WANTED -> Slot.Standing.WANTED;
      case KEPT -> Slot.Standing.KEPT;
      case DISCARDED -> Slot.Standing.DISCARDED;
      case UNRECOGNIZED -> throw ProtoSerializer.unknownCase("Standing");
    };
  }

  static Stored.Status write(Status status) {
    return switch (status) {
      case GONE -> Stored.Status.GONE;
      case PENDING -> Stored.Status.PENDING;
      case STARTING -> Stored.Status.STARTING;
      case READY -> Stored.Status.READY;
      case UNHEALTHY -> Stored.Status.UNHEALTHY;
      case COMPLETED -> Stored.Status.COMPLETED;
      case FAILED -> Stored.Status.RUN_FAILED;
      case PARKED -> Stored.Status.PARKED;
      case RETIRING -> Stored.Status.RETIRING;
    };
  }

  static Status read(Stored.Status stored) {
    return switch (stored) {
      case GONE -> Status.GONE;
      case PENDING -> Status.PENDING;
      case STARTING -> Status.STARTING;
      case READY -> Status.READY;
      case UNHEALTHY -> Status.UNHEALTHY;
      case COMPLETED -> Status.COMPLETED;
      case RUN_FAILED -> Status.FAILED;
      case PARKED -> Status.PARKED;
      case RETIRING -> Status.RETIRING;
      case UNRECOGNIZED -> throw ProtoSerializer.unknownCase("Status");
    };
  }
}
