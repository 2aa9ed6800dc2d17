package rhizome.blueprints.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.RandomBlueprints;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.syntax.BlueprintReader;
import rhizome.blueprints.syntax.Parsed;
import rhizome.blueprints.text.BlueprintWriter;
import rhizome.house.Property;

class LintTest {

  private static final String HEAD = "{blueprint: v1, name: x, services: ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          unprobed-port            | {a: {run: x, ports: {p: auto}}}
          fixed-port-with-replicas | {a: {run: x, replicas: 2, ports: {p: 8080}, health: {tcp: p}}}
          shared-fixed-port        | {a: &a {run: x, ports: {p: 8080}, health: {tcp: p}}, b: *a}
          privileged-port          | {a: {run: x, ports: {p: 80}, health: {tcp: p}}}
          slow-probe               | {a: {run: x, health: {command: [y], timeout: 2s}}}
          no-health-check          | {a: &a {run: x, needs: [c]}, b: *a, c: {run: x}}
          no-health-check | {a: &a {run: x, needs: [c]}, b: *a, c: {run: x, ports: {p: auto}}}
          start-tighter-than-probe | {a: {run: x, health: {command: [y], failures: 10, start: 9s}}}
          start-tighter-than-probe | {a: {run: x, health: {command: [y], interval: 15s}}}
          no-local-restart         | {a: {run: x, restart: {attempts: 0}}}
          budget-never-spent       | {a: {run: x, restart: {attempts: 9, window: 10s}}}
          needs-nothing-running    | {a: {run: x, needs: [b]}, b: {run: x, replicas: 0}}
          needs-a-running-job      | {a: {run: x, needs: [b]}, b: {run: x, job: {}}}
          command-with-spaces      | {a: {run: sleep 60}}
          tiny-memory              | {a: {run: x, resources: {memory: 128B}}}
          volume-of-one            | {a: {run: x, volumes: {v: {}}}}
          spread-of-one            | {a: {run: x, placement: {spread: {over: rack}}}}
          near-and-apart | {a: {run: x, placement: {near: [b], apart: [b]}}, b: {run: x}}
          nearly-a-placeholder     | {a: {run: x, files: {f: {text: '${port.http}'}}}}
          """)
  void whatIsUnwiseIsWarnedOfOnce(String tag, String services) {
    assertThat(Lint.check(read(services)))
        .extracting(warning -> warning.rule().tag())
        .containsExactly(tag);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          scaled-to-nothing        | {min: 0, max: 2} | targets: [{cpu: 9%}]
          scaled-below-budget      | {max: 3}         | }, budget: {min-ready: 2
          fixed-port-with-replicas | {max: 2}         | }, health: {tcp: p}, ports: {p: 8080
          """)
  void whatIsUnwiseToScaleIsWarnedOfOnce(String tag, String range, String scale) {
    assertThat(Lint.check(read("{a: {run: x, replicas: %s, scale: {%s}}}".formatted(range, scale))))
        .extracting(warning -> warning.rule().tag())
        .containsExactly(tag);
  }

  @Test
  void whatAWishCanMeetIsNotWarnedOf() {
    assertThat(
            Lint.check(
                read(
                    "{a: {run: x, replicas: 2, placement: {spread: {over: rack}, apart: [a, b],"
                        + " near: [{service: b, within: rack}]}}, b: {run: x, replicas: 0,"
                        + " placement: {spread: {over: node}}}}")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          slow-probe                      | {readiness: {tcp: p, timeout: 2s}}
          slow-probe                      | {startup: {tcp: p, timeout: 2s}}
          startup-missing                 | {liveness: {tcp: p}}
          startup-missing                 | {startup: {process: true}, liveness: {tcp: p}}
          startup-tighter-than-liveness   | {startup: {tcp: p}, liveness: {tcp: p, failures: 31}}
          liveness-tighter-than-readiness | {readiness: {tcp: p}, liveness: {tcp: p}}
          unprobed-port                   | {liveness: {process: true}}
          """)
  void whatIsUnwiseAmongChecksIsWarnedOfOnce(String tag, String health) {
    assertThat(Lint.check(read("{a: {run: x, ports: {p: auto}, health: " + health + "}}")))
        .extracting(warning -> warning.rule().tag())
        .containsExactly(tag);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {a: {run: x}}
          {a: {run: x, needs: [{b: completed}]}, b: {run: x, job: {}}}
          {a: {run: x, needs: [{b: started}]}, b: {run: x, job: {deadline: 1h}}}
          {a: {run: x, replicas: 2, volumes: {v: {}}}}
          {a: {run: x, files: {f: {text: '${VAR} $${port.http} ${server.port}'}}}}
          {a: {run: x, replicas: 2, ports: {p: auto}, health: {tcp: p}}}
          {a: {run: x, health: {command: [y], interval: 1s, timeout: 1s}}}
          {a: {run: x, health: {process: true, interval: 1s, timeout: 9s}}}
          {a: {run: x, health: {process: true, start: 0s}}}
          {a: {run: x, health: {command: [y], failures: 10, start: 10s}}}
          {a: {run: x, health: {startup: {command: [y]}, liveness: {command: [y]}}}}
          {a: {run: x, health: {readiness: {command: [y]}, liveness: {command: [y], failures: 4}}}}
          {a: {run: x, health: {readiness: {command: [y]}, liveness: {command: [z]}}}}
          {a: {run: x, health: {liveness: {log: {silence: 1m}}}}}
          {a: {run: x, health: {liveness: {process: true, timeout: 9s}}}}
          {a: {run: x, ports: {p: auto}, health: {readiness: {tcp: p}}}}
          {a: {run: x, needs: [c]}, b: {run: x}, c: {run: x}}
          {a: &a {run: x, needs: [c]}, b: *a, c: {run: x, health: {command: [y]}}}
          {a: {run: x, restart: {attempts: 9, window: 60s}}}
          {a: {run: x, restart: {attempts: 1000000, window: 1s, backoff: 0s}}}
          {a: {run: x, replicas: 0, needs: [b]}, b: {run: x, replicas: 0}}
          {a: {run: {command: /my program, args: [x]}}}
          {a: {run: x, resources: {memory: 0B}}}
          """)
  void whatIsWiseIsNotWarnedOf(String services) {
    assertThat(Lint.check(read(services))).isEmpty();
  }

  @Test
  void aWarningNamesServicePlaceAndRemedy() {
    Warning warning = Lint.check(read("{a: {run: x, ports: {p: auto}}}")).getFirst();
    assertThat(warning.service()).isEqualTo("a");
    assertThat(warning.spot().render(warning.message(), List.of(warning.remedy())))
        .isEqualTo(
            """
            f.yaml:1:49: has ports, but only its process is watched
              1 | {blueprint: v1, name: x, services: {a: {run: x, ports: {p: auto}}}}
                |                                                 ^
                = add health: {tcp: p} or http\
            """);
  }

  /** The marked word is where the warning points. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {a: {run: x, >ports: {p: auto}}}
          {a: {run: x, replicas: 2, ports: {q: auto, p: >8080}, health: {tcp: p}}}
          {a: &a {run: x, ports: {p: >8080}, health: {tcp: p}}, b: *a}
          {a: {run: x, ports: {p: >80}, health: {tcp: p}}}
          {a: {run: x, health: {command: [y], timeout: >2s}}}
          {a: {run: x, >health: {command: [y], interval: 999ms}}}
          {a: {run: x, health: {command: [y], failures: 9, start: >8s}}}
          {a: {run: x, >health: {command: [y], interval: 15s}}}
          {a: &a {run: x, needs: [c]}, b: *a, c: {>health: {process: true}, run: x}}
          {a: &a {run: x, needs: [c]}, b: *a, >c: {run: x}}
          {a: {run: x, restart: {attempts: >0}}}
          {a: {run: x, health: {readiness: {command: [y], timeout: >2s}}}}
          {a: {run: x, health: {>liveness: {command: [y]}}}}
          {a: {run: x, health: {startup: {command: [y], failures: >2}, liveness: {command: [y]}}}}
          {a: {run: x, health: {readiness: {command: [y]}, >liveness: {command: [y]}}}}
          {a: {run: x, restart: {attempts: 9, window: >10s}}}
          {a: {run: x, needs: [c, >b]}, b: {run: x, replicas: 0}, c: {run: x}}
          {a: {run: >sleep 60}}
          {a: {run: {grace: 1s, command: >sleep 60}}}
          {a: {run: x, resources: {cpu: 1, memory: >128B}}}
          """)
  void aWarningPointsAtTheValueThatIsUnwiseOrAtWhatItIsMissingIn(String marked) {
    int column = HEAD.length() + marked.indexOf('>') + 1;
    assertThat(Lint.check(read(marked.replace(">", ""))))
        .singleElement()
        .satisfies(warning -> assertThat(warning.spot().line()).isEqualTo(1))
        .satisfies(warning -> assertThat(warning.spot().column()).isEqualTo(column));
  }

  @Test
  void theLinterTakesEveryValidBlueprint() {
    Property.forAll(
        random ->
            assertThat(Lint.check(written(new RandomBlueprints(random).blueprint())))
                .allMatch(warning -> warning.spot().line() > 3));
  }

  private static Parsed.Valid read(String services) {
    return valid(HEAD + services + "}");
  }

  private static Parsed.Valid written(Blueprint blueprint) {
    return valid(BlueprintWriter.write(blueprint));
  }

  private static Parsed.Valid valid(String text) {
    return switch (BlueprintReader.read("f.yaml", text, "/")) {
      case Parsed.Valid valid -> valid;
      case Parsed.Invalid invalid -> throw new AssertionError(invalid.render());
    };
  }
}
