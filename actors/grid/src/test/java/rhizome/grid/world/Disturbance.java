package rhizome.grid.world;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** One thing after the other is done to a grid, until it is left alone. */
abstract sealed class Disturbance permits Chaos, Switching, Upkeep {

  final Grid grid;
  final RandomGenerator random;
  final Operator operator;
  private boolean over;

  Disturbance(Grid grid, Operator operator) {
    this.grid = grid;
    this.random = grid.random();
    this.operator = operator;
  }

  abstract void act();

  /** From now on one thing after the other, about {@code pause} ms apart. */
  public final void begin(long pause) {
    grid.time()
        .after(
            1 + random.nextLong(2 * pause),
            () -> {
              if (!over) {
                act();
                begin(pause);
              }
            });
  }

  public void end() {
    over = true;
    grid.post().calm();
  }

  /** Whoever keeps the grid's memory starts anew. */
  final void restartEntity() {
    List<Inhabitant<?, ?, ?, ?>> all = new ArrayList<>(grid.robots().values());
    all.addAll(grid.workloads().values());
    all.addAll(grid.nodes().values());
    pick(all).restart();
  }

  final <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
