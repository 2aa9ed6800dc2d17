package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.schema.Form;
import rhizome.blueprints.tree.Problem;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Words;

class RefusalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                   | a service has no 'run'
          [a]                                  | a service must be a mapping, not a list
          {run: }                              | 'run' has no value
          {run: {}}                            | run has no 'command'
          {run: [a]}                           | run must be a mapping, not a list
          {run: {command: ' '}}                | 'command' is blank
          {run: {command: [a]}}                | 'command' must be a text, not a list
          {run: {command: "a\\0b"}}            | 'command' contains a NUL character
          {run: {command: a, args: -p}}        | 'args' must be a list, not the value '-p'
          {run: {command: a, args: [[b]]}}     | an argument must be a text, not a list
          {run: {command: a, args: [~]}}       | an argument has no value
          {run: {command: a, env: [b]}}        | 'env' must be a mapping, not a list
          {run: {command: a, env: {A=: b}}}    | 'A=' is not a name of an environment variable
          {run: {command: a, env: {A: }}}      | 'A' has no value
          {run: {command: a, env: {RHIZOME_X: 1}}} | 'RHIZOME_X' is set by the node itself
          {run: {command: a, workdir: srv}}    | 'workdir' is not absolute
          {run: {command: a, grace: 5}}        | 'grace': '5' is not a duration
          {run: {command: a, grace: 5 s}}      | 'grace': '5 s' is not a duration
          {run: a, replicas: -1}               | 'replicas' is too small: '-1'
          {run: a, replicas: 10001}            | 'replicas' is too large: '10001'
          {run: a, replicas: 99999999999999999999} | 'replicas' is too large: '99999999999999999999'
          {run: a, replicas: 1.5}              | 'replicas' must be a number, not the value '1.5'
          {run: a, replicas: "2"}              | 'replicas' is a text, not a number
          {run: a, replicas: [2]}              | 'replicas' must be a number, not a list
          {run: a, single: no}                 | 'single' is not the value 'no'
          {run: a, single: "true"}             | 'single' is not the value 'true'
          {run: a, single: [true]}             | 'single' is not a list
          {run: a, resources: 1}               | resources must be a mapping, not the value '1'
          {run: a, resources: {cpu: -1}}       | 'cpu': '-1' is not an amount of processor
          {run: a, resources: {memory: 128}}   | 'memory': '128' is not an amount of memory
          {run: a, resources: {memory: 9e9GB}} | 'memory': '9e9GB' is not an amount of memory
          {run: a, ports: [http]}              | 'ports' must be a mapping, not a list
          {run: a, ports: {http: 0}}           | the value '0' is not a port
          {run: a, ports: {http: 65536}}       | the value '65536' is not a port
          {run: a, ports: {http: "80"}}        | the value '80' is not a port
          {run: a, ports: {http: }}            | nothing is not a port
          {run: a, ports: {a_b: auto}}         | 'a_b' is not a port name
          {run: a, ports: {a: 81, b: 81}}      | port 81 is already the service's 'a'
          {run: a, health: {}}                 | health has no probe
          {run: a, health: true}               | health must be a mapping, not the value 'true'
          {run: a, health: {process: no}}      | 'process' is not the value 'no'
          {run: a, health: {tcp: x}}           | the probe asks port 'x', which is not declared
          {run: a, health: {http: {}}}         | http has no 'port'
          {run: a, health: {command: a b}}     | 'command' must be a list, not the value 'a b'
          {run: a, health: {command: []}}      | the probe's command is empty
          {run: a, health: {process: true, interval: 0s}} | 'interval' must not be zero
          {run: a, health: {process: true, failures: 0}}  | 'failures' is too small: '0'
          {run: a, restart: {window: 0s}}      | 'window' must not be zero
          {run: a, restart: {backoff: 11s}}    | 'max-backoff' is 10s, below 'backoff'
          {run: a, needs: b}                   | 'needs' must be a list, not the value 'b'
          {run: a, needs: [s]}                 | 's' needs itself
          {run: a, needs: [t]}                 | 's' needs 't', which is no service
          {run: a, needs: [[t]]}               | a need must be a text, not a list
          {run: a, uses: b}                    | 'uses' must be a list, not the value 'b'
          {run: a, uses: [t]}                  | 's' uses 't', which is no service
          {run: a, uses: [s, s]}               | 's' is used twice
          {run: a, reload: [HUP]}              | reload must be a mapping, not a list
          {run: a, reload: {}}                 | reload says no way
          {run: a, reload: TERM}               | 'TERM' is not a signal that tells of changes
          {run: a, reload: {signal: HUP, command: [b]}} | reload says two ways
          {run: a, reload: {command: []}}      | the reload's command is empty
          {run: a, reload: {command: [b], timeout: 0s}} | 'timeout' must not be zero
          """)
  void whatAServiceMayNotSayIsNamed(String body, String message) {
    assertThat(Reading.refusals(body)).containsExactly(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {run: '${ports.x}'}                  | ports are known only in args and env, not here
          {run: '${here'}                      | '${' without its '}'
          {run: {command: a, args: ['${}']}}   | nothing is called '${}' here
          {run: {command: a, args: ['${Here}']}} | nothing is called '${Here}' here
          {run: {command: a, args: ['${ports.x}']}} | the service has no port 'x'; it has none
          {run: {command: a, args: ['${env.X}']}} | nothing is called '${env.X}' here
          """)
  void onlyWhatExistsMayStandInBraces(String body, String message) {
    assertThat(Reading.refusals(body)).containsExactly(message);
  }

  @Test
  void aTwoFacedHealthNamesBothProbes() {
    assertThat(Reading.refusals("{run: a, ports: {p: 1}, health: {tcp: p, process: true}}"))
        .containsExactly("'process' is a second probe beside 'tcp'");
  }

  @Test
  void allProblemsAreToldAtOnceInTheOrderOfTheFile() {
    assertThat(
            Reading.told(
                """
                blueprint: v1
                nam: x
                services:
                  a: {run: b, replicas: x}
                  c: {need: [a], replicas: y}
                """))
        .containsExactly(
            "1:1: the blueprint has no 'name'",
            "2:1: unknown key 'nam' in the blueprint",
            "4:25: 'replicas' must be a number, not the value 'x'",
            "5:3: a service has no 'run'",
            "5:7: unknown key 'need' in a service",
            "5:28: 'replicas' must be a number, not the value 'y'");
  }

  @Test
  void anUnknownKeyNamesTheNearestOne() {
    Problem slip = only("{run: a, repilcas: 2}");
    assertThat(slip.nearest()).hasValue("replicas");
    assertThat(slip.expected()).hasValue("one of " + Words.list(Form.SERVICE.keys()));
    Problem elsewhere = only("{run: a, args: [b]}");
    assertThat(elsewhere.nearest()).isEmpty();
    assertThat(elsewhere.expected()).hasValue("'args' inside run");
    Problem slipElsewhere = only("{run: a, comand: b}");
    assertThat(slipElsewhere.nearest()).hasValue("command");
    assertThat(slipElsewhere.expected()).hasValue("'command' inside run");
    assertThat(only("{run: a, zebra: b}").nearest()).isEmpty();
  }

  @Test
  void anotherVersionIsJudgedByThatAlone() {
    assertThat(Reading.told("blueprint: v2\nname: [odd]\nstacks: 3\n"))
        .containsExactly("1:12: unknown blueprint version: the value 'v2'");
    assertThat(Reading.told("{blueprint: [v1]}"))
        .containsExactly("1:13: unknown blueprint version: a list");
  }

  @Test
  void aBlueprintHasAtLeastOneService() {
    assertThat(Reading.told("{blueprint: v1, name: x, services: {}}"))
        .containsExactly("1:36: the blueprint has no service");
    assertThat(Reading.told("{blueprint: v1, name: x, services: [a]}"))
        .containsExactly("1:36: 'services' must be a mapping, not a list");
    assertThat(Reading.told("{blueprint: v1, name: x}"))
        .containsExactly("1:1: the blueprint has no 'services'");
  }

  @Test
  void theSameProblemThroughAnAliasCountsOnce() {
    String text = "{blueprint: v1, name: x, services: {a: &a {run: b, replicas: z}, c: *a, d: *a}}";
    assertThat(Reading.told(text))
        .containsExactly("1:62: 'replicas' must be a number, not the value 'z'");
  }

  @Test
  void veryManyProblemsAreCutWithAWord() {
    StringBuilder text = new StringBuilder("blueprint: v1\nname: x\nservices:\n");
    for (int i = 0; i < Problems.KEPT_MAX + 100; i++) {
      text.append("  s").append(i).append(": {}\n");
    }
    List<Problem> problems = Reading.problems(text.toString());
    assertThat(problems).hasSize(Problems.KEPT_MAX + 1);
    assertThat(problems.getLast().message()).startsWith("there are more than 500 problems");
  }

  @Test
  void nothingASourceSaysReachesTheTerminalRaw() {
    Problem problem = only("{run: a, \"\\e[31mred\\u202E\": 1}");
    assertThat(problem.message()).isEqualTo("unknown key '\uFFFD[31mred\uFFFD' in a service");
    assertThat(problem.nearest()).isEqualTo(Optional.empty());
  }

  @Test
  void oddNamesAreMadePrintableWhereverTheyAreListed() {
    List<Problem> problems =
        Reading.problems(
            """
            blueprint: v1
            name: x
            services:
              a: {run: b, needs: [d]}
              "\\t\\e": {run: b}
            """);
    assertThat(problems)
        .extracting(Problem::render)
        .allMatch(text -> text.chars().noneMatch(c -> c < ' ' && c != '\n'));
    assertThat(problems).hasSize(2);
  }

  private static Problem only(String body) {
    List<Problem> problems =
        Reading.problems("blueprint: v1\nname: x\nservices:\n  s: " + body + "\n");
    assertThat(problems).hasSize(1);
    return problems.getFirst();
  }
}
