package rhizome.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.lint.Rule;
import rhizome.blueprints.lint.Warning;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Budget;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.model.Update;
import rhizome.blueprints.plan.Counts;
import rhizome.blueprints.plan.Plan;
import rhizome.blueprints.tree.Spot;
import rhizome.gateway.view.PlanView.CapacityView;
import rhizome.gateway.view.PlanView.ShortageView;
import rhizome.gateway.view.PlanView.StepView;
import rhizome.gateway.view.PlanView.WarningView;
import rhizome.gateway.view.RevisionView.RevisionDetail;
import rhizome.grid.placement.Rehearsal;
import rhizome.grid.robot.Revision;
import rhizome.kernel.RobotId;

/** What a plan, and a revision that is told as one, looks like outside. */
class PlanViewTest {

  private static final RobotId SHOP = new RobotId("shop");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static Service service(String name, int replicas, String command) {
    Run run = new Run(command, List.of(), new TreeMap<>(), Optional.empty(), Run.GRACE_DEFAULT);
    Spec spec = new Spec(run, Resources.DEFAULT, List.of(), Health.DEFAULT, Restart.DEFAULT);
    return new Service(name, replicas, spec, List.of());
  }

  private static Service guarded(Service service) {
    return service.with(Update.DEFAULT, Budget.DEFAULT, true);
  }

  private static Blueprint shop(Service... services) {
    return new Blueprint("shop", List.of(services));
  }

  private static PlanView planned(Blueprint before, Blueprint after) {
    return PlanView.of(Plan.between(Optional.of(before), after), 4, List.of());
  }

  @Test
  void aFirstPlanCreatesEverything() {
    Plan plan = Plan.between(Optional.empty(), shop(service("web", 2, "serve")));
    PlanView view = PlanView.of(plan, 0, List.of());

    assertThat(view.robot()).isEqualTo("shop");
    assertThat(view.parent()).isZero();
    assertThat(view.empty()).isFalse();
    assertThat(view.hash()).isEqualTo(plan.hash(0)).matches("[0-9a-f]{64}");
    assertThat(view.workloads()).isEqualTo(new Counts(2, 0, 0, 0));
    assertThat(view.steps())
        .containsExactly(
            new StepView("create", "web", List.of("new service"), new Counts(2, 0, 0, 0)));
    assertThat(view.refusals()).isEmpty();
    assertThat(view.capacity()).isEmpty();
  }

  @Test
  void whatWouldNotChangeIsAnEmptyPlan() {
    Blueprint same = shop(service("web", 2, "serve"));
    PlanView view = planned(same, same);
    assertThat(view.empty()).isTrue();
    assertThat(view.steps()).extracting(StepView::verb).containsExactly("keep");
    assertThat(view.workloads()).isEqualTo(new Counts(0, 0, 0, 2));
  }

  @Test
  void theSamePlanAgainstAnotherGenerationIsToBeConfirmedAnew() {
    Plan plan = Plan.between(Optional.empty(), shop(service("web", 2, "serve")));
    assertThat(PlanView.of(plan, 1, List.of()).hash())
        .isNotEqualTo(PlanView.of(plan, 2, List.of()).hash());
  }

  @Test
  void everyVerbIsTold() {
    PlanView view =
        planned(
            shop(
                service("kept", 1, "a"),
                service("old", 1, "a"),
                service("other", 1, "a"),
                service("wide", 1, "a")),
            shop(
                service("kept", 1, "a"),
                service("fresh", 1, "a"),
                service("other", 1, "b"),
                service("wide", 3, "a")));
    TreeMap<String, String> verbs = new TreeMap<>();
    view.steps().forEach(step -> verbs.put(step.service(), step.verb()));
    assertThat(verbs)
        .isEqualTo(
            Map.of(
                "kept", "keep",
                "fresh", "create",
                "old", "retire",
                "other", "replace",
                "wide", "scale"));
    assertThat(view.workloads()).isEqualTo(new Counts(3, 1, 1, 2));
  }

  @Test
  void whatWouldHarmAProtectedServiceIsRefusedByItsName() {
    PlanView gone = planned(shop(guarded(service("db", 1, "a"))), shop(service("web", 1, "a")));
    assertThat(gone.refusals()).singleElement().asString().startsWith("db: ");
    PlanView kept =
        planned(shop(guarded(service("db", 1, "a"))), shop(guarded(service("db", 1, "a"))));
    assertThat(kept.refusals()).isEmpty();
  }

  @Test
  void aWarningIsToldWithItsPlaceAndItsRemedy() {
    Rule rule = Rule.UNPROBED_PORT;
    Spot spot = new Spot("shop.yaml", 4, 9, "  run: serve", 7);
    Warning warning = new Warning(rule, "web", spot, "is odd", "make it even");
    Plan plan = Plan.between(Optional.empty(), shop(service("web", 1, "a")));

    assertThat(PlanView.of(plan, 0, List.of(warning)).warnings())
        .containsExactly(
            new WarningView(
                rule.tag(), "web", "shop.yaml", 4, 9, "is odd", "make it even", "  run: serve", 7));
  }

  @Test
  void whetherThereIsRoomIsAddedAndChangesNothingElse() {
    Blueprint wanted = shop(service("web", 3, "serve"));
    PlanView bare = planned(shop(), wanted);
    Rehearsal.Shortage shortage = new Rehearsal.Shortage("web", 2, "no node is online");
    CapacityView room = CapacityView.of(new Rehearsal.Outcome(3, 2, 1, List.of(shortage)));
    PlanView view = bare.at(NOON, room, wanted);

    ShortageView short2 = new ShortageView("web", 2, "no node is online");
    assertThat(view.capacity())
        .contains(new CapacityView(3, 2, 1, List.of(short2), List.of(), Optional.empty()));
    assertThat(view.hash()).isEqualTo(bare.hash());
    assertThat(view.steps()).isEqualTo(bare.steps());
  }

  @Test
  void thatNobodyKnowsWhetherThereIsRoomIsNoShortage() {
    assertThat(CapacityView.unknown(3, "no answer"))
        .isEqualTo(new CapacityView(3, 0, 0, List.of(), List.of(), Optional.of("no answer")));
  }

  @Test
  void aRevisionCountsWhatBecameOfServicesSinceTheOneBefore() {
    Revision first = revision(1, shop(service("a", 1, "x"), service("b", 1, "x")));
    Revision second =
        revision(2, shop(service("a", 1, "x"), service("b", 1, "y"), service("c", 1, "x")));

    assertThat(RevisionView.of(first, Optional.empty()).changes())
        .as("the first starts from nothing")
        .isEqualTo(Map.of("create", 2));
    RevisionView view = RevisionView.of(second, Optional.of(first));
    assertThat(view.changes()).isEqualTo(Map.of("keep", 1, "replace", 1, "create", 1));
    assertThat(view.what()).isEqualTo("targeted");
    assertThat(view.by()).isEqualTo("ann");
    assertThat(view.at()).isEqualTo(NOON);
  }

  @Test
  void ofARevisionWhoseForerunnerIsForgottenNobodyKnowsTheChanges() {
    Revision third = revision(3, shop(service("a", 1, "x")));
    assertThat(RevisionView.of(third, Optional.empty()).changes()).isEmpty();
  }

  @Test
  void theDigestIsThatOfWhatIsSaidAndOfNothingElse() {
    Blueprint said = shop(service("a", 1, "x"));
    Optional<String> one = RevisionView.of(revision(1, said), Optional.empty()).digest();
    Optional<String> later = RevisionView.of(revision(9, said), Optional.empty()).digest();
    Optional<String> other =
        RevisionView.of(revision(1, shop(service("a", 2, "x"))), Optional.empty()).digest();
    assertThat(one.orElseThrow()).matches("[0-9a-f]{64}");
    assertThat(later).isEqualTo(one);
    assertThat(other).isPresent().isNotEqualTo(one);
  }

  @Test
  void whatTookAllDownHasNoTextAndRetiresWhatWasThere() {
    Revision before = revision(1, shop(service("a", 2, "x")));
    Revision end = new Revision(2, Optional.empty(), "bob", NOON);

    RevisionView view = RevisionView.of(end, Optional.of(before));
    assertThat(view.what()).isEqualTo("destroyed");
    assertThat(view.digest()).isEmpty();
    assertThat(view.changes()).isEqualTo(Map.of("retire", 1));
    RevisionDetail detail = RevisionDetail.of(SHOP, end, Optional.of(before));
    assertThat(detail.text()).isEmpty();
    assertThat(detail.against()).contains(1L);
    assertThat(detail.steps()).extracting(StepView::verb).containsExactly("retire");
  }

  @Test
  void aRevisionInFullHasATextThatIsWhatItsDigestIsOf() {
    Revision first = revision(1, shop(service("a", 2, "x")));
    RevisionDetail detail = RevisionDetail.of(SHOP, first, Optional.empty());
    assertThat(detail.robot()).isEqualTo("shop");
    assertThat(detail.text().orElseThrow()).contains("blueprint: v1", "name: shop");
    assertThat(detail.digest()).isEqualTo(RevisionView.of(first, Optional.empty()).digest());
    assertThat(detail.against()).isEmpty();
    assertThat(detail.steps()).extracting(StepView::verb).containsExactly("create");
  }

  private static Revision revision(long generation, Blueprint blueprint) {
    return new Revision(generation, Optional.of(blueprint), "ann", NOON);
  }
}
