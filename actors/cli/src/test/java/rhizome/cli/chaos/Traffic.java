package rhizome.cli.chaos;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import rhizome.cli.chaos.cluster.Operator;
import rhizome.cli.chaos.history.Wish;
import rhizome.kernel.Seed;

/** An operator who does not stop changing his mind, of which a seed draws every turn. */
final class Traffic implements AutoCloseable {

  private static final int DESTROY_PERCENT = 8;
  private static final int REVISE_PERCENT = 30;
  private static final int REPLICAS_MAX = 3;

  private final Seed seed;
  private final List<String> robots;
  private final Duration pause;
  private final Operator operator;
  private final Thread thread;
  private volatile boolean closed;
  private int revision;

  /**
   * @param pause between two wishes at least; twice this at most
   */
  Traffic(Seed seed, List<String> robots, Duration pause, Operator operator) {
    this.seed = seed;
    this.robots = robots;
    this.pause = pause;
    this.operator = operator;
    this.thread = Thread.ofPlatform().name("traffic").start(this::run);
  }

  private void run() {
    try {
      for (int turn = 0; !closed; turn++) {
        Seed own = seed.fork("turn " + turn);
        Thread.sleep(pause.plusMillis((long) (pause.toMillis() * own.unit(0))));
        operator.wish(wish(own.fork("wish")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Wish wish(Seed own) {
    String robot = robots.get(own.below(robots.size(), 0));
    if (own.below(100, 1) < DESTROY_PERCENT) {
      return new Wish.Destroy(robot);
    }
    if (own.below(100, 2) < REVISE_PERCENT) {
      revision++;
    }
    int single = own.below(REPLICAS_MAX, 3) + 1;
    int shared = own.below(REPLICAS_MAX, 4) + 1;
    return apply(robot, single, shared, "revision-" + revision);
  }

  static Wish.Apply apply(String robot, int single, int shared, String mark) {
    TreeMap<String, Integer> replicas = new TreeMap<>();
    replicas.put(Operator.SINGLE, single);
    replicas.put(Operator.SHARED, shared);
    return new Wish.Apply(robot, replicas, mark);
  }

  /** Finishes the wish that is being made, and makes no other. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
