package rhizome.grid.world;

import java.time.Duration;
import java.util.List;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/** Breaks things for a while, and then lets them be. */
public final class Chaos extends Disturbance {

  private static final long JVM_DOWN_MS = 1_500;
  private static final int PATIENCE_S = 60;

  private final List<RobotId> robots;

  public Chaos(Grid grid, Operator operator, List<RobotId> robots) {
    super(grid, operator);
    this.robots = List.copyOf(robots);
  }

  /** Everything that can be mended is; what operators closed stays closed half of the time. */
  @Override
  public void end() {
    super.end();
    for (Agent agent : grid.agents().values()) {
      if (random.nextBoolean()) {
        operator.uncordon(agent.id());
      }
      agent.mend();
      if (!agent.isUp()) {
        agent.boot();
      }
    }
  }

  @Override
  void act() {
    Agent agent = pick(List.copyOf(grid.agents().values()));
    switch (random.nextInt(16)) {
      case 0 -> crashOrReturn(agent);
      case 1 -> restartJvm(agent);
      case 2 -> cutOrMend(agent);
      case 3, 4 -> agent.processes().live().stream().findAny().ifPresent(a -> kill(a.workload()));
      case 5 -> operator.destroy(pick(robots));
      case 6, 7 -> {
        RobotId robot = pick(robots);
        operator.apply(robot, operator.blueprint(robot));
      }
      case 8, 9 -> restartEntity();
      case 10 -> grid.zone().restart();
      case 11, 12 -> grid.zone().suspect(agent.id());
      default -> serve(agent.id());
    }
  }

  private void serve(NodeId node) {
    switch (random.nextInt(6)) {
      case 0 -> operator.cordon(node);
      case 1, 2 -> operator.uncordon(node);
      case 3 -> operator.remove(node);
      default -> {
        Duration patience = Duration.ofSeconds(random.nextInt(PATIENCE_S));
        operator.drain(node, patience, 1 + random.nextInt(3));
      }
    }
  }

  private void crashOrReturn(Agent agent) {
    if (agent.isUp()) {
      agent.crash(random.nextBoolean());
    } else {
      agent.boot();
    }
  }

  private void restartJvm(Agent agent) {
    if (agent.isUp()) {
      agent.down();
      int life = agent.life();
      grid.time()
          .after(
              1 + random.nextLong(JVM_DOWN_MS),
              () -> {
                if (agent.life() == life && !agent.isUp()) {
                  agent.boot();
                }
              });
    }
  }

  private void cutOrMend(Agent agent) {
    if (agent.isCut()) {
      agent.mend();
    } else if (grid.terms().lapses()) {
      agent.cut();
      grid.time().after(1 + random.nextLong(12_000), agent::mend);
    }
  }

  private void kill(WorkloadId workload) {
    grid.agents().values().forEach(agent -> agent.processes().kill(workload));
  }
}
