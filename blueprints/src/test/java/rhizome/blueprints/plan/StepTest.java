package rhizome.blueprints.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.RandomBlueprints;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.house.Property;

class StepTest {

  private static final List<Change> CHANGES = List.of(new Change("args", "[a]", "[b]"));

  @Test
  void everyStepNamesItsServiceAndItsVerb() {
    Property.forAll(
        20,
        random -> {
          Spec spec = new RandomBlueprints(random).spec();
          Service two = new Service("s", 2, spec, List.of());
          Service five = new Service("s", 5, spec, List.of());
          List<Step> steps =
              List.of(
                  new Step.Create(two),
                  new Step.Replace(two, five, CHANGES),
                  new Step.Scale(two, five, CHANGES),
                  new Step.Update(two, two, CHANGES),
                  new Step.Retire(two, "gone"),
                  new Step.Keep(two));
          assertThat(steps).extracting(Step::service).containsOnly("s");
          assertThat(steps)
              .extracting(Step::verb)
              .containsExactly("create", "replace", "scale", "update", "retire", "keep");
          assertThat(steps)
              .extracting(Step::counts)
              .containsExactly(
                  new Counts(2, 0, 0, 0),
                  new Counts(3, 2, 0, 0),
                  new Counts(3, 0, 0, 2),
                  new Counts(0, 0, 0, 2),
                  new Counts(0, 0, 2, 0),
                  new Counts(0, 0, 0, 2));
          assertThat(steps)
              .extracting(Step::reasons)
              .containsExactly(
                  List.of("new service"),
                  List.of("args: [a] -> [b]"),
                  List.of("args: [a] -> [b]"),
                  List.of("args: [a] -> [b]"),
                  List.of("gone"),
                  List.of());
        });
  }

  @Test
  void scalingKeepsTheSmallerNumberAndReplacingReplacesIt() {
    Property.forAll(
        random -> {
          int before = random.nextInt(20);
          int after = random.nextInt(20);
          Counts scaled = Counts.scaling(before, after);
          assertThat(scaled.kept()).isEqualTo(Math.min(before, after));
          assertThat(scaled.kept() + scaled.created()).isEqualTo(after);
          assertThat(scaled.kept() + scaled.retired()).isEqualTo(before);
          Counts replaced = Counts.replacing(before, after);
          assertThat(replaced.kept()).isZero();
          assertThat(replaced.replaced()).isEqualTo(scaled.kept());
        });
  }

  @Test
  void countsAddUpAndReadAsOneLine() {
    assertThat(new Counts(1, 2, 3, 4).plus(new Counts(10, 20, 30, 40)))
        .isEqualTo(new Counts(11, 22, 33, 44))
        .hasToString("11 to create, 22 to replace, 33 to retire, 44 to keep");
    assertThat(Counts.NONE.plus(Counts.NONE)).isEqualTo(Counts.NONE);
  }
}
