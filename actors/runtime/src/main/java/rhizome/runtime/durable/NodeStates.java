package rhizome.runtime.durable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Admission;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Holdings;
import rhizome.grid.node.Node;
import rhizome.grid.node.Node.State;
import rhizome.grid.node.Node.State.*;
import rhizome.grid.node.Promise;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.durable.proto.Stored.NodeState;

/** How a node stands, as it is stored in snapshots. */
final class NodeStates {

  private NodeStates() {}

  static NodeState write(State state) {
    NodeState.Builder to = NodeState.newBuilder();
    NodeState.Builder written =
        switch (state) {
          case Unknown _ -> to.setUnknown(NodeState.Unknown.getDefaultInstance());
          case Known s -> to.setKnown(write(s));
          case Removed s -> to.setRemoved(write(s));
        };
    return written.build();
  }

  static State read(NodeState stored) {
    return switch (stored.getStateCase()) {
      case UNKNOWN -> new Unknown();
      case KNOWN -> read(stored.getKnown());
      case REMOVED -> read(stored.getRemoved());
      case STATE_NOT_SET -> throw ProtoSerializer.unknownCase("NodeState");
    };
  }

  private static NodeState.Known write(Known s) {
    NodeState.Known.Builder stored =
        NodeState.Known.newBuilder()
            .setFacts(NodeSerializer.write(s.facts()))
            .setBoot(s.boot())
            .setCondition(
                switch (s.condition()) {
                  case ONLINE -> NodeState.Condition.ONLINE;
                  case SUSPECT -> NodeState.Condition.SUSPECT;
                  case OFFLINE -> NodeState.Condition.OFFLINE;
                })
            .addAllHeld(held(s.holdings()))
            .addAllFences(fences(s.holdings()))
            .addAllPromised(promised(s.holdings()));
    s.lost().ifPresent(cause -> stored.setLost(Leases.write(cause)));
    switch (s.admission()) {
      case Admission.Open _ -> {}
      case Admission.Cordoned(var by) ->
          stored.setCordoned(NodeState.Cordoned.newBuilder().setBy(by));
      case Admission.Draining d -> stored.setDraining(write(d));
      case Admission.Asleep a -> stored.setAsleep(write(a));
      case Admission.Waking w -> stored.setWaking(write(w));
    }
    return stored.build();
  }

  private static Known read(NodeState.Known stored) {
    Optional<Cause> lost =
        stored.hasLost() ? Optional.of(Leases.read(stored.getLost())) : Optional.empty();
    return new Known(
        NodeSerializer.read(stored.getFacts()),
        stored.getBoot(),
        read(stored.getCondition()),
        lost,
        promising(holdings(stored.getHeldList(), stored.getFencesList()), stored.getPromisedList()),
        admission(stored));
  }

  private static Admission admission(NodeState.Known stored) {
    return switch (stored.getAdmissionCase()) {
      case ADMISSION_NOT_SET -> new Admission.Open();
      case CORDONED -> new Admission.Cordoned(stored.getCordoned().getBy());
      case DRAINING -> read(stored.getDraining());
      case ASLEEP -> read(stored.getAsleep());
      case WAKING -> read(stored.getWaking());
    };
  }

  private static NodeState.Draining write(Admission.Draining d) {
    return NodeState.Draining.newBuilder()
        .setBy(d.by())
        .setSince(Times.write(d.since()))
        .setDeadline(Times.write(d.deadline()))
        .setAtOnce(d.atOnce())
        .setOverdue(d.overdue())
        .build();
  }

  private static Admission.Draining read(NodeState.Draining stored) {
    return new Admission.Draining(
        stored.getBy(),
        Times.read(stored.getSince()),
        Times.read(stored.getDeadline()),
        stored.getAtOnce(),
        stored.getOverdue());
  }

  private static NodeState.Asleep write(Admission.Asleep a) {
    return NodeState.Asleep.newBuilder()
        .setBy(a.by())
        .setWhy(a.why())
        .setSince(Times.write(a.since()))
        .build();
  }

  private static Admission read(NodeState.Asleep stored) {
    return new Admission.Asleep(stored.getBy(), stored.getWhy(), Times.read(stored.getSince()));
  }

  private static NodeState.Waking write(Admission.Waking w) {
    return NodeState.Waking.newBuilder()
        .setBy(w.by())
        .setWhy(w.why())
        .setSince(Times.write(w.since()))
        .setDeadline(Times.write(w.deadline()))
        .build();
  }

  private static Admission read(NodeState.Waking stored) {
    return new Admission.Waking(
        stored.getBy(),
        stored.getWhy(),
        Times.read(stored.getSince()),
        Times.read(stored.getDeadline()));
  }

  private static NodeState.Removed write(Removed s) {
    NodeState.Removed.Builder stored =
        NodeState.Removed.newBuilder()
            .setZone(s.zone().name())
            .addAllHeld(held(s.holdings()))
            .addAllFences(fences(s.holdings()))
            .setForgotten(s.forgotten());
    s.barred().ifPresent(stored::setBarred);
    s.lost().ifPresent(cause -> stored.setLost(Leases.write(cause)));
    return stored.build();
  }

  private static Removed read(NodeState.Removed stored) {
    return new Removed(
        new ZoneId(stored.getZone()),
        stored.hasBarred() ? Optional.of(stored.getBarred()) : Optional.empty(),
        stored.hasLost() ? Optional.of(Leases.read(stored.getLost())) : Optional.empty(),
        holdings(stored.getHeldList(), stored.getFencesList()),
        stored.getForgotten());
  }

  private static List<NodeState.Reservation> held(Holdings holdings) {
    return holdings.held().values().stream()
        .map(
            held ->
                NodeState.Reservation.newBuilder()
                    .setAssignment(Leases.write(held.assignment()))
                    .setFate(
                        switch (held.fate()) {
                          case HELD -> NodeState.Fate.HELD;
                          case LEAVING -> NodeState.Fate.LEAVING;
                          case LOST -> NodeState.Fate.LOST;
                        })
                    .build())
        .toList();
  }

  private static List<NodeState.Fence> fences(Holdings holdings) {
    List<NodeState.Fence> stored = new ArrayList<>();
    holdings
        .fences()
        .forEach(
            (workload, fence) ->
                stored.add(
                    NodeState.Fence.newBuilder()
                        .setWorkload(workload.toString())
                        .setEpoch(fence.epoch())
                        .setAt(Times.write(fence.at()))
                        .build()));
    return stored;
  }

  private static Holdings holdings(
      List<NodeState.Reservation> reservations, List<NodeState.Fence> stored) {
    SortedMap<WorkloadId, Node.Reservation> held = new TreeMap<>();
    for (NodeState.Reservation reservation : reservations) {
      Assignment assignment = Leases.read(reservation.getAssignment());
      held.put(
          assignment.workload(), new Node.Reservation(assignment, read(reservation.getFate())));
    }
    SortedMap<WorkloadId, Node.Fence> fences = new TreeMap<>();
    for (NodeState.Fence fence : stored) {
      fences.put(
          WorkloadId.parse(fence.getWorkload()),
          new Node.Fence(fence.getEpoch(), Times.read(fence.getAt())));
    }
    return new Holdings(held, fences);
  }

  private static Node.Condition read(NodeState.Condition stored) {
    return switch (stored) {
      case ONLINE -> Node.Condition.ONLINE;
      case SUSPECT -> Node.Condition.SUSPECT;
      case OFFLINE -> Node.Condition.OFFLINE;
      case UNRECOGNIZED -> throw ProtoSerializer.unknownCase("NodeState.Condition");
    };
  }

  private static Node.Fate read(NodeState.Fate stored) {
    return switch (stored) {
      case HELD -> Node.Fate.HELD;
      case LEAVING -> Node.Fate.LEAVING;
      case LOST -> Node.Fate.LOST;
      case UNRECOGNIZED -> throw ProtoSerializer.unknownCase("NodeState.Fate");
    };
  }

  static Map<String, Long> victims(SortedMap<WorkloadId, Long> victims) {
    Map<String, Long> stored = new TreeMap<>();
    victims.forEach((workload, epoch) -> stored.put(workload.toString(), epoch));
    return stored;
  }

  static SortedMap<WorkloadId, Long> victims(Map<String, Long> stored) {
    SortedMap<WorkloadId, Long> victims = new TreeMap<>();
    stored.forEach((workload, epoch) -> victims.put(WorkloadId.parse(workload), epoch));
    return victims;
  }

  private static List<NodeState.Promise> promised(Holdings holdings) {
    return holdings.promised().values().stream()
        .map(
            promise ->
                NodeState.Promise.newBuilder()
                    .setAssignment(Leases.write(promise.assignment()))
                    .putAllVictims(victims(promise.victims()))
                    .setAt(Times.write(promise.at()))
                    .build())
        .toList();
  }

  private static Holdings promising(Holdings others, List<NodeState.Promise> stored) {
    SortedMap<WorkloadId, Promise> promised = new TreeMap<>();
    for (NodeState.Promise one : stored) {
      Assignment assignment = Leases.read(one.getAssignment());
      promised.put(
          assignment.workload(),
          new Promise(assignment, victims(one.getVictimsMap()), Times.read(one.getAt())));
    }
    return new Holdings(others.held(), others.fences(), promised);
  }
}
