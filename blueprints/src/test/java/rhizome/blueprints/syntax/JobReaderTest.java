package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.calendar.Policy;
import rhizome.blueprints.calendar.Schedule;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Job;
import rhizome.blueprints.plan.Plan;
import rhizome.blueprints.text.BlueprintWriter;

/** Jobs that run again and again, as they are written. */
class JobReaderTest {

  private static final String FORM =
      "{blueprint: v1, name: x, services: {a: {run: x, job: %s}, b: {run: x%s}}}";

  private static Blueprint read(String job) {
    return Reading.valid(FORM.formatted(job, ""));
  }

  private static String problem(String job, String other) {
    return String.join("; ", Reading.told(FORM.formatted(job, other)));
  }

  private static Job job(String job) {
    return read(job).service("a").orElseThrow().spec().job().orElseThrow();
  }

  @Test
  void aScheduleSaysWhenByWhoseClockAndWhatBecomesOfRuns() {
    assertThat(job("{schedule: '@daily'}").schedule())
        .hasValue(new Schedule("@daily", ZoneId.of("UTC")));
    assertThat(
            job(
                "{deadline: 10m, schedule: 15 3 * * *, time-zone: Europe/Brussels,"
                    + " concurrency: replace, keep: 5, start-within: 30m}"))
        .isEqualTo(
            new Job(
                Optional.of(Duration.ofMinutes(10)),
                Optional.of(
                    new Schedule(
                        "15 3 * * *",
                        ZoneId.of("Europe/Brussels"),
                        Policy.REPLACE,
                        5,
                        Duration.ofMinutes(30))),
                0));
  }

  @Test
  void itReadsBackAsItIsWritten() {
    Blueprint once = read("{deadline: 1m, schedule: 0 0 1 * MON, keep: 0}");
    String text = BlueprintWriter.write(once);
    assertThat(text)
        .contains(
            "job: {deadline: 1m, schedule: \"0 0 1 * MON\", time-zone: UTC,"
                + " concurrency: forbid, keep: 0, start-within: 1h}\n");
    assertThat(Reading.valid(text)).isEqualTo(once);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {schedule: 61 3 * * *}                 | | 1:65: 'schedule' is no time: Value 61 not
          {schedule: 15 3 * *}                   | | 1:65: 'schedule' is no time: Cron expression
          {schedule: 0 0 30 2 *}                 | | 1:65: 'schedule' is no time: there is no such
          {schedule: ''}                         | | 1:65: 'schedule' is no time: Empty
          {schedule: '@daily', time-zone: Mars}  | | 1:86: 'Mars' is no time zone
          {schedule: '@daily', concurrency: allow} | | 1:88: runs of one job never overlap
          {schedule: '@daily', concurrency: both} | | 1:88: 'both' is no way to deal
          {schedule: '@daily', keep: 51}         | | 1:81: 'keep' is too large
          {schedule: '@daily', start-within: 0s} | | 1:89: 'start-within' must not be zero
          {time-zone: UTC}                       | | 1:55: 'time-zone' says nothing without
          {keep: 1}                              | | 1:55: 'keep' says nothing without
          {schedule: '@daily'}, replicas: 2      | | 1:86: a job with a schedule runs once
          {schedule: '@daily'} | , needs: [a]          | 'a' has a schedule, and so is never done
          {schedule: '@daily'} | , needs: [{a: completed}] | 'a' has a schedule, and so is never
          """)
  void whatIsWrongIsSaidWhereItStands(String job, String other, String expected) {
    assertThat(problem(job, other == null ? "" : other)).contains(expected);
  }

  @Test
  void whatWasExpectedIsSaidWithIt() {
    assertThat(expected("{schedule: 61 3 * * *}")).contains("five fields", "@daily");
    assertThat(expected("{schedule: '@daily', concurrency: allow}")).contains("forbid, which");
  }

  private static String expected(String job) {
    return Reading.problems(FORM.formatted(job, "")).getFirst().expected().orElseThrow();
  }

  @Test
  void anotherTimeTouchesNoProcess() {
    Plan plan =
        Plan.between(Optional.of(read("{schedule: '@daily'}")), read("{schedule: '@hourly'}"));
    assertThat(plan.steps().getFirst().verb()).isEqualTo("update");
    assertThat(plan.steps().getFirst().reasons().getFirst())
        .startsWith("schedule: schedule: \"@daily\"");
    assertThat(Plan.between(Optional.of(read("{}")), read("{schedule: '@daily'}")).steps())
        .first()
        .matches(step -> step.verb().equals("replace"));
  }
}
