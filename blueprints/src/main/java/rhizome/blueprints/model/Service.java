package rhizome.blueprints.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import rhizome.blueprints.scale.Scale;

/**
 * One service: {@code replicas} workloads of the same {@code spec}, started when every service in
 * {@code needs} is as far as it must be. What is protected is so on its nodes, too: nobody takes
 * its place.
 *
 * @param replicas how many there are now, where it is scaled; or else ever
 * @param uses services whose endpoints it is told without waiting for them; may be itself
 * @param actions commands to run beside it; no part of the spec, so that none disturbs a process
 * @param isProtected no revision may end its processes, until one without this is the target
 * @param conditions how far those of its needs must be that need not be ready
 * @param leads one of its workloads is named its leader, and all are told who (ADR 0026)
 * @param scale between which bounds it is scaled, if it is
 */
public record Service(
    String name,
    int replicas,
    Spec spec,
    List<String> needs,
    List<String> uses,
    List<Action> actions,
    Update update,
    Budget budget,
    boolean isProtected,
    SortedMap<String, Condition> conditions,
    boolean leads,
    Optional<Scale> scale) {

  public static final int REPLICAS_MAX = 10_000;

  public Service {
    spec = spec.with(spec.priority().firm(isProtected));
    needs = List.copyOf(needs);
    uses = List.copyOf(uses);
    actions = List.copyOf(actions);
    SortedMap<String, Condition> unusual = new TreeMap<>(conditions);
    unusual.values().removeIf(Condition.READY::equals);
    conditions = Collections.unmodifiableSortedMap(unusual);
    if (replicas < 0 || replicas > REPLICAS_MAX) {
      throw new IllegalArgumentException("replicas must be 0 to " + REPLICAS_MAX);
    }
    if (!needs.containsAll(conditions.keySet())) {
      throw new IllegalArgumentException("only what is needed has a condition: " + conditions);
    }
    int count = replicas;
    scale.ifPresent(bounds -> checkWithin(bounds, count));
  }

  private static void checkWithin(Scale bounds, int replicas) {
    if (bounds.clamp(replicas) != replicas) {
      throw new IllegalArgumentException(replicas + " is not within " + bounds.range());
    }
  }

  /**
   * Started when all it needs is ready, told the endpoints of that and no others, without actions,
   * updated as most are, and not guarded.
   */
  public Service(String name, int replicas, Spec spec, List<String> needs) {
    this(
        name,
        replicas,
        spec,
        needs,
        List.of(),
        List.of(),
        Update.DEFAULT,
        Budget.DEFAULT,
        false,
        Collections.emptySortedMap(),
        false,
        Optional.empty());
  }

  /** The same, told the endpoints of these as well. */
  public Service using(List<String> others) {
    return new Service(
        name,
        replicas,
        spec,
        needs,
        others,
        actions,
        update,
        budget,
        isProtected,
        conditions,
        leads,
        scale);
  }

  /** The same with these actions. */
  public Service with(List<Action> others) {
    return new Service(
        name,
        replicas,
        spec,
        needs,
        uses,
        others,
        update,
        budget,
        isProtected,
        conditions,
        leads,
        scale);
  }

  /** The same, carried out in another way. */
  public Service with(Update otherUpdate, Budget otherBudget, boolean shallBeProtected) {
    return new Service(
        name,
        replicas,
        spec,
        needs,
        uses,
        actions,
        otherUpdate,
        otherBudget,
        shallBeProtected,
        conditions,
        leads,
        scale);
  }

  /** The same, started when its needs are so far. */
  public Service awaiting(SortedMap<String, Condition> others) {
    return new Service(
        name,
        replicas,
        spec,
        needs,
        uses,
        actions,
        update,
        budget,
        isProtected,
        others,
        leads,
        scale);
  }

  /** The same, with a leader. */
  public Service leading() {
    return new Service(
        name,
        replicas,
        spec,
        needs,
        uses,
        actions,
        update,
        budget,
        isProtected,
        conditions,
        true,
        scale);
  }

  /** The same, scaled between these bounds, of which it is within. */
  public Service scaled(Scale bounds) {
    return with(bounds.clamp(replicas), Optional.of(bounds));
  }

  /** The same with so many replicas, or as near to that as its bounds allow. */
  public Service scaledTo(int wanted) {
    return scale.isEmpty() ? this : with(scale.get().clamp(wanted), scale);
  }

  /** The same with as many as it begins with: as it was written. */
  public Service unscaled() {
    return scale.isEmpty() ? this : scaledTo(scale.get().first());
  }

  private Service with(int count, Optional<Scale> bounds) {
    return new Service(
        name,
        count,
        spec,
        needs,
        uses,
        actions,
        update,
        budget,
        isProtected,
        conditions,
        leads,
        bounds);
  }

  /** The most there can be of it. */
  public int most() {
    return scale.map(Scale::max).orElse(replicas);
  }

  /** The fewest there can be. Nothing scales away what is protected. */
  public int fewest() {
    int least = scale.map(Scale::min).orElse(replicas);
    return isProtected ? Math.max(1, least) : least;
  }

  /** How many there are as people read it: {@code 3}, or {@code 1..8, now 3}. */
  public String count() {
    return scale.map(bounds -> bounds.range() + ", now " + replicas).orElse("" + replicas);
  }

  /** Reads as ever where all it needs is to be ready, nobody leads, and nothing scales it. */
  @Override
  public String toString() {
    return "Service[name=%s, replicas=%d, spec=%s, needs=%s, uses=%s, actions=%s, update=%s,"
            .formatted(name, replicas, spec, needs, uses, actions, update)
        + " budget=%s, isProtected=%s%s%s%s]"
            .formatted(
                budget,
                isProtected,
                conditions.isEmpty() ? "" : ", conditions=" + conditions,
                leads ? ", leads=true" : "",
                scale.map(bounds -> ", scale=" + bounds).orElse(""));
  }

  /** How far one of its needs must be. */
  public Condition condition(String need) {
    return conditions.getOrDefault(need, Condition.READY);
  }

  public Optional<Action> action(String action) {
    return actions.stream().filter(known -> known.name().equals(action)).findFirst();
  }

  /** The services whose endpoints its workloads are told. */
  public List<String> reaches() {
    if (uses.isEmpty() && !leads) {
      return needs;
    }
    Stream<String> own = leads ? Stream.of(name) : Stream.empty();
    return Stream.of(needs.stream(), uses.stream(), own).flatMap(each -> each).distinct().toList();
  }
}
