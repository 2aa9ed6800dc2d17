package rhizome.cli.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.view.Tables;
import rhizome.cli.waiting.Patience;
import rhizome.cli.waiting.Progress;
import rhizome.cli.waiting.Readiness;
import rhizome.cli.waiting.Watch;
import rhizome.gateway.timeline.Span;
import rhizome.kernel.RobotId;

/** Whether, and how long, a command waits until what it asked for is so. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class WaitOptions {

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "2m",
      converter = Amount.OfTime.class,
      description = "Wait at most this long, such as 90s (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  @Option(
      names = "--no-wait",
      negatable = false,
      description = "Do not wait: the grid goes on by itself.")
  private boolean noWait;

  boolean waits() {
    return !noWait;
  }

  /** Waits until nothing is left. */
  void awaitGone(Terminal terminal, GridClient grid, RobotId robot) throws InterruptedException {
    await(terminal, grid, robot, new Patience(Patience.Goal.GONE, timeout));
  }

  /** Waits until all that this generation says is ready. */
  void awaitReady(Terminal terminal, GridClient grid, RobotId robot, long generation)
      throws InterruptedException {
    await(terminal, grid, robot, new Patience(Patience.Goal.READY, timeout, generation));
  }

  /** Waits with progress on standard error; anything but success is trouble. */
  private void await(Terminal terminal, GridClient grid, RobotId robot, Patience patience)
      throws InterruptedException {
    Patience.Goal goal = patience.goal();
    Instant begin = Instant.now();
    Watch.Outcome outcome;
    try (Progress progress = Progress.on(terminal, goal)) {
      outcome = new Watch(grid).until(patience, robot.name(), progress);
    }
    switch (outcome.verdict()) {
      case REACHED -> {
        String what = goal == Patience.Goal.READY ? "is ready" : "is gone";
        Duration took = Duration.between(begin, Instant.now());
        terminal.note("%s %s, after %s".formatted(robot, what, Span.of(took)));
      }
      case WAITS ->
          terminal.note(
              "%s waits behind its canaries, which are well: 'rhizome promote %s' lets the others"
                      .formatted(robot, robot)
                  + " follow");
      case GIVEN_UP -> throw givenUp(robot, outcome.last());
      case PARKED -> throw parked(grid, robot, outcome.last());
      case TIMED_OUT, WAIT -> throw timedOut(robot, goal, outcome.last());
    }
  }

  private Trouble timedOut(RobotId robot, Patience.Goal goal, Readiness last) {
    String how =
        goal == Patience.Goal.READY
            ? "%d of %d ready as they are wanted now"
                .formatted(last.readyWorkloads(), last.wantedWorkloads())
            : "%d left".formatted(last.leftWorkloads());
    return new Trouble(
        ExitCode.TIMED_OUT,
        "%s is not there after %s: %s".formatted(robot, Span.of(timeout), how),
        "the grid goes on by itself; 'rhizome get workloads --robot %s' shows how far it is"
            .formatted(robot));
  }

  private static Trouble givenUp(RobotId robot, Readiness last) {
    Readiness.Reverted reverted = last.reverted().orElseThrow();
    return new Trouble(
        ExitCode.FAILED,
        "%s gave up generation %d and goes back to what generation %d said: %s"
            .formatted(robot, reverted.generation(), reverted.backTo(), reverted.why()),
        "'rhizome explain' of the workload tells why; mend the blueprint and apply it again");
  }

  private static Trouble stalled(RobotId robot, Readiness last) {
    return new Trouble(
        ExitCode.FAILED,
        "%s needs a human: %s".formatted(robot, String.join("; ", last.stalls())),
        "mend it, then apply again; or 'rhizome rollback %s'".formatted(robot));
  }

  private static Trouble parked(GridClient grid, RobotId robot, Readiness last) {
    if (last.parkedWorkloads() == 0) {
      return stalled(robot, last);
    }
    Json all = Get.workloads(grid, Optional.of(robot));
    Json parked =
        Json.object(
            "workloads",
            all.at("workloads").items().stream()
                .filter(workload -> workload.at("status").text().equals("parked"))
                .toList());
    String table = String.join("\n", Tables.workloads(parked, Instant.now(), false));
    String first =
        parked.at("workloads").items().stream()
            .findFirst()
            .map(workload -> workload.at("id").text())
            .orElse("WORKLOAD");
    return new Trouble(
        ExitCode.FAILED,
        "%s needs a human:\n%s".formatted(robot, table),
        ("'rhizome explain %s' tells why, 'rhizome logs' what it wrote; mend it, then 'rhizome"
                + " retry' or 'rhizome discard' it, or apply another revision")
            .formatted(first));
  }
}
