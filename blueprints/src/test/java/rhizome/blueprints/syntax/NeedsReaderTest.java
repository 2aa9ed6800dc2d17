package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.RandomBlueprints;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Condition;
import rhizome.blueprints.model.Job;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.plan.Plan;
import rhizome.blueprints.text.BlueprintWriter;
import rhizome.blueprints.tree.Problem;
import rhizome.house.Property;

/** What a service waits for, and programs that are to end. */
class NeedsReaderTest {

  private static final String SERVICES =
      "{blueprint: v1, name: x, services: {a: {run: x, needs: %s}, b: {run: x}, j: {run: x, job:"
          + " {}}}}";

  @Test
  void aNameAloneWaitsUntilItIsReadyAndEachOtherConditionIsKept() {
    Service service = first("[b, {j: completed}]");
    assertThat(service.needs()).containsExactly("b", "j");
    assertThat(service.condition("b")).isEqualTo(Condition.READY);
    assertThat(service.condition("j")).isEqualTo(Condition.COMPLETED);
    assertThat(first("[{j: started}, {b: started}]").conditions())
        .isEqualTo(Map.of("b", Condition.STARTED, "j", Condition.STARTED));
    assertThat(first("[{j: started, b: ready}]").needs()).containsExactly("j", "b");
  }

  @Test
  void toSayWhatIsMeantAnywayChangesNoHash() {
    assertThat(first("[{b: ready}]")).isEqualTo(first("[b]"));
    assertThat(text("[{b: ready}]")).isEqualTo(text("[b]")).contains("needs: [b]\n");
    assertThat(text("[b, {j: completed}]")).contains("    needs: [b, {j: completed}]\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          [{b: completed}]       | 1:58: 'b' is no job, and so it never completes
          [{b: done}]            | 1:61: the value 'done' is not how far 'b' can be
          [{b: [started]}]       | 1:61: a list is not how far 'b' can be
          [{b: }]                | 1:60: nothing is not how far 'b' can be
          [{}]                   | 1:57: a need names no service
          [b, {b: started}]      | 1:61: 'b' is needed twice
          [{zz: started}]        | 1:58: 'a' needs 'zz', which is no service
          [{zz: completed}]      | 1:58: 'a' needs 'zz', which is no service
          [{a: started}]         | 1:58: 'a' needs itself
          [[b]]                  | 1:57: a need must be a text, not a list
          """)
  void whatCannotBeWaitedForIsToldAtItsPlace(String needs, String told) {
    assertThat(Reading.told(SERVICES.formatted(needs))).singleElement().isEqualTo(told);
  }

  @Test
  void aRefusalNamesTheWayOut() {
    Problem endless = Reading.problems(SERVICES.formatted("[{b: completed}]")).getFirst();
    assertThat(endless.expected()).hasValue("'job: {}' in 'b', or its name alone: ready is enough");
    Problem misspelt = Reading.problems(SERVICES.formatted("[{j: complete}]")).getFirst();
    assertThat(misspelt.expected()).hasValue("one of started, ready, completed");
    assertThat(misspelt.nearest()).hasValue("completed");
  }

  @Test
  void aCircleOfConditionsIsACircle() {
    String text =
        "{blueprint: v1, name: x, services: {a: {run: x, job: {}, needs: [{b: started}]},"
            + " b: {run: x, needs: [{a: completed}]}}}";
    assertThat(Reading.told(text))
        .singleElement()
        .asString()
        .endsWith("services need each other in a circle: a needs b needs a");
  }

  @Test
  void whatATemplateWaitsForHasTheNamesOfTheDocument() {
    String text =
        """
        blueprint: v1
        name: x
        templates:
          - template: v1
            name: app
            version: 1.0.0
            services:
              main: {run: x, needs: [{setup: completed}]}
              setup: {run: y, job: {}}
        services:
          web: {template: app, needs: [{store: started}]}
          store: {run: z}
        """;
    Service web = Reading.valid(text).service("web").orElseThrow();
    assertThat(web.needs()).containsExactly("web.setup", "store");
    assertThat(web.conditions())
        .isEqualTo(Map.of("web.setup", Condition.COMPLETED, "store", Condition.STARTED));
  }

  @Test
  void aJobIsToEndAndMayHaveADeadline() {
    assertThat(Reading.service("{run: x}").spec().job()).isEmpty();
    assertThat(Reading.service("{run: x, job: {}}").spec().job()).hasValue(Job.UNLIMITED);
    assertThat(Reading.service("{run: x, job: {deadline: 90s}}").spec().job())
        .hasValue(new Job(Optional.of(Duration.ofSeconds(90))));
    assertThat(Reading.refusals("{run: x, job: {deadline: 0s}}"))
        .containsExactly("'deadline' must not be zero");
    assertThat(Reading.refusals("{run: x, job: {every: x}}"))
        .containsExactly("unknown key 'every' in job");
    assertThat(Reading.refusals("{run: x, job: true}"))
        .containsExactly("job must be a mapping, not the value 'true'");
    assertThat(Reading.refusals("{run: x, job: }")).containsExactly("'job' has no value");
  }

  @Test
  void aJobIsNeverShared() {
    assertThat(Reading.refusals("{run: x, job: {}, single: false}"))
        .containsExactly("a job is never shared");
    assertThat(Reading.service("{run: x, job: {}, single: true}").spec().single()).isTrue();
    Spec job = Reading.service("{run: x, job: {}}").spec();
    assertThatThrownBy(job::shared).hasMessageContaining("a job is single");
    assertThatThrownBy(() -> new Job(Optional.of(Duration.ZERO))).hasMessageContaining("positive");
  }

  @Test
  void aPlanTellsWhoWaitsForWhatAndThatAJobRunsAgain() {
    Blueprint before = Reading.valid(SERVICES.formatted("[b, j]"));
    assertThat(reasons(before, SERVICES.formatted("[b, {j: completed}]")))
        .containsExactly("needs: [b, j] -> [b, {j: completed}]");
    String later = SERVICES.formatted("[b, j]").replace("job: {}", "job: {deadline: 1m}");
    assertThat(reasons(before, later)).containsExactly("job: {} -> {deadline: 1m}");
  }

  @Test
  void onlyWhatIsNeededHasACondition() {
    Service service = first("[b]");
    TreeMap<String, Condition> wrong = new TreeMap<>(Map.of("c", Condition.STARTED));
    assertThatThrownBy(() -> service.awaiting(wrong)).hasMessageContaining("only what is needed");
    wrong.put("c", Condition.READY);
    assertThat(service.awaiting(wrong)).isEqualTo(service);
  }

  @Test
  void whateverIsWrittenIsReadBack() {
    Property.forAll(
        200,
        random -> {
          Blueprint blueprint = new RandomBlueprints(random).blueprint();
          assertThat(Reading.valid(BlueprintWriter.write(blueprint)).services())
              .extracting(Service::conditions)
              .isEqualTo(blueprint.services().stream().map(Service::conditions).toList());
        });
  }

  @Test
  void aJobIsPartOfTheSpecAndAConditionIsNot() {
    Spec spec = Reading.service("{run: x}").spec();
    Spec job = spec.with(Job.UNLIMITED);
    assertThat(job).isNotEqualTo(spec).isEqualTo(Reading.service("{run: x, job: {}}").spec());
    assertThat(job.toString()).contains("job=Job[deadline=Optional.empty]");
    assertThat(spec.toString()).doesNotContain("job");
    assertThat(first("[{b: started}]").spec()).isEqualTo(first("[b]").spec());
    assertThat(first("[{b: started}]").with(List.of()).using(List.of("b")).condition("b"))
        .isEqualTo(Condition.STARTED);
  }

  private static List<String> reasons(Blueprint before, String after) {
    return Plan.between(Optional.of(before), Reading.valid(after)).steps().stream()
        .flatMap(step -> step.reasons().stream())
        .toList();
  }

  private static Service first(String needs) {
    return Reading.valid(SERVICES.formatted(needs)).services().getFirst();
  }

  private static String text(String needs) {
    return BlueprintWriter.write(Reading.valid(SERVICES.formatted(needs)));
  }
}
