package rhizome.gateway.view;

import java.util.List;
import rhizome.blueprints.lint.Lint;
import rhizome.blueprints.lint.Warning;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.plan.Counts;
import rhizome.blueprints.plan.Plan;
import rhizome.blueprints.plan.Step;

/**
 * What applying a blueprint would change.
 *
 * @param parent the robot's generation it was planned against, 0 for none
 * @param hash what an operator confirms; 64 hexadecimal digits
 * @param empty nothing would change
 */
public record PlanView(
    String robot,
    long parent,
    String hash,
    boolean empty,
    Counts workloads,
    List<StepView> steps,
    List<WarningView> warnings) {

  /**
   * What becomes of one service.
   *
   * @param verb {@code create}, {@code replace}, {@code scale}, {@code update}, {@code retire} or
   *     {@code keep}
   * @param reasons one line each
   */
  public record StepView(String verb, String service, List<String> reasons, Counts workloads) {
    public StepView {
      reasons = List.copyOf(reasons);
    }

    static StepView of(Step step) {
      return new StepView(step.verb(), step.service(), step.reasons(), step.counts());
    }
  }

  /** Something legal but unwise. */
  public record WarningView(String rule, String service, String message) {
    static WarningView of(Warning warning) {
      return new WarningView(warning.rule().tag(), warning.service(), warning.message());
    }
  }

  public PlanView {
    steps = List.copyOf(steps);
    warnings = List.copyOf(warnings);
  }

  public static PlanView of(Plan plan, long parent, Blueprint wanted) {
    return new PlanView(
        plan.name(),
        parent,
        plan.hash(parent),
        plan.isEmpty(),
        plan.counts(),
        plan.steps().stream().map(StepView::of).toList(),
        Lint.check(wanted).stream().map(WarningView::of).toList());
  }
}
