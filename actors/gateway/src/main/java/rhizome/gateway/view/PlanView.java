package rhizome.gateway.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import rhizome.blueprints.calendar.Schedule;
import rhizome.blueprints.lint.Warning;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.plan.Counts;
import rhizome.blueprints.plan.Plan;
import rhizome.blueprints.plan.Step;
import rhizome.blueprints.tree.Spot;
import rhizome.grid.placement.Rehearsal;

/**
 * What applying a blueprint would change.
 *
 * @param parent the robot's generation it was planned against, 0 for none
 * @param hash what an operator confirms; 64 hexadecimal digits
 * @param empty nothing would change
 * @param refusals why it cannot be applied, one sentence for each protected service it would harm
 * @param capacity whether there is room for it now; of an apply nobody asks
 * @param due when jobs by the calendar would run next; of an apply nobody asks
 */
public record PlanView(
    String robot,
    long parent,
    String hash,
    boolean empty,
    Counts workloads,
    List<StepView> steps,
    List<String> refusals,
    List<WarningView> warnings,
    Optional<CapacityView> capacity,
    List<DueView> due) {

  /** When a job is due next, were it applied now; nothing where its calendar has no more days. */
  public record DueView(String service, String schedule, String timeZone, Optional<Instant> next) {
    static DueView of(Service service, Schedule schedule, Instant now) {
      return new DueView(
          service.name(), schedule.cron(), schedule.zone().getId(), schedule.next(now));
    }
  }

  /**
   * Whether what would come finds a place, as the nodes are now and once what leaves has left.
   *
   * @param wanted workloads that would come
   * @param tried how many of them were tried, the first in start order
   * @param nodes how many take workloads
   * @param preempted the first of those that would have to leave for what would come
   * @param unknown why nobody can tell, if so
   */
  public record CapacityView(
      int wanted,
      int tried,
      int nodes,
      List<ShortageView> shortages,
      List<PreemptedView> preempted,
      Optional<String> unknown) {

    /** Workloads that would have to leave of which it tells. */
    private static final int PREEMPTED_MAX = 100;

    public CapacityView {
      shortages = List.copyOf(shortages);
      preempted = List.copyOf(preempted);
    }

    public static CapacityView of(Rehearsal.Outcome outcome) {
      return new CapacityView(
          outcome.wanted(),
          outcome.tried(),
          outcome.nodes(),
          outcome.shortages().stream()
              .map(s -> new ShortageView(s.service(), s.missing(), s.reason()))
              .toList(),
          outcome.preempted().stream().limit(PREEMPTED_MAX).map(PreemptedView::of).toList(),
          Optional.empty());
    }

    public static CapacityView unknown(int wanted, String why) {
      return new CapacityView(wanted, 0, 0, List.of(), List.of(), Optional.of(why));
    }
  }

  /** A workload of that priority would have to leave for another. */
  public record PreemptedView(String workload, int priority, String by) {
    static PreemptedView of(Rehearsal.Preempted p) {
      return new PreemptedView(p.workload().toString(), p.priority(), p.by().toString());
    }
  }

  /** So many workloads of a service would wait for a place. */
  public record ShortageView(String service, int missing, String reason) {}

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

  /**
   * Something legal but unwise, with its place as a problem of a blueprint has it.
   *
   * @param remedy what to write instead
   */
  public record WarningView(
      String rule,
      String service,
      String file,
      int line,
      int column,
      String message,
      String remedy,
      String excerpt,
      int caret) {
    static WarningView of(Warning warning) {
      Spot spot = warning.spot();
      return new WarningView(
          warning.rule().tag(),
          warning.service(),
          spot.file(),
          spot.line(),
          spot.column(),
          warning.message(),
          warning.remedy(),
          spot.excerpt(),
          spot.caret());
    }
  }

  public PlanView {
    steps = List.copyOf(steps);
    refusals = List.copyOf(refusals);
    warnings = List.copyOf(warnings);
    due = List.copyOf(due);
  }

  public static PlanView of(Plan plan, long parent, List<Warning> warnings) {
    return new PlanView(
        plan.name(),
        parent,
        plan.hash(parent),
        plan.isEmpty(),
        plan.counts(),
        plan.steps().stream().map(StepView::of).toList(),
        plan.refusals(),
        warnings.stream().map(WarningView::of).toList(),
        Optional.empty(),
        List.of());
  }

  /** With what only the moment tells, and nobody confirms. */
  public PlanView at(Instant now, CapacityView known, Blueprint wanted) {
    List<DueView> dues =
        wanted.services().stream()
            .flatMap(s -> s.spec().schedule().map(by -> DueView.of(s, by, now)).stream())
            .toList();
    return new PlanView(
        robot, parent, hash, empty, workloads, steps, refusals, warnings, Optional.of(known), dues);
  }
}
