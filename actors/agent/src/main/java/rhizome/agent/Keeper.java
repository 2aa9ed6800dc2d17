package rhizome.agent;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.agent.handle.Folders;
import rhizome.agent.handle.Volumes;
import rhizome.agent.life.Identity;
import rhizome.agent.life.Input;
import rhizome.agent.life.Job;
import rhizome.agent.life.Life;
import rhizome.agent.life.Output;
import rhizome.agent.life.State;
import rhizome.agent.logs.LogKeeper;
import rhizome.agent.process.Kin;
import rhizome.agent.process.Leader;
import rhizome.agent.process.NotStarted;
import rhizome.agent.process.Sweeper;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Report;
import rhizome.kernel.Seed;
import rhizome.kernel.WorkloadId;

/**
 * Carries out what {@link Life} says, for all workloads of an agent. Everything here runs on the
 * {@link Loop}; only {@link #held} may be read from elsewhere.
 */
final class Keeper {

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final long SAVE_AGAIN_AFTER = TimeUnit.SECONDS.toNanos(2);

  private final Loop loop;
  private final Tools tools;
  private final Seed seed;
  private final Consumer<Report> reports;
  private final Map<WorkloadId, Cell> cells = new TreeMap<>();
  private final Floors floors = new Floors(Floors.REMEMBERED);
  private final ConcurrentSkipListMap<WorkloadId, Held> held = new ConcurrentSkipListMap<>();
  private boolean saidUnsaved;
  private @Nullable Runnable whenEmpty;

  /** What the keeper works with. */
  record Tools(
      Launcher launcher,
      Questions questions,
      Sweeper sweeper,
      Folders folders,
      Volumes volumes,
      LogKeeper logs,
      PortPicker ports,
      Fence fence,
      InstantSource clock,
      String boot) {}

  Keeper(Loop loop, Tools tools, Seed seed, Consumer<Report> reports) {
    this.loop = loop;
    this.tools = tools;
    this.seed = seed;
    this.reports = reports;
  }

  /** What is held now; may be a moment old. */
  List<Held> held() {
    return List.copyOf(held.values());
  }

  /** What is held of a workload and is to stay. */
  Optional<Job> held(WorkloadId workload) {
    return Optional.ofNullable(cells.get(workload)).flatMap(cell -> cell.state.staying());
  }

  Optional<Cell> cell(WorkloadId workload) {
    return Optional.ofNullable(cells.get(workload));
  }

  /** Goes on with what an earlier agent wrote down. */
  void reopen(Map<WorkloadId, State> states, Map<WorkloadId, Input.Found> found) {
    states.forEach(
        (workload, state) -> {
          Cell cell = new Cell(workload, new Life(workload, seed), state);
          cells.put(workload, cell);
          tools.logs().keep(tools.folders().log(workload));
          Optional<Input.Found> process = Optional.ofNullable(found.get(workload));
          process.ifPresent(running -> tools.ports().hold(workload, running.ports()));
          drive(cell, new Input.Reopened(process, now()));
        });
  }

  /** What may not run is not even noted: who holds a lease again is told everything again. */
  void give(WorkloadId workload, Input input) {
    if (input instanceof Input.Assign(Assignment assignment, _)
        && !tools.fence().allows(assignment.spec())) {
      return;
    }
    drive(cells.computeIfAbsent(workload, this::empty), input);
  }

  private Cell empty(WorkloadId workload) {
    return new Cell(workload, new Life(workload, seed), new State.Absent(floors.of(workload)));
  }

  Instant now() {
    return tools.clock().instant();
  }

  /** Lets go of every process without touching it. */
  void release() {
    for (Cell cell : cells.values()) {
      cell.takeBack();
      cell.withLeader(
          leader -> {
            loop.forget(cell.watch, leader);
            leader.close();
          });
    }
  }

  /** Ends every process where it stands, and waits for each; only for children of ours. */
  void abandon() {
    for (Cell cell : cells.values()) {
      cell.withLeader(
          leader -> {
            loop.forget(cell.watch, leader);
            leader.kill();
            Leader.await(leader.identity().pid());
            leader.close();
          });
    }
    cells.clear();
  }

  /** Stops everything, whatever its epoch; {@code empty} runs when no process is left. */
  Duration stopAll(Runnable empty) {
    whenEmpty = empty;
    Duration longest = Duration.ZERO;
    for (Cell cell : List.copyOf(cells.values())) {
      Optional<Job> job = cell.state.held();
      if (job.isPresent()) {
        Duration grace = job.get().spec().run().grace();
        longest = grace.compareTo(longest) > 0 ? grace : longest;
        drive(cell, new Input.Stop(cell.state.newestEpoch(), now()));
      }
    }
    sayEmpty();
    return longest;
  }

  /** The lease is over: ends everything single at once, and first of all its processes. */
  void fence() {
    List<Cell> singles = cells.values().stream().filter(cell -> cell.state.single()).toList();
    singles.forEach(cell -> cell.withLeader(Leader::kill));
    singles.forEach(cell -> drive(cell, new Input.Fence(now())));
  }

  private void sayEmpty() {
    Runnable empty = whenEmpty;
    if (empty != null && cells.isEmpty()) {
      whenEmpty = null;
      empty.run();
    }
  }

  private void drive(Cell cell, Input first) {
    if (cells.get(cell.workload) != cell) {
      return; // a late answer to a cell that was let go of
    }
    ArrayDeque<Input> inputs = new ArrayDeque<>(List.of(first));
    while (!inputs.isEmpty()) {
      var step = cell.life.step(cell.state, inputs.remove());
      cell.state = step.state();
      show(cell); // before it is reported, so that who hears a report finds it true
      for (Output output : step.outputs()) {
        perform(cell, output).ifPresent(inputs::add);
      }
    }
    settle(cell);
  }

  /** Does one thing; what comes of it at once is the next input. */
  private Optional<Input> perform(Cell cell, Output output) {
    switch (output) {
      case Output.Spawn(Job job) -> {
        return Optional.of(spawn(cell, job));
      }
      case Output.Adopt(Identity process) -> {
        return adopt(cell, process);
      }
      case Output.Prepare(Job job) ->
          tools.questions().farewell(job, tools.folders(), input -> drive(cell, input));
      case Output.Terminate _ -> cell.withLeader(Leader::terminate);
      case Output.Kill _ -> cell.withLeader(Leader::kill);
      case Output.Sweep(Job job, var leader, Duration patience) ->
          sweep(cell, tools.launcher().kin(job, leader), patience);
      case Output.Ask ask -> ask(cell, ask);
      case Output.TakeBack(int number) -> cell.takeBack(number);
      case Output.Save _ -> save(cell);
      case Output.Forget _ -> forget(cell);
      case Output.Tell(Report report) -> tell(report);
    }
    return Optional.empty();
  }

  /** The newest counts: a hurried one takes the place of a patient one. */
  private void sweep(Cell cell, Kin kin, Duration patience) {
    int number = ++cell.sweeps;
    Runnable swept =
        () -> {
          if (number == cell.sweeps) {
            drive(cell, new Input.Swept(now()));
          }
        };
    tools.sweeper().sweep(kin, patience.toNanos(), () -> loop.execute(swept));
  }

  private Input spawn(Cell cell, Job job) {
    if (!tools.fence().allows(job.spec())) {
      return new Input.Fence(now());
    }
    try {
      Launcher.Launched launched = tools.launcher().launch(job);
      hold(cell, launched.leader());
      // We may have been stopped between looking and spawning.
      if (!tools.fence().allows(job.spec())) {
        launched.leader().kill();
      }
      if (job.incarnation() == 1) {
        tools.logs().keep(tools.folders().log(cell.workload));
      }
      return new Input.Spawned(launched.leader().identity(), launched.ports(), launched.at());
    } catch (NotStarted e) {
      return new Input.NotSpawned(e.reason(), now());
    }
  }

  private Optional<Input> adopt(Cell cell, Identity process) {
    Optional<Leader> leader = Leader.adopt(process, tools.boot());
    if (leader.isEmpty()) { // it ended between being found and being held
      return Optional.of(new Input.Left(new Exit.Unseen(), false, now()));
    }
    try {
      hold(cell, leader.get());
    } catch (NotStarted e) {
      LOG.error("{} of {} cannot be watched: {}", process, cell.workload, e.reason());
    }
    return Optional.empty();
  }

  private void hold(Cell cell, Leader leader) throws NotStarted {
    try {
      cell.watch = loop.watch(leader, () -> ended(cell));
      cell.leader = leader;
      Optional<Job> held = cell.state.held();
      held.ifPresent(job -> tools.fence().started(job, leader.identity(), this::singles));
    } catch (IOException e) {
      leader.kill();
      Leader.await(leader.identity().pid());
      leader.close();
      throw new NotStarted("cannot watch another process: " + e.getMessage());
    }
  }

  private List<Identity> singles() {
    return cells.values().stream()
        .filter(cell -> cell.state.single())
        .flatMap(cell -> Optional.ofNullable(cell.leader).map(Leader::identity).stream())
        .toList();
  }

  /** The hot path: from here to the next spawn nothing is written and nobody is asked. */
  private void ended(Cell cell) {
    Leader leader = cell.leader;
    if (leader == null) {
      return;
    }
    boolean grace = cell.state instanceof State.Ending ending && ending.killAt().isPresent();
    leader
        .departure(!grace)
        .ifPresent(
            departure -> {
              loop.forget(cell.watch, leader);
              leader.close();
              cell.leader = null;
              cell.takeBack();
              Optional<Job> ended = cell.state.held();
              drive(cell, new Input.Left(departure.exit(), departure.alone(), now()));
              ended // while it is Ending, the sweep that Life asked for gives it its grace
                  .filter(_ -> !(cell.state instanceof State.Ending))
                  .map(job -> tools.launcher().kin(job, Optional.of(leader.identity())))
                  .ifPresent(tools.sweeper()::sweepLater);
            });
  }

  private void ask(Cell cell, Output.Ask ask) {
    int number = ask.number();
    cell.questions.put(
        number,
        tools
            .questions()
            .ask(
                ask,
                tools.folders(),
                complaint -> {
                  cell.questions.remove(number);
                  drive(cell, new Input.Answered(number, complaint, now()));
                }));
  }

  private void save(Cell cell) {
    try {
      if (cell.state.held().isPresent()) {
        tools.folders().save(cell.workload, cell.state);
      }
      cell.unsaved = false;
      saidUnsaved = false;
    } catch (IOException e) {
      if (!saidUnsaved) {
        saidUnsaved = true;
        LOG.warn(
            "cannot write down the state of {} ({}); it goes on, and is tried again",
            cell.workload,
            e.toString());
      }
      if (!cell.unsaved) {
        cell.unsaved = true;
        loop.after(SAVE_AGAIN_AFTER, () -> saveAgain(cell));
      }
    }
  }

  private void saveAgain(Cell cell) {
    if (cell.unsaved) {
      cell.unsaved = false;
      save(cell);
    }
  }

  private void forget(Cell cell) {
    tools.logs().release(tools.folders().log(cell.workload));
    tools.ports().release(cell.workload);
    cell.unsaved = false;
    try {
      tools.folders().forget(cell.workload);
    } catch (IOException e) {
      LOG.warn("cannot strike out {}: {}", cell.workload, e.toString());
    }
    tools.volumes().leave(cell.workload);
  }

  private void tell(Report report) {
    try {
      reports.accept(report);
    } catch (RuntimeException e) {
      LOG.error("nobody took the report {}", report, e);
    }
  }

  /** After a step: the next alarm, and nothing kept of what is gone. */
  private void settle(Cell cell) {
    cell.callOff();
    cell.alarm =
        cell.state
            .wakeAt()
            .map(
                at ->
                    loop.after(
                        Math.max(0, Duration.between(now(), at).toNanos()),
                        () -> drive(cell, new Input.Tick(now()))))
            .orElse(null);
    if (cell.state instanceof State.Absent(long floor)) {
      cells.remove(cell.workload, cell);
      floors.raise(cell.workload, floor);
      sayEmpty();
    }
    if (!(cell.state instanceof State.Running)) {
      cell.takeBack();
    }
  }

  private void show(Cell cell) {
    if (cell.state.held().isPresent()) {
      held.put(cell.workload, Held.of(cell.state));
    } else {
      held.remove(cell.workload);
    }
  }
}
