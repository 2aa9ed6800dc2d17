package rhizome.grid.world;

import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import rhizome.blueprints.model.Blueprint;
import rhizome.grid.node.Admission;
import rhizome.grid.node.Node;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;

/**
 * Operators at work on machines that are well: one node after the other is closed and opened, one
 * at least stays open, and whoever keeps the grid's memory starts anew now and then.
 */
public final class Upkeep extends Disturbance {

  private static final Duration PATIENCE = Duration.ofHours(1);

  /** Shorter than it takes anybody to suspect the node. */
  private static final long JVM_DOWN_MS = 800;

  private final RobotId robot;
  private final IntFunction<Blueprint> blueprint;
  private int version;

  /**
   * @param blueprint of the robot in each version; all want the same of what is shared
   */
  public Upkeep(Grid grid, Operator operator, RobotId robot, IntFunction<Blueprint> blueprint) {
    super(grid, operator);
    this.robot = robot;
    this.blueprint = blueprint;
  }

  @Override
  void act() {
    NodeId node = pick(List.copyOf(grid.agents().keySet()));
    switch (random.nextInt(12)) {
      case 0, 1, 2, 3, 4 -> {
        if (othersAdmit(node)) {
          close(node);
        }
      }
      case 5, 6, 7 -> operator.uncordon(node);
      case 8 -> restartJvm(grid.agent(node));
      case 9 -> restartEntity();
      case 10 -> grid.zone().restart();
      default -> release();
    }
  }

  private void close(NodeId node) {
    switch (random.nextInt(5)) {
      case 0 -> operator.cordon(node);
      case 1 -> remove(node);
      default -> drain(node);
    }
  }

  private void drain(NodeId node) {
    Duration patience = PATIENCE.plusSeconds(random.nextInt(2));
    operator.drain(node, patience, 1 + random.nextInt(3));
  }

  /** Only an empty one goes; its next boot is welcome. */
  private void remove(NodeId node) {
    if (operator.remove(node)) {
      restartJvm(grid.agent(node));
    }
  }

  /** What serves is wanted as before, by a later generation. */
  private void release() {
    version++;
    operator.apply(robot, blueprint.apply(version));
  }

  private boolean othersAdmit(NodeId node) {
    return grid.nodes().entrySet().stream()
        .anyMatch(
            other ->
                !other.getKey().equals(node)
                    && other.getValue().state() instanceof Node.State.Known k
                    && k.admission() instanceof Admission.Open);
  }

  private void restartJvm(Agent agent) {
    if (agent.isUp()) {
      agent.down();
      grid.time().after(1 + random.nextLong(JVM_DOWN_MS), agent::boot);
    }
  }
}
