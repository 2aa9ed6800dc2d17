package rhizome.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import rhizome.grid.notice.Notices;
import rhizome.grid.task.Task;

class ProblemTest {

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aProblemIsOfItsKindAndOfNoOther(Kind kind) {
    Problem problem = Problem.of(kind, "detail");
    for (Kind other : Kind.values()) {
      assertThat(problem.is(other)).isEqualTo(other == kind);
    }
    assertThat(problem.title()).isEqualTo(kind.title());
    assertThat(problem.status()).isEqualTo(kind.status());
    assertThat(problem.detail()).isEqualTo("detail");
    assertThat(problem.instance()).isEmpty();
    assertThat(problem.members()).isEmpty();
  }

  /** Clients compare these; they never change. */
  @ParameterizedTest
  @CsvSource({
    "UNAUTHORIZED, urn:rhizome:problem:unauthorized, 401",
    "UNKNOWN_RUN, urn:rhizome:problem:unknown-run, 404",
    "METHOD_NOT_ALLOWED, urn:rhizome:problem:method-not-allowed, 405",
    "PLAN_MOVED, urn:rhizome:problem:plan-moved, 409",
    "TOO_LARGE, urn:rhizome:problem:too-large, 413",
    "INVALID_BLUEPRINT, urn:rhizome:problem:invalid-blueprint, 422",
    "UNAVAILABLE, urn:rhizome:problem:unavailable, 503"
  })
  void theUriAndTheStatusOfAKindAreStable(Kind kind, String uri, int status) {
    assertThat(kind.type()).isEqualTo(uri);
    assertThat(kind.status()).isEqualTo(status);
  }

  @Test
  void membersAreAddedInTheirOrderAndTheLastWordCounts() {
    Problem bare = Problem.of(Kind.REFUSED, "no");
    Problem problem = bare.with("b", 1).with("a", 2).with("b", 3);
    assertThat(problem.members().keySet()).containsExactly("b", "a");
    assertThat(problem.members()).containsEntry("b", 3);
    assertThat(bare.members()).as("the one it was made of stays as it was").isEmpty();
  }

  @Test
  void aProblemIsToldItsPathLastAndKeepsItsMembers() {
    Problem problem = Problem.of(Kind.REFUSED, "no").with("a", 1).at("/v1/x").at("/v1/y");
    assertThat(problem.instance()).isEqualTo("/v1/y");
    assertThat(problem.members()).isEqualTo(Map.of("a", 1));
  }

  @Test
  void nobodyChangesTheMembersFromOutside() {
    Map<String, Object> members = Problem.of(Kind.REFUSED, "no").with("a", 1).members();
    assertThatThrownBy(() -> members.put("b", 2)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aRefusalSaysWhatItsProblemSaysAndCostsNoTrace() {
    Refusal refusal = new Refusal(Kind.UNKNOWN_NODE, "there is no node 'n9'");
    assertThat(refusal).hasMessage("there is no node 'n9'").hasNoCause();
    assertThat(refusal.problem()).isEqualTo(Problem.of(Kind.UNKNOWN_NODE, "there is no node 'n9'"));
    assertThat(refusal.getStackTrace()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PARENT_NOT_TARGET|PLAN_MOVED|it was changed by somebody else since it was planned: plan"
            + " again",
        "NOTHING_TO_PROMOTE|REFUSED|it has nothing to promote: no service waits behind canaries"
            + " that are well",
        "PROTECTED|REFUSED|it has a service with 'protect: true' that this would harm: apply a"
            + " revision that only lifts it first",
        "NOT_FROZEN|REFUSED|nothing is frozen: it needs no word to go on",
        "NO_RECEIVERS|REFUSED|it tells nobody: name receivers in rhizome.notify.receivers of"
            + " rhizome.conf",
        "NO_SUCH_SLOT|REFUSED|it has no such replica: slots count from 0, below 'replicas'",
        "TOO_MANY_SLOTS|REFUSED|it would run beside more replicas than one run may: name a slot",
        "TOO_MANY_RUNS|REFUSED|it has too many runs waiting: cancel some, or ask again later",
        "RUN_IS_OVER|REFUSED|that run of it is over: nothing is left to cancel"
      })
  void everyRefusalIsToldWithAWayOut(String reason, Kind kind, String detail) {
    Problem problem = Reasons.of(reason, "it");
    assertThat(problem.detail()).isEqualTo(detail);
    assertThat(problem.is(kind)).isTrue();
    assertThat(problem.members()).isEqualTo(Map.of("refusal", reason));
  }

  @ParameterizedTest
  @EnumSource(Task.Refusal.class)
  void noRefusalOfATaskBecomesAMistakeOfOurs(Task.Refusal refusal) {
    assertThat(Reasons.of(refusal.name(), "it").status()).isBetween(400, 499);
  }

  @ParameterizedTest
  @EnumSource(Notices.Refusal.class)
  void everyRefusalOfTheNoticesHasAWordOfItsOwn(Notices.Refusal refusal) {
    assertThat(Reasons.of(refusal.name(), "it").detail()).doesNotContain(refusal.name());
  }
}
