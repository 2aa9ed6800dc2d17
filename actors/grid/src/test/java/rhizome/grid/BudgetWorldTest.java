package rhizome.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Budget;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.model.Update;
import rhizome.grid.robot.Robot;
import rhizome.grid.workload.Status;
import rhizome.grid.workload.Workload;
import rhizome.grid.world.Grid;
import rhizome.grid.world.Laws;
import rhizome.grid.world.Operator;
import rhizome.grid.world.Post.Weather;
import rhizome.house.Property;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;

/** Updates and drains at the same time never take more away than a budget spares. */
class BudgetWorldTest {

  private static final int CASES = Integer.getInteger("property.cases", 100);
  private static final RobotId SHOP = new RobotId("shop");
  private static final Duration PATIENCE = Duration.ofHours(1);

  @Test
  void whateverIsPlannedTogetherSoManyStayReady() {
    int[] disturbed = new int[1];
    Property.forAll(CASES, random -> disturbed[0] += new Season(random).live());
    assertThat(disturbed[0]).as("times one was not ready").isPositive();
  }

  private static final class Season {

    private final RandomGenerator random;
    private final Grid grid;
    private final Operator operator;
    private final int nodes;
    private final int replicas;
    private final Budget budget;
    private final Update update;
    private final boolean single;
    private int version;
    private int disturbed;

    Season(RandomGenerator random) {
      this.random = random;
      double loss = random.nextBoolean() ? 0 : 0.2;
      Weather weather = new Weather(loss, loss, 900); // less than it takes to be well
      this.grid = new Grid(random, weather, new Grid.Terms(Duration.ofHours(2), false));
      this.operator = new Operator(grid, 0);
      this.nodes = 2 + random.nextInt(3);
      this.replicas = 2 + random.nextInt(4);
      this.budget = new Budget(1 + random.nextInt(replicas - 1));
      this.single = random.nextBoolean();
      this.update =
          new Update(
              1 + random.nextInt(3),
              random.nextInt(3),
              Duration.ofSeconds(1 + random.nextInt(5)),
              PATIENCE,
              true,
              true);
    }

    int live() {
      for (int i = 0; i < nodes; i++) {
        grid.join(new NodeId("n" + i), new Resources(100L * (replicas + 1), 1L << 40));
      }
      operator.apply(SHOP, blueprint());
      grid.time().runUntil(60_000);
      assertThat(ready()).isEqualTo(replicas);
      for (int i = 0; i < 12; i++) {
        plan();
        watch(grid.time().millis() + random.nextInt(40_000));
      }
      for (int i = 0; i < nodes; i++) {
        operator.uncordon(new NodeId("n" + i));
      }
      watch(grid.time().millis() + 600_000);
      assertThat(new Laws(grid).healed()).isEmpty();
      assertThat(((Robot.State.Active) grid.robot(SHOP).state()).rolling()).isEmpty();
      return disturbed;
    }

    private void plan() {
      NodeId node = new NodeId("n" + random.nextInt(nodes));
      switch (random.nextInt(3)) {
        case 0 -> {
          version++;
          operator.apply(SHOP, blueprint());
        }
        case 1 -> operator.drain(node, PATIENCE, 1 + random.nextInt(4));
        default -> operator.uncordon(node);
      }
    }

    private void watch(long until) {
      grid.time().runUntil(until, this::look);
    }

    private void look() {
      long ready = ready();
      disturbed += ready < replicas ? 1 : 0;
      assertThat(ready).as("ready of " + replicas).isGreaterThanOrEqualTo(budget.minReady());
    }

    private long ready() {
      return grid.workloads().values().stream()
          .filter(workload -> Workload.status(workload.state()) == Status.READY)
          .count();
    }

    private Blueprint blueprint() {
      Spec spec = Operator.spec("steady", version, 100);
      Spec either = single ? spec : Operator.shared(spec);
      return new Blueprint(
          SHOP.name(),
          List.of(new Service("web", replicas, either, List.of()).with(update, budget, false)));
    }
  }
}
