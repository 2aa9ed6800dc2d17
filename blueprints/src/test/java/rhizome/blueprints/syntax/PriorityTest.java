package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static rhizome.blueprints.syntax.Reading.refusals;
import static rhizome.blueprints.syntax.Reading.service;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.plan.Plan;
import rhizome.blueprints.plan.Step;
import rhizome.blueprints.text.BlueprintWriter;
import rhizome.blueprints.wishes.Priority;

class PriorityTest {

  @Test
  void allAreAlikeUnlessItIsSaid() {
    assertThat(priority("{run: a}")).isEqualTo(Priority.USUAL);
    assertThat(priority("{run: a, priority: 0, preempt: true}")).isEqualTo(Priority.USUAL);
    assertThat(priority("{run: a, priority: 100}")).isEqualTo(new Priority(100, true, false));
    assertThat(priority("{run: a, priority: -10, preempt: false}"))
        .isEqualTo(new Priority(-10, false, false));
  }

  @Test
  void whatIsProtectedIsFirmOnItsNodesToo() {
    assertThat(priority("{run: a, priority: 1, protect: true}").firm()).isTrue();
    assertThat(service("{run: a, protect: true}").with(List.of()).spec().priority().firm())
        .isTrue();
  }

  @Test
  void itHasItsBounds() {
    assertThat(priority("{run: a, priority: -1000}").value()).isEqualTo(-1000);
    assertThat(priority("{run: a, priority: 1000}").value()).isEqualTo(1000);
    for (String wrong : List.of("1001", "-1001", "1.5", "high", "\"1\"")) {
      assertThat(refusals("{run: a, priority: " + wrong + "}")).as(wrong).hasSize(1);
    }
    assertThat(refusals("{run: a, preempt: never}")).hasSize(1);
    assertThatIllegalArgumentException().isThrownBy(() -> new Priority(1001, true, false));
  }

  @Test
  void onlyTheLowerYieldsAndNeverWhoIsFirmNorToWhoWaits() {
    Priority high = new Priority(5, true, false);
    Priority low = new Priority(4, true, false);
    assertThat(low.yieldsTo(high)).isTrue();
    assertThat(high.yieldsTo(low)).isFalse();
    assertThat(high.yieldsTo(high)).isFalse();
    assertThat(low.firm(true).yieldsTo(high)).isFalse();
    assertThat(low.yieldsTo(new Priority(5, false, false))).isFalse();
  }

  @Test
  void itIsWrittenOnlyWhereItIsSaidAndChangesNoProcess() {
    Blueprint before = new Blueprint("x", List.of(service("{run: a}")));
    Blueprint after = new Blueprint("x", List.of(service("{run: a, priority: 7, preempt: false}")));
    assertThat(BlueprintWriter.write(before)).doesNotContain("priority", "preempt");
    assertThat(BlueprintWriter.write(after)).contains("\n    priority: 7\n    preempt: false\n");
    assertThat(before.services().getFirst().spec().runsAs(after.services().getFirst().spec()))
        .isTrue();
    assertThat(Plan.between(Optional.of(before), after).steps())
        .singleElement()
        .isInstanceOf(Step.Update.class)
        .extracting(Step::reasons)
        .isEqualTo(List.of("priority: 0 -> 7", "preempt: true -> false"));
  }

  private static Priority priority(String text) {
    return service(text).spec().priority();
  }
}
