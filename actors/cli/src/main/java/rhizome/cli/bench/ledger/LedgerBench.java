package rhizome.cli.bench.ledger;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import rhizome.agent.handle.FolderTree;
import rhizome.cli.bench.Figure;
import rhizome.cli.terminal.Terminal;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.curve.Cofactored;
import rhizome.ledger.key.Autograph;
import rhizome.ledger.key.Verifier;
import rhizome.runtime.signature.NativeSignatures;
import rhizome.runtime.validator.ChainReveals;
import rhizome.runtime.validator.Request;
import rhizome.runtime.validator.Submitted;

/**
 * Validators of one chain in this process, all of which look at every signature, and write what
 * they vote to the disk before they say it.
 *
 * @param transfers final in the measured run; a fifth as many before it, as the compiler needs
 * @param window how many are open at a time
 * @param outputs unspent ones, of which it is said what they take in memory; or 0
 */
public record LedgerBench(
    Terminal terminal,
    int validators,
    int transfers,
    int window,
    int idleSeconds,
    int outputs,
    long seed) {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MICRO = 1e3;
  private static final int BEACON = 100_000;
  private static final int BATCH = 1_024;
  private static final int PACED_SECONDS = 15;
  private static final int ALONE = 30;
  private static final int WARM_UP = 5;
  private static final int SETTLE_SECONDS_MAX = 5;

  /** Of a busy core, with what cools it: Cloud Carbon Footprint's 3.5 W and PUE of 1.135. */
  private static final double JOULES_PER_SECOND = 4;

  /** A core's share of all that a whole server takes, which is rather the most. */
  private static final double JOULES_PER_SECOND_MAX = 10;

  public LedgerBench {
    if (validators < 1 || transfers < 100 || window < 1 || idleSeconds < 1 || outputs < 0) {
      throw new IllegalArgumentException(
          "--validators, --window and --idle are at least 1, --transfers 100, --outputs 0");
    }
  }

  public List<Figure> measure() throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    if (outputs > 0) {
      terminal.note("holding %,d unspent outputs".formatted(outputs));
      figures.add(Outputs.bytes(outputs, seed));
    }
    int all = transfers / WARM_UP + transfers + transfers + ALONE;
    terminal.note("signing %,d transfers".formatted(all));
    Traffic traffic =
        Traffic.of(
            validators,
            all,
            seed,
            System.currentTimeMillis(),
            secret -> ChainReveals.commitment(secret, BEACON));
    figures.addAll(floors(traffic.entries()));
    Path folder = Files.createTempDirectory("rhizome-bench");
    double rest = nobody(folder);
    Ear ear = new Ear(window);
    try (Validators house = new Validators(folder, traffic, BEACON, ear)) {
      Run run = new Run(house, ear, traffic.entries());
      run.saturate(transfers / WARM_UP);
      figures.addAll(saturated(run));
      double rate = figures.getLast().p50();
      figures.add(paced(run, rate / 2));
      figures.add(alone(run));
      figures.add(Figure.of("idle-cpu", "%", List.of(atRest()), rest));
    } finally {
      FolderTree.delete(folder);
    }
    return figures;
  }

  /** What one core can look at: alone, and many at a time. */
  private List<Figure> floors(List<Entry> entries) {
    List<Autograph> some =
        entries.stream().limit(BATCH).flatMap(it -> it.autographs().stream()).toList();
    Optional<Verifier> fast = NativeSignatures.find();
    List<Double> single = new ArrayList<>();
    List<Double> byNative = new ArrayList<>();
    List<Double> batch = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      single.add(singly(some, Cofactored.RULE));
      fast.ifPresent(it -> byNative.add(singly(some, Cofactored.by(it))));
      long begin = System.nanoTime();
      if (!Cofactored.RULE.wrong(some).isEmpty()) {
        throw new IllegalStateException("a signature of ours is wrong");
      }
      batch.add((System.nanoTime() - begin) / NANOS_PER_MICRO / some.size());
    }
    Figure alone = Figure.of("verify-single", "us", warm(single), null);
    List<Figure> figures = new ArrayList<>(List.of(alone));
    if (fast.isPresent()) {
      figures.add(Figure.of("verify-native", "us", warm(byNative), alone.p50()));
    }
    figures.add(Figure.of("verify-floor", "us", warm(batch), alone.p50()));
    return figures;
  }

  private static List<Double> warm(List<Double> samples) {
    return samples.subList(samples.size() / 2, samples.size());
  }

  /** Microseconds of each. */
  private static double singly(List<Autograph> all, Verifier rule) {
    List<Autograph> some = all.subList(0, Math.min(100, all.size()));
    long begin = System.nanoTime();
    for (Autograph it : some) {
      if (!rule.verifies(it.key(), it.message(), it.signature())) {
        throw new IllegalStateException("a signature of ours is wrong");
      }
    }
    return (System.nanoTime() - begin) / NANOS_PER_MICRO / some.size();
  }

  private List<Figure> saturated(Run run) throws InterruptedException {
    terminal.note("%,d transfers, %,d open at a time".formatted(transfers, window));
    long blocks = run.ear.blocks();
    long cpu = cpuNanos();
    long begin = System.nanoTime();
    List<Double> millis = run.saturate(transfers);
    double seconds = (run.ear.last() - begin) / NANOS_PER_SECOND;
    double micros = (cpuNanos() - cpu) / NANOS_PER_MICRO / transfers;
    terminal.note(
        "  %,.0f a second in %d blocks".formatted(transfers / seconds, run.ear.blocks() - blocks));
    return List.of(
        Figure.of("finality-saturated", "ms", millis, null),
        Figure.single("cpu-per-transfer", "us", micros),
        millijoules("energy-per-transfer", micros, JOULES_PER_SECOND),
        millijoules("energy-per-transfer-max", micros, JOULES_PER_SECOND_MAX),
        Figure.single("transfers-final", "1/s", transfers / seconds));
  }

  private static Figure millijoules(String name, double micros, double joulesPerSecond) {
    return Figure.single(name, "mJ", micros / NANOS_PER_MICRO * joulesPerSecond);
  }

  private Figure paced(Run run, double rate) throws InterruptedException {
    int count = (int) Math.min(transfers, rate * PACED_SECONDS);
    terminal.note("%,d transfers at %,.0f a second".formatted(count, rate));
    return Figure.of("finality", "ms", run.paced(count, rate), null);
  }

  private Figure alone(Run run) throws InterruptedException {
    terminal.note("%d transfers, each alone".formatted(ALONE));
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < ALONE; i++) {
      millis.addAll(run.saturate(1));
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return Figure.of("finality-idle", "ms", millis, null);
  }

  /** What an actor system takes in which nobody is. */
  private double nobody(Path folder) throws InterruptedException {
    var system = Validators.nobody(folder);
    try {
      return atRest();
    } finally {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().join();
    }
  }

  /** Percent of a core; the compiler has been given some time to end. */
  private double atRest() throws InterruptedException {
    terminal.note("nothing for %d s".formatted(idleSeconds));
    TimeUnit.SECONDS.sleep(Math.min(idleSeconds, SETTLE_SECONDS_MAX));
    long cpu = cpuNanos();
    long begin = System.nanoTime();
    TimeUnit.SECONDS.sleep(idleSeconds);
    return 100 * (cpuNanos() - cpu) / (double) (System.nanoTime() - begin);
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Entries that were not submitted yet, to any validator in turn. */
  private static final class Run {

    private final Validators house;
    private final Ear ear;
    private final List<Entry> entries;
    private final ActorRef<Submitted> clerk;
    private int next;

    Run(Validators house, Ear ear, List<Entry> entries) {
      this.house = house;
      this.ear = ear;
      this.entries = entries;
      this.clerk =
          house
              .system()
              .systemActorOf(
                  Behaviors.receiveMessage(
                      answer -> {
                        if (answer instanceof Submitted.Refused) {
                          ear.refuse(answer.toString());
                        }
                        return Behaviors.same();
                      }),
                  "clerk",
                  Props.empty());
    }

    private void submit() throws InterruptedException {
      Entry entry = entries.get(next);
      ear.expect(entry);
      house.of(next).tell(new Request.Submit(entry, clerk));
      next++;
    }

    /** As many open as there may be; from submission to finality of each, in milliseconds. */
    List<Double> saturate(int count) throws InterruptedException {
      for (int i = 0; i < count; i++) {
        submit();
      }
      ear.await(count);
      return ear.take();
    }

    List<Double> paced(int count, double rate) throws InterruptedException {
      long begin = System.nanoTime();
      for (int i = 0; i < count; i++) {
        long due = begin + (long) (i * NANOS_PER_SECOND / rate);
        long left = due - System.nanoTime();
        if (left > 0) {
          LockSupport.parkNanos(left);
        }
        submit();
      }
      ear.await(count);
      return ear.take();
    }
  }
}
