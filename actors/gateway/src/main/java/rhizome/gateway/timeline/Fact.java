package rhizome.gateway.timeline;

import java.time.Instant;
import rhizome.grid.node.Node;
import rhizome.grid.robot.Robot;
import rhizome.grid.task.Task;
import rhizome.grid.workload.Workload;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;

/** One journaled event, with the entity it happened to. */
public sealed interface Fact {

  Instant at();

  /** The entity's kind, {@code workload}, {@code robot}, {@code node} or {@code task}. */
  String kind();

  /** The entity's name within its kind. */
  String name();

  record OfWorkload(WorkloadId workload, Workload.Event event) implements Fact {
    @Override
    public Instant at() {
      return event.at();
    }

    @Override
    public String kind() {
      return "workload";
    }

    @Override
    public String name() {
      return workload.toString();
    }
  }

  record OfRobot(RobotId robot, Robot.Event event) implements Fact {
    @Override
    public Instant at() {
      return event.at();
    }

    @Override
    public String kind() {
      return "robot";
    }

    @Override
    public String name() {
      return robot.name();
    }
  }

  record OfTask(TaskId task, Task.Event event) implements Fact {
    @Override
    public Instant at() {
      return event.at();
    }

    @Override
    public String kind() {
      return "task";
    }

    @Override
    public String name() {
      return task.toString();
    }
  }

  record OfNode(NodeId node, Node.Event event) implements Fact {
    @Override
    public Instant at() {
      return event.at();
    }

    @Override
    public String kind() {
      return "node";
    }

    @Override
    public String name() {
      return node.name();
    }
  }
}
