package rhizome.gateway.view;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.gateway.timeline.Entry.Link;
import rhizome.grid.node.Lease;
import rhizome.grid.workload.Outgoing.Serving;
import rhizome.grid.workload.Workload;
import rhizome.grid.workload.Workload.State.*;
import rhizome.kernel.WorkloadId;

/**
 * One workload.
 *
 * @param status lower-case name of {@link rhizome.grid.workload.Status}
 * @param detail why it is in this status, where there is a reason; else empty
 * @param generation of its robot, in which its spec was last changed
 * @param epoch of its lease; each move to another node counts one up
 * @param incarnation process of this epoch, counted from 1; 0 before the first
 * @param pid 0 when there is no process
 * @param since when it entered its status
 * @param because why it needs a human
 */
public record WorkloadView(
    String id,
    String robot,
    String service,
    int slot,
    String status,
    String detail,
    long generation,
    Optional<String> node,
    long epoch,
    int incarnation,
    long pid,
    Map<String, Integer> ports,
    Optional<Instant> since,
    List<Link> because) {

  public WorkloadView {
    ports = Collections.unmodifiableMap(new TreeMap<>(ports));
    because = List.copyOf(because);
  }

  public static WorkloadView of(WorkloadId id, Workload.State state) {
    return switch (state) {
      case Absent _ -> resting(id, state, "", 0);
      case Pending p when p.outgoing().serving().isPresent() ->
          serving(id, p, p.wanted().generation(), p.outgoing().serving().get(), leaving(p));
      case Active a when a.outgoing().serving().isPresent() ->
          serving(
              id,
              a,
              a.wanted().generation(),
              a.outgoing().serving().get(),
              "moves to " + a.lease().node());
      case Pending p -> resting(id, state, waiting(p), p.wanted().generation());
      case Active a -> active(id, a);
      case Parked p -> parked(id, p);
      case Completed c -> completed(id, c);
      case Retiring r -> resting(id, state, "", r.generation());
      case Gone g -> resting(id, state, "", g.generation());
    };
  }

  private static String waiting(Pending pending) {
    if (!pending.waiting().isEmpty() || pending.leaving().isEmpty()) {
      return pending.waiting();
    }
    Lease first = pending.leaving().getFirst();
    return "waits until " + first.node() + " has let go of it";
  }

  private static String leaving(Pending pending) {
    String why = pending.waiting().isEmpty() ? "" : ": " + pending.waiting();
    return "stays until it has another place" + why;
  }

  private static WorkloadView active(WorkloadId id, Active a) {
    String detail =
        a.confirmed() ? a.progress().complaint() : "asks " + a.lease().node() + " for a place";
    Serving present = new Serving(a.lease(), a.progress());
    return serving(id, a, a.wanted().generation(), present, detail);
  }

  private static WorkloadView serving(
      WorkloadId id, Workload.State state, long generation, Serving on, String detail) {
    boolean runs = on.progress().incarnation() > 0;
    return new WorkloadView(
        id.toString(),
        id.robot().name(),
        id.service(),
        id.slot(),
        status(state),
        detail,
        generation,
        Optional.of(on.lease().node().name()),
        on.lease().epoch(),
        on.progress().incarnation(),
        on.progress().pid(),
        on.progress().ports(),
        runs ? Optional.of(on.progress().since()) : Optional.empty(),
        List.of());
  }

  private static WorkloadView parked(WorkloadId id, Parked parked) {
    List<Link> because =
        parked.cause().chain().stream().map(link -> new Link(link.what(), link.at())).toList();
    return new WorkloadView(
        id.toString(),
        id.robot().name(),
        id.service(),
        id.slot(),
        status(parked),
        "needs a human: " + parked.cause().brief(),
        parked.wanted().generation(),
        Optional.empty(),
        parked.epoch(),
        0,
        0,
        Collections.emptyMap(),
        Optional.of(parked.cause().at()),
        because);
  }

  private static WorkloadView completed(WorkloadId id, Completed done) {
    return new WorkloadView(
        id.toString(),
        id.robot().name(),
        id.service(),
        id.slot(),
        status(done),
        "ended well on " + done.node(),
        done.wanted().generation(),
        Optional.empty(),
        done.epoch(),
        0,
        0,
        Collections.emptyMap(),
        Optional.of(done.at()),
        List.of());
  }

  private static WorkloadView resting(
      WorkloadId id, Workload.State state, String detail, long generation) {
    return new WorkloadView(
        id.toString(),
        id.robot().name(),
        id.service(),
        id.slot(),
        status(state),
        detail,
        generation,
        Optional.empty(),
        0,
        0,
        0,
        Collections.emptyMap(),
        Optional.empty(),
        List.of());
  }

  private static String status(Workload.State state) {
    return Workload.status(state).name().toLowerCase(Locale.ROOT);
  }
}
