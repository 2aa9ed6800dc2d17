package rhizome.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.agent.handle.ErrandBook;
import rhizome.agent.handle.Folders;
import rhizome.agent.handle.Volumes;
import rhizome.agent.life.Identity;
import rhizome.agent.life.Input;
import rhizome.agent.life.State;
import rhizome.agent.logs.LogKeeper;
import rhizome.agent.process.BootClock;
import rhizome.agent.process.FolderLock;
import rhizome.agent.process.Newborns;
import rhizome.agent.process.Platform;
import rhizome.agent.process.Proc;
import rhizome.agent.process.Spawner;
import rhizome.agent.process.Strays;
import rhizome.agent.process.Sweeper;
import rhizome.agent.supplies.Delivery;
import rhizome.grid.endpoint.Table;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Report;
import rhizome.grid.task.Errand;
import rhizome.kernel.WorkloadId;

/**
 * Keeps what one node was assigned running on this machine. Healing is local: an exit is answered
 * within the policy of its workload before anybody is told. Methods may be called from any thread
 * and return at once, unless said otherwise; a closed agent ignores them.
 */
public final class Agent implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
  private static final Duration SHUTDOWN_MARGIN = Duration.ofSeconds(10);
  private static final Duration VOLUMES_COUNTED = Duration.ofMinutes(10);

  private final AgentSettings settings;
  private final FolderLock lock;
  private final Loop loop;
  private final Loop errandLoop = new Loop(Newborns.THREAD);
  private final Sweeper sweeper = new Sweeper("rhizome-sweeper");
  private final LogKeeper logs;
  private final Folders folders;
  private final Volumes volumes;
  private final Keeper keeper;
  private final Reloads reloads;
  private final WarmUp warmUp;
  private final Fence fence;
  private final ErrandBook book;
  private final Errands errands;
  private final Desk desk;
  private volatile boolean refusing;
  private boolean closed;

  private Agent(AgentSettings settings, FolderLock lock, Consumer<Report> reports)
      throws IOException {
    String boot = Proc.boot();
    this.settings = settings;
    this.lock = lock;
    this.loop = new Loop(Newborns.THREAD);
    AgentLimits limits = settings.limits();
    this.logs = new LogKeeper(settings.root(), limits.logBytesMax(), limits.logFilesKept());
    this.folders = new Folders(settings.root(), limits.stoppedLogsKept());
    this.volumes = new Volumes(settings.root(), limits.volumeKeep());
    Ticker clock = new Ticker();
    Spawner spawner = new Spawner();
    this.fence = Fence.of(loop, settings, spawner, boot);
    Surroundings surroundings = new Surroundings(settings, folders.tables()::variables);
    PortPicker ports = new PortPicker(limits.portFirst(), limits.portLast(), settings.seed());
    Questions questions =
        new Questions(loop, spawner, surroundings, logs, new Questions.Clock(clock, boot));
    Function<Folders, Keeper.Tools> tools =
        used ->
            new Keeper.Tools(
                new Launcher(
                    spawner, surroundings, ports, used, new Delivery(volumes), logs, clock, boot),
                questions,
                sweeper,
                used,
                volumes,
                logs,
                ports,
                fence,
                clock,
                boot);
    this.keeper = new Keeper(loop, tools.apply(folders), settings.seed(), it -> tell(it, reports));
    this.reloads = new Reloads(loop, questions, folders, keeper::cell);
    this.warmUp = new WarmUp(loop, tools.apply(WarmUp.folders(settings)), settings);
    this.book = new ErrandBook(settings.root());
    this.errands =
        new Errands(
            errandLoop,
            new Errands.Tools(
                spawner, surroundings, folders, book, logs, sweeper, fence, clock, boot));
    this.desk = new Desk(loop, errandLoop, errands, keeper::held);
  }

  /**
   * Takes the work folder and goes on where an earlier agent ended: processes that still run are
   * adopted, not restarted; those that ended are restarted by their policy. Returns when that is
   * done; its reports come before.
   *
   * @param reports told everything, on the agent's own thread and in order; must not block
   * @throws IllegalStateException when another agent uses the folder
   * @throws UnsupportedOperationException when this machine cannot run the agent, and why
   */
  public static Agent open(AgentSettings settings, Consumer<Report> reports) throws IOException {
    Platform.check();
    Files.createDirectories(settings.root());
    FolderLock lock = FolderLock.take(settings.root());
    Agent agent = new Agent(settings, lock, reports);
    try {
      agent.start();
      return agent;
    } catch (IOException | RuntimeException e) {
      agent.end();
      throw e;
    }
  }

  /**
   * Keeps this assignment running. Told twice, it does nothing more; a higher epoch of a workload
   * replaces a lower one, whose processes are stopped first; a lower one is ignored.
   */
  public void assign(Assignment assignment) {
    give(
        assignment.workload(),
        assignment.epoch() - 1,
        () -> new Input.Assign(assignment, keeper.now()));
  }

  /**
   * Stops a workload up to this epoch. Ends in one {@link Report.Stopped} of that epoch when no
   * process of it is left, even when none was; a newer epoch is not touched.
   */
  public void stop(WorkloadId workload, long epoch) {
    give(workload, epoch, () -> new Input.Stop(epoch, keeper.now()));
  }

  /**
   * Carries out an errand beside a workload that is held with its epoch: begins it once, however
   * often it is told, and answers when it is over, on a thread of the agent's. It goes on when the
   * agent dies, and the next one watches it.
   */
  public void perform(Errand errand, Consumer<Errand.Answer> answer) {
    if (!refusing) {
      loop.execute(() -> desk.perform(errand, answer));
    }
  }

  /**
   * Tells a workload of those it uses, in files and from its next process on also in its
   * environment; its running process as its spec says. An older table changes nothing.
   *
   * @param written told, on the agent's own thread, once the table or a later one is written down
   */
  public void announce(WorkloadId workload, long epoch, Table table, Runnable written) {
    if (!refusing) {
      loop.execute(() -> reloads.announce(workload, epoch, table, written));
    }
  }

  /** Whether a workload was told anything for this epoch. */
  public boolean isTold(WorkloadId workload, long epoch) {
    return folders.tables().isTold(workload, epoch);
  }

  /**
   * What is single may run until that moment of {@link #clock}; then it is ended where it stands,
   * whether or not this JVM still runs. Needed only where the settings have terms of a lease.
   *
   * @param boot under which it is held: what ran out under one only another may begin anew, and
   *     what was assigned under the one is then to be assigned again
   * @return false when it had run out under this boot
   */
  public boolean renew(String boot, Duration until) {
    return fence.renew(boot, until);
  }

  /** Time since the machine booted, which leases are counted in. */
  public Duration clock() {
    return BootClock.now();
  }

  /** The agent's clock, which its reports are timed by. */
  public Instant now() {
    return keeper.now();
  }

  /** What is held at this moment, in the order of the workloads' ids. */
  public List<Held> inventory() {
    return keeper.held();
  }

  /** The file the workload's output goes to, whether or not it exists yet. */
  public Path logFile(WorkloadId workload) {
    return folders.log(workload);
  }

  /** The files of its output that exist: the one being written, then older ones, newest first. */
  public List<Path> logFiles(WorkloadId workload) {
    return logs.files(folders.log(workload));
  }

  /** Ends the agent, waiting for its threads; the workloads run on, for the next agent. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    onLoop(
            () -> {
              warmUp.end();
              keeper.release();
              fence.leave();
              return true;
            })
        .join();
    on(errandLoop, () -> release(errands)).join();
    end();
  }

  /**
   * Stops all workloads, in parallel and each within its grace, waits for that, and closes. Who is
   * interrupted while it waits only closes.
   */
  public synchronized void shutdown() {
    if (closed) {
      return;
    }
    refusing = true;
    CompletableFuture<Boolean> clear = new CompletableFuture<>();
    CompletableFuture<Boolean> empty = new CompletableFuture<>();
    errandLoop.execute(() -> errands.clearAll(() -> clear.complete(true)));
    clear.completeOnTimeout(false, SHUTDOWN_MARGIN.toMillis(), TimeUnit.MILLISECONDS).join();
    Duration grace = onLoop(() -> keeper.stopAll(() -> empty.complete(true))).join();
    try {
      empty.get(grace.plus(SHUTDOWN_MARGIN).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      LOG.error("these workloads do not end even when killed: {}", inventory());
      close();
      return;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      close(); // some may still run, and what is single of them is guarded on
      return;
    } catch (ExecutionException e) {
      throw new IllegalStateException("shutting down failed", e);
    }
    close();
    fence.end();
  }

  private void start() throws IOException {
    Map<WorkloadId, State> states = folders.load();
    Newborns.await();
    Census census = Census.take(settings.root(), Proc.boot());
    Map<WorkloadId, Input.Found> found = new TreeMap<>();
    states.forEach(
        (workload, state) -> census.find(state).ifPresent(process -> found.put(workload, process)));
    List<ErrandBook.Entry> begun = begun(census, states);
    Strays.end(census.strays(states, found, begun.stream().map(Agent::label).toList()));
    loop.start();
    errandLoop.start();
    on(errandLoop, () -> adopt(errands, begun)).join();
    onLoop(
            () -> {
              fence.begin(Fence.singles(states, found));
              keeper.reopen(states, found);
              states.keySet().forEach(reloads::reopened);
              fence.watch(this::fenceAll);
              return true;
            })
        .join();
    volumes.begin(states.keySet());
    loop.execute(this::passTime);
    loop.execute(warmUp::begin);
  }

  /**
   * What goes on beside workloads that are still held; of the rest it is known that it does not.
   */
  private List<ErrandBook.Entry> begun(Census census, Map<WorkloadId, State> states)
      throws IOException {
    List<ErrandBook.Entry> begun = new ArrayList<>();
    for (ErrandBook.Entry entry : book.open()) {
      Optional<Identity> leader =
          entry
              .process()
              .filter(process -> Proc.runs(process, census.boot()))
              .or(() -> census.leader(label(entry)))
              .filter(_ -> isHeld(entry, states));
      if (leader.isPresent()) {
        begun.add(entry.of(leader.get()));
      } else {
        book.write(entry.ended(Errands.LEFT));
      }
    }
    return begun;
  }

  private static boolean isHeld(ErrandBook.Entry entry, Map<WorkloadId, State> states) {
    return Optional.ofNullable(states.get(entry.workload()))
        .flatMap(State::staying)
        .filter(job -> job.epoch() == entry.epoch())
        .isPresent();
  }

  private static String label(ErrandBook.Entry entry) {
    return Errand.label(entry.task(), entry.ticket());
  }

  private static boolean adopt(Errands errands, List<ErrandBook.Entry> begun) {
    begun.forEach(errands::adopt);
    return true;
  }

  private static boolean release(Errands errands) {
    errands.release();
    return true;
  }

  private void fenceAll() {
    errandLoop.execute(errands::fence);
    keeper.fence();
  }

  /** On the loop: counts the time of volumes nobody uses. */
  private void passTime() {
    loop.after(
        VOLUMES_COUNTED.toNanos(),
        () -> {
          try {
            volumes.pass(VOLUMES_COUNTED);
          } catch (IOException e) {
            LOG.warn("cannot look after the volumes nobody uses: {}", e.toString());
          }
          passTime();
        });
  }

  private void tell(Report report, Consumer<Report> reports) {
    reports.accept(report);
    reloads.heard(report);
  }

  /** What ends an epoch waits for what is done beside it. */
  private void give(WorkloadId workload, long ends, Supplier<Input> input) {
    if (!refusing) {
      loop.execute(() -> desk.before(workload, ends, () -> keeper.give(workload, input.get())));
    }
  }

  private <T> CompletableFuture<T> onLoop(Supplier<T> task) {
    return on(loop, task);
  }

  private static <T> CompletableFuture<T> on(Loop loop, Supplier<T> task) {
    CompletableFuture<T> done = new CompletableFuture<>();
    loop.execute(
        () -> {
          try {
            done.complete(task.get());
          } catch (RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  private void end() {
    loop.close();
    errandLoop.close();
    sweeper.close();
    logs.close();
    lock.close();
  }
}
