package rhizome.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Report;
import rhizome.kernel.NodeId;
import rhizome.kernel.Seed;
import rhizome.kernel.WorkloadId;

/** A real agent with real processes, and everything it ever reported. Ends them all at the end. */
public final class Stage implements AutoCloseable {

  public static final WorkloadId WEB = WorkloadId.parse("shop/web#0");
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<Report> reports = new ArrayList<>();
  private AgentSettings settings;
  private @Nullable Agent agent;

  public Stage(Path root) {
    this(AgentSettings.of(root, new NodeId("test"), new Seed(7)));
  }

  public Stage(AgentSettings settings) {
    this.settings = settings;
  }

  public Stage with(AgentSettings changed) {
    settings = changed;
    return this;
  }

  public AgentSettings settings() {
    return settings;
  }

  /** The agent, opened when there is none. */
  public Agent agent() throws IOException {
    Agent open = agent;
    if (open == null) {
      open = Agent.open(settings, this::hear);
      agent = open;
    }
    return open;
  }

  public Stage assign(WorkloadId workload, long epoch, Specs specs) throws IOException {
    agent().assign(new Assignment(workload, epoch, specs.spec()));
    return this;
  }

  /** Lets the agent go and leaves its workloads running. */
  public void leave() {
    Agent open = agent;
    if (open != null) {
      open.close();
      agent = null;
    }
  }

  public synchronized List<Report> reports() {
    return List.copyOf(reports);
  }

  public <R extends Report> List<R> all(Class<R> kind) {
    return reports().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The first report of this kind, waiting for it. */
  public <R extends Report> R await(Class<R> kind) {
    return await(kind, _ -> true);
  }

  /** The first report of this kind that fits, waiting for it. */
  public synchronized <R extends Report> R await(Class<R> kind, Predicate<R> fits) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      for (Report report : reports) {
        if (kind.isInstance(report) && fits.test(kind.cast(report))) {
          return kind.cast(report);
        }
      }
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("no " + kind.getSimpleName() + " came, only " + reports);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  public Report.Started started(int incarnation) {
    return await(Report.Started.class, report -> report.incarnation() == incarnation);
  }

  public static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  /** Alive, and not just a zombie nobody reaped. */
  public static boolean alive(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return "ZX".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) < 0;
    } catch (IOException _) {
      return false;
    }
  }

  public static void awaitGone(long pid) {
    await("the end of process " + pid, () -> !alive(pid));
  }

  public static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(end);
      pause();
    }
  }

  /** The text of a file once it has some. */
  public static String awaitText(Path file) {
    await("text in " + file, () -> !text(file).isEmpty());
    return text(file);
  }

  public static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException _) {
      return "";
    }
  }

  @Override
  public void close() throws IOException {
    agent().shutdown();
    agent = null;
  }

  private synchronized void hear(Report report) {
    reports.add(report);
    notifyAll();
  }

  private static void pause() {
    java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
  }
}
