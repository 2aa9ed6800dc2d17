package rhizome.blueprints.plan;

import java.util.List;
import java.util.Optional;
import rhizome.blueprints.model.Service;

/** What becomes of one service. */
public sealed interface Step {

  /** The service is new. */
  record Create(Service wanted) implements Step {}

  /** How it runs has changed: each of its processes gives way to a new one. */
  record Replace(Service current, Service wanted, List<Change> changes) implements Step {
    public Replace {
      changes = List.copyOf(changes);
    }
  }

  /** The number of its replicas has changed, and perhaps what {@link Update} tells. */
  record Scale(Service current, Service wanted, List<Change> changes) implements Step {
    public Scale {
      changes = List.copyOf(changes);
    }
  }

  /**
   * What has changed around it counts from the next time on, and no process is touched; what it is
   * told of endpoints is told anew.
   */
  record Update(Service current, Service wanted, List<Change> changes) implements Step {
    public Update {
      changes = List.copyOf(changes);
    }
  }

  /** It goes for good. */
  record Retire(Service current, String reason) implements Step {}

  /** Nothing has changed. */
  record Keep(Service current) implements Step {}

  /** The name of the service. */
  default String service() {
    return switch (this) {
      case Create step -> step.wanted().name();
      case Replace step -> step.wanted().name();
      case Scale step -> step.wanted().name();
      case Update step -> step.wanted().name();
      case Retire step -> step.current().name();
      case Keep step -> step.current().name();
    };
  }

  /**
   * {@code create}, {@code replace}, {@code scale}, {@code update}, {@code retire}, {@code keep}.
   */
  default String verb() {
    return switch (this) {
      case Create _ -> "create";
      case Replace _ -> "replace";
      case Scale _ -> "scale";
      case Update _ -> "update";
      case Retire _ -> "retire";
      case Keep _ -> "keep";
    };
  }

  /** Why, for people, one line each; none where nothing happens. */
  default List<String> reasons() {
    return switch (this) {
      case Create _ -> List.of("new service");
      case Replace step -> step.changes().stream().map(Change::toString).toList();
      case Scale step -> step.changes().stream().map(Change::toString).toList();
      case Update step -> step.changes().stream().map(Change::toString).toList();
      case Retire step -> List.of(step.reason());
      case Keep _ -> List.of();
    };
  }

  /** Why it must not happen, while the service is protected. */
  default Optional<String> refusal() {
    return switch (this) {
      case Create _, Update _, Keep _ -> Optional.empty();
      case Replace step -> Protection.refusal(step.current(), Optional.of(step.wanted()));
      case Scale step -> Protection.refusal(step.current(), Optional.of(step.wanted()));
      case Retire step -> Protection.refusal(step.current(), Optional.empty());
    };
  }

  default Counts counts() {
    return switch (this) {
      case Create step -> Counts.scaling(0, step.wanted().replicas());
      case Replace step -> Counts.replacing(step.current().replicas(), step.wanted().replicas());
      case Scale step -> Counts.scaling(step.current().replicas(), step.wanted().replicas());
      case Update step -> Counts.scaling(step.current().replicas(), step.wanted().replicas());
      case Retire step -> Counts.scaling(step.current().replicas(), 0);
      case Keep step -> Counts.scaling(step.current().replicas(), step.current().replicas());
    };
  }
}
