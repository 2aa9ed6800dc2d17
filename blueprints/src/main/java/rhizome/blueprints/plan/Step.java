package rhizome.blueprints.plan;

import java.util.List;
import rhizome.blueprints.model.Service;

/** What becomes of one service. */
public sealed interface Step {

  /** The name of the service. */
  String service();

  /** Why, for people; one line each; none where nothing happens. */
  List<String> reasons();

  Counts counts();

  /**
   * {@code create}, {@code replace}, {@code scale}, {@code update}, {@code retire}, {@code keep}.
   */
  String verb();

  /** The service is new. */
  record Create(Service wanted) implements Step {

    @Override
    public String service() {
      return wanted.name();
    }

    @Override
    public List<String> reasons() {
      return List.of("new service");
    }

    @Override
    public Counts counts() {
      return Counts.scaling(0, wanted.replicas());
    }

    @Override
    public String verb() {
      return "create";
    }
  }

  /** How it runs has changed: each of its processes gives way to a new one. */
  record Replace(Service current, Service wanted, List<Change> changes) implements Step {
    public Replace {
      changes = List.copyOf(changes);
    }

    @Override
    public String service() {
      return wanted.name();
    }

    @Override
    public List<String> reasons() {
      return changes.stream().map(Change::toString).toList();
    }

    @Override
    public Counts counts() {
      return Counts.replacing(current.replicas(), wanted.replicas());
    }

    @Override
    public String verb() {
      return "replace";
    }
  }

  /** Only the number of its replicas has changed, and perhaps its needs. */
  record Scale(Service current, Service wanted, List<Change> changes) implements Step {
    public Scale {
      changes = List.copyOf(changes);
    }

    @Override
    public String service() {
      return wanted.name();
    }

    @Override
    public List<String> reasons() {
      return changes.stream().map(Change::toString).toList();
    }

    @Override
    public Counts counts() {
      return Counts.scaling(current.replicas(), wanted.replicas());
    }

    @Override
    public String verb() {
      return "scale";
    }
  }

  /** Only its needs have changed; they count at the next start, and no process is touched. */
  record Update(Service current, Service wanted, List<Change> changes) implements Step {
    public Update {
      changes = List.copyOf(changes);
    }

    @Override
    public String service() {
      return wanted.name();
    }

    @Override
    public List<String> reasons() {
      return changes.stream().map(Change::toString).toList();
    }

    @Override
    public Counts counts() {
      return Counts.scaling(wanted.replicas(), wanted.replicas());
    }

    @Override
    public String verb() {
      return "update";
    }
  }

  /** It goes for good. */
  record Retire(Service current, String reason) implements Step {

    @Override
    public String service() {
      return current.name();
    }

    @Override
    public List<String> reasons() {
      return List.of(reason);
    }

    @Override
    public Counts counts() {
      return Counts.scaling(current.replicas(), 0);
    }

    @Override
    public String verb() {
      return "retire";
    }
  }

  /** Nothing has changed. */
  record Keep(Service current) implements Step {

    @Override
    public String service() {
      return current.name();
    }

    @Override
    public List<String> reasons() {
      return List.of();
    }

    @Override
    public Counts counts() {
      return Counts.scaling(current.replicas(), current.replicas());
    }

    @Override
    public String verb() {
      return "keep";
    }
  }
}
