package rhizome.grid.world;

import java.time.Duration;
import java.util.List;
import rhizome.kernel.NodeId;

/** Somebody plays with the switches of machines. He waits until an order to go down has arrived. */
public final class Switching extends Disturbance {

  public Switching(Grid grid, Operator operator) {
    super(grid, operator);
  }

  @Override
  void act() {
    NodeId node = pick(List.copyOf(grid.agents().keySet()));
    switch (random.nextInt(4)) {
      case 0, 1 -> operator.sleep(node);
      case 2 -> operator.wake(node, Duration.ofSeconds(20 + random.nextInt(30)));
      default -> operator.uncordon(node);
    }
  }
}
