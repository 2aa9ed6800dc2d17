package rhizome.grid.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.blueprints.model.Resources;
import rhizome.grid.healing.Exit;
import rhizome.grid.healing.Restarts.Verdict;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Node.Duty.Hold;
import rhizome.grid.node.Report;
import rhizome.grid.world.Job.Phase;
import rhizome.kernel.Seed;
import rhizome.kernel.WorkloadId;

/** What runs on one machine. A program called {@link #CRASHING} always ends at once. */
public final class Processes {

  public static final String CRASHING = "crashing";

  private static final long SPAWN_MS = 200;
  private static final long READY_MS = 500;
  private static final long GRACE_MS = 1_500;
  private static final long WORK_MS = 4_000;

  private final Grid grid;
  private final Agent agent;
  private final SortedMap<WorkloadId, Job> jobs = new TreeMap<>();

  Processes(Grid grid, Agent agent) {
    this.grid = grid;
    this.agent = agent;
  }

  /** What has a process, and the assignment it runs. */
  public List<Assignment> live() {
    return jobs.values().stream().filter(job -> job.alive).map(job -> job.assignment).toList();
  }

  /** Whether something runs under this name that must not be beside it. */
  boolean runsBesides(Assignment started) {
    Job job = jobs.get(started.workload());
    return job != null && job.alive && (started.spec().single() || job.assignment.spec().single());
  }

  /** Names of what answers now, and was not told to stop. */
  List<WorkloadId> serving() {
    return jobs.values().stream().filter(Processes::serves).map(Job::workload).toList();
  }

  private static boolean serves(Job job) {
    return job.alive && job.phase == Phase.RUNNING && job.readyAt.isPresent();
  }

  /** Whether more runs than the machine has. */
  Optional<String> complaint() {
    Resources used = Resources.NONE;
    for (Assignment assignment : live()) {
      used = used.plus(assignment.spec().resources());
    }
    return used.fitsIn(agent.facts().capacity())
        ? Optional.empty()
        : Optional.of(agent.id() + " runs " + used + " at once: " + live());
  }

  void obey(Zone.Orders orders) {
    Hold hold = orders.hold();
    for (Job job : List.copyOf(jobs.values())) {
      Optional<Assignment> wanted = find(hold.assignments(), job.workload());
      if (wanted.isEmpty() || wanted.get().epoch() > job.epoch()) {
        stop(job, wanted);
      }
    }
    for (Assignment assignment : hold.assignments()) {
      Job job = jobs.get(assignment.workload());
      if (job == null) {
        begin(assignment);
      } else if (job.phase == Phase.PAUSED) {
        queue(job, 0);
      }
    }
    for (Assignment leaving : hold.leaving()) {
      Job job = jobs.get(leaving.workload());
      if (job == null || job.epoch() > leaving.epoch()) {
        agent.nothingHeld(leaving);
      }
    }
  }

  private static Optional<Assignment> find(List<Assignment> among, WorkloadId workload) {
    return among.stream().filter(a -> a.workload().equals(workload)).findFirst();
  }

  private void begin(Assignment assignment) {
    Job job = new Job(assignment);
    jobs.put(job.workload(), job);
    queue(job, 1 + grid.random().nextLong(SPAWN_MS));
  }

  private void queue(Job job, long delay) {
    job.enter(Phase.QUEUED);
    after(delay, job, () -> spawn(job));
  }

  private void after(long millis, Job job, Runnable what) {
    int turn = job.turn;
    int life = agent.life();
    grid.time()
        .after(
            millis,
            () -> {
              if (life == agent.life() && turn == job.turn && jobs.get(job.workload()) == job) {
                what.run();
              }
            });
  }

  private void spawn(Job job) {
    if (!agent.mayStart()) {
      job.enter(Phase.PAUSED);
      return;
    }
    job.enter(Phase.RUNNING);
    job.incarnation++;
    job.alive = true;
    grid.witness(agent, job.assignment);
    job.readyAt = Optional.empty();
    agent.tell(
        new Report.Started(
            job.workload(), job.epoch(), job.incarnation, now(), job.pid(), ports(job)));
    boolean crashes = job.assignment.spec().run().command().equals(CRASHING);
    long delay = 1 + grid.random().nextLong(READY_MS);
    after(delay, job, crashes ? () -> exit(job, new Exit.Code(1)) : () -> ready(job));
  }

  private static SortedMap<String, Integer> ports(Job job) {
    SortedMap<String, Integer> ports = new TreeMap<>();
    job.assignment.spec().ports().forEach(p -> ports.put(p.name(), 20_000 + (int) job.epoch()));
    return ports;
  }

  private void ready(Job job) {
    job.readyAt = Optional.of(grid.time().millis());
    agent.tell(new Report.Ready(job.workload(), job.epoch(), job.incarnation, now()));
    if (job.assignment.spec().job().isPresent()) {
      after(1 + grid.random().nextLong(WORK_MS), job, () -> complete(job));
    }
  }

  private void complete(Job job) {
    job.alive = false;
    job.enter(Phase.DONE);
    tellCompleted(job);
  }

  private void tellCompleted(Job job) {
    agent.tell(new Report.Completed(job.workload(), job.epoch(), job.incarnation, now()));
  }

  private void exit(Job job, Exit exit) {
    job.alive = false;
    Duration healthy =
        Duration.ofMillis(job.readyAt.map(at -> grid.time().millis() - at).orElse(0L));
    Seed jitter = new Seed(job.pid()).fork(job.workload().toString());
    switch (job.restarts.judge(job.assignment.spec().restart(), healthy, now(), jitter)) {
      case Verdict.Again(Instant at, var after) -> {
        job.restarts = after;
        job.enter(Phase.WAITING);
        agent.tell(
            new Report.Restarting(job.workload(), job.epoch(), job.incarnation, now(), exit, at));
        after(Duration.between(now(), at).toMillis(), job, () -> spawn(job));
      }
      case Verdict.Exhausted _ -> {
        job.enter(Phase.EXHAUSTED);
        tellExhausted(job, exit);
      }
    }
  }

  private void tellExhausted(Job job, Exit exit) {
    agent.tell(new Report.Exhausted(job.workload(), job.epoch(), job.incarnation, now(), exit));
  }

  private void stop(Job job, Optional<Assignment> next) {
    job.next = next;
    switch (job.phase) {
      case STOPPING -> {}
      case RUNNING -> die(job);
      case QUEUED, WAITING, EXHAUSTED, DONE, PAUSED -> finish(job);
    }
  }

  private void die(Job job) {
    job.enter(Phase.STOPPING);
    after(grid.random().nextLong(GRACE_MS), job, () -> finish(job));
  }

  private void finish(Job job) {
    job.alive = false;
    jobs.remove(job.workload());
    int n = Math.max(1, job.incarnation);
    agent.tell(new Report.Stopped(job.workload(), job.epoch(), n, now(), new Exit.Signal(15)));
    job.next.ifPresent(this::begin);
  }

  /** A process is killed from outside. Returns whether there was one. */
  public boolean kill(WorkloadId workload) {
    Job job = jobs.get(workload);
    if (job == null || job.phase != Phase.RUNNING || !job.alive) {
      return false;
    }
    if (agent.isUp()) {
      exit(job, new Exit.Signal(9));
    } else {
      job.alive = false; // nobody sees it now
    }
    return true;
  }

  /** The lease is over: nothing may run until the node says so again. */
  void pauseAll() {
    for (Job job : List.copyOf(jobs.values())) {
      job.alive = false;
      switch (job.phase) {
        case STOPPING -> {
          if (agent.isUp()) {
            finish(job);
          }
        }
        case EXHAUSTED, DONE, PAUSED -> {}
        case QUEUED, RUNNING, WAITING -> job.enter(Phase.PAUSED);
      }
    }
  }

  /** The machine is off. */
  void perish(boolean amnesia) {
    for (Job job : jobs.values()) {
      job.alive = false;
      switch (job.phase) {
        case EXHAUSTED, DONE, STOPPING -> {}
        case QUEUED, RUNNING, WAITING, PAUSED -> job.enter(Phase.PAUSED);
      }
    }
    if (amnesia) {
      jobs.clear();
    }
  }

  /** The agent is gone: what was about to start does not. */
  void orphan() {
    for (Job job : jobs.values()) {
      if (job.phase == Phase.QUEUED || job.phase == Phase.WAITING) {
        job.enter(Phase.PAUSED);
      }
    }
  }

  /** A new agent reads what the last one wrote down, and looks who is still there. */
  void reopen() {
    for (Job job : new ArrayList<>(jobs.values())) {
      switch (job.phase) {
        case RUNNING -> adopt(job);
        case STOPPING -> die(job);
        case EXHAUSTED -> tellExhausted(job, new Exit.Unseen());
        case DONE -> tellCompleted(job);
        case QUEUED, WAITING, PAUSED -> {}
      }
    }
  }

  private void adopt(Job job) {
    if (!job.alive) {
      exit(job, new Exit.Unseen());
      return;
    }
    agent.tell(
        new Report.Adopted(
            job.workload(), job.epoch(), job.incarnation, now(), job.pid(), ports(job)));
    boolean crashes = job.assignment.spec().run().command().equals(CRASHING);
    long delay = 1 + grid.random().nextLong(READY_MS);
    after(delay, job, crashes ? () -> exit(job, new Exit.Code(1)) : () -> ready(job));
  }

  private Instant now() {
    return grid.time().now();
  }
}
