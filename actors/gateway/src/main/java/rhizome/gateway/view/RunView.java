package rhizome.gateway.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.blueprints.plan.Change;
import rhizome.grid.node.Lease;
import rhizome.grid.task.Leg;
import rhizome.grid.task.Result;
import rhizome.grid.task.Run;
import rhizome.kernel.TaskId;

/**
 * One run of an action.
 *
 * @param id {@code robot/service/action/run}
 * @param state {@code waiting}, {@code running} or how it ended
 * @param by who asked for it; {@code schedule} when nobody did
 * @param generation of the robot whose action it carries out
 * @param args values of those that sound like secrets are hidden
 * @param cancelledBy who wanted it to end
 */
public record RunView(
    String id,
    String robot,
    String service,
    String action,
    long run,
    String state,
    String by,
    Instant at,
    long generation,
    Map<String, String> args,
    Optional<String> cancelledBy,
    List<LegView> legs) {

  /**
   * The part of a run beside one workload.
   *
   * @param until when the next attempt is due, the present one began, or it was over
   * @param node that carries out the present attempt
   * @param output the end of what the last attempt wrote
   */
  public record LegView(
      String workload,
      String state,
      Instant until,
      Optional<String> node,
      List<AttemptView> attempts,
      String output) {
    public LegView {
      attempts = List.copyOf(attempts);
    }
  }

  /**
   * An attempt that is over.
   *
   * @param node that carried it out, if any did
   * @param exit the code it ended with, if it ended with one
   */
  public record AttemptView(
      int attempt,
      Optional<String> node,
      Instant from,
      Instant to,
      String result,
      Optional<Integer> exit,
      String detail) {}

  public RunView {
    args = Collections.unmodifiableMap(new TreeMap<>(args));
    legs = List.copyOf(legs);
  }

  public static RunView of(TaskId task, Run run) {
    Map<String, String> args = new TreeMap<>(run.args().values());
    args.replaceAll((name, value) -> Change.isSecret(name) ? Change.HIDDEN : value);
    List<LegView> legs = new ArrayList<>();
    run.legs().forEach((slot, leg) -> legs.add(leg(task.workload(slot).toString(), leg)));
    return new RunView(
        task + "/" + run.number(),
        task.robot().name(),
        task.service(),
        task.action(),
        run.number(),
        run.result().map(RunView::word).orElseGet(() -> going(run)),
        run.by(),
        run.at(),
        run.generation(),
        args,
        run.cancelledBy(),
        legs);
  }

  private static String going(Run run) {
    boolean runs =
        run.legs().values().stream().anyMatch(leg -> leg.phase() instanceof Leg.Phase.Running);
    return runs ? "running" : "waiting";
  }

  private static LegView leg(String workload, Leg leg) {
    List<AttemptView> attempts = new ArrayList<>();
    for (Leg.Attempt attempt : leg.attempts()) {
      attempts.add(
          new AttemptView(
              attempts.size() + 1,
              attempt.lease().map(RunView::node),
              attempt.from(),
              attempt.to(),
              word(attempt.result()),
              attempt.exit(),
              attempt.detail()));
    }
    return switch (leg.phase()) {
      case Leg.Phase.Waiting(var from) ->
          new LegView(workload, "waiting", from, Optional.empty(), attempts, leg.output());
      case Leg.Phase.Running(var lease, var from, boolean ending) -> {
        String state = ending ? "ending" : "running";
        Optional<String> node = Optional.of(node(lease));
        yield new LegView(workload, state, from, node, attempts, leg.output());
      }
      case Leg.Phase.Over(var result, var at) ->
          new LegView(workload, word(result), at, Optional.empty(), attempts, leg.output());
    };
  }

  private static String node(Lease lease) {
    return lease.node().name();
  }

  static String word(Result result) {
    return result.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
