package rhizome.agent.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import rhizome.agent.Agent;
import rhizome.agent.AgentSettings;
import rhizome.agent.process.Leader;
import rhizome.agent.process.NotStarted;
import rhizome.agent.process.Program;
import rhizome.agent.process.Spawner;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Spec;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Report;
import rhizome.kernel.NodeId;
import rhizome.kernel.Seed;
import rhizome.kernel.WorkloadId;

/**
 * From {@code kill -9} to the replacement. Three quantities, taken in turns so that a busy machine
 * weighs on all alike:
 *
 * <ul>
 *   <li>{@code process-heal}: through a whole agent, to the moment its posix_spawn returned, which
 *       is after the replacement's exec
 *   <li>{@code spawn-floor}: the same spawn by a bare thread that waits for the exit, to the same
 *       moment: what this JVM and kernel cost without any agent
 *   <li>{@code process-heal-witness}: through the agent, until the bench has read a byte that the
 *       replacement, a shell, wrote as its first act
 * </ul>
 */
public final class HealBench {

  private static final WorkloadId PLAIN = WorkloadId.parse("bench/plain#0");
  private static final WorkloadId WITNESS = WorkloadId.parse("bench/witness#0");
  private static final List<String> SLEEP = List.of("1000000");
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int WARM_UPS = 20;
  private static final long LOST_AFTER_SECONDS = 30;

  private final BlockingQueue<Report.Started> plain = new LinkedBlockingQueue<>();
  private final BlockingQueue<Report.Started> witness = new LinkedBlockingQueue<>();
  private final List<Long> heals = new ArrayList<>();
  private final List<Long> floors = new ArrayList<>();
  private final List<Long> witnessed = new ArrayList<>();

  private HealBench() {}

  /**
   * Kills {@code kills} times each, after a few more to warm up; about 60 ms for each.
   *
   * @param folder an empty work folder on the disk to measure
   */
  public static List<Samples> run(Path folder, int kills) throws IOException, InterruptedException {
    return new HealBench().measure(folder, kills);
  }

  private List<Samples> measure(Path folder, int kills) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path fifo = fifo(folder);
    AgentSettings settings =
        AgentSettings.of(folder.resolve("agent"), new NodeId("bench"), new Seed(1));
    Agent agent = Agent.open(settings, this::hear);
    try (RandomAccessFile byWitness = new RandomAccessFile(fifo.toFile(), "rw");
        Floor floor = new Floor(settings, folder)) {
      agent.assign(new Assignment(PLAIN, 1, spec("sleep", SLEEP)));
      String script = "printf x > '" + fifo + "'; exec sleep 1000000";
      agent.assign(new Assignment(WITNESS, 1, spec("/bin/sh", List.of("-c", script))));
      Report.Started plainNow = next(plain);
      Report.Started witnessNow = next(witness);
      byWitness.read();
      for (int i = 0; i < kills + WARM_UPS; i++) {
        if (i == WARM_UPS) {
          forget();
        }
        rest(i);
        Instant killed = agent.now();
        Leader.killChild((int) plainNow.pid());
        plainNow = next(plain);
        heals.add(Duration.between(killed, plainNow.at()).toNanos());
        rest(i);
        floors.add(floor.killAndWait());
        rest(i);
        long start = System.nanoTime();
        Leader.killChild((int) witnessNow.pid());
        byWitness.read();
        witnessed.add(System.nanoTime() - start);
        witnessNow = next(witness);
      }
    } finally {
      agent.shutdown();
    }
    return List.of(
        new Samples("process-heal", heals),
        new Samples("spawn-floor", floors),
        new Samples("process-heal-witness", witnessed));
  }

  private void forget() {
    heals.clear();
    floors.clear();
    witnessed.clear();
  }

  private void hear(Report report) {
    if (report instanceof Report.Started started) {
      (started.workload().equals(PLAIN) ? plain : witness).add(started);
    }
  }

  /** Uneven, so that the kills do not fall into step with anything. */
  private static void rest(int round) {
    LockSupport.parkNanos(REST_NANOS + round % 7 * (REST_NANOS / 7));
  }

  private static Report.Started next(BlockingQueue<Report.Started> started)
      throws InterruptedException {
    Report.Started next = started.poll(LOST_AFTER_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new IllegalStateException(
          "no replacement came within " + LOST_AFTER_SECONDS + " seconds");
    }
    return next;
  }

  private static Path fifo(Path folder) throws IOException, InterruptedException {
    Path fifo = folder.resolve("fifo");
    int code = new ProcessBuilder("mkfifo", fifo.toString()).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException("mkfifo " + fifo + " ended with " + code);
    }
    return fifo;
  }

  /** Healthy from the first moment, so that every restart is a first one and comes at once. */
  static Spec spec(String command, List<String> args) {
    Restart always =
        new Restart(1_000_000, Duration.ofSeconds(1), Duration.ZERO, Duration.ZERO, Duration.ZERO);
    Run run = new Run(command, args, Map.of(), Optional.empty(), Duration.ZERO);
    return new Spec(run, Resources.NONE, List.of(), Health.DEFAULT, always);
  }

  /** A thread that waits for a child and starts it again, and nothing else. */
  private static final class Floor implements AutoCloseable {
    private final Spawner spawner = new Spawner();
    private final Program program;
    private final Thread thread;
    private final BlockingQueue<Long> spawned = new LinkedBlockingQueue<>();
    private volatile int pid;
    private volatile boolean closed;

    Floor(AgentSettings settings, Path folder) throws InterruptedException {
      Path sleep =
          settings.path().stream()
              .map(place -> place.resolve("sleep"))
              .filter(Files::isExecutable)
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("no program 'sleep' in PATH"));
      this.program = new Program(sleep, SLEEP, Map.of(), folder, folder.resolve("floor.log"));
      this.thread = Thread.ofPlatform().name("spawn-floor").daemon().start(this::run);
      spawned.take();
    }

    long killAndWait() throws InterruptedException {
      long start = System.nanoTime();
      Leader.killChild(pid);
      return spawned.take() - start;
    }

    @Override
    public void close() {
      closed = true;
      Leader.killChild(pid);
      try {
        thread.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    private void run() {
      try {
        while (!closed) {
          pid = spawner.spawn(program);
          spawned.add(System.nanoTime());
          Leader.await(pid);
        }
      } catch (NotStarted e) {
        throw new IllegalStateException(e.reason(), e);
      }
    }
  }
}
