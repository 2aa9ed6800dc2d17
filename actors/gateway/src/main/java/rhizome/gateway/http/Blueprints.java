package rhizome.gateway.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import rhizome.blueprints.expansion.Given;
import rhizome.blueprints.lint.Lint;
import rhizome.blueprints.lint.Warning;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.plan.Plan;
import rhizome.blueprints.syntax.BlueprintReader;
import rhizome.blueprints.syntax.Parsed;
import rhizome.blueprints.tree.Limits;
import rhizome.gateway.GridPort;
import rhizome.gateway.problem.Kind;
import rhizome.gateway.problem.Problem;
import rhizome.gateway.problem.Reasons;
import rhizome.gateway.problem.Refusal;
import rhizome.gateway.view.PlanView;
import rhizome.gateway.view.PlanView.CapacityView;
import rhizome.gateway.view.Wish.Applied;
import rhizome.gateway.view.Wish.ToApply;
import rhizome.gateway.view.Wish.ToPlan;
import rhizome.grid.placement.Rehearsal;
import rhizome.grid.robot.Robot;
import rhizome.kernel.RobotId;

/** From a text to a plan, and from a confirmed plan to a robot that carries it out. */
final class Blueprints {

  static final String OPERATOR = "operator";

  private record Planned(Blueprint wanted, long parent, Plan plan, PlanView view) {}

  private final GridPort grid;
  private final Census census;
  private final Revisions revisions;

  Blueprints(GridPort grid, Census census, Revisions revisions) {
    this.grid = grid;
    this.census = census;
    this.revisions = revisions;
  }

  CompletionStage<PlanView> plan(ToPlan wish) {
    return planned(wish)
        .thenCompose(
            planned ->
                capacity(planned.plan)
                    .thenApply(room -> planned.view.at(Instant.now(), room, planned.wanted)));
  }

  /** A plan is worth reading even while the zone that knows the nodes is on its way elsewhere. */
  private CompletionStage<CapacityView> capacity(Plan plan) {
    Rehearsal rehearsal = Rehearsal.of(plan);
    return grid.rehearse(rehearsal)
        .thenApply(CapacityView::of)
        .exceptionally(
            _ -> CapacityView.unknown(rehearsal.wanted(), "the zone does not answer now"));
  }

  CompletionStage<Applied> apply(ToApply wish) {
    return planned(wish.blueprint())
        .thenCompose(
            planned -> {
              wish.plan().ifPresent(hash -> checkUnmoved(hash, planned.view));
              checkHarmless(planned.view);
              return by(wish, planned.wanted).thenCompose(by -> target(planned, by));
            });
  }

  /** What stands in the journal for good is looked up, and not believed. */
  private CompletionStage<String> by(ToApply wish, Blueprint wanted) {
    if (wish.backTo().isEmpty()) {
      return CompletableFuture.completedFuture(OPERATOR);
    }
    long generation = wish.backTo().get();
    return revisions
        .one(new RobotId(wanted.name()), generation)
        .thenApply(
            revision -> {
              if (!revision.blueprint().equals(Optional.of(wanted))) {
                throw new Refusal(
                    Kind.BAD_PARAMETER,
                    "'backTo' is %d, and the text is not what generation %d said"
                        .formatted(generation, generation));
              }
              return "%s, back to generation %d".formatted(OPERATOR, generation);
            });
  }

  private CompletionStage<Planned> planned(ToPlan wish) {
    Parsed.Valid read = read(wish);
    Blueprint wanted = read.blueprint();
    List<Warning> warnings = Lint.check(read);
    return census
        .robotOrIdle(new RobotId(wanted.name()))
        .thenApply(
            state -> {
              Plan plan = Plan.between(current(state), wanted);
              long parent = state.generation();
              return new Planned(wanted, parent, plan, PlanView.of(plan, parent, warnings));
            });
  }

  private static Parsed.Valid read(ToPlan wish) {
    Given given =
        new Given(
            wish.templates().orElse(List.of()).stream()
                .map(template -> new Given.Text(template.file(), template.text()))
                .toList(),
            wish.parameters().orElseGet(TreeMap::new),
            wish.files().orElseGet(TreeMap::new));
    Parsed parsed =
        BlueprintReader.read(wish.file(), wish.text(), wish.here(), Limits.DEFAULT, given);
    return switch (parsed) {
      case Parsed.Valid valid -> valid;
      case Parsed.Invalid(var problems) -> {
        int count = problems.size();
        String detail =
            "%s has %d problem%s, and nothing was changed; the first: %s"
                .formatted(
                    wish.file(), count, count == 1 ? "" : "s", problems.getFirst().headline());
        throw new Refusal(Problem.of(Kind.INVALID_BLUEPRINT, detail).with("problems", problems));
      }
    };
  }

  private static void checkUnmoved(String confirmed, PlanView now) {
    if (!confirmed.equals(now.hash())) {
      throw new Refusal(
          Problem.of(
                  Kind.PLAN_MOVED,
                  "the plan %s was confirmed, but now it would be %s: plan again"
                      .formatted(shortened(confirmed), shortened(now.hash())))
              .with("plan", now));
    }
  }

  private static void checkHarmless(PlanView plan) {
    if (!plan.refusals().isEmpty()) {
      throw new Refusal(
          Problem.of(Kind.REFUSED, "nothing was changed: " + String.join("; ", plan.refusals()))
              .with("refusal", Robot.Refusal.PROTECTED.name()));
    }
  }

  private static String shortened(String hash) {
    return hash.substring(0, Math.min(12, hash.length()));
  }

  private CompletionStage<Applied> target(Planned planned, String by) {
    RobotId robot = new RobotId(planned.wanted.name());
    return grid.target(planned.wanted, planned.parent, by)
        .thenCompose(
            answer ->
                switch (answer) {
                  case GridPort.Answer.Refused(var reason) ->
                      throw new Refusal(Reasons.of(reason, "robot '" + robot + "'"));
                  case GridPort.Answer.Done(long generation) when generation > 0 ->
                      CompletableFuture.completedFuture(generation);
                  // Of a member of an older build: what is there now may be somebody else's.
                  case GridPort.Answer.Done _ ->
                      grid.robot(robot).thenApply(Robot.State::generation);
                })
        .thenApply(generation -> new Applied(robot.name(), generation, planned.view));
  }

  private static Optional<Blueprint> current(Robot.State state) {
    return state instanceof Robot.State.Active active
        ? Optional.of(active.blueprint())
        : Optional.empty();
  }
}
