package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.model.Check;
import rhizome.blueprints.model.Checks;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Probe;
import rhizome.blueprints.model.Threshold;
import rhizome.blueprints.text.BlueprintWriter;

class HealthReaderTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void everyCheckIsReadAsItIsWritten() {
    Health health =
        health(
            """
            {startup: {http: {port: p}, interval: 500ms, timeout: 400ms, failures: 60}, \
            readiness: {tcp: p, failures: 2/3, successes: 2/2}, \
            liveness: {log: {silence: 2m}, failures: 3/5}}\
            """);
    Check startup =
        new Check(
            new Probe.Http("p", "/"),
            Duration.ofMillis(500),
            Duration.ofMillis(400),
            Threshold.row(60),
            Threshold.row(1));
    Check readiness =
        new Check(new Probe.Tcp("p"), SECOND, SECOND, new Threshold(2, 3), Threshold.row(2));
    Check liveness =
        new Check(
            new Probe.Log(Duration.ofMinutes(2)),
            SECOND,
            SECOND,
            new Threshold(3, 5),
            Threshold.row(1));
    Checks checks = new Checks(Optional.of(startup), Optional.of(readiness), Optional.of(liveness));
    assertThat(health).isEqualTo(Health.of(checks));
  }

  @Test
  void aCheckThatIsLeftOutIsNotThere() {
    assertThat(health("{liveness: {process: true}}"))
        .isEqualTo(
            Health.of(new Checks(Optional.empty(), Optional.empty(), Optional.of(Check.DEFAULT))));
    assertThat(health("{startup: {process: true}}").checks().startup()).contains(Check.STARTUP);
  }

  @Test
  void oneProbeForAllMeansWhatItAlwaysMeant() {
    assertThat(health("{tcp: p, failures: 70}"))
        .isEqualTo(
            new Health(
                new Probe.Tcp("p"), SECOND, SECOND, 70, 1, Duration.ofSeconds(30), Checks.NONE));
    assertThat(health("{log: {silence: 5s}}").probe())
        .isEqualTo(new Probe.Log(Duration.ofSeconds(5)));
  }

  @Test
  void checksAreWrittenWithEveryDefaultAndTheShortFormAsEver() {
    assertThat(BlueprintWriter.write(health("{readiness: {tcp: p, failures: 2/3}}")))
        .isEqualTo(
            "{readiness: {tcp: {port: p}, interval: 1s, timeout: 1s, failures: 2/3,"
                + " successes: 1}}");
    assertThat(BlueprintWriter.write(health("{liveness: {log: {silence: 90s}}}")))
        .isEqualTo("{liveness: {log: {silence: 1m30s}, interval: 1s, timeout: 1s, failures: 3}}");
    assertThat(BlueprintWriter.write(health("{tcp: p}")))
        .isEqualTo(
            "{tcp: {port: p}, interval: 1s, timeout: 1s, failures: 3, successes: 1, start: 30s}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {readiness: {}} | readiness has no probe
          {readiness: {tcp: p, process: true}} | 'process' is a second probe beside 'tcp'
          {readiness: true} | readiness must be a mapping, not the value 'true'
          {readiness: {tcp: q}} | the probe asks port 'q', which is not declared
          {process: true, liveness: {process: true}} | unknown key 'process' in health
          {interval: 1s, liveness: {process: true}} | unknown key 'interval' in health
          {liveness: {process: true, successes: 2}} | unknown key 'successes' in liveness
          {liveness: {process: true, failures: 3/2}} | 'failures' can never be: 3 of 2
          {liveness: {process: true, failures: 3/65}} | 'failures' is not the value '3/65'
          {liveness: {process: true, failures: 0/5}} | 'failures' is not the value '0/5'
          {liveness: {process: true, failures: 0}} | 'failures' is too small: '0'
          {liveness: {process: true, failures: x}} | 'failures' must be a number, not the value 'x'
          {liveness: {log: {}}} | log has no 'silence'
          {liveness: {log: 2m}} | log must be a mapping, not the value '2m'
          {liveness: {log: {silence: 0s}}} | 'silence' must not be zero
          {liveness: {process: true, start: 1s}} | unknown key 'start' in liveness
          """)
  void whatCannotBeMeantIsRefused(String health, String message) {
    assertThat(Reading.refusals("{run: a, ports: {p: auto}, health: " + health + "}"))
        .containsExactly(message);
  }

  @Test
  void whoMisspellsACheckIsToldOfIt() {
    String text = "blueprint: v1\nname: x\nservices: {s: {run: a, health: {livenes: {}}}}\n";
    assertThat(Reading.problems(text))
        .extracting(problem -> problem.nearest().orElse(problem.expected().orElseThrow()))
        .containsExactly(
            "exactly one of process, tcp, http, command, log; or startup, readiness, liveness",
            "liveness");
  }

  private static Health health(String health) {
    return Reading.service("{run: a, ports: {p: auto}, health: " + health + "}").spec().health();
  }
}
