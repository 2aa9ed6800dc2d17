package rhizome.agent.handle;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import rhizome.agent.life.Identity;
import rhizome.agent.life.Job;
import rhizome.agent.life.Pulse;
import rhizome.agent.life.State;
import rhizome.grid.healing.Exit;
import rhizome.grid.healing.Restarts;
import rhizome.grid.node.Assignment;
import rhizome.kernel.WorkloadId;

/**
 * The state of one workload as text. Not written: the beats of its checks and the end of a grace
 * period, which begin anew under the next agent. While one assignment takes the place of another,
 * the new one is written: what an older epoch left running is ended when it is found.
 */
final class Handle {

  private Handle() {}

  /** A state and its place in the order of writing. */
  record Numbered(long number, State state) {}

  /**
   * The text of a state that holds something.
   *
   * @param number tells the newer of two texts
   * @throws IllegalArgumentException when nothing is held
   */
  static String write(long number, State state) {
    Lines lines = new Lines().put("number", number);
    switch (state) {
      case State.Absent _ -> throw new IllegalArgumentException("nothing is held");
      case State.Starting(Job job) -> job(lines, "starting", job);
      case State.Running(Job job, var process, var since, var readyAt, Pulse pulse) -> {
        process(job(lines, "running", job), process)
            .put("since", since)
            .put("stage", pulse.stage().name().toLowerCase(Locale.ROOT));
        readyAt.ifPresent(at -> lines.put("ready-at", at));
      }
      case State.Ending ending -> ending(lines, ending);
      case State.Waiting(Job job, Exit exit, Instant retryAt) ->
          exit(job(lines, "waiting", job), exit).put("retry-at", retryAt);
      case State.Exhausted(Job job, Exit exit) -> exit(job(lines, "exhausted", job), exit);
      case State.Fenced(Job job) -> job(lines, "fenced", job);
    }
    return lines.text();
  }

  /**
   * The state of a text.
   *
   * @throws IllegalArgumentException when it is damaged, and how
   */
  static Numbered read(String text) {
    Lines lines = Lines.parse(text);
    try {
      return new Numbered(Long.parseLong(lines.get("number")), state(lines));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("it cannot be understood: " + e.getMessage(), e);
    }
  }

  private static State state(Lines lines) {
    Job job = job(lines);
    return switch (lines.get("phase")) {
      case "starting" -> new State.Starting(job);
      case "running" ->
          new State.Running(
              job,
              process(lines),
              Instant.parse(lines.get("since")),
              lines.find("ready-at").map(Instant::parse),
              Pulse.unasked(stage(lines)));
      case "ending" ->
          new State.Ending(
              job,
              lines.find("pid").map(_ -> process(lines)),
              goal(lines),
              lines.find("exit").map(Handle::exit),
              Duration.parse(lines.get("healthy")),
              Optional.empty());
      case "waiting" ->
          new State.Waiting(job, exit(lines.get("exit")), Instant.parse(lines.get("retry-at")));
      case "exhausted" -> new State.Exhausted(job, exit(lines.get("exit")));
      case "fenced" -> new State.Fenced(job);
      case String other -> throw new IllegalArgumentException("unknown phase " + other);
    };
  }

  /** Agents that wrote none asked one probe for all, and a process was ready or it was not. */
  private static Pulse.Stage stage(Lines lines) {
    Pulse.Stage implied =
        lines.find("ready-at").isPresent() ? Pulse.Stage.SERVED : Pulse.Stage.STARTING;
    return lines
        .find("stage")
        .map(text -> Pulse.Stage.valueOf(text.toUpperCase(Locale.ROOT)))
        .orElse(implied);
  }

  private static void ending(Lines lines, State.Ending ending) {
    if (ending.goal() instanceof State.Goal.Leave(_, var next) && next.isPresent()) {
      job(lines, "starting", Job.first(next.get()));
      return;
    }
    job(lines, "ending", ending.job()).put("healthy", ending.healthy());
    ending.identity().ifPresent(process -> process(lines, process));
    ending.exit().ifPresent(exit -> exit(lines, exit));
    switch (ending.goal()) {
      case State.Goal.Leave(long epoch, _) -> lines.put("stopping", epoch);
      case State.Goal.Restart(var complaint) ->
          complaint.ifPresent(text -> lines.put("complaint", text));
      case State.Goal.Wait(boolean again) -> lines.put("again", again);
    }
  }

  private static State.Goal goal(Lines lines) {
    return lines
        .find("stopping")
        .<State.Goal>map(epoch -> new State.Goal.Leave(Long.parseLong(epoch), Optional.empty()))
        .or(() -> lines.find("again").map(Boolean::parseBoolean).map(State.Goal.Wait::new))
        .orElseGet(() -> new State.Goal.Restart(lines.find("complaint")));
  }

  private static Lines job(Lines lines, String phase, Job job) {
    lines
        .put("phase", phase)
        .put("workload", job.workload())
        .put("epoch", job.epoch())
        .put("incarnation", job.incarnation())
        .putAll("ports-given", job.ports())
        .put("restarts.streak", job.restarts().streak())
        .putAll("restarts", job.restarts().recent().stream().map(Instant::toString).toList());
    SpecLines.write(lines, job.spec());
    return lines;
  }

  private static Job job(Lines lines) {
    return new Job(
        new Assignment(
            WorkloadId.parse(lines.get("workload")),
            Long.parseLong(lines.get("epoch")),
            SpecLines.read(lines)),
        lines.number("incarnation"),
        new Restarts(
            lines.list("restarts").stream().map(Instant::parse).toList(),
            lines.number("restarts.streak")),
        lines.map("ports-given", Integer::valueOf));
  }

  static Lines process(Lines lines, Identity process) {
    return lines
        .put("pid", process.pid())
        .put("start-ticks", process.startTicks())
        .put("boot", process.boot());
  }

  static Identity process(Lines lines) {
    return new Identity(
        lines.number("pid"), Long.parseLong(lines.get("start-ticks")), lines.get("boot"));
  }

  private static Lines exit(Lines lines, Exit exit) {
    return lines.put(
        "exit",
        switch (exit) {
          case Exit.Code(int code) -> "code " + code;
          case Exit.Signal(int number) -> "signal " + number;
          case Exit.NeverStarted(String reason) -> "never-started " + reason;
          case Exit.Unhealthy(String reason) -> "unhealthy " + reason;
          case Exit.Fenced _ -> "fenced ";
          case Exit.Unseen _ -> "unseen ";
        });
  }

  private static Exit exit(String text) {
    int space = text.indexOf(' ');
    String rest = text.substring(space + 1);
    return switch (text.substring(0, space)) {
      case "code" -> new Exit.Code(Integer.parseInt(rest));
      case "signal" -> new Exit.Signal(Integer.parseInt(rest));
      case "never-started" -> new Exit.NeverStarted(rest);
      case "unhealthy" -> new Exit.Unhealthy(rest);
      case "fenced" -> new Exit.Fenced();
      case "unseen" -> new Exit.Unseen();
      case String other -> throw new IllegalArgumentException("unknown exit " + other);
    };
  }
}
