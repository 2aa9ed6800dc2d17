package rhizome.runtime.durable;

import java.util.List;
import java.util.Optional;
import rhizome.grid.workload.Outgoing;
import rhizome.grid.workload.Progress;
import rhizome.grid.workload.Workload;
import rhizome.grid.workload.Workload.State;
import rhizome.grid.workload.Workload.State.*;
import rhizome.kernel.NodeId;
import rhizome.runtime.durable.proto.Stored.WorkloadState;

/** How a workload stands, as it is stored in snapshots. */
final class WorkloadStates {

  private WorkloadStates() {}

  static WorkloadState write(State state) {
    WorkloadState.Builder to = WorkloadState.newBuilder();
    WorkloadState.Builder written =
        switch (state) {
          case Absent _ -> to.setAbsent(WorkloadState.Absent.getDefaultInstance());
          case Pending s -> to.setPending(write(s));
          case Active s -> to.setActive(write(s));
          case Parked s -> to.setParked(write(s));
          case Completed s -> to.setCompleted(write(s));
          case Retiring s -> to.setRetiring(write(s));
          case Gone s -> to.setGone(write(s));
        };
    return written.setFalls(state.falls()).build();
  }

  static State read(WorkloadState stored) {
    long falls = stored.getFalls();
    return switch (stored.getStateCase()) {
      case ABSENT -> new Absent();
      case PENDING -> read(stored.getPending(), falls);
      case ACTIVE -> read(stored.getActive(), falls);
      case PARKED -> read(stored.getParked(), falls);
      case COMPLETED -> read(stored.getCompleted(), falls);
      case RETIRING -> read(stored.getRetiring(), falls);
      case GONE -> read(stored.getGone(), falls);
      case STATE_NOT_SET -> throw ProtoSerializer.unknownCase("WorkloadState");
    };
  }

  private static WorkloadState.Pending write(Pending s) {
    WorkloadState.Pending.Builder stored =
        WorkloadState.Pending.newBuilder()
            .setWanted(write(s.wanted()))
            .setEpoch(s.epoch())
            .addAllLeaving(Leases.write(s.leaving()))
            .addAllAvoid(names(s.avoid()))
            .setMoves(s.moves())
            .setWaiting(s.waiting())
            .setOutgoing(write(s.outgoing()));
    s.home().ifPresent(home -> stored.setHome(home.name()));
    return stored.build();
  }

  private static Pending read(WorkloadState.Pending stored, long falls) {
    return new Pending(
        read(stored.getWanted()),
        stored.getEpoch(),
        Leases.read(stored.getLeavingList()),
        nodes(stored.getAvoidList()),
        stored.getMoves(),
        stored.getWaiting(),
        read(stored.getOutgoing()),
        stored.hasHome() ? Optional.of(new NodeId(stored.getHome())) : Optional.empty(),
        falls);
  }

  private static WorkloadState.Active write(Active s) {
    return WorkloadState.Active.newBuilder()
        .setWanted(write(s.wanted()))
        .setLease(Leases.write(s.lease()))
        .setConfirmed(s.confirmed())
        .setProgress(write(s.progress()))
        .addAllAvoid(names(s.avoid()))
        .setMoves(s.moves())
        .setOutgoing(write(s.outgoing()))
        .setSpent(s.spent())
        .setPreempting(s.preempting())
        .build();
  }

  private static Active read(WorkloadState.Active stored, long falls) {
    return new Active(
        read(stored.getWanted()),
        Leases.read(stored.getLease()),
        stored.getConfirmed(),
        read(stored.getProgress()),
        nodes(stored.getAvoidList()),
        stored.getMoves(),
        read(stored.getOutgoing()),
        stored.getSpent(),
        stored.getPreempting(),
        falls);
  }

  private static WorkloadState.Parked write(Parked s) {
    return WorkloadState.Parked.newBuilder()
        .setWanted(write(s.wanted()))
        .setEpoch(s.epoch())
        .addAllLeaving(Leases.write(s.leaving()))
        .setCause(Leases.write(s.cause()))
        .setOutgoing(write(s.outgoing()))
        .build();
  }

  private static Parked read(WorkloadState.Parked stored, long falls) {
    return new Parked(
        read(stored.getWanted()),
        stored.getEpoch(),
        Leases.read(stored.getLeavingList()),
        Leases.read(stored.getCause()),
        read(stored.getOutgoing()),
        falls);
  }

  private static WorkloadState.Completed write(Completed s) {
    return WorkloadState.Completed.newBuilder()
        .setWanted(write(s.wanted()))
        .setEpoch(s.epoch())
        .addAllLeaving(Leases.write(s.leaving()))
        .setNode(s.node().name())
        .setAt(Times.write(s.at()))
        .build();
  }

  private static Completed read(WorkloadState.Completed stored, long falls) {
    return new Completed(
        read(stored.getWanted()),
        stored.getEpoch(),
        Leases.read(stored.getLeavingList()),
        new NodeId(stored.getNode()),
        Times.read(stored.getAt()),
        falls);
  }

  private static WorkloadState.Retiring write(Retiring s) {
    return WorkloadState.Retiring.newBuilder()
        .setEpoch(s.epoch())
        .setGeneration(s.generation())
        .addAllLeaving(Leases.write(s.leaving()))
        .build();
  }

  private static Retiring read(WorkloadState.Retiring stored, long falls) {
    return new Retiring(
        stored.getEpoch(), stored.getGeneration(), Leases.read(stored.getLeavingList()), falls);
  }

  private static WorkloadState.Gone write(Gone s) {
    return WorkloadState.Gone.newBuilder()
        .setEpoch(s.epoch())
        .setGeneration(s.generation())
        .setKnown(s.known())
        .build();
  }

  private static Gone read(WorkloadState.Gone stored, long falls) {
    return new Gone(stored.getEpoch(), stored.getGeneration(), stored.getKnown(), falls);
  }

  private static WorkloadState.Outgoing write(Outgoing outgoing) {
    WorkloadState.Outgoing.Builder stored =
        WorkloadState.Outgoing.newBuilder().addAllEnding(Leases.write(outgoing.ending()));
    outgoing
        .serving()
        .ifPresent(
            serving ->
                stored
                    .setServing(Leases.write(serving.lease()))
                    .setProgress(write(serving.progress())));
    return stored.build();
  }

  private static Outgoing read(WorkloadState.Outgoing stored) {
    return new Outgoing(
        stored.hasServing()
            ? Optional.of(
                new Outgoing.Serving(Leases.read(stored.getServing()), read(stored.getProgress())))
            : Optional.empty(),
        Leases.read(stored.getEndingList()));
  }

  private static WorkloadState.Wanted write(Workload.Wanted wanted) {
    return WorkloadState.Wanted.newBuilder()
        .setSpec(Specs.write(wanted.spec()))
        .setGeneration(wanted.generation())
        .setReaches(wanted.reaches())
        .build();
  }

  private static Workload.Wanted read(WorkloadState.Wanted stored) {
    return new Workload.Wanted(
        Specs.read(stored.getSpec()), stored.getGeneration(), stored.getReaches());
  }

  private static WorkloadState.Progress write(Progress progress) {
    return WorkloadState.Progress.newBuilder()
        .setPhase(
            switch (progress.phase()) {
              case STARTING -> WorkloadState.Phase.STARTING;
              case READY -> WorkloadState.Phase.READY;
              case UNREADY -> WorkloadState.Phase.UNREADY;
            })
        .setIncarnation(progress.incarnation())
        .setSince(Times.write(progress.since()))
        .setPid(progress.pid())
        .putAllPorts(progress.ports())
        .setComplaint(progress.complaint())
        .setAddress(progress.address())
        .build();
  }

  private static Progress read(WorkloadState.Progress stored) {
    Workload.Phase phase =
        switch (stored.getPhase()) {
          case STARTING -> Workload.Phase.STARTING;
          case READY -> Workload.Phase.READY;
          case UNREADY -> Workload.Phase.UNREADY;
          case UNRECOGNIZED -> throw ProtoSerializer.unknownCase("WorkloadState.Phase");
        };
    return new Progress(
        phase,
        stored.getIncarnation(),
        Times.read(stored.getSince()),
        stored.getPid(),
        stored.getPortsMap(),
        stored.getComplaint(),
        stored.getAddress());
  }

  private static List<String> names(List<NodeId> nodes) {
    return nodes.stream().map(NodeId::name).toList();
  }

  private static List<NodeId> nodes(List<String> names) {
    return names.stream().map(NodeId::new).toList();
  }
}
