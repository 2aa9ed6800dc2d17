package rhizome.grid.robot;

import static rhizome.grid.robot.Robot.Refusal.NOT_SCALED;
import static rhizome.grid.robot.Robot.Refusal.OUT_OF_RANGE;
import static rhizome.grid.robot.Robot.Refusal.UNKNOWN_SERVICE;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.grid.node.Lease;
import rhizome.grid.robot.Robot.Command.Scale;
import rhizome.grid.robot.Robot.Duty;
import rhizome.grid.robot.Robot.Event;
import rhizome.grid.robot.Robot.Event.Scaled;
import rhizome.grid.robot.Robot.Rolling;
import rhizome.grid.robot.Robot.State.Active;
import rhizome.grid.scaling.Followed;
import rhizome.grid.workload.Status;
import rhizome.kernel.Decision;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/**
 * How many replicas there are of what is scaled (ADR 0027). The blueprint that is carried out has
 * that number in it, so that nothing else of a robot knows of scaling.
 */
final class Scaling {

  private Scaling() {}

  /** Whether the two were written alike, however much was scaled since. */
  static boolean isSame(Blueprint one, Blueprint other) {
    return one.unscaled().equals(other.unscaled());
  }

  static Decision<Event> decide(Blueprint blueprint, Scale c) {
    Service service = blueprint.byName().get(c.service());
    if (service == null) {
      return reject(UNKNOWN_SERVICE);
    }
    if (service.scale().isEmpty()) {
      return reject(NOT_SCALED);
    }
    if (c.to() < service.fewest() || c.to() > service.most()) {
      return reject(OUT_OF_RANGE);
    }
    int now = service.replicas();
    if (c.to() == now || c.from().filter(from -> from != now).isPresent()) {
      return unchanged(); // it is so, or was decided by what is no longer so
    }
    return accept(new Scaled(c.service(), now, c.to(), c.by(), c.why(), c.at()));
  }

  /** What goes leaves under a new fence, and so does what comes take its place. */
  static Active evolve(RobotId id, Active a, Scaled s) {
    Blueprint next = a.blueprint().scaled(s.service(), s.to());
    Service service = next.service(s.service()).orElseThrow();
    SortedMap<WorkloadId, Slot> slots = new TreeMap<>(a.slots());
    for (int slot = Math.min(s.from(), s.to()); slot < Math.max(s.from(), s.to()); slot++) {
      Status status = slot < s.to() ? Status.GONE : Status.RETIRING;
      slots.put(new WorkloadId(id, s.service(), slot), new Slot(a.fence() + 1, status, ""));
    }
    Active scaled =
        new Active(
            next,
            a.generation(),
            a.since(),
            slots,
            a.rolling(),
            a.good(),
            a.reversal(),
            a.clock(),
            a.changes().targeting(a, next, slots),
            a.calendars(),
            a.scalings() + 1);
    return RobotEvolution.seen(begun(scaled, service), List.of(service));
  }

  /** With new patience, for the service that was scaled and no other. */
  private static Active begun(Active a, Service service) {
    Seats seats = Seats.of(a, service);
    Rolling was = a.rolling().get(service.name());
    if (seats.isWell()) {
      return a;
    }
    SortedMap<String, Rolling> rolling = new TreeMap<>(a.rolling());
    rolling.put(
        service.name(),
        was == null
            ? new Rolling(Optional.empty(), seats.well(), true, "")
            : new Rolling(Optional.empty(), seats.well(), was.promoted(), was.stalled()));
    return RobotEvolution.rolling(a, rolling, a.clock());
  }

  /** Owed for as long as anything follows numbers. */
  static List<Duty> follow(RobotId id, Active a) {
    return a.blueprint().services().stream()
        .filter(service -> service.scale().filter(s -> !s.targets().isEmpty()).isPresent())
        .map(service -> new Duty.Follow(id, followed(id, a, service)))
        .map(Duty.class::cast)
        .toList();
  }

  private static Followed followed(RobotId id, Active a, Service service) {
    SortedMap<Integer, Lease> ready = new TreeMap<>();
    a.slots()
        .subMap(
            new WorkloadId(id, service.name(), 0),
            new WorkloadId(id, service.name(), service.replicas()))
        .forEach(
            (workload, slot) -> {
              if (slot.status() == Status.READY) {
                slot.lease().ifPresent(lease -> ready.put(workload.slot(), lease));
              }
            });
    return new Followed(
        service.name(),
        service.scale().orElseThrow(),
        service.fewest(),
        service.replicas(),
        service.spec().resources(),
        ready);
  }
}
