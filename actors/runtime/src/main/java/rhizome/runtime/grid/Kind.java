package rhizome.runtime.grid;

import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.util.function.Function;
import rhizome.grid.node.Node;
import rhizome.grid.notice.Notices;
import rhizome.grid.notice.Terms;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Roster;
import rhizome.grid.task.Task;
import rhizome.grid.workload.Workload;
import rhizome.kernel.Decider;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.entity.EntityShell.Request;

/**
 * One kind of sharded entity: its name in persistence ids and shards, and its law.
 *
 * @param remembered whether it wakes unasked after a restart
 */
record Kind<C, E, S, D>(
    EntityTypeKey<Request<C, S>> key,
    Function<String, Decider<C, E, S, D>> decider,
    boolean remembered) {

  static final Kind<Robot.Command, Robot.Event, Robot.State, Robot.Duty> ROBOT =
      of("robot", id -> new Robot(new RobotId(id)), true);

  static final Kind<Workload.Command, Workload.Event, Workload.State, Workload.Duty> WORKLOAD =
      of("workload", id -> new Workload(WorkloadId.parse(id)), true);

  static final Kind<Node.Command, Node.Event, Node.State, Node.Duty> NODE =
      of("node", id -> new Node(new NodeId(id)), true);

  static final Kind<Roster.Command, Roster.Event, Roster.State, Void> ROSTER =
      of("roster", _ -> new Roster(), false);

  static final Kind<Task.Command, Task.Event, Task.State, Task.Duty> TASK =
      of("task", id -> new Task(TaskId.parse(id)), true);

  static Kind<Notices.Command, Notices.Event, Notices.State, Notices.Duty> notices(Terms terms) {
    return of("notices", _ -> new Notices(terms), true);
  }

  String name() {
    return key.name();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // a class literal knows no type arguments
  private static <C, E, S, D> Kind<C, E, S, D> of(
      String name, Function<String, Decider<C, E, S, D>> decider, boolean remembered) {
    EntityTypeKey<Request<C, S>> key = (EntityTypeKey) EntityTypeKey.create(Request.class, name);
    return new Kind<>(key, decider, remembered);
  }
}
