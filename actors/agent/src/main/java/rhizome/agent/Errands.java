package rhizome.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.agent.handle.ErrandBook;
import rhizome.agent.handle.ErrandBook.Entry;
import rhizome.agent.handle.Folders;
import rhizome.agent.life.Job;
import rhizome.agent.logs.LogKeeper;
import rhizome.agent.process.Kin;
import rhizome.agent.process.Leader;
import rhizome.agent.process.NotStarted;
import rhizome.agent.process.Program;
import rhizome.agent.process.Spawner;
import rhizome.agent.process.Sweeper;
import rhizome.grid.task.Deed;
import rhizome.grid.task.Deed.Verdict;
import rhizome.grid.task.Errand;
import rhizome.grid.task.Finding;
import rhizome.grid.task.Result;
import rhizome.kernel.WorkloadId;

/**
 * Carries out errands beside workloads. Everything here runs on a {@link Loop} of its own, so that
 * neither a slow disk nor a command of hours ever holds up a probe or a restart.
 */
final class Errands {

  private static final Logger LOG = LoggerFactory.getLogger(Errands.class);

  /** Time between SIGTERM and SIGKILL for who took too long, or is not wanted any more. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Loop loop;
  private final Tools tools;
  private final Map<Place, Doing> doings = new HashMap<>();
  private final Map<WorkloadId, List<Runnable>> clearing = new HashMap<>();

  record Tools(
      Spawner spawner,
      Surroundings surroundings,
      Folders folders,
      ErrandBook book,
      LogKeeper logs,
      Sweeper sweeper,
      Fence fence,
      InstantSource clock,
      String boot) {}

  /** One action beside one workload: at most one process at a time. */
  private record Place(WorkloadId workload, String action) {
    static Place of(Entry entry) {
      return new Place(entry.workload(), entry.task().action());
    }
  }

  Errands(Loop loop, Tools tools) {
    this.loop = loop;
    this.tools = tools;
  }

  /**
   * Begins the errand, unless that was done before, and answers when it is over.
   *
   * @param job what is held of the workload with the epoch of the errand
   */
  void perform(Errand errand, Optional<Job> job, Consumer<Errand.Answer> answer) {
    Place place = new Place(errand.workload(), errand.task().action());
    Optional<Doing> doing = Optional.ofNullable(doings.get(place));
    switch (Deed.judge(known(place, doing), errand, job.isPresent())) {
      case Verdict.Begin _ -> begin(place, errand, job.orElseThrow(), answer);
      case Verdict.Decline(var finding) -> {
        close(entry(errand, job.orElseThrow()), finding);
        answer.accept(new Errand.Answer.Finished(finding));
      }
      case Verdict.Await _ -> doing.ifPresent(running -> running.await(answer));
      case Verdict.End _ -> {
        doing.ifPresent(running -> running.await(answer));
        doing.ifPresent(running -> end(running, Result.CANCELLED, "it was cancelled"));
      }
      case Verdict.EndFormer _ ->
          doing.ifPresent(running -> end(running, Result.LOST, "a later attempt was begun"));
      case Verdict.Tell(var told) -> answer.accept(told);
    }
  }

  /** What cannot be read must not be begun again, so it counts as something that runs. */
  private Optional<Deed> known(Place place, Optional<Doing> doing) {
    if (doing.isPresent()) {
      return doing.map(running -> running.entry.deed());
    }
    try {
      Optional<Entry> entry = tools.book().read(place.workload, place.action);
      return entry.map(
          found -> {
            if (found.over().isPresent()) {
              return found.deed();
            }
            Finding lost = Finding.of(Result.LOST, "its end could not be written down");
            close(found, lost);
            return found.ended(lost).deed();
          });
    } catch (IOException e) {
      throw new IllegalStateException("what was begun of " + place + " cannot be read", e);
    }
  }

  private Entry entry(Errand errand, Job job) {
    return new Entry(
        errand.task(),
        errand.ticket(),
        errand.epoch(),
        tools.clock().instant(),
        errand.timeout(),
        errand.outputMax(),
        job.spec().single(),
        Optional.empty(),
        Optional.empty());
  }

  private void begin(Place place, Errand errand, Job job, Consumer<Errand.Answer> answer) {
    Doing doing = new Doing(entry(errand, job));
    doing.await(answer);
    try {
      tools.book().write(doing.entry);
    } catch (IOException e) {
      String why = "its start cannot be written down: " + e.getMessage();
      doing.tell(Finding.of(Result.FAILED, why));
      return;
    }
    doings.put(place, doing);
    try {
      Path log = emptyLog(place);
      Program program =
          tools.surroundings().action(job, errand, tools.folders().work(place.workload), log);
      if (!tools.fence().allows(job.spec())) {
        over(doing, Finding.of(Result.LOST, "the lease of its node is over"));
        return;
      }
      Leader leader = Leader.ofChild(tools.spawner().spawn(program), tools.boot());
      doing.entry = doing.entry.of(leader.identity());
      note(doing.entry);
      hold(doing, leader);
    } catch (NotStarted e) {
      over(doing, Finding.of(Result.FAILED, e.reason()));
    }
  }

  private Path emptyLog(Place place) {
    Path log = tools.book().log(place.workload, place.action);
    if (!tools.logs().create(log)) {
      return Program.NOWHERE;
    }
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
      channel.truncate(0);
    } catch (IOException e) {
      LOG.warn("{} still has the output of the attempt before: {}", log, e.toString());
    }
    tools.logs().keep(log);
    return log;
  }

  private void hold(Doing doing, Leader leader) throws NotStarted {
    try {
      doing.token = loop.watch(leader, () -> ended(doing));
      doing.leader = leader;
    } catch (IOException e) {
      leader.kill();
      leader.close();
      throw new NotStarted("cannot watch another process: " + e.getMessage());
    }
    Instant deadline = doing.entry.from().plus(doing.entry.timeout());
    Duration left = Duration.between(tools.clock().instant(), deadline);
    String late = "it took longer than " + doing.entry.timeout();
    doing.deadline =
        loop.after(Math.max(0, left.toNanos()), () -> end(doing, Result.TIMED_OUT, late));
  }

  /** Asks it to end, and makes it, unless that is under way. */
  private void end(Doing doing, Result result, String why) {
    Leader leader = doing.leader;
    if (leader == null || doing.why.isPresent()) {
      return;
    }
    doing.why = Optional.of(Finding.of(result, why));
    leader.terminate();
    doing.killer = loop.after(GRACE.toNanos(), () -> doing.withLeader(Leader::kill));
  }

  private void ended(Doing doing) {
    Leader leader = doing.leader;
    if (leader == null) {
      return;
    }
    leader
        .departure(true)
        .ifPresent(
            departure -> {
              letGo(doing, leader);
              String label = Errand.label(doing.entry.task(), doing.entry.ticket());
              int session = leader.identity().pid();
              tools.sweeper().sweepLater(new Kin(session, tools.surroundings().carries(label)));
              over(doing, doing.finding(departure.exit(), output(doing.entry)));
            });
  }

  private void letGo(Doing doing, Leader leader) {
    loop.forget(doing.token, leader);
    leader.close();
    doing.leader = null;
    doing.callOff();
  }

  private void over(Doing doing, Finding finding) {
    doings.remove(Place.of(doing.entry), doing);
    tools.logs().release(tools.book().log(doing.entry.workload(), doing.entry.task().action()));
    close(doing.entry, finding);
    doing.tell(finding);
    cleared(doing.entry.workload());
  }

  private void close(Entry entry, Finding finding) {
    note(entry.ended(finding));
  }

  /** What is only noted may be lost: it is found out again. */
  private void note(Entry entry) {
    try {
      tools.book().write(entry);
    } catch (IOException e) {
      LOG.warn("cannot write down {} of {}: {}", entry.ticket(), entry.task(), e.toString());
    }
  }

  private String output(Entry entry) {
    Path log = tools.book().log(entry.workload(), entry.task().action());
    try (FileChannel channel = FileChannel.open(log)) {
      long from = Math.max(0, channel.size() - entry.outputMax());
      ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - from));
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {
        // a short read goes on where it ended
      }
      return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    } catch (IOException _) {
      return "";
    }
  }

  /** Ends what is beside a workload that leaves, and then does this. */
  void clear(WorkloadId workload, Runnable then) {
    clearing.computeIfAbsent(workload, _ -> new ArrayList<>()).add(then);
    beside(workload).forEach(doing -> end(doing, Result.LOST, "its workload left"));
    cleared(workload);
  }

  /** Ends everything, and then does this. */
  void clearAll(Runnable then) {
    List<Doing> all = List.copyOf(doings.values());
    if (all.isEmpty()) {
      then.run();
    } else {
      clear(all.getFirst().entry.workload(), () -> clearAll(then));
      all.forEach(doing -> end(doing, Result.LOST, "its agent was shut down"));
    }
  }

  private List<Doing> beside(WorkloadId workload) {
    return doings.values().stream()
        .filter(doing -> doing.entry.workload().equals(workload))
        .toList();
  }

  private void cleared(WorkloadId workload) {
    if (beside(workload).isEmpty()) {
      Optional.ofNullable(clearing.remove(workload)).ifPresent(all -> all.forEach(Runnable::run));
    }
  }

  /** The lease is over: ends whatever is beside something single where it stands. */
  void fence() {
    for (Doing doing : List.copyOf(doings.values())) {
      if (doing.entry.single()) {
        end(doing, Result.LOST, "the lease of its node is over");
        doing.withLeader(Leader::kill);
      }
    }
  }

  /** Goes on with what an earlier agent began and left running. */
  void adopt(Entry entry) {
    Doing doing = new Doing(entry);
    doings.put(Place.of(entry), doing);
    tools.logs().keep(tools.book().log(entry.workload(), entry.task().action()));
    Optional<Leader> leader =
        entry.process().flatMap(process -> Leader.adopt(process, tools.boot()));
    try {
      if (leader.isPresent()) {
        hold(doing, leader.get());
        return;
      }
    } catch (NotStarted e) {
      LOG.error("{} of {} cannot be watched: {}", entry.ticket(), entry.task(), e.reason());
    }
    over(doing, LEFT);
  }

  /** What became of one whose agent died, and which was gone when the next one came. */
  static final Finding LEFT = Finding.of(Result.LOST, "it ended while its agent was away");

  /** Lets go of every process without touching it. */
  void release() {
    for (Doing doing : doings.values()) {
      Leader leader = doing.leader;
      if (leader != null) {
        letGo(doing, leader);
      }
    }
    doings.clear();
  }
}
