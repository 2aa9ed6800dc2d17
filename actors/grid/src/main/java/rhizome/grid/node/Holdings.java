package rhizome.grid.node;

import static rhizome.grid.node.Node.Refusal.NOT_HELD;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.blueprints.model.Resources;
import rhizome.grid.node.Node.Command.Free;
import rhizome.grid.node.Node.Command.Release;
import rhizome.grid.node.Node.Event;
import rhizome.grid.node.Node.Event.Freed;
import rhizome.grid.node.Node.Event.Releasing;
import rhizome.grid.node.Node.Fate;
import rhizome.grid.node.Node.Fence;
import rhizome.grid.node.Node.Reservation;
import rhizome.kernel.Decision;
import rhizome.kernel.WorkloadId;

/** The places a node has given away, and the epochs it gives none to any more. */
public record Holdings(
    SortedMap<WorkloadId, Reservation> held, SortedMap<WorkloadId, Fence> fences) {

  /** Of all that a node holds; half of what a message may have. */
  public static final long FILE_BYTES_MAX = 512 << 10;

  static final Holdings NONE = new Holdings(new TreeMap<>(), new TreeMap<>());

  public Holdings {
    held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
    fences = Collections.unmodifiableSortedMap(new TreeMap<>(fences));
  }

  public Resources reserved() {
    Resources sum = Resources.NONE;
    for (Reservation reservation : held.values()) {
      sum = sum.plus(reservation.assignment().spec().resources());
    }
    return sum;
  }

  /**
   * Whether all this has room on a node of that capacity, and in one message of a member to
   * another: the list of all that a node holds carries the files, too (ADR 0022).
   */
  boolean fitsIn(Resources capacity) {
    long bytes = 0;
    for (Reservation reservation : held.values()) {
      bytes += reservation.assignment().spec().supplies().fileBytes();
    }
    return bytes <= FILE_BYTES_MAX && reserved().fitsIn(capacity);
  }

  List<Assignment> having(Fate fate) {
    return held.values().stream()
        .filter(reservation -> reservation.fate() == fate)
        .map(Reservation::assignment)
        .toList();
  }

  boolean keeps(Assignment assignment) {
    return new Reservation(assignment, Fate.HELD).equals(held.get(assignment.workload()));
  }

  /** Whether this epoch was given back, or one that is as new has the place. */
  boolean isStale(Assignment assignment) {
    Reservation present = held.get(assignment.workload());
    return isFenced(assignment.workload(), assignment.epoch())
        || (present != null
            && present.assignment().epoch() >= assignment.epoch()
            && !keeps(assignment));
  }

  private boolean isFenced(WorkloadId workload, long epoch) {
    Fence fence = fences.get(workload);
    return fence != null && fence.epoch() >= epoch;
  }

  /** What was never held is fenced first: its Reserve may still be on its way. */
  Decision<Event> release(Release r) {
    Reservation present = held.get(r.workload());
    if (present == null) {
      return isFenced(r.workload(), r.epoch())
          ? reject(NOT_HELD)
          : accept(new Freed(r.workload(), r.epoch(), r.at()));
    }
    long epoch = present.assignment().epoch();
    if (epoch > r.epoch()) {
      return reject(NOT_HELD);
    }
    return present.fate() == Fate.HELD
        ? accept(new Releasing(r.workload(), epoch, r.at()))
        : unchanged();
  }

  Decision<Event> free(Free f) {
    Reservation present = held.get(f.workload());
    return present == null || present.assignment().epoch() > f.epoch()
        ? unchanged()
        : accept(new Freed(f.workload(), f.epoch(), f.at()));
  }

  Holdings with(Assignment assignment) {
    return with(assignment, Fate.HELD);
  }

  Holdings releasing(WorkloadId workload) {
    Reservation present = held.get(workload);
    return present == null ? this : with(present.assignment(), Fate.LEAVING);
  }

  private Holdings with(Assignment assignment, Fate fate) {
    SortedMap<WorkloadId, Reservation> more = new TreeMap<>(held);
    more.put(assignment.workload(), new Reservation(assignment, fate));
    return new Holdings(more, fences);
  }

  Holdings lost() {
    SortedMap<WorkloadId, Reservation> lost = new TreeMap<>(held);
    lost.replaceAll((_, reservation) -> new Reservation(reservation.assignment(), Fate.LOST));
    return new Holdings(lost, fences);
  }

  Holdings without(Freed freed) {
    SortedMap<WorkloadId, Reservation> rest = new TreeMap<>(held);
    rest.remove(freed.workload());
    SortedMap<WorkloadId, Fence> fenced = new TreeMap<>(fences);
    Instant horizon = freed.at().minus(Node.FENCE_TTL);
    fenced.values().removeIf(fence -> fence.at().isBefore(horizon));
    fenced.merge(
        freed.workload(),
        new Fence(freed.epoch(), freed.at()),
        (old, now) -> old.epoch() > now.epoch() ? old : now);
    return new Holdings(rest, fenced);
  }
}
