package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Action;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.plan.Plan;
import rhizome.blueprints.plan.Step;
import rhizome.blueprints.tree.Problem;

class ActionsReaderTest {

  private static Parsed read(String actions) {
    String service = "{run: sleep, ports: {main: auto}, actions: " + actions + "}";
    String text = "blueprint: v1\nname: shop\nservices: {db: " + service + "}\n";
    return BlueprintReader.read("shop.yaml", text, "/srv");
  }

  private static Blueprint valid(String actions) {
    return ((Parsed.Valid) read(actions)).blueprint();
  }

  private static List<Action> actions(String actions) {
    return valid(actions).services().getFirst().actions();
  }

  private static List<String> complaints(String actions) {
    return ((Parsed.Invalid) read(actions)).problems().stream().map(Problem::message).toList();
  }

  @Test
  void anActionIsReadWithAllItsKeys() {
    assertThat(
            actions(
                "{backup: {command: [sh, \"${here}/b.sh\", \"${ports.main}\"], timeout: 5m,"
                    + " retries: [10s, 1m], on: all, every: 6h}}"))
        .containsExactly(
            new Action(
                "backup",
                List.of("sh", "/srv/b.sh", "${ports.main}"),
                Duration.ofMinutes(5),
                List.of(Duration.ofSeconds(10), Duration.ofMinutes(1)),
                true,
                Optional.of(Duration.ofHours(6)),
                List.of()));
  }

  @Test
  void aCommandAloneIsTriedOnceBesideTheFirstReplica() {
    assertThat(actions("{b: {command: [save]}}"))
        .containsExactly(
            new Action(
                "b",
                List.of("save"),
                Action.TIMEOUT_DEFAULT,
                List.of(),
                false,
                Optional.empty(),
                List.of()));
  }

  @Test
  void anActionMayWaitForWhatHappens() {
    assertThat(actions("{b: {command: [x], when: [ready]}}").getFirst().when())
        .containsExactly(Action.Moment.READY);
    assertThat(complaints("{b: {command: [x], when: [redy, leads]}}"))
        .containsExactly(
            "the action 'b' waits for one that leads",
            "nothing called 'redy' happens to a workload");
    assertThat(complaints("{b: {command: [x], when: []}}")).containsExactly("'when' is empty");
    assertThat(complaints("{b: {command: [x], when: ready}}").getFirst())
        .startsWith("'when' must be a list");
  }

  @Test
  void theOrderOfActionsSaysNothing() {
    assertThat(valid("{b: {command: [x]}, a: {command: [y]}}"))
        .isEqualTo(valid("{a: {command: [y]}, b: {command: [x]}}"));
  }

  @Test
  void aChangedActionDisturbsNoProcess() {
    Plan plan =
        Plan.between(
            Optional.of(valid("{b: {command: [x]}, c: {command: [z]}}")),
            valid("{b: {command: [x], every: 1h}, c: {command: [z]}}"));
    assertThat(plan.steps()).hasSize(1).first().isInstanceOf(Step.Update.class);
    assertThat(((Step.Update) plan.steps().getFirst()).changes())
        .extracting(Object::toString)
        .containsExactly(
            "actions.b: {command: [x], timeout: 10m, on: first} -> {command: [x], timeout: 10m,"
                + " on: first, every: 1h}");
  }

  /** Zero robots took {@code recurring} and never looked at it; every word here does something. */
  @Test
  void whatNobodyWouldHeedIsRefused() {
    assertThat(complaints("{b: {command: [x], recurring: 1m}}"))
        .containsExactly("unknown key 'recurring' in an action");
    assertThat(complaints("{b: {command: [x], on: some}}"))
        .containsExactly("an action runs on no 'some'");
    assertThat(complaints("{b: {command: []}}")).containsExactly("the action's command is empty");
    assertThat(complaints("{b: {}}")).containsExactly("an action has no 'command'");
    assertThat(complaints("{B: {command: [x]}}")).containsExactly("'B' is not an action's name");
    assertThat(complaints("{b: {command: [\"${ports.no}\"]}}"))
        .containsExactly("the service has no port 'no'; it has main");
  }

  @Test
  void everyAmountHasALimit() {
    assertThat(complaints("{b: {command: [x], timeout: 25h}}")).containsExactly("'timeout' is 25h");
    assertThat(complaints("{b: {command: [x], every: 100ms}}")).containsExactly("'every' is 100ms");
    assertThat(complaints("{b: {command: [x], retries: [%s]}}".formatted("1s, ".repeat(17))))
        .containsExactly("17 retries are too many");
    assertThat(complaints("{b: {command: [x], retries: [soon]}}").getFirst())
        .startsWith("a retry: ");
    StringBuilder many = new StringBuilder();
    for (int i = 0; i <= Action.COUNT_MAX; i++) {
      many.append("a%d: {command: [x]}, ".formatted(i));
    }
    assertThat(complaints("{" + many + "}")).containsExactly("a service with 33 actions");
  }
}
