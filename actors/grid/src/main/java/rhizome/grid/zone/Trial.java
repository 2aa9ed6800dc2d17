package rhizome.grid.zone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import rhizome.blueprints.model.Resources;
import rhizome.grid.placement.Placement.Choice;
import rhizome.grid.placement.Rehearsal;
import rhizome.grid.placement.Rehearsal.Outcome;
import rhizome.grid.placement.Rehearsal.Seats;
import rhizome.grid.placement.Rehearsal.Shortage;
import rhizome.grid.placement.Seeker;
import rhizome.grid.placement.Stock;
import rhizome.grid.zone.Member.Held;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/** Plays a rehearsal on the stock itself, and puts everything back: so it cannot choose worse. */
final class Trial {

  private record Moved(NodeId node, WorkloadId workload, Resources amount) {}

  private final Stock stock;
  private final Rehearsal rehearsal;
  private final List<Moved> left = new ArrayList<>();
  private final List<Moved> came = new ArrayList<>();

  Trial(Stock stock, Rehearsal rehearsal) {
    this.stock = stock;
    this.rehearsal = rehearsal;
  }

  Outcome play(Iterable<Member> members, Function<Seeker, Choice> seek) {
    int nodes = stock.size();
    try {
      leave(members);
      List<Shortage> shortages = new ArrayList<>();
      rehearsal.coming().forEach(seats -> come(seats, seek).ifPresent(shortages::add));
      int tried = rehearsal.coming().stream().mapToInt(Seats::count).sum();
      return new Outcome(rehearsal.wanted(), tried, nodes, shortages);
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
        }
      }
    }
    left.forEach(m -> stock.giveBack(m.node, m.workload, m.amount));
  }

  /** What one of a service does not find, the next of it does not find either. */
  private Optional<Shortage> come(Seats seats, Function<Seeker, Choice> seek) {
    for (int slot = seats.from(); slot < seats.to(); slot++) {
      WorkloadId workload = new WorkloadId(rehearsal.robot(), seats.service(), slot);
      Choice choice = seek.apply(new Seeker(workload, seats.each(), seats.wishes()));
      if (choice.node().isEmpty()) {
        return Optional.of(new Shortage(seats.service(), seats.to() - slot, choice.reason()));
      }
      NodeId node = choice.node().get();
      stock.take(node, workload, seats.each());
      came.add(new Moved(node, workload, seats.each()));
    }
    return Optional.empty();
  }
}
