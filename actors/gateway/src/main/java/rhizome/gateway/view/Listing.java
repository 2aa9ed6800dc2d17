package rhizome.gateway.view;

import java.util.List;
import java.util.Optional;

/** Answers that hold many of a kind, each under the kind's name. */
public final class Listing {

  private Listing() {}

  public record Robots(List<RobotView> robots) {
    public Robots {
      robots = List.copyOf(robots);
    }
  }

  /**
   * @param next what to send as {@code after} for the next page; absent on the last
   */
  public record Workloads(List<WorkloadView> workloads, Optional<String> next) {
    public Workloads {
      workloads = List.copyOf(workloads);
    }
  }

  /**
   * The newest first.
   *
   * @param next what to send as {@code before} for the next page; absent on the last
   */
  public record Revisions(String robot, List<RevisionView> revisions, Optional<Long> next) {
    public Revisions {
      revisions = List.copyOf(revisions);
    }
  }

  public record Governors(List<GovernorView> governors) {
    public Governors {
      governors = List.copyOf(governors);
    }
  }

  public record Nodes(List<NodeView> nodes) {
    public Nodes {
      nodes = List.copyOf(nodes);
    }
  }
}
