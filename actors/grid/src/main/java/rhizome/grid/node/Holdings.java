package rhizome.grid.node;

import static rhizome.grid.node.Node.Fate.LOST;
import static rhizome.grid.node.Node.Refusal.NOT_HELD;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
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

/**
 * The places a node has given away, and the epochs it gives none to any more.
 *
 * @param promised places that others have yet to leave; no workload is both here and in {@code
 *     held}
 */
public record Holdings(
    SortedMap<WorkloadId, Reservation> held,
    SortedMap<WorkloadId, Fence> fences,
    SortedMap<WorkloadId, Promise> promised) {

  /** Of all that a node holds; half of what a message may have. */
  public static final long FILE_BYTES_MAX = 512 << 10;

  static final Holdings NONE = new Holdings(new TreeMap<>(), new TreeMap<>());

  public Holdings {
    held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
    fences = Collections.unmodifiableSortedMap(new TreeMap<>(fences));
    promised = Collections.unmodifiableSortedMap(new TreeMap<>(promised));
  }

  /** Nobody was promised anything. */
  public Holdings(SortedMap<WorkloadId, Reservation> held, SortedMap<WorkloadId, Fence> fences) {
    this(held, fences, new TreeMap<>());
  }

  public boolean holdsNothing() {
    return held.isEmpty() && promised.isEmpty();
  }

  /** What is promised counts beside what is still in its place. */
  public Resources reserved() {
    Resources sum = present();
    for (Promise promise : promised.values()) {
      sum = sum.plus(promise.assignment().spec().resources());
    }
    return sum;
  }

  /** Of what is there, whether it stays or leaves. */
  public Resources present() {
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
    return carriesFiles() && reserved().fitsIn(capacity);
  }

  boolean carriesFiles() {
    long bytes = 0;
    for (Reservation reservation : held.values()) {
      bytes += reservation.assignment().spec().supplies().fileBytes();
    }
    for (Promise promise : promised.values()) {
      bytes += promise.assignment().spec().supplies().fileBytes();
    }
    return bytes <= FILE_BYTES_MAX;
  }

  /** Who has yet to be told that it leaves for another, or to obey. */
  Stream<Assignment> yielding() {
    return having(Fate.HELD).stream().filter(held -> promiseOf(held).isPresent());
  }

  /** Whether not all would have room who stay or were promised a place, once the others left. */
  boolean isHopeless(Resources capacity) {
    Resources coming = Resources.NONE;
    for (Promise promise : promised.values()) {
      coming = coming.plus(promise.assignment().spec().resources());
    }
    for (Assignment staying : having(Fate.HELD)) {
      coming = promiseOf(staying).isEmpty() ? coming.plus(staying.spec().resources()) : coming;
    }
    return !promised.isEmpty() && !coming.fitsIn(capacity);
  }

  /** For what this one leaves, if it does for a promise. */
  Optional<Promise> promiseOf(Assignment leaving) {
    return promised.values().stream().filter(promise -> promise.takesFrom(leaving)).findFirst();
  }

  public List<Assignment> having(Fate fate) {
    return held.values().stream()
        .filter(reservation -> reservation.fate() == fate)
        .map(Reservation::assignment)
        .toList();
  }

  boolean keeps(Assignment assignment) {
    Promise promise = promised.get(assignment.workload());
    return new Reservation(assignment, Fate.HELD).equals(held.get(assignment.workload()))
        || (promise != null && promise.assignment().equals(assignment));
  }

  /** Whether this epoch was given back, or one that is as new has the place. */
  boolean isStale(Assignment assignment) {
    return isFenced(assignment.workload(), assignment.epoch())
        || (known(assignment.workload()).filter(a -> a.epoch() >= assignment.epoch()).isPresent()
            && !keeps(assignment));
  }

  private Optional<Assignment> known(WorkloadId workload) {
    return Optional.ofNullable(held.get(workload))
        .map(Reservation::assignment)
        .or(() -> Optional.ofNullable(promised.get(workload)).map(Promise::assignment));
  }

  private boolean isFenced(WorkloadId workload, long epoch) {
    Fence fence = fences.get(workload);
    return fence != null && fence.epoch() >= epoch;
  }

  /** What was never held is fenced first: its Reserve may still be on its way. */
  Decision<Event> release(Release r) {
    Optional<Assignment> known = known(r.workload());
    if (known.filter(assignment -> assignment.epoch() > r.epoch()).isPresent()) {
      return reject(NOT_HELD);
    }
    Reservation present = held.get(r.workload());
    if (present == null) {
      return known.isEmpty() && isFenced(r.workload(), r.epoch())
          ? reject(NOT_HELD)
          : accept(new Freed(r.workload(), r.epoch(), r.at()));
    }
    long epoch = present.assignment().epoch();
    return present.fate() == Fate.HELD
        ? accept(new Releasing(r.workload(), epoch, r.at()))
        : unchanged();
  }

  Decision<Event> free(Free f) {
    return known(f.workload()).filter(assignment -> assignment.epoch() <= f.epoch()).isPresent()
        ? accept(new Freed(f.workload(), f.epoch(), f.at()))
        : unchanged();
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
    return new Holdings(more, fences, withoutPromise(assignment.workload()).promised);
  }

  Holdings with(Promise promise) {
    SortedMap<WorkloadId, Promise> more = new TreeMap<>(promised);
    more.put(promise.assignment().workload(), promise);
    return new Holdings(held, fences, more);
  }

  Holdings withoutPromise(WorkloadId workload) {
    SortedMap<WorkloadId, Promise> rest = new TreeMap<>(promised);
    rest.remove(workload);
    return new Holdings(held, fences, rest);
  }

  /** What was promised is held as soon as there is room for it, the most urgent first. */
  Holdings settled(Resources capacity) {
    Holdings now = this;
    for (Promise promise : promised.values().stream().sorted(Promise.FIRST).toList()) {
      Assignment assignment = promise.assignment();
      if (now.present().plus(assignment.spec().resources()).fitsIn(capacity)) {
        now = now.with(assignment);
      }
    }
    return now;
  }

  Holdings lost() {
    SortedMap<WorkloadId, Reservation> lost = new TreeMap<>(held);
    promised.forEach((workload, p) -> lost.put(workload, new Reservation(p.assignment(), LOST)));
    lost.replaceAll((_, reservation) -> new Reservation(reservation.assignment(), LOST));
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
    return new Holdings(rest, fenced, withoutPromise(freed.workload()).promised);
  }
}
