package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Run.BeforeStop;
import rhizome.blueprints.plan.Plan;
import rhizome.blueprints.text.BlueprintWriter;

/** What is run before a program is stopped, as it is written. */
class BeforeStopTest {

  private static final String FORM =
      "{blueprint: v1, name: x, services: {a: {run: {command: x%s}, ports: {p: auto}}}}";

  private static Blueprint read(String more) {
    return Reading.valid(FORM.formatted(more));
  }

  private static Optional<BeforeStop> before(String more) {
    return read(more).service("a").orElseThrow().spec().run().beforeStop();
  }

  @Test
  void itIsACommandWithADeadlineWithinTheGrace() {
    assertThat(before("")).isEmpty();
    assertThat(before(", before-stop: {command: [leave, \"${ports.p}\"]}"))
        .hasValue(new BeforeStop(List.of("leave", "${ports.p}"), Duration.ofSeconds(5)));
    assertThat(before(", grace: 1m, before-stop: {command: [leave], timeout: 30s}"))
        .hasValue(new BeforeStop(List.of("leave"), Duration.ofSeconds(30)));
  }

  @Test
  void itReadsBackAsItIsWritten() {
    Blueprint once = read(", before-stop: {command: [sh, -c, \"$${x} ${ports.p}\"]}");
    assertThat(Reading.valid(BlueprintWriter.write(once))).isEqualTo(once);
  }

  @Test
  void toChangeItDisturbsNoProcess() {
    var step =
        Plan.between(Optional.of(read("")), read(", before-stop: {command: [leave]}"))
            .steps()
            .getFirst();
    assertThat(step.verb()).isEqualTo("update");
    assertThat(step.reasons())
        .containsExactly("before-stop: none -> {command: [leave], timeout: 5s}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          before-stop: leave                           | must be a mapping
          before-stop: {timeout: 1s}                   | before-stop has no 'command'
          before-stop: {command: []}                   | the command is empty
          before-stop: {command: [x], timeout: 10s}    | may take as long as the grace of 10s
          'grace: 0s, before-stop: {command: [x]}'     | may take as long as the grace of 0s
          """)
  void whatIsWrongIsTold(String more, String message) {
    assertThat(String.join("; ", Reading.told(FORM.formatted(", " + more)))).contains(message);
  }
}
