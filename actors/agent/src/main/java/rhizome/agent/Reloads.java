package rhizome.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.agent.handle.Folders;
import rhizome.agent.life.Identity;
import rhizome.agent.life.Job;
import rhizome.agent.life.State;
import rhizome.blueprints.model.Reload;
import rhizome.grid.endpoint.Table;
import rhizome.grid.node.Report;
import rhizome.kernel.WorkloadId;

/**
 * Tells programs that what they were told has changed, once they are ready to hear it and one
 * change after the other. What fails is said and tried again; it never ends the program. Everything
 * here runs on the {@link Loop}.
 */
final class Reloads {

  private static final Logger LOG = LoggerFactory.getLogger(Reloads.class);
  private static final Duration RETRY_MIN = Duration.ofSeconds(1);
  private static final Duration RETRY_MAX = Duration.ofMinutes(1);

  /** Longer than any assignment is under way. */
  private static final Duration AWAITED_MAX = Duration.ofMinutes(10);

  private final Loop loop;
  private final Questions questions;
  private final Folders folders;
  private final Function<WorkloadId, Optional<Cell>> cells;
  private final Map<WorkloadId, Owed> owed = new HashMap<>();

  /** A process that has yet to be told; another one has found the news when it started. */
  private static final class Owed {
    final Identity process;
    Duration pause = RETRY_MIN;
    boolean running;
    boolean again;
    Loop.@Nullable Timer timer;

    Owed(Identity process) {
      this.process = process;
    }
  }

  Reloads(
      Loop loop, Questions questions, Folders folders, Function<WorkloadId, Optional<Cell>> cells) {
    this.loop = loop;
    this.questions = questions;
    this.folders = folders;
    this.cells = cells;
  }

  /** Writes a table down and has the program told; {@code written} only if that worked. */
  void announce(WorkloadId workload, long epoch, Table table, Runnable written) {
    try {
      if (folders.tables().tell(workload, epoch, table)) {
        running(workload).ifPresent(now -> owe(workload, now));
      }
      written.run();
      if (cells.apply(workload).isEmpty()) { // it is on its way, or has gone elsewhere
        loop.after(AWAITED_MAX.toNanos(), () -> forget(workload));
      }
    } catch (IOException e) {
      LOG.warn("cannot write down whom {} reaches ({}); it is told again", workload, e.toString());
    }
  }

  /** An agent that is no more may have told it of everything but the last. */
  void reopened(WorkloadId workload) {
    running(workload).ifPresent(now -> owe(workload, now));
  }

  /** What is ready can be told, once its state says so, too. */
  void heard(Report report) {
    if (report instanceof Report.Ready) {
      loop.execute(() -> ready(report.workload()));
    }
  }

  /** It can be told now, and may have had to wait for that. */
  private void ready(WorkloadId workload) {
    Owed waiting = owed.get(workload);
    if (waiting != null) {
      reload(workload, waiting);
    }
  }

  private void forget(WorkloadId workload) {
    if (cells.apply(workload).isEmpty()) {
      try {
        folders.forget(workload);
      } catch (IOException e) {
        LOG.warn("cannot strike out {}: {}", workload, e.toString());
      }
    }
  }

  private Optional<State.Running> running(WorkloadId workload) {
    return cells
        .apply(workload)
        .flatMap(
            cell ->
                cell.state instanceof State.Running running
                    ? Optional.of(running)
                    : Optional.empty());
  }

  private void owe(WorkloadId workload, State.Running now) {
    if (now.job().spec().reload().isEmpty()) {
      return;
    }
    Owed known = owed.get(workload);
    if (known == null || !known.process.equals(now.identity())) {
      drop(workload);
      known = new Owed(now.identity());
      owed.put(workload, known);
    }
    known.again = known.running;
    reload(workload, known);
  }

  private void reload(WorkloadId workload, Owed due) {
    Optional<State.Running> now =
        running(workload).filter(running -> running.identity().equals(due.process));
    if (now.isEmpty()) {
      drop(workload);
      return;
    }
    if (due.running || now.get().readyAt().isEmpty()) {
      return;
    }
    stopWaiting(due);
    Job job = now.get().job();
    switch (job.spec().reload().orElseThrow()) {
      case Reload.Signal(var name) -> {
        owed.remove(workload);
        cells.apply(workload).ifPresent(cell -> cell.withLeader(l -> l.signal(name.number())));
      }
      case Reload.Command command -> {
        due.running = true;
        questions.run(
            job,
            command,
            folders.work(workload),
            folders.log(workload),
            complaint -> ran(workload, due, complaint));
      }
    }
  }

  private void ran(WorkloadId workload, Owed due, Optional<String> complaint) {
    due.running = false;
    if (owed.get(workload) != due) {
      return;
    }
    if (complaint.isPresent()) {
      complain(workload, due, complaint.get());
      Runnable again = () -> reload(workload, due);
      due.timer = loop.after(due.pause.toNanos(), again);
      Duration doubled = due.pause.multipliedBy(2);
      due.pause = doubled.compareTo(RETRY_MAX) < 0 ? doubled : RETRY_MAX;
    } else if (due.again) {
      due.again = false;
      due.pause = RETRY_MIN;
      reload(workload, due);
    } else {
      owed.remove(workload);
    }
  }

  private void complain(WorkloadId workload, Owed due, String complaint) {
    String line = "%s; again in %d s".formatted(complaint, due.pause.toSeconds());
    LOG.warn("{} was not told of changed endpoints: {}", workload, line);
    Questions.note(folders.log(workload), line);
  }

  private void drop(WorkloadId workload) {
    Owed gone = owed.remove(workload);
    if (gone != null) {
      stopWaiting(gone);
    }
  }

  private static void stopWaiting(Owed due) {
    Loop.Timer timer = due.timer;
    if (timer != null) {
      timer.callOff();
      due.timer = null;
    }
  }
}
