package rhizome.grid.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import rhizome.blueprints.model.Action;
import rhizome.blueprints.model.Action.Moment;
import rhizome.grid.node.Lease;
import rhizome.grid.task.Task.Command.*;
import rhizome.grid.world.Trial;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.Seed;
import rhizome.kernel.TaskId;

/** Words in which the tests of a task speak: {@code shop/db/backup}, and who carries it out. */
final class Backups {

  static final TaskId BACKUP = new TaskId(new RobotId("shop"), "db", "backup");
  static final Lease N1 = new Lease(new NodeId("n1"), 1);
  static final Lease N2 = new Lease(new NodeId("n2"), 2);
  static final Duration TIMEOUT = Duration.ofSeconds(100);

  private Backups() {}

  static Instant second(long n) {
    return Instant.EPOCH.plusSeconds(n);
  }

  static Trial<Task.Command, Task.Event, Task.State, Task.Duty> task() {
    return new Trial<>(new Task(BACKUP));
  }

  /** With these pauses in seconds. */
  static Definition retried(long... pauses) {
    List<Duration> retries = Arrays.stream(pauses).mapToObj(Duration::ofSeconds).toList();
    return defined(
        new Action(
            "backup", List.of("save"), TIMEOUT, retries, false, Optional.empty(), List.of()));
  }

  static Definition everySlot() {
    return defined(
        new Action(
            "backup", List.of("save"), TIMEOUT, List.of(), true, Optional.empty(), List.of()));
  }

  static Definition every(long seconds) {
    Optional<Duration> every = Optional.of(Duration.ofSeconds(seconds));
    return defined(
        new Action("backup", List.of("save"), TIMEOUT, List.of(), false, every, List.of()));
  }

  private static Definition defined(Action action) {
    return new Definition(action, 3, 7);
  }

  static Request request(Definition definition, String key, long at) {
    return new Request(definition, Optional.empty(), Args.NONE, "ann", key, second(at));
  }

  static Begin begin(long run, int attempt, Lease lease, long at) {
    return new Begin(new Ticket(run, 0, attempt), lease, second(at));
  }

  static Finish finish(long run, int attempt, Finding finding, long at) {
    return new Finish(new Ticket(run, 0, attempt), finding, second(at));
  }

  static Finding ended(int code) {
    return new Finding(
        code == 0 ? Result.SUCCEEDED : Result.FAILED, Optional.of(code), "code " + code, "out");
  }

  static Keep keep(Definition definition, long at) {
    return new Keep(definition, new Seed(1), second(at));
  }

  static Prompt prompt(Definition definition, Moment moment, int slot, long epoch, long at) {
    return new Prompt(definition, new Occasion(moment, slot, epoch), second(at));
  }

  static Tick tick(Definition definition, long at) {
    return new Tick(Optional.of(definition), second(at));
  }
}
