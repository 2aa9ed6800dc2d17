package rhizome.runtime.durable;

import java.time.Instant;
import rhizome.grid.healing.Cause;
import rhizome.grid.workload.Workload.Event;
import rhizome.grid.workload.Workload.Event.*;
import rhizome.kernel.NodeId;
import rhizome.runtime.durable.proto.Stored;
import rhizome.runtime.durable.proto.Stored.WorkloadEvent;

/** What happened to a workload, as it is stored. */
final class WorkloadEvents {

  private WorkloadEvents() {}

  static WorkloadEvent write(Event event) {
    WorkloadEvent.Builder to = WorkloadEvent.newBuilder().setAt(Times.write(event.at()));
    WorkloadEvent.Builder written =
        switch (event) {
          case Deployed e -> to.setDeployed(write(e));
          case Waited e -> to.setWaited(WorkloadEvent.Waited.newBuilder().setReason(e.reason()));
          case Placed e -> to.setPlaced(write(e));
          case PlaceConfirmed e ->
              to.setPlaceConfirmed(WorkloadEvent.PlaceConfirmed.newBuilder().setEpoch(e.epoch()));
          case PlaceRefused e -> to.setPlaceRefused(write(e));
          case Started e -> to.setStarted(write(e));
          case Adopted e -> to.setAdopted(write(e));
          case BecameReady e -> to.setBecameReady(write(e));
          case BecameUnready e -> to.setBecameUnready(write(e));
          case Hindered e -> to.setHindered(write(e));
          case Restarting e -> to.setRestarting(write(e));
          case Moved e -> to.setMoved(write(e));
          case Parked e -> to.setParked(write(e));
          case Completed e ->
              to.setCompleted(
                  WorkloadEvent.Completed.newBuilder()
                      .setEpoch(e.epoch())
                      .setIncarnation(e.incarnation()));
          case Released e ->
              to.setReleased(WorkloadEvent.Released.newBuilder().setLease(Leases.write(e.lease())));
          case Retried e -> to.setRetried(WorkloadEvent.Retried.newBuilder().setBy(e.by()));
          case Retired e ->
              to.setRetired(WorkloadEvent.Retired.newBuilder().setGeneration(e.generation()));
          case Forgotten _ -> to.setForgotten(WorkloadEvent.Forgotten.getDefaultInstance());
          case Vacated e -> to.setVacated(write(e));
          case Stayed e ->
              to.setStayed(WorkloadEvent.Stayed.newBuilder().setLease(Leases.write(e.lease())));
          case Relieved e -> to.setRelieved(write(e));
        };
    return written.build();
  }

  static Event read(WorkloadEvent stored) {
    Instant at = Times.read(stored.getAt());
    return switch (stored.getEventCase()) {
      case DEPLOYED -> read(stored.getDeployed(), at);
      case WAITED -> new Waited(stored.getWaited().getReason(), at);
      case PLACED -> read(stored.getPlaced(), at);
      case PLACE_CONFIRMED -> new PlaceConfirmed(stored.getPlaceConfirmed().getEpoch(), at);
      case PLACE_REFUSED -> read(stored.getPlaceRefused(), at);
      case STARTED -> read(stored.getStarted(), at);
      case ADOPTED -> read(stored.getAdopted(), at);
      case BECAME_READY -> read(stored.getBecameReady(), at);
      case BECAME_UNREADY -> read(stored.getBecameUnready(), at);
      case HINDERED -> read(stored.getHindered(), at);
      case RESTARTING -> read(stored.getRestarting(), at);
      case MOVED -> read(stored.getMoved(), at);
      case PARKED ->
          new Parked(
              stored.getParked().getEpoch(),
              cause(stored.getParked().getCause()),
              stored.getParked().getRun(),
              at);
      case COMPLETED ->
          new Completed(
              stored.getCompleted().getEpoch(), stored.getCompleted().getIncarnation(), at);
      case RELEASED -> new Released(Leases.read(stored.getReleased().getLease()), at);
      case RETRIED -> new Retried(stored.getRetried().getBy(), at);
      case RETIRED -> new Retired(stored.getRetired().getGeneration(), at);
      case FORGOTTEN -> new Forgotten(at);
      case VACATED -> read(stored.getVacated(), at);
      case STAYED -> new Stayed(Leases.read(stored.getStayed().getLease()), at);
      case RELIEVED ->
          new Relieved(
              Leases.read(stored.getRelieved().getLease()),
              cause(stored.getRelieved().getCause()),
              at);
      case EVENT_NOT_SET -> throw ProtoSerializer.unknownCase("WorkloadEvent");
    };
  }

  private static Cause cause(Stored.Cause stored) {
    return Leases.read(stored);
  }

  private static WorkloadEvent.Deployed write(Deployed e) {
    return WorkloadEvent.Deployed.newBuilder()
        .setSpec(Specs.write(e.spec()))
        .setGeneration(e.generation())
        .setReaches(e.reaches())
        .build();
  }

  private static Deployed read(WorkloadEvent.Deployed stored, Instant at) {
    return new Deployed(
        Specs.read(stored.getSpec()), stored.getGeneration(), stored.getReaches(), at);
  }

  private static WorkloadEvent.Placed write(Placed e) {
    return WorkloadEvent.Placed.newBuilder()
        .setEpoch(e.epoch())
        .setNode(e.node().name())
        .setPreempting(e.preempting())
        .build();
  }

  private static Placed read(WorkloadEvent.Placed stored, Instant at) {
    NodeId node = new NodeId(stored.getNode());
    return new Placed(stored.getEpoch(), node, stored.getPreempting(), at);
  }

  private static WorkloadEvent.PlaceRefused write(PlaceRefused e) {
    return WorkloadEvent.PlaceRefused.newBuilder()
        .setEpoch(e.epoch())
        .setNode(e.node().name())
        .setReason(e.reason())
        .build();
  }

  private static PlaceRefused read(WorkloadEvent.PlaceRefused stored, Instant at) {
    return new PlaceRefused(
        stored.getEpoch(), new NodeId(stored.getNode()), stored.getReason(), at);
  }

  private static WorkloadEvent.Started write(Started e) {
    return WorkloadEvent.Started.newBuilder()
        .setEpoch(e.epoch())
        .setIncarnation(e.incarnation())
        .setPid(e.pid())
        .putAllPorts(e.ports())
        .setAddress(e.address())
        .build();
  }

  private static Started read(WorkloadEvent.Started stored, Instant at) {
    return new Started(
        stored.getEpoch(),
        stored.getIncarnation(),
        stored.getPid(),
        stored.getPortsMap(),
        stored.getAddress(),
        at);
  }

  private static WorkloadEvent.Adopted write(Adopted e) {
    return WorkloadEvent.Adopted.newBuilder()
        .setEpoch(e.epoch())
        .setIncarnation(e.incarnation())
        .setPid(e.pid())
        .setAddress(e.address())
        .putAllPorts(e.ports())
        .build();
  }

  private static Adopted read(WorkloadEvent.Adopted stored, Instant at) {
    return new Adopted(
        stored.getEpoch(),
        stored.getIncarnation(),
        stored.getPid(),
        stored.getPortsMap(),
        stored.getAddress(),
        at);
  }

  private static WorkloadEvent.BecameReady write(BecameReady e) {
    return WorkloadEvent.BecameReady.newBuilder()
        .setEpoch(e.epoch())
        .setIncarnation(e.incarnation())
        .build();
  }

  private static BecameReady read(WorkloadEvent.BecameReady stored, Instant at) {
    return new BecameReady(stored.getEpoch(), stored.getIncarnation(), at);
  }

  private static WorkloadEvent.BecameUnready write(BecameUnready e) {
    return WorkloadEvent.BecameUnready.newBuilder()
        .setEpoch(e.epoch())
        .setIncarnation(e.incarnation())
        .setReason(e.reason())
        .build();
  }

  private static BecameUnready read(WorkloadEvent.BecameUnready stored, Instant at) {
    return new BecameUnready(stored.getEpoch(), stored.getIncarnation(), stored.getReason(), at);
  }

  private static WorkloadEvent.Hindered write(Hindered e) {
    return WorkloadEvent.Hindered.newBuilder()
        .setEpoch(e.epoch())
        .setIncarnation(e.incarnation())
        .setReason(e.reason())
        .build();
  }

  private static Hindered read(WorkloadEvent.Hindered stored, Instant at) {
    return new Hindered(stored.getEpoch(), stored.getIncarnation(), stored.getReason(), at);
  }

  private static WorkloadEvent.Restarting write(Restarting e) {
    return WorkloadEvent.Restarting.newBuilder()
        .setEpoch(e.epoch())
        .setIncarnation(e.incarnation())
        .setCause(Leases.write(e.cause()))
        .setRetryAt(Times.write(e.retryAt()))
        .build();
  }

  private static Restarting read(WorkloadEvent.Restarting stored, Instant at) {
    return new Restarting(
        stored.getEpoch(),
        stored.getIncarnation(),
        cause(stored.getCause()),
        Times.read(stored.getRetryAt()),
        at);
  }

  private static WorkloadEvent.Moved write(Moved e) {
    return WorkloadEvent.Moved.newBuilder()
        .setEpoch(e.epoch())
        .setFrom(e.from().name())
        .setReleased(e.released())
        .setMoves(e.moves())
        .setCause(Leases.write(e.cause()))
        .build();
  }

  private static Moved read(WorkloadEvent.Moved stored, Instant at) {
    return new Moved(
        stored.getEpoch(),
        new NodeId(stored.getFrom()),
        stored.getReleased(),
        stored.getMoves(),
        cause(stored.getCause()),
        at);
  }

  private static WorkloadEvent.Parked write(Parked e) {
    return WorkloadEvent.Parked.newBuilder()
        .setEpoch(e.epoch())
        .setCause(Leases.write(e.cause()))
        .setRun(e.run())
        .build();
  }

  private static WorkloadEvent.Vacated write(Vacated e) {
    return WorkloadEvent.Vacated.newBuilder()
        .setEpoch(e.epoch())
        .setFrom(e.from().name())
        .setServing(e.serving())
        .setMoves(e.moves())
        .setCause(Leases.write(e.cause()))
        .build();
  }

  private static Vacated read(WorkloadEvent.Vacated stored, Instant at) {
    return new Vacated(
        stored.getEpoch(),
        new NodeId(stored.getFrom()),
        stored.getServing(),
        stored.getMoves(),
        cause(stored.getCause()),
        at);
  }

  private static WorkloadEvent.Relieved write(Relieved e) {
    return WorkloadEvent.Relieved.newBuilder()
        .setLease(Leases.write(e.lease()))
        .setCause(Leases.write(e.cause()))
        .build();
  }
}
