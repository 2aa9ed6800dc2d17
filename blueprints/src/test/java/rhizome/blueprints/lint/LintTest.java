package rhizome.blueprints.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.RandomBlueprints;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.syntax.BlueprintReader;
import rhizome.blueprints.syntax.Parsed;
import rhizome.house.Property;

class LintTest {

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
          no-local-restart         | {a: {run: x, restart: {attempts: 0}}}
          budget-never-spent       | {a: {run: x, restart: {attempts: 9, window: 10s}}}
          needs-nothing-running    | {a: {run: x, needs: [b]}, b: {run: x, replicas: 0}}
          command-with-spaces      | {a: {run: sleep 60}}
          tiny-memory              | {a: {run: x, resources: {memory: 128B}}}
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
          {a: {run: x}}
          {a: {run: x, replicas: 2, ports: {p: auto}, health: {tcp: p}}}
          {a: {run: x, health: {command: [y], interval: 1s, timeout: 1s}}}
          {a: {run: x, health: {process: true, interval: 1s, timeout: 9s}}}
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
  void aWarningNamesServiceRemedyAndRule() {
    assertThat(Lint.check(read("{a: {run: x, ports: {p: auto}}}")).getFirst())
        .hasToString(
            "a: has ports, but only its process is watched: add health: {tcp: p} or http"
                + " [unprobed-port]");
  }

  @Test
  void theLinterTakesEveryValidBlueprint() {
    Property.forAll(
        random ->
            assertThat(Lint.check(new RandomBlueprints(random).blueprint()))
                .allMatch(warning -> Arrays.asList(Rule.values()).contains(warning.rule())));
  }

  private static Blueprint read(String services) {
    String text = "{blueprint: v1, name: x, services: " + services + "}";
    return switch (BlueprintReader.read("f.yaml", text, "/")) {
      case Parsed.Valid(Blueprint blueprint) -> blueprint;
      case Parsed.Invalid invalid -> throw new AssertionError(invalid.render());
    };
  }
}
