package rhizome.runtime.durable;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.node.Node;
import rhizome.grid.node.Node.Event;
import rhizome.grid.node.Node.State;
import rhizome.kernel.Labels;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.durable.proto.Stored;

/** {@link Node} in the journal. */
public final class NodeSerializer extends ProtoSerializer<Event, State> {

  public NodeSerializer() {
    super(7102, Event.class, State.class);
  }

  @Override
  protected byte[] writeEvent(Event event) {
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
          stored.setReleasing(releasing(workload, epoch));
      case Event.Freed(var workload, long epoch, _) ->
          stored.setFreed(
              Stored.NodeEvent.Freed.newBuilder().setWorkload(workload.toString()).setEpoch(epoch));
      case Event.Suspected(var cause, _) ->
          stored.setSuspected(
              Stored.NodeEvent.Suspected.newBuilder().setCause(Leases.write(cause)));
      case Event.Cordoned(var by, _) ->
          stored.setCordoned(Stored.NodeEvent.Cordoned.newBuilder().setBy(by));
      case Event.Uncordoned(var by, _) ->
          stored.setUncordoned(Stored.NodeEvent.Uncordoned.newBuilder().setBy(by));
      case Event.DrainBegun begun -> stored.setDrainBegun(begun(begun));
      case Event.DeadlinePassed _ ->
          stored.setDeadlinePassed(Stored.NodeEvent.DeadlinePassed.getDefaultInstance());
      case Event.Removed(var by, _) ->
          stored.setRemoved(Stored.NodeEvent.Removed.newBuilder().setBy(by));
      case Event.Forgotten _ ->
          stored.setForgotten(Stored.NodeEvent.Forgotten.getDefaultInstance());
      case Event.Promised(var assignment, var victims, _) ->
          stored.setPromised(promised(assignment, victims));
      case Event.FellAsleep e -> stored.setFellAsleep(asleep(e));
      case Event.PoweredOff _ ->
          stored.setPoweredOff(Stored.NodeEvent.PoweredOff.getDefaultInstance());
      case Event.WakeBegun e -> stored.setWakeBegun(begun(e));
      case Event.WakeFailed(var cause, _) -> stored.setWakeFailed(failed(cause));
    }
    return stored.build().toByteArray();
  }

  private static Stored.NodeEvent.Releasing.Builder releasing(WorkloadId workload, long epoch) {
    return Stored.NodeEvent.Releasing.newBuilder().setWorkload(workload.toString()).setEpoch(epoch);
  }

  private static Stored.NodeEvent.FellAsleep.Builder asleep(Event.FellAsleep e) {
    return Stored.NodeEvent.FellAsleep.newBuilder().setBy(e.by()).setWhy(e.why());
  }

  private static Stored.NodeEvent.WakeBegun.Builder begun(Event.WakeBegun e) {
    return Stored.NodeEvent.WakeBegun.newBuilder()
        .setBy(e.by())
        .setWhy(e.why())
        .setDeadline(Times.write(e.deadline()));
  }

  private static Stored.NodeEvent.WakeFailed.Builder failed(Cause cause) {
    return Stored.NodeEvent.WakeFailed.newBuilder().setCause(Leases.write(cause));
  }

  private static Stored.NodeEvent.Promised.Builder promised(
      Assignment assignment, SortedMap<WorkloadId, Long> victims) {
    return Stored.NodeEvent.Promised.newBuilder()
        .setAssignment(Leases.write(assignment))
        .putAllVictims(NodeStates.victims(victims));
  }

  private static Stored.NodeEvent.DrainBegun.Builder begun(Event.DrainBegun begun) {
    return Stored.NodeEvent.DrainBegun.newBuilder()
        .setBy(begun.by())
        .setDeadline(Times.write(begun.deadline()))
        .setAtOnce(begun.atOnce());
  }

  @Override
  protected Event readEvent(byte[] bytes) throws InvalidProtocolBufferException {
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
      case SUSPECTED -> new Event.Suspected(Leases.read(stored.getSuspected().getCause()), at);
      case CORDONED -> new Event.Cordoned(stored.getCordoned().getBy(), at);
      case UNCORDONED -> new Event.Uncordoned(stored.getUncordoned().getBy(), at);
      case DRAIN_BEGUN -> read(stored.getDrainBegun(), at);
      case DEADLINE_PASSED -> new Event.DeadlinePassed(at);
      case REMOVED -> new Event.Removed(stored.getRemoved().getBy(), at);
      case FORGOTTEN -> new Event.Forgotten(at);
      case PROMISED -> {
        var promised = stored.getPromised();
        yield new Event.Promised(
            Leases.read(promised.getAssignment()),
            NodeStates.victims(promised.getVictimsMap()),
            at);
      }
      case FELL_ASLEEP -> {
        var asleep = stored.getFellAsleep();
        yield new Event.FellAsleep(asleep.getBy(), asleep.getWhy(), at);
      }
      case POWERED_OFF -> new Event.PoweredOff(at);
      case WAKE_BEGUN -> read(stored.getWakeBegun(), at);
      case WAKE_FAILED -> new Event.WakeFailed(Leases.read(stored.getWakeFailed().getCause()), at);
      case EVENT_NOT_SET -> throw unknownCase("NodeEvent");
    };
  }

  private static Event read(Stored.NodeEvent.DrainBegun begun, Instant at) {
    return new Event.DrainBegun(
        begun.getBy(), Times.read(begun.getDeadline()), begun.getAtOnce(), at);
  }

  private static Event read(Stored.NodeEvent.WakeBegun begun, Instant at) {
    return new Event.WakeBegun(begun.getBy(), begun.getWhy(), Times.read(begun.getDeadline()), at);
  }

  @Override
  protected byte[] writeState(State state) {
    return NodeStates.write(state).toByteArray();
  }

  @Override
  protected State readState(byte[] bytes) throws InvalidProtocolBufferException {
    return NodeStates.read(Stored.NodeState.parseFrom(bytes));
  }

  static Stored.Facts write(Facts facts) {
    return Stored.Facts.newBuilder()
        .setZone(facts.zone().name())
        .setHost(facts.host())
        .setCapacity(Specs.write(facts.capacity()))
        .setAddress(facts.address())
        .putAllLabels(facts.labels().values())
        .build();
  }

  static Facts read(Stored.Facts stored) {
    return new Facts(
        new ZoneId(stored.getZone()),
        stored.getHost(),
        Specs.read(stored.getCapacity()),
        stored.getAddress(),
        new Labels(new TreeMap<>(stored.getLabelsMap())));
  }
}
