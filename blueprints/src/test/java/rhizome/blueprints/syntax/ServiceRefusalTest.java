package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.model.Action;
import rhizome.blueprints.model.Probe;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.tree.Problem;
import rhizome.house.Property;

/** Each refusal of what stands beside a program, with the remedy that it names. */
class ServiceRefusalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          actions: [a]             | 'actions' must be a mapping, not a list \
          | names with commands, such as {backup: {command: [save]}}
          actions: {a: b}          | an action must be a mapping, not the value 'b' \
          | the keys command, timeout, retries, on, every, when
          actions: {a: {}}         | an action has no 'command' | a list, such as [sh, backup.sh]
          actions: {a: {command: x}} | 'command' must be a list, not the value 'x' \
          | a list, such as [sh, backup.sh]
          actions: {a: {command: []}} | the action's command is empty | a program and its arguments
          actions: {a: {command: [[x]]}} | a word of the action must be a text, not a list \
          | one value
          actions: {a: {command: [~]}} | a word of the action has no value \
          | a value, '' for an empty one
          actions: {a: {command: [x], on: both}} | an action runs on no 'both' | first or all
          actions: {a: {command: [x], on: [all]}} | 'on' must be a text, not a list | one value
          actions: {a: {command: [x], retries: 1s}} | 'retries' must be a list, not the value '1s' \
          | a list of pauses, such as [10s, 1m]
          actions: {a: {command: [x], timeout: 1441m}} | 'timeout' is 24h1m | 24h or shorter
          actions: {a: {command: [x], timeout: 0s}} | 'timeout' must not be zero | 1ms or longer
          actions: {a: {command: [x], every: 999ms}} | 'every' is 999ms | 1s or longer
          actions: {a: {command: [x], every: 0s}} | 'every' must not be zero | 1ms or longer
          actions: {a-: {command: [x]}} | 'a-' is not an action's name \
          | 1 to 63 of a-z, 0-9, '.', '_', '-', with a letter or digit at both ends
          actions: {a: {command: [x], every: ~}} | 'every' has no value \
          | a value, or the key left out
          update: 3                | update must be a mapping, not the value '3' \
          | the keys at-once, canary, healthy-for, progress-deadline, promote, revert
          update: {at-once: 0}     | 'at-once' is too small: '0' | a whole number from 1 to 10000
          update: {at-once: 10001} | 'at-once' is too large: '10001' \
          | a whole number from 1 to 10000
          update: {at-once: 25%}   | 'at-once' must be a number, not the value '25%' \
          | a whole number from 1 to 10000
          update: {canary: -1}     | 'canary' is too small: '-1' | a whole number from 0 to 10000
          update: {canary: "1"}    | 'canary' is a text, not a number \
          | a whole number from 0 to 10000, unquoted
          update: {promote: yes}   | 'promote' is not the value 'yes' | true or false, unquoted
          update: {revert: "true"} | 'revert' is not the value 'true' | true or false, unquoted
          update: {progress-deadline: 0s} | 'progress-deadline' must not be zero | 1ms or longer
          update: {progress-deadline: 10s} \
          | 'progress-deadline' is 10s, not above 'healthy-for' | longer than 10s
          budget: {min-ready: 10001} | 'min-ready' is too large: '10001' \
          | a whole number from 0 to 10000
          budget: 1                | budget must be a mapping, not the value '1' \
          | the keys min-ready
          budget: {max-lost: 1}    | unknown key 'max-lost' in budget | one of min-ready
          protect: 1               | 'protect' is not the value '1' | true or false, unquoted
          """)
  void whatIsSaidBesideASpecIsReadExactly(String said, String message, String expected) {
    assertThat(refused("{run: x, " + said + "}")).containsExactly(message + " -> " + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {process: "true"}         | 'process' is not the value 'true' \
          | 'process: true', or another probe
          {process: false}          | 'process' is not the value 'false' \
          | 'process: true', or another probe
          {process: [true]}         | 'process' is not a list | 'process: true', or another probe
          {tcp: {}}                 | tcp has no 'port' | the name of a port of this service: p, q
          {tcp: [p]}                | tcp must be a mapping, not a list | the keys port
          {tcp: P}                  | the probe asks port 'P', which is not declared \
          | a name declared under 'ports': p, q
          {http: p}                 | http must be a mapping, not the value 'p' \
          | the keys port, path
          {http: {path: /}}         | http has no 'port' | the name of a port of this service: p, q
          {http: {port: p, path: x}} | 'x' is not a path \
          | '/' and then ASCII without spaces, others as %20
          {http: {port: p, path: "/a b"}} | '/a b' is not a path \
          | '/' and then ASCII without spaces, others as %20
          {http: {port: p, path: /é}} | '/é' is not a path \
          | '/' and then ASCII without spaces, others as %20
          {command: []}             | the probe's command is empty | a program and its arguments
          {command: test -f x}      | 'command' must be a list, not the value 'test -f x' \
          | a list, such as [test, -f, ready]
          {command: [{}]}           | a word of the probe must be a text, not a mapping | one value
          {log: {}}                 | log has no 'silence' \
          | how long it may be silent, such as 'silence: 2m'
          {log: {silence: 0s}}      | 'silence' must not be zero | 1ms or longer
          {process: true, failures: 0} | 'failures' is too small: '0' \
          | a whole number from 1 to 1000000
          {process: true, failures: 2/3} | 'failures' must be a number, not the value '2/3' \
          | a whole number from 1 to 1000000
          {readiness: {process: true, failures: 3/2}} | 'failures' can never be: 3 of 2 \
          | N/M, N of the last M, such as 3/5; M is 64 at most
          {readiness: {process: true, successes: 1000001}} | 'successes' is too large: '1000001' \
          | a whole number from 1 to 1000000
          {}                        | health has no probe \
          | exactly one of process, tcp, http, command, log; or startup, readiness, liveness
          """)
  void aProbeIsExactlyOneQuestion(String health, String message, String expected) {
    String body = "{run: x, ports: {p: auto, q: auto}, health: " + health + "}";
    assertThat(refused(body)).containsExactly(message + " -> " + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          files: {f: x}        | a file must be a mapping, not the value 'x' \
          | the keys text, from, path, mode
          files: {f: {}}       | the file has no text | exactly one of text, from
          files: {f: {text: a, mode: "0800"}} | 'mode' must be a mode, not the value '0800' \
          | "0000" to "0777", such as "0644" or "0755"
          files: {f: {text: a, mode: [1]}} | 'mode' must be a mode, not a list \
          | "0000" to "0777", such as "0644" or "0755"
          files: {f: {text: a, mode: 0644}} | 'mode' is the number 0644 in YAML 1.2, not a mode \
          | quotes around it: "0644"
          files: {f: {text: [a]}} | 'text' must be a text, not a list | one value
          files: {f: {from: [a]}} | 'from' must be a text, not a list | one value
          files: {f: {text: a, path: ~}} | 'path' has no value | a value, or the key left out
          volumes: [v]         | 'volumes' must be a mapping, not a list \
          | names with what they are, such as {data: {size: 1GiB}}
          volumes: {v: 1GiB}   | a volume must be a mapping, not the value '1GiB' \
          | the keys path, size
          volumes: {v: {}, w: {path: v}} | 'v' and 'v' lie in each other \
          | a path of its own for each file and volume
          volumes: {v-: {}}    | 'v-' is not a name of a volume \
          | 1 to 31 of a-z, 0-9, '-', a letter first and no '-' last
          secrets: key         | 'secrets' must be a mapping, not the value 'key' \
          | names with what they are, such as [db-password]
          secrets: [[a]]       | a secret must be a text, not a list | one value
          secrets: {a: true}   | a secret must be a mapping, not the value 'true' | the keys file
          secrets: [1a]        | '1a' is not a name of a secret \
          | 1 to 31 of a-z, 0-9, '-', a letter first and no '-' last
          """)
  void whatIsGivenIsSpelledExactly(String said, String message, String expected) {
    assertThat(refused("{run: x, " + said + "}")).containsExactly(message + " -> " + expected);
  }

  @Test
  void everyLimitIsMetAtItsEdge() {
    Property.forAll(
        20,
        random -> {
          int retries = random.nextInt(Action.RETRIES_MAX - 1, Action.RETRIES_MAX + 3);
          String pauses = "[" + "1s, ".repeat(retries) + "]";
          assertThat(refused("{run: x, actions: {a: {command: [y], retries: " + pauses + "}}}"))
              .as(retries + " retries")
              .hasSize(retries > Action.RETRIES_MAX ? 1 : 0);
          int secrets = random.nextInt(Supplies.COUNT_MAX - 1, Supplies.COUNT_MAX + 3);
          StringBuilder names = new StringBuilder();
          for (int i = 0; i < secrets; i++) {
            names.append("s").append(i).append(", ");
          }
          assertThat(refused("{run: x, secrets: [" + names + "]}"))
              .hasSize(secrets > Supplies.COUNT_MAX ? 1 : 0);
        });
    assertThat(Reading.service("{run: x, actions: {a: {command: [y], timeout: 24h}}}").actions())
        .extracting(Action::timeout)
        .containsExactly(Action.TIMEOUT_MAX);
    String most = "x".repeat(Supplies.FILE_BYTES_MAX);
    assertThat(refused("{run: x, files: {f: {text: " + most + "}}}")).isEmpty();
    assertThat(refused("{run: x, files: {f: {text: " + most + "y}}}"))
        .containsExactly(
            "the files of the service have 65537 bytes -> at most 65536, for they travel with its"
                + " spec");
  }

  @Test
  void aProbeIsReadInItsShortAndItsFullForm() {
    assertThat(probe("{tcp: p}"))
        .isEqualTo(probe("{tcp: {port: p}}"))
        .isEqualTo(new Probe.Tcp("p"));
    assertThat(probe("{http: {port: p}}")).isEqualTo(new Probe.Http("p", "/"));
    assertThat(probe("{http: {port: p, path: '/a?b=%20'}}"))
        .isEqualTo(new Probe.Http("p", "/a?b=%20"));
    assertThat(probe("{command: ['${here}/t', 5, '$${x}']}"))
        .isEqualTo(new Probe.Command(List.of("/here/t", "5", "${x}")));
    assertThat(probe("{process: TRUE}")).isEqualTo(new Probe.Alive());
    assertThat(probe("{log: {silence: 1ns}}")).isEqualTo(new Probe.Log(Duration.ofNanos(1)));
  }

  @Test
  void aSecondProbeIsToldOfEachTime() {
    String body = "{run: x, ports: {p: auto}, health: {log: {silence: 1s}, tcp: p, process: true}}";
    assertThat(Reading.refusals(body))
        .containsExactly(
            "'tcp' is a second probe beside 'log'", "'process' is a second probe beside 'log'");
  }

  /** A mistake in one place hides none in another. */
  @Test
  void allThatIsWrongIsToldAtOnce() {
    assertThat(
            Reading.refusals(
                "{run: x, actions: {a: {}}, update: {canary: x}, budget: [], protect: no,"
                    + " files: {f: {}}, volumes: {v: {size: 1}}, secrets: [S],"
                    + " health: {tcp: q}}"))
        .containsExactly(
            "an action has no 'command'",
            "'canary' must be a number, not the value 'x'",
            "budget must be a mapping, not a list",
            "'protect' is not the value 'no'",
            "the file has no text",
            "'size': '1' is not an amount of memory",
            "'S' is not a name of a secret",
            "the probe asks port 'q', which is not declared");
  }

  private static Probe probe(String health) {
    return Reading.service("{run: x, ports: {p: auto}, health: " + health + "}")
        .spec()
        .health()
        .probe();
  }

  private static List<String> refused(String body) {
    return Reading.problems("blueprint: v1\nname: x\nservices:\n  s: " + body + "\n").stream()
        .map(ServiceRefusalTest::told)
        .toList();
  }

  private static String told(Problem problem) {
    return problem.message() + " -> " + problem.expected().orElse("nothing");
  }
}
