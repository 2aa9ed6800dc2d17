package rhizome.runtime.durable;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Facts;
import rhizome.grid.node.Node;
import rhizome.grid.node.Node.Event;
import rhizome.grid.node.Node.State;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.durable.proto.Stored;

/** {@link Node} in the journal. */
public final class NodeSerializer extends ProtoSerializer<Event, State> {

  public NodeSerializer() {
    super(7102, Event.class, State.class);
  }

  @Override
  byte[] writeEvent(Event event) {
    Stored.NodeEvent.Builder stored = Stored.NodeEvent.newBuilder().setAt(Times.write(event.at()));
    switch (event) {
      case Event.Enrolled(var facts, var boot, _) ->
          stored.setEnrolled(
              Stored.NodeEvent.Enrolled.newBuilder().setFacts(write(facts)).setBoot(boot));
      case Event.Lost(var cause, _) ->
          stored.setLost(Stored.NodeEvent.Lost.newBuilder().setCause(Leases.write(cause)));
      case Event.Reserved(var assignment, _) ->
          stored.setReserved(
              Stored.NodeEvent.Reserved.newBuilder().setAssignment(Leases.write(assignment)));
      case Event.Releasing(var workload, long epoch, _) ->
          stored.setReleasing(
              Stored.NodeEvent.Releasing.newBuilder()
                  .setWorkload(workload.toString())
                  .setEpoch(epoch));
      case Event.Freed(var workload, long epoch, _) ->
          stored.setFreed(
              Stored.NodeEvent.Freed.newBuilder().setWorkload(workload.toString()).setEpoch(epoch));
    }
    return stored.build().toByteArray();
  }

  @Override
  Event readEvent(byte[] bytes) throws InvalidProtocolBufferException {
    Stored.NodeEvent stored = Stored.NodeEvent.parseFrom(bytes);
    Instant at = Times.read(stored.getAt());
    return switch (stored.getEventCase()) {
      case ENROLLED ->
          new Event.Enrolled(
              read(stored.getEnrolled().getFacts()), stored.getEnrolled().getBoot(), at);
      case LOST -> new Event.Lost(Leases.read(stored.getLost().getCause()), at);
      case RESERVED -> new Event.Reserved(Leases.read(stored.getReserved().getAssignment()), at);
      case RELEASING -> {
        var releasing = stored.getReleasing();
        yield new Event.Releasing(
            WorkloadId.parse(releasing.getWorkload()), releasing.getEpoch(), at);
      }
      case FREED -> {
        var freed = stored.getFreed();
        yield new Event.Freed(WorkloadId.parse(freed.getWorkload()), freed.getEpoch(), at);
      }
      case EVENT_NOT_SET -> throw unknownCase("NodeEvent");
    };
  }

  @Override
  byte[] writeState(State state) {
    Stored.NodeState.Builder stored = Stored.NodeState.newBuilder();
    switch (state) {
      case State.Unknown _ -> stored.setUnknown(Stored.NodeState.Unknown.getDefaultInstance());
      case State.Known known -> stored.setKnown(write(known));
    }
    return stored.build().toByteArray();
  }

  @Override
  State readState(byte[] bytes) throws InvalidProtocolBufferException {
    Stored.NodeState stored = Stored.NodeState.parseFrom(bytes);
    return switch (stored.getStateCase()) {
      case UNKNOWN -> new State.Unknown();
      case KNOWN -> read(stored.getKnown());
      case STATE_NOT_SET -> throw unknownCase("NodeState");
    };
  }

  private static Stored.NodeState.Known write(State.Known known) {
    Stored.NodeState.Known.Builder stored =
        Stored.NodeState.Known.newBuilder()
            .setFacts(write(known.facts()))
            .setBoot(known.boot())
            .setCondition(
                switch (known.condition()) {
                  case ONLINE -> Stored.NodeState.Condition.ONLINE;
                  case OFFLINE -> Stored.NodeState.Condition.OFFLINE;
                });
    known.lost().ifPresent(cause -> stored.setLost(Leases.write(cause)));
    known
        .held()
        .values()
        .forEach(
            held ->
                stored.addHeld(
                    Stored.NodeState.Reservation.newBuilder()
                        .setAssignment(Leases.write(held.assignment()))
                        .setFate(
                            switch (held.fate()) {
                              case HELD -> Stored.NodeState.Fate.HELD;
                              case LEAVING -> Stored.NodeState.Fate.LEAVING;
                              case LOST -> Stored.NodeState.Fate.LOST;
                            })));
    known
        .fences()
        .forEach(
            (workload, fence) ->
                stored.addFences(
                    Stored.NodeState.Fence.newBuilder()
                        .setWorkload(workload.toString())
                        .setEpoch(fence.epoch())
                        .setAt(Times.write(fence.at()))));
    return stored.build();
  }

  private static State.Known read(Stored.NodeState.Known stored) {
    SortedMap<WorkloadId, Node.Reservation> held = new TreeMap<>();
    for (Stored.NodeState.Reservation reservation : stored.getHeldList()) {
      var assignment = Leases.read(reservation.getAssignment());
      held.put(
          assignment.workload(), new Node.Reservation(assignment, read(reservation.getFate())));
    }
    Optional<Cause> lost =
        stored.hasLost() ? Optional.of(Leases.read(stored.getLost())) : Optional.empty();
    SortedMap<WorkloadId, Node.Fence> fences = new TreeMap<>();
    for (Stored.NodeState.Fence fence : stored.getFencesList()) {
      fences.put(
          WorkloadId.parse(fence.getWorkload()),
          new Node.Fence(fence.getEpoch(), Times.read(fence.getAt())));
    }
    return new State.Known(
        read(stored.getFacts()), stored.getBoot(), read(stored.getCondition()), lost, held, fences);
  }

  private static Node.Condition read(Stored.NodeState.Condition stored) {
    return switch (stored) {
      case ONLINE -> Node.Condition.ONLINE;
      case OFFLINE -> Node.Condition.OFFLINE;
      case UNRECOGNIZED -> throw unknownCase("NodeState.Condition");
    };
  }

  private static Node.Fate read(Stored.NodeState.Fate stored) {
    return switch (stored) {
      case HELD -> Node.Fate.HELD;
      case LEAVING -> Node.Fate.LEAVING;
      case LOST -> Node.Fate.LOST;
      case UNRECOGNIZED -> throw unknownCase("NodeState.Fate");
    };
  }

  static Stored.Facts write(Facts facts) {
    return Stored.Facts.newBuilder()
        .setZone(facts.zone().name())
        .setHost(facts.host())
        .setCapacity(Specs.write(facts.capacity()))
        .build();
  }

  static Facts read(Stored.Facts stored) {
    return new Facts(
        new ZoneId(stored.getZone()), stored.getHost(), Specs.read(stored.getCapacity()));
  }
}
