package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.house.Property;

/**
 * {@code kill -9} of any of four validators at any time, while somebody pays all the time; {@code
 * -Dledger.kills=N} says how often.
 */
@Tag("chaos")
class ValidatorKillTest {

  private static final int KILLS = Integer.getInteger("ledger.kills", 100);
  private static final String ROLES = "control,gateway,validator";

  /** Three of them are more than two thirds, and two are not. */
  private static final List<Integer> STAKES = List.of(25_000, 25_000, 25_000, 25_000);

  /** A block a turn, at most some twenty a second, a quarter of them by each. */
  private static final int TURNS = 60_000;

  /** Between two looks at what became of the payments. */
  private static final int PACE_MILLIS = 50;

  private static final int DELAY_MILLIS_MAX = 1_500;
  private static final int START_MILLIS_MAX = 6_000;

  @TempDir private Path folder;

  @Test
  void noBlockAndNoPaymentIsLostAndWhoWasKilledRejoinsByItself() {
    Property.forAll(1, this::kill);
  }

  private void kill(RandomGenerator random) throws Exception {
    FoundedChain chain = new FoundedChain(folder, STAKES, TURNS);
    try (ClusterProcess cluster = new ClusterProcess(folder, STAKES.size())) {
      chain.found(cluster);
      chain.start(cluster, ROLES);
      Random whom = new Random(random.nextLong());
      Payments payments = new Payments(() -> cluster.client(whom.nextInt(STAKES.size())));
      String to = payments.address().toString();
      FoundedChain.ran(
          cluster.run(0, chain.paying("wallet", "send", to, "1000", "--yes", "--wait")));
      underLoad(payments, load -> killAll(cluster, random, load, payments));
      haltsWithTwo(cluster, random.nextInt(STAKES.size()), payments);
      allAgree(cluster, payments);
    }
  }

  /** Something to do while payments are made. */
  @FunctionalInterface
  private interface Under {
    void act(Future<?> load) throws Exception;
  }

  private static void underLoad(Payments payments, Under what) throws Exception {
    AtomicBoolean ends = new AtomicBoolean();
    try (var thread = Executors.newSingleThreadExecutor()) {
      Future<?> load =
          thread.submit(
              () -> {
                while (!ends.get() || !payments.isAllFinal()) {
                  payments.round();
                  Thread.sleep(PACE_MILLIS);
                }
                return payments;
              });
      try {
        what.act(load);
      } finally {
        ends.set(true);
      }
      load.get(5, TimeUnit.MINUTES);
    }
  }

  private static void killAll(
      ClusterProcess cluster, RandomGenerator random, Future<?> load, Payments payments)
      throws IOException, InterruptedException, ExecutionException {
    for (int killed = 1; killed <= KILLS; killed++) {
      int victim = random.nextInt(STAKES.size());
      Thread.sleep(random.nextInt(DELAY_MILLIS_MAX)); // any time
      kill(cluster, victim);
      long begin = System.nanoTime();
      cluster.start(victim, ROLES);
      if (random.nextInt(4) == 0 && killed < KILLS) {
        Thread.sleep(random.nextInt(START_MILLIS_MAX)); // also while it comes back
        kill(cluster, victim);
        cluster.start(victim, ROLES);
        killed++;
      }
      cluster.awaitUp(victim);
      awaitHeight(cluster, victim, FoundedChain.height(cluster, (victim + 1) % STAKES.size()));
      System.out.printf(
          "kill %d of %d: validator %d came back in %.1f s, at height %d with %d payments final%n",
          killed,
          KILLS,
          victim,
          (System.nanoTime() - begin) / 1e9,
          FoundedChain.height(cluster, victim),
          payments.finals());
      if (load.isDone()) {
        load.get(); // says what it saw
      }
    }
  }

  private static void kill(ClusterProcess cluster, int victim) throws InterruptedException {
    cluster.process(victim).destroyForcibly().waitFor(); // SIGKILL
  }

  private static void awaitHeight(ClusterProcess cluster, int i, long height)
      throws InterruptedException {
    GridProcess.await(
        "height %d on %d".formatted(height, i), () -> FoundedChain.height(cluster, i) >= height);
  }

  /** What is voted already may still become final. */
  private static void haltsWithTwo(ClusterProcess cluster, int first, Payments payments)
      throws Exception {
    int second = (first + 1) % STAKES.size();
    int third = (first + 2) % STAKES.size();
    kill(cluster, first);
    // Two of four that go at once would leave no majority of members.
    GridProcess.await("the others without it", () -> cluster.members(third) == STAKES.size() - 1);
    kill(cluster, second);
    Thread.sleep(1_000);
    long halted = FoundedChain.height(cluster, third);
    for (int i = 0; i < 50; i++) {
      payments.round();
    }
    assertThat(FoundedChain.height(cluster, third)).as("with half of the stake").isEqualTo(halted);
    cluster.start(first, ROLES);
    cluster.awaitUp(first);
    awaitHeight(cluster, third, halted + 1);
    cluster.start(second, ROLES);
    cluster.awaitUp(second);
    underLoad(payments, _ -> awaitHeight(cluster, second, halted + 2));
  }

  private static void allAgree(ClusterProcess cluster, Payments payments)
      throws InterruptedException {
    long height = FoundedChain.height(cluster, 0);
    for (int i = 0; i < STAKES.size(); i++) {
      awaitHeight(cluster, i, height);
      assertThat(payments.lostBy(cluster.client(i))).as("on %d", i).isEmpty();
    }
    assertThat(payments.finals()).isPositive();
  }
}
