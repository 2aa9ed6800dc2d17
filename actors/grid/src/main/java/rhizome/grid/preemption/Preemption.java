package rhizome.grid.preemption;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.wishes.Priority;

/**
 * Chooses who gives way on one node: a zone by what it knows, to find the node, and the node by
 * what it holds, to do it (ADR 0029). Only who is lower, and never more than is needed: the lowest
 * first, of those who has no volumes there, and of those alike as few as possible.
 */
public final class Preemption {

  /** Who stays longest comes first. */
  private static final Comparator<Tenant> DEAREST =
      Comparator.<Tenant>comparingInt(tenant -> -tenant.priority().value())
          .thenComparing(tenant -> !tenant.bound())
          .thenComparingLong(tenant -> tenant.amount().cpuMillis())
          .thenComparingLong(tenant -> tenant.amount().memoryBytes())
          .thenComparing(Tenant::workload);

  private final Resources capacity;
  private final List<Tenant> spared = new ArrayList<>();
  private final List<Tenant> victims = new ArrayList<>();
  private Resources taken;

  private Preemption(Resources capacity, Resources taken) {
    this.capacity = capacity;
    this.taken = taken;
  }

  /**
   * Who of the {@code tenants} has to go so that the rest fits with what is {@code wanted} into the
   * {@code capacity}; nobody, if it does as it is; empty, if it is not enough that all go who yield
   * to {@code by}.
   */
  public static Optional<List<Tenant>> victims(
      Collection<Tenant> tenants, Resources capacity, Resources wanted, Priority by) {
    Resources taken = wanted;
    List<Tenant> lower = new ArrayList<>();
    for (Tenant tenant : tenants) {
      if (tenant.priority().yieldsTo(by)) {
        lower.add(tenant);
      } else {
        taken = taken.plus(tenant.amount());
      }
    }
    if (!taken.fitsIn(capacity)) {
      return Optional.empty();
    }
    lower.sort(DEAREST);
    Preemption preemption = new Preemption(capacity, taken);
    lower.forEach(preemption::spare);
    preemption.lighten();
    return Optional.of(preemption.victims);
  }

  private void spare(Tenant tenant) {
    Resources more = taken.plus(tenant.amount());
    if (more.fitsIn(capacity)) {
      taken = more;
      spared.add(tenant);
    } else {
      victims.add(tenant);
    }
  }

  /** Where one that takes less does as well, that one goes instead. */
  private void lighten() {
    for (int i = 0; i < victims.size(); i++) {
      for (Tenant other : List.copyOf(spared)) {
        Tenant victim = victims.get(i);
        Resources more = taken.minus(other.amount()).plus(victim.amount());
        if (isLighter(other, victim) && more.fitsIn(capacity)) {
          taken = more;
          spared.remove(other);
          spared.add(victim);
          victims.set(i, other);
        }
      }
    }
  }

  private static boolean isLighter(Tenant one, Tenant other) {
    return one.priority().value() == other.priority().value()
        && one.bound() == other.bound()
        && one.amount().fitsIn(other.amount())
        && !one.amount().equals(other.amount());
  }

  /** Of two nodes that one is better where whoever goes matters least, and then where fewest go. */
  public static Comparator<List<Tenant>> leastHarm() {
    return Comparator.<List<Tenant>>comparingInt(Preemption::highest)
        .thenComparingLong(victims -> victims.stream().filter(Tenant::bound).count())
        .thenComparingInt(List::size);
  }

  private static int highest(List<Tenant> victims) {
    return victims.stream()
        .mapToInt(victim -> victim.priority().value())
        .max()
        .orElse(Integer.MIN_VALUE);
  }
}
