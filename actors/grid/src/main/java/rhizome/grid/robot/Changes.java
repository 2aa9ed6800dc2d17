package rhizome.grid.robot;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.grid.robot.Robot.State.Active;
import rhizome.kernel.WorkloadId;

/**
 * When what is told of each service last changed. One count for all services of a robot: so the
 * highest of those that somebody uses grows with every change that concerns him, and with no other.
 *
 * @param count of the newest change
 * @param last by each service that another, or itself, uses
 * @param leaders of the services that have one
 */
public record Changes(
    long count, SortedMap<String, Long> last, SortedMap<String, Leading> leaders) {

  public Changes {
    last = Collections.unmodifiableSortedMap(new TreeMap<>(last));
    leaders = Collections.unmodifiableSortedMap(new TreeMap<>(leaders));
  }

  /** Where nobody leads. */
  public Changes(long count, SortedMap<String, Long> last) {
    this(count, last, new TreeMap<>());
  }

  /** Of a blueprint of which nobody was told anything, but for tables up to {@code before}. */
  public static Changes first(Blueprint blueprint, long before) {
    SortedMap<String, Long> last = new TreeMap<>();
    blueprint.services().forEach(s -> s.reaches().forEach(used -> last.put(used, before + 1)));
    return new Changes(before + 1, last);
  }

  /** Something that is told of this service has changed; nobody cares if nobody uses it. */
  Changes of(String service) {
    return last.containsKey(service) ? with(List.of(service)) : this;
  }

  /** Another one leads. */
  Changes led(String service, Leading leading) {
    SortedMap<String, Leading> led = new TreeMap<>(leaders);
    led.put(service, leading);
    return new Changes(count, last, led).of(service);
  }

  /**
   * Another blueprint is carried out: where endpoints went with slots that leave, and where
   * somebody begins or ceases to use others, tables change.
   */
  Changes targeting(Active before, Blueprint next, SortedMap<WorkloadId, Slot> slots) {
    Changes all = first(next, count);
    SortedMap<String, Long> kept = new TreeMap<>(last);
    kept.keySet().retainAll(all.last.keySet());
    SortedMap<String, Long> changed = new TreeMap<>(all.last);
    changed.keySet().removeIf(used -> kept.containsKey(used) && isAsBefore(used, before, slots));
    var services = before.blueprint().byName();
    for (Service service : next.services()) {
      Service old = services.get(service.name());
      if (old == null || !old.reaches().equals(service.reaches())) {
        service.reaches().forEach(used -> changed.put(used, count + 1));
      }
    }
    kept.putAll(changed);
    SortedMap<String, Leading> led = new TreeMap<>(leaders);
    led.keySet()
        .retainAll(next.services().stream().filter(Service::leads).map(Service::name).toList());
    return new Changes(changed.isEmpty() ? count : count + 1, kept, led);
  }

  private static boolean isAsBefore(
      String service, Active before, SortedMap<WorkloadId, Slot> slots) {
    return before.slots().entrySet().stream()
        .filter(entry -> entry.getKey().service().equals(service))
        .allMatch(
            entry -> {
              Slot now = slots.get(entry.getKey());
              return entry.getValue().endpoint().isEmpty()
                  || (now != null && now.endpoint().equals(entry.getValue().endpoint()));
            });
  }

  private Changes with(List<String> services) {
    SortedMap<String, Long> changed = new TreeMap<>(last);
    services.forEach(service -> changed.put(service, count + 1));
    return new Changes(count + 1, changed, leaders);
  }

  /** The revision of what a service is told. */
  public long revision(Service service) {
    long newest = 0;
    for (String used : service.reaches()) {
      newest = Math.max(newest, last.getOrDefault(used, 0L));
    }
    return newest;
  }
}
