package rhizome.blueprints.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.RandomBlueprints;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.syntax.BlueprintReader;
import rhizome.blueprints.syntax.Parsed;
import rhizome.house.Property;

class ProtectionTest {

  private static final Blueprint GUARDED =
      read("{db: {run: d, replicas: 2, protect: true}, web: {run: w}}");

  @Test
  void whatIsProtectedIsNeitherReplacedNorRetiredNorScaledToNothing() {
    assertThat(refusals("{db: {run: e, replicas: 2, protect: true}}"))
        .containsExactly(
            "db: it is protected and would be replaced; apply a revision that only says"
                + " 'protect: false' for it first");
    assertThat(refusals("{db: {run: d, replicas: 0}}")).singleElement().asString().contains("to 0");
    assertThat(refusals("{web: {run: w}}")).singleElement().asString().contains("be retired");
    assertThat(Plan.destroying(GUARDED).refusals()).hasSize(1);
  }

  @Test
  void everythingElseMayBecomeOfIt() {
    assertThat(refusals("{db: {run: d, replicas: 1}}")).isEmpty();
    assertThat(refusals("{db: {run: d, replicas: 2, budget: {min-ready: 1}}}")).isEmpty();
    assertThat(refusals("{db: {run: d, replicas: 2, protect: true}, web: {run: x}}")).isEmpty();
  }

  /** Else one revision could lift the protection and do the harm. */
  @Test
  void whatCountsIsWhetherItIsProtectedNowAndNotWhetherItWillBe() {
    assertThat(refusals("{db: {run: e, protect: false}}")).hasSize(1);
    Blueprint bare = read("{db: {run: d}}");
    Blueprint guarded = read("{db: {run: e, protect: true}}");
    assertThat(Plan.between(Optional.of(bare), guarded).refusals()).isEmpty();
  }

  @Test
  void whatGuardsAServiceChangesAroundIt() {
    Blueprint more = read("{db: {run: d, replicas: 2, update: {canary: 1}}, web: {run: w}}");
    Step step = Plan.between(Optional.of(GUARDED), more).steps().getFirst();
    assertThat(step).isInstanceOf(Step.Update.class);
    assertThat(step.reasons())
        .containsExactly(
            "update: {at-once: 1, canary: 0, healthy-for: 10s, progress-deadline: 10m, promote:"
                + " true, revert: true} -> {at-once: 1, canary: 1, healthy-for: 10s,"
                + " progress-deadline: 10m, promote: true, revert: true}",
            "protect: true -> false");
  }

  /** The robot asks without a plan, which is cheaper. */
  @Test
  void thePlanAndTheRobotRefuseTheSame() {
    Property.forAll(
        random -> {
          RandomBlueprints blueprints = new RandomBlueprints(random);
          Blueprint before = new Blueprint("x", blueprints.blueprint().services());
          List<Service> kept =
              before.services().stream().filter(_ -> random.nextInt(4) > 0).toList();
          Blueprint after =
              random.nextBoolean()
                  ? new Blueprint("x", blueprints.blueprint().services())
                  : new Blueprint("x", kept.stream().map(ProtectionTest::alone).toList());
          assertThat(Protection.refusals(before, Optional.of(after)))
              .containsExactlyInAnyOrderElementsOf(
                  Plan.between(Optional.of(before), after).refusals());
          assertThat(Protection.refusals(before, Optional.empty()))
              .containsExactlyInAnyOrderElementsOf(Plan.destroying(before).refusals());
        });
  }

  private static Service alone(Service s) {
    return new Service(s.name(), s.replicas(), s.spec(), List.of());
  }

  private static List<String> refusals(String wanted) {
    return Plan.between(Optional.of(GUARDED), read(wanted)).refusals();
  }

  private static Blueprint read(String services) {
    String text = "{blueprint: v1, name: x, services: " + services + "}";
    return switch (BlueprintReader.read("f.yaml", text, "/")) {
      case Parsed.Valid(Blueprint blueprint, _) -> blueprint;
      case Parsed.Invalid invalid -> throw new AssertionError(invalid.render());
    };
  }
}
