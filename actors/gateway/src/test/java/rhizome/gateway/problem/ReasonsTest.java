package rhizome.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import rhizome.grid.node.Node;
import rhizome.grid.robot.Robot;
import rhizome.grid.workload.Workload;

class ReasonsTest {

  @ParameterizedTest
  @CsvSource({
    "PARENT_NOT_TARGET, PLAN_MOVED, plan again",
    "NOT_TARGETED, UNKNOWN_ROBOT, nothing to destroy",
    "NOT_PARKED, REFUSED, needs a human",
    "NOT_DEPLOYED, UNKNOWN_WORKLOAD, not deployed",
    "NOT_ENROLLED, UNKNOWN_NODE, part of this grid",
    "HOLDS_WORKLOADS, REFUSED, drain it first",
    "SOMETHING_NEW, REFUSED, SOMETHING_NEW"
  })
  void everyRefusalSaysWhatItMeansAndWhatToDo(String reason, Kind kind, String words) {
    Problem problem = Reasons.of(reason, "robot 'shop'");

    assertThat(problem.is(kind)).isTrue();
    assertThat(problem.status()).isEqualTo(kind.status());
    assertThat(problem.detail()).startsWith("robot 'shop'").contains(words);
    assertThat(problem.members()).containsEntry("refusal", reason);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void noRefusalOfAnEntityBecomesAMistakeOfOurs(String reason) {
    assertThat(Reasons.of(reason, "it").status()).isBetween(400, 499);
  }

  static List<String> refusals() {
    List<String> all = new ArrayList<>();
    for (Robot.Refusal refusal : Robot.Refusal.values()) {
      all.add(refusal.name());
    }
    for (Workload.Refusal refusal : Workload.Refusal.values()) {
      all.add(refusal.name());
    }
    for (Node.Refusal refusal : Node.Refusal.values()) {
      all.add(refusal.name());
    }
    return all;
  }

  @Test
  void everyKindHasANameOfItsOwnAndAStatusOfAnError() {
    List<String> types = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      types.add(kind.type());
      assertThat(kind.status()).isBetween(400, 599);
    }
    assertThat(types)
        .doesNotHaveDuplicates()
        .allMatch(t -> t.matches("urn:rhizome:problem:[a-z-]+"));
  }
}
