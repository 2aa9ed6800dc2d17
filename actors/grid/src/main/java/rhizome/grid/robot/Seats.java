package rhizome.grid.robot;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rhizome.blueprints.model.Condition;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.quantity.Quantity;
import rhizome.grid.robot.Robot.Duty;
import rhizome.grid.robot.Robot.Rolling;
import rhizome.grid.robot.Robot.State.Active;
import rhizome.grid.robot.Slot.Standing;
import rhizome.grid.workload.Status;
import rhizome.kernel.WorkloadId;

/** The replicas of one service, how well they are, and who of them may give way next. */
final class Seats {

  /** Whether a replica may be taken away. */
  enum Spares {
    FREELY,
    ONE_MORE,
    NONE
  }

  /** What was to be taken away and is not heard of for so long was not taken. */
  private static final Duration SPARED_MAX = Duration.ofSeconds(30);

  private final class Seat {

    private final WorkloadId workload;
    private final Slot slot;

    Seat(WorkloadId workload, Slot slot) {
      this.workload = workload;
      this.slot = slot;
    }

    boolean isMissed() {
      return slot.standing() != Standing.DISCARDED;
    }

    boolean isAbsent() {
      return slot.status() == Status.RETIRING || slot.status() == Status.GONE;
    }

    boolean isCurrent() {
      return !isAbsent() && slot.generation() >= since;
    }

    /** It has done all that it was to do. */
    boolean isDone() {
      return slot.status() == Status.COMPLETED;
    }

    boolean isReady() {
      return slot.status() == Status.READY || isDone();
    }

    boolean isAsFarAs(Condition condition) {
      return switch (condition) {
        case STARTED ->
            isReady() || slot.status() == Status.STARTING || slot.status() == Status.UNHEALTHY;
        case READY -> isReady();
        case COMPLETED -> isDone();
      };
    }

    /** When it has been what it is for long enough to be trusted. */
    Instant proven() {
      return slot.since().plus(service.update().healthyFor());
    }

    boolean isProven() {
      return isDone() || (isReady() && !proven().isAfter(clock));
    }

    boolean isWell() {
      return isCurrent() && isProven();
    }

    /** Somebody told it to give way, or takes it away, and it has not said yet that it goes. */
    boolean isLeaving() {
      return isGivingWay() || isSpared();
    }

    /** What it counts for the budget: late news of who is away again must not deceive it. */
    int worth() {
      return isProven() && !isLeaving() ? 1 : 0;
    }

    /** Serves on until its successor does (ADR 0010). */
    boolean isShared() {
      return isCurrent() && !service.spec().single();
    }

    boolean isSpared() {
      return sparedUntil().filter(until -> until.isAfter(clock)).isPresent();
    }

    Optional<Instant> sparedUntil() {
      return slot.spared().map(at -> at.plus(SPARED_MAX));
    }

    /** Its process is not of the spec that is wanted now. */
    boolean isStale() {
      return isMissed() && !isAbsent() && !isCurrent() && slot.standing() != Standing.KEPT;
    }

    boolean isCanary() {
      return workload.slot() < service.update().canary();
    }

    boolean isAsked() {
      return slot.standing() == Standing.KEPT
          || slot.granted() >= since
          || isGivingWay()
          || (isAbsent() && mayFollow());
    }

    /** Told to, and not yet heard to do so; if that was overtaken, then to what is newest. */
    boolean isGivingWay() {
      return slot.granted() > slot.generation();
    }

    boolean mayFollow() {
      return rolling == null || rolling.promoted() || isCanary();
    }

    /** It does not serve as it should, or soon will not, or nobody knows yet. */
    boolean isDisturbed() {
      return isMissed() && (!isProven() || isLeaving());
    }
  }

  private final Service service;
  private final long generation;
  private final long since;
  private final Instant clock;
  private final @Nullable Rolling rolling;
  private final boolean held;
  private final boolean scheduled;
  private final List<Seat> seats = new ArrayList<>();

  /** Those of every service, in the order of the blueprint; what is in none is told. */
  static Map<String, Seats> all(Active active, Consumer<WorkloadId> surplus) {
    Map<String, Seats> all = new LinkedHashMap<>();
    active.blueprint().byName().forEach((name, s) -> all.put(name, new Seats(active, s)));
    active
        .slots()
        .forEach(
            (workload, slot) -> {
              Seats own = all.get(workload.service());
              if (own == null || workload.slot() >= own.service.replicas()) {
                surplus.accept(workload);
              } else {
                own.add(workload, slot);
              }
            });
    return all;
  }

  /** Without anybody in them. */
  private Seats(Active active, Service service) {
    this.service = service;
    this.generation = active.fence();
    this.since = active.since().getOrDefault(service.name(), active.fence());
    this.clock = active.clock();
    this.rolling = active.rolling().get(service.name());
    this.scheduled = service.spec().schedule().isPresent();
    this.held =
        service.needs().stream()
            .anyMatch(need -> active.rolling().containsKey(need) || isAwaited(active, need));
  }

  static Seats of(Active active, Service service) {
    Seats seats = new Seats(active, service);
    slots(active, service).forEach(seats::add);
    return seats;
  }

  private static SortedMap<WorkloadId, Slot> slots(Active active, Service service) {
    SortedMap<WorkloadId, Slot> slots = active.slots();
    if (slots.isEmpty()) {
      return slots;
    }
    WorkloadId first = new WorkloadId(slots.firstKey().robot(), service.name(), 0);
    return slots.subMap(first, new WorkloadId(first.robot(), service.name(), service.replicas()));
  }

  /** It waits for the end of a job, however long that takes. */
  private boolean isAwaited(Active active, String need) {
    return service.condition(need) == Condition.COMPLETED
        && active.blueprint().service(need).stream()
            .flatMap(job -> slots(active, job).values().stream())
            .anyMatch(
                slot -> slot.standing() != Standing.DISCARDED && slot.status() != Status.COMPLETED);
  }

  private void add(WorkloadId workload, Slot slot) {
    seats.add(new Seat(workload, slot));
  }

  /** Its spec is one that this very generation brought. */
  boolean isNew() {
    return since == generation;
  }

  /** Every replica is so far, with the spec that is wanted now. */
  boolean isAsFarAs(Condition condition) {
    return missed().allMatch(seat -> seat.isCurrent() && seat.isAsFarAs(condition));
  }

  int well() {
    return (int) missed().filter(Seat::isWell).count();
  }

  /** A job with a schedule always is: what becomes of its runs is no matter of an update. */
  boolean isWell() {
    return scheduled || missed().allMatch(Seat::isWell);
  }

  boolean hasStale() {
    return !scheduled && seats.stream().anyMatch(Seat::isStale);
  }

  private Stream<Seat> missed() {
    return seats.stream().filter(Seat::isMissed);
  }

  private boolean areCanariesWell() {
    return missed().filter(Seat::isCanary).allMatch(Seat::isWell);
  }

  /** Its canaries are well, and somebody has to say that the others may follow. */
  boolean isWaiting() {
    return rolling != null
        && !rolling.promoted()
        && !service.update().promote()
        && rolling.stalled().isEmpty()
        && areCanariesWell();
  }

  /** How far it is on its way; nothing once it has arrived. */
  Optional<Rolling> seen() {
    if (isWell() || (rolling == null && !hasStale())) {
      return Optional.empty();
    }
    Rolling was = rolling == null ? new Rolling(Optional.empty(), 0, true, "") : rolling;
    int well = well();
    boolean more = well > was.well();
    Optional<Instant> sign = hasBegun() ? Optional.of(clock) : Optional.empty();
    boolean promoted = was.promoted() || (service.update().promote() && areCanariesWell());
    return Optional.of(
        new Rolling(
            more ? sign : was.progressed().or(() -> sign),
            Math.max(well, was.well()),
            promoted,
            more ? "" : was.stalled()));
  }

  /** Nothing holds it up, or somebody already is on the way. */
  private boolean hasBegun() {
    return !held || missed().anyMatch(seat -> seat.isCurrent() || seat.slot.granted() >= since);
  }

  Outlook outlook() {
    int ready =
        (int) missed().filter(seat -> scheduled || (seat.isCurrent() && seat.isReady())).count();
    int discarded = (int) (seats.size() - missed().count());
    if (rolling == null) {
      return new Outlook(ready, discarded, Outlook.Stage.ARRIVED, "");
    }
    Outlook.Stage before = isWaiting() ? Outlook.Stage.WAITING : Outlook.Stage.CANARY;
    Outlook.Stage stage = rolling.promoted() ? Outlook.Stage.ROLLING : before;
    return rolling.stalled().isEmpty()
        ? new Outlook(ready, discarded, stage, "")
        : new Outlook(ready, discarded, Outlook.Stage.STALLED, rolling.stalled());
  }

  /** Why it will not get any further by itself; nothing while it may, and once that was said. */
  Optional<String> trouble() {
    if (rolling == null || !rolling.stalled().isEmpty()) {
      return Optional.empty();
    }
    for (Seat seat : missed().filter(Seat::isCurrent).toList()) {
      if (seat.slot.status() == Status.PARKED) {
        return Optional.of(seat.workload + " is parked: " + seat.slot.detail());
      }
      if (seat.slot.status() == Status.UNHEALTHY && !rolling.promoted()) {
        return Optional.of(seat.workload + ", a canary, is not healthy");
      }
    }
    Duration patience = service.update().progressDeadline();
    return deadline()
        .filter(late -> !late.isAfter(clock))
        .map(_ -> "no further replica was well within " + Quantity.write(patience) + delay());
  }

  private String delay() {
    Stream<Seat> late = missed().filter(seat -> seat.isCurrent() && !seat.isReady());
    return late.findFirst().map(seat -> "; " + seat.slot.brief(seat.workload)).orElse("");
  }

  private Optional<Instant> deadline() {
    return rolling == null || !rolling.stalled().isEmpty() || isWaiting()
        ? Optional.empty()
        : rolling.progressed().map(at -> at.plus(service.update().progressDeadline()));
  }

  /** When time alone changes something. */
  Optional<Instant> due() {
    if (rolling == null) {
      return hasStale() ? Optional.of(clock) : Optional.empty();
    }
    if (rolling.progressed().isEmpty() && hasBegun()) {
      return Optional.of(clock);
    }
    Stream<Instant> proven =
        missed().filter(seat -> seat.isReady() && !seat.isProven()).map(Seat::proven);
    Stream<Instant> spared =
        missed().filter(Seat::isSpared).flatMap(seat -> seat.sparedUntil().stream());
    return Stream.of(proven, spared, deadline().stream())
        .flatMap(Function.identity())
        .min(Comparator.naturalOrder());
  }

  /**
   * Who shall give way next. What does not serve costs nothing; of what does, no more than may be
   * disturbed at once, and never more than the budget spares, whatever else was lost.
   */
  List<WorkloadId> grants() {
    List<WorkloadId> grants = new ArrayList<>();
    if (rolling != null && !rolling.stalled().isEmpty()) {
      return grants;
    }
    long disturbed = seats.stream().filter(Seat::isDisturbed).count();
    int serving = serving();
    for (Seat seat : seats) {
      if (!seat.isStale() || seat.isAsked() || !seat.mayFollow()) {
        continue;
      }
      boolean serves = seat.isReady() && !seat.isDone() && !seat.isLeaving();
      boolean spared =
          disturbed < service.update().atOnce()
              && serving - seat.worth() >= service.budget().minReady();
      if (!serves || spared) {
        grants.add(seat.workload);
        disturbed += serves ? 1 : 0;
        serving -= seat.worth();
      }
    }
    return grants;
  }

  /** Whether the budget allows somebody to take this one away. */
  Spares spares(WorkloadId workload) {
    Optional<Seat> seat =
        missed().filter(one -> one.workload.equals(workload)).filter(Seat::isReady).findFirst();
    boolean guarded = service.budget().minReady() > 0;
    if (!guarded || seat.isEmpty() || seat.get().isLeaving() || seat.get().isShared()) {
      return Spares.FREELY;
    }
    return serving() - seat.get().worth() >= service.budget().minReady()
        ? Spares.ONE_MORE
        : Spares.NONE;
  }

  private int serving() {
    return missed().mapToInt(Seat::worth).sum();
  }

  /** What is asked for; who must wait until the needs are ready is not asked at all. */
  void ask(Consumer<Duty> duties) {
    boolean reaches = !service.reaches().isEmpty();
    for (Seat seat : seats) {
      if (seat.isMissed() && !seat.isCurrent() && seat.isAsked()) {
        duties.accept(new Duty.Ensure(seat.workload, service.spec(), generation, reaches));
      }
    }
  }

  void letGo(Consumer<Duty> duties) {
    for (Seat seat : seats) {
      if (!seat.isMissed() && seat.slot.status() != Status.GONE) {
        duties.accept(new Duty.Retire(seat.workload, generation));
      }
    }
  }
}
