package rhizome.grid.zone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import rhizome.blueprints.model.Resources;
import rhizome.grid.placement.Placement.Choice;
import rhizome.grid.placement.Rehearsal;
import rhizome.grid.placement.Rehearsal.Outcome;
import rhizome.grid.placement.Rehearsal.Preempted;
import rhizome.grid.placement.Rehearsal.Seats;
import rhizome.grid.placement.Rehearsal.Shortage;
import rhizome.grid.placement.Seeker;
import rhizome.grid.placement.Stock;
import rhizome.grid.preemption.Tenant;
import rhizome.grid.zone.Member.Held;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/** Plays a rehearsal on the stock itself, and puts everything back: so it cannot choose worse. */
final class Trial {

  private record Moved(NodeId node, WorkloadId workload, Resources amount) {}

  private final Stock stock;
  private final Preemptor preemptor;
  private final Rehearsal rehearsal;
  private final List<Moved> left = new ArrayList<>();
  private final List<Moved> came = new ArrayList<>();
  private final Set<WorkloadId> gone = new TreeSet<>();
  private final List<Preempted> preempted = new ArrayList<>();

  Trial(Stock stock, Preemptor preemptor, Rehearsal rehearsal) {
    this.stock = stock;
    this.preemptor = preemptor;
    this.rehearsal = rehearsal;
  }

  Outcome play(Iterable<Member> members, Function<Seeker, Choice> seek) {
    int nodes = stock.size();
    try {
      leave(members);
      List<Shortage> shortages = new ArrayList<>();
      rehearsal.coming().forEach(seats -> come(seats, seek).ifPresent(shortages::add));
      int tried = rehearsal.coming().stream().mapToInt(Seats::count).sum();
      return new Outcome(rehearsal.wanted(), tried, nodes, shortages, preempted);
    } finally {
      came.forEach(m -> stock.giveBack(m.node, m.workload, m.amount));
      left.forEach(m -> stock.take(m.node, m.workload, m.amount));
    }
  }

  private void leave(Iterable<Member> members) {
    Map<String, Seats> leaving = new LinkedHashMap<>();
    rehearsal.leaving().forEach(seats -> leaving.put(seats.service(), seats));
    if (leaving.isEmpty()) {
      return;
    }
    for (Member member : members) {
      for (Map.Entry<WorkloadId, Held> entry : member.held.entrySet()) {
        WorkloadId workload = entry.getKey();
        Seats seats = leaving.get(workload.service());
        if (seats != null
            && workload.robot().equals(rehearsal.robot())
            && workload.slot() >= seats.from()
            && workload.slot() < seats.to()) {
          left.add(new Moved(member.node, workload, entry.getValue().resources()));
          gone.add(workload);
        }
      }
    }
    left.forEach(m -> stock.giveBack(m.node, m.workload, m.amount));
  }

  private Optional<NodeId> preempt(Seeker seeker) {
    Optional<Room> room = preemptor.seek(seeker, List.of(), gone::contains, _ -> false);
    for (Tenant victim : room.map(Room::victims).orElse(List.of())) {
      WorkloadId workload = victim.workload();
      left.add(new Moved(room.orElseThrow().node(), workload, victim.amount()));
      stock.giveBack(room.orElseThrow().node(), workload, victim.amount());
      gone.add(workload);
      preempted.add(new Preempted(workload, victim.priority().value(), seeker.workload()));
    }
    return room.map(Room::node);
  }

  /** What one of a service does not find, the next of it does not find either. */
  private Optional<Shortage> come(Seats seats, Function<Seeker, Choice> seek) {
    for (int slot = seats.from(); slot < seats.to(); slot++) {
      WorkloadId workload = new WorkloadId(rehearsal.robot(), seats.service(), slot);
      Seeker seeker = new Seeker(workload, seats.each(), seats.wishes()).with(seats.priority());
      Choice choice = seek.apply(seeker);
      Optional<NodeId> node = choice.node().or(() -> preempt(seeker));
      if (node.isEmpty()) {
        return Optional.of(new Shortage(seats.service(), seats.to() - slot, choice.reason()));
      }
      stock.take(node.get(), workload, seats.each());
      came.add(new Moved(node.get(), workload, seats.each()));
    }
    return Optional.empty();
  }
}
