package rhizome.gateway.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import rhizome.blueprints.model.Service;
import rhizome.gateway.GridPort;
import rhizome.gateway.problem.Kind;
import rhizome.gateway.problem.Reasons;
import rhizome.gateway.problem.Refusal;
import rhizome.gateway.view.ActionView;
import rhizome.gateway.view.RunView;
import rhizome.gateway.view.Wish.Accepted;
import rhizome.gateway.view.Wish.ToRun;
import rhizome.grid.robot.Robot;
import rhizome.grid.task.Args;
import rhizome.grid.task.Definition;
import rhizome.grid.task.Run;
import rhizome.grid.task.Task;
import rhizome.kernel.Nearest;
import rhizome.kernel.RobotId;
import rhizome.kernel.TaskId;

/** Actions of robots, and their runs. */
final class Actions {

  private final GridPort grid;
  private final Census census;

  Actions(GridPort grid, Census census) {
    this.grid = grid;
    this.census = census;
  }

  CompletionStage<ActionView.Actions> all(RobotId id) {
    return census
        .robot(id)
        .thenCompose(
            robot ->
                each(
                    tasks(id, robot, Optional.empty(), Optional.empty()),
                    task ->
                        grid.task(task)
                            .thenApply(
                                state ->
                                    ActionView.of(task, definition(robot, task).action(), state))))
        .thenApply(views -> new ActionView.Actions(id.name(), views));
  }

  CompletionStage<RunView> one(TaskId task, long number) {
    return run(task, number).thenApply(run -> RunView.of(task, run));
  }

  private CompletionStage<Run> run(TaskId task, long number) {
    return census
        .robot(task.robot())
        .thenCompose(_ -> grid.task(task))
        .thenApply(
            state ->
                state
                    .run(number)
                    .orElseThrow(
                        () ->
                            new Refusal(
                                Kind.UNKNOWN_RUN,
                                "there is no run %s/%d; the last is %d, and of those that are over"
                                        .formatted(task, number, state.last())
                                    + " only the last "
                                    + Task.PAST_MAX
                                    + " are known")));
  }

  CompletionStage<Accepted> cancel(TaskId task, long number) {
    return run(task, number)
        .thenCompose(
            _ -> grid.task(task, new Task.Command.Cancel(number, Blueprints.OPERATOR, now())))
        .thenApply(answer -> accepted(answer, task))
        .thenApply(_ -> new Accepted("cancelling " + task + "/" + number));
  }

  CompletionStage<ActionView.Begun> begin(RobotId id, ToRun wish) {
    if (wish.service().isEmpty() && !wish.all().orElse(false)) {
      throw new Refusal(
          Kind.BAD_REQUEST,
          "without a service '%s' would run beside every service that has it: name one, or say all"
              .formatted(wish.action()));
    }
    Args args = args(wish);
    String key = wish.key().orElseGet(() -> UUID.randomUUID().toString());
    return census
        .robot(id)
        .thenCompose(
            robot -> {
              List<TaskId> tasks = tasks(id, robot, wish.service(), Optional.of(wish.action()));
              if (tasks.isEmpty()) {
                throw unknown(id, robot, wish);
              }
              return each(
                  tasks,
                  task -> {
                    Definition definition = definition(robot, task);
                    return begin(
                        task,
                        new Task.Command.Request(
                            definition, wish.slot(), args, Blueprints.OPERATOR, key, now()));
                  });
            })
        .thenApply(ActionView.Begun::new);
  }

  private CompletionStage<RunView> begin(TaskId task, Task.Command.Request request) {
    return grid.task(task, request)
        .thenApply(answer -> accepted(answer, task))
        .thenCompose(_ -> grid.task(task))
        .thenApply(
            state ->
                state.runs().stream()
                    .filter(run -> run.key().equals(request.key()))
                    .findFirst()
                    .map(run -> RunView.of(task, run))
                    .orElseThrow(
                        () ->
                            new Refusal(
                                Kind.UNKNOWN_RUN, "the run of " + task + " is forgotten already")));
  }

  private static GridPort.Answer accepted(GridPort.Answer answer, TaskId task) {
    if (answer instanceof GridPort.Answer.Refused(var reason)) {
      throw new Refusal(Reasons.of(reason, "action '" + task + "'"));
    }
    return answer;
  }

  private static Args args(ToRun wish) {
    try {
      return wish.args().map(Args::new).orElse(Args.NONE);
    } catch (IllegalArgumentException e) {
      throw new Refusal(Kind.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
  }

  /** Those of a robot, of this service and this name where one is given. */
  private static List<TaskId> tasks(
      RobotId id, Robot.State robot, Optional<String> service, Optional<String> action) {
    List<TaskId> tasks = new ArrayList<>();
    for (Service each : services(robot)) {
      if (service.map(each.name()::equals).orElse(true)) {
        each.actions().stream()
            .filter(known -> action.map(known.name()::equals).orElse(true))
            .forEach(known -> tasks.add(new TaskId(id, each.name(), known.name())));
      }
    }
    return tasks;
  }

  private static List<Service> services(Robot.State robot) {
    return robot instanceof Robot.State.Active active ? active.blueprint().services() : List.of();
  }

  private static Definition definition(Robot.State robot, TaskId task) {
    return robot.action(task).orElseThrow();
  }

  private static Refusal unknown(RobotId id, Robot.State robot, ToRun wish) {
    List<String> known =
        tasks(id, robot, Optional.empty(), Optional.empty()).stream()
            .map(task -> task.service() + " " + task.action())
            .toList();
    String wanted = wish.service().map(service -> service + " ").orElse("") + wish.action();
    String near =
        Nearest.of(wanted, known).map(word -> ", did you mean '" + word + "'?").orElse("");
    String all = known.isEmpty() ? "it has none" : "it has " + String.join(", ", known);
    return new Refusal(
        Kind.UNKNOWN_ACTION,
        "robot '%s' has no action '%s'%s; %s".formatted(id, wanted, near, all));
  }

  private interface Each<T> {
    CompletionStage<T> of(TaskId task);
  }

  private static <T> CompletionStage<List<T>> each(List<TaskId> tasks, Each<T> ask) {
    List<CompletableFuture<T>> asked =
        tasks.stream().map(task -> ask.of(task).toCompletableFuture()).toList();
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .thenApply(_ -> asked.stream().map(CompletableFuture::join).toList());
  }

  private static Instant now() {
    return Instant.now();
  }
}
