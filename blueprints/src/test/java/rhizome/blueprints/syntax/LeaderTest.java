package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.blueprints.syntax.Reading.refusals;
import static rhizome.blueprints.syntax.Reading.service;
import static rhizome.blueprints.syntax.Reading.told;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.plan.Plan;
import rhizome.blueprints.plan.Step;
import rhizome.blueprints.text.BlueprintWriter;

class LeaderTest {

  @Test
  void nobodyLeadsUnlessItIsSaid() {
    assertThat(service("{run: a}").leads()).isFalse();
    assertThat(service("{run: a, leader: false}")).isEqualTo(service("{run: a}"));
    assertThat(service("{run: a, leader: true}")).isEqualTo(service("{run: a}").leading());
  }

  @Test
  void whoMayLeadIsToldOfItsOwnService() {
    assertThat(service("{run: a}").reaches()).isEmpty();
    assertThat(service("{run: a, leader: true}").reaches()).containsExactly("s");
    assertThat(service("{run: a, leader: true, uses: [s]}").reaches()).containsExactly("s");
  }

  @Test
  void twoThatOverlapCannotLead() {
    assertThat(
            told("{blueprint: v1, name: x, services: {s: {run: a, single: false, leader: true}}}"))
        .containsExactly("1:64: 'leader' beside 'single: false', with which two might lead");
    assertThat(refusals("{run: a, single: false, leader: false}")).isEmpty();
    assertThat(refusals("{run: a, leader: yes}")).hasSize(1);
  }

  @Test
  void itIsWrittenOnlyWhereItIsSaidAndChangesNoProcess() {
    Service plain = service("{run: a}");
    Blueprint before = new Blueprint("x", List.of(plain));
    Blueprint after = new Blueprint("x", List.of(plain.leading()));
    assertThat(BlueprintWriter.write(before)).doesNotContain("leader");
    assertThat(BlueprintWriter.write(after)).contains("\n    leader: true\n");
    assertThat(Plan.between(Optional.of(before), after).steps())
        .singleElement()
        .isInstanceOf(Step.Update.class)
        .extracting(Step::reasons)
        .isEqualTo(List.of("leader: false -> true"));
  }
}
