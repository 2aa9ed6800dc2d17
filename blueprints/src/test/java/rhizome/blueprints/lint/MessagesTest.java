package rhizome.blueprints.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.syntax.BlueprintReader;
import rhizome.blueprints.syntax.Parsed;
import rhizome.house.Property;

/** What the linter says of whom, word by word, and where exactly each rule begins. */
class MessagesTest {

  private static final String HEAD = "{blueprint: v1, name: x, services: ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {a: {run: x, ports: {p: auto, q: auto}}} \
          | a: has ports, but only its process is watched -> add health: {tcp: p} or http
          {a: {run: x, replicas: 2, ports: {p: 8080}, health: {tcp: p}}} \
          | a: 2 replicas on the fixed port 8080 need as many nodes -> use auto, or one replica
          {a: &a {run: x, ports: {p: 8080}, health: {tcp: p}}, b: *a} \
          | b: port 8080 is also that of 'a'; the two can never share a node -> use auto for one
          {a: {run: x, ports: {p: 80}, health: {tcp: p}}} \
          | a: port 80 is below 1024 and may be refused -> use a higher one
          {a: {run: x, health: {command: [y], interval: 1s, timeout: 1500ms}}} \
          | a: a probe may take 1s500ms but is due every 1s -> make the timeout the shorter one
          {a: &a {run: x, needs: [c]}, b: *a, c: {run: x}} \
          | c: 2 services need it, but only its process is watched -> add health: {command: [...]}
          {a: &a {run: x, needs: [c]}, b: *a, c: {run: x, ports: {q: auto}}} \
          | c: 2 services need it, but only its process is watched -> add health: {tcp: q} or http
          {a: {run: x, health: {command: [y], failures: 4, interval: 2s, start: 7s}}} \
          | a: it has 7s to start, but one that hangs has 8s, 4 failures at one every 2s \
          -> make start 8s or longer, as long as a slow start takes
          {a: {run: x, restart: {attempts: 0}}} \
          | a: attempts: 0 moves it to another node at its first crash -> allow a few
          {a: {run: x, restart: {attempts: 3, window: 3s, backoff: 1s, max-backoff: 2s}}} \
          | a: 3 attempts with these back-offs never fit into 3s, so a broken program is restarted \
          for ever -> use a longer window
          {a: {run: x, needs: [b]}, b: {run: x, replicas: 0}} \
          | a: needs 'b', which has no replicas and so is never ready \
          -> give 'b' a replica, or leave the need out
          {a: {run: sleep 60}} \
          | a: the command is one path with spaces, not a shell line -> put arguments into args
          {a: {run: x, resources: {memory: 64KiB}}} \
          | a: asks for 64KiB of memory -> use the unit that is meant, such as 64MiB
          {a: {run: x, volumes: {v: {}}}} \
          | a: what its one replica keeps in 'v' lies on one node, and another begins empty \
          -> have a second replica that copies it, or a backup
          {a: {run: x, files: {f: {text: "a ${secret.key}"}}}} \
          | a: '${secret.key}' stands for itself in the text of a file \
          -> write ${secrets.key} if the node shall fill it in
          {a: {run: x, placement: {spread: {over: rack}}}} \
          | a: one replica is as even as can be -> give it more, or leave 'spread' out
          {a: {run: x, placement: {near: [b], apart: [b]}}, b: {run: x}} \
          | a: no node has 'b' within its node and has not -> leave it out of one of the two
          """)
  void eachWarningSaysWhatIsWrongAndWhatToDo(String services, String said) {
    assertThat(said(services)).containsExactly(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {liveness: {tcp: p, failures: 5, interval: 2s}} \
          | a: it is restarted if it does not answer within 10s of its start \
          -> add a startup with the same probe, and failures for as long as a slow start takes
          {startup: {tcp: p, failures: 5}, liveness: {tcp: p, failures: 6}} \
          | a: it has 5s to start, but one that hangs has 6s \
          -> give startup 6s or longer, as long as a slow start takes
          {readiness: {tcp: p, failures: 4}, liveness: {tcp: p, failures: 4}} \
          | a: it is restarted after 4s without an answer, and unready only after 4s \
          -> give liveness several times the time of readiness
          {readiness: {tcp: p, timeout: 2s}} \
          | a: a probe may take 2s but is due every 1s -> make the timeout the shorter one
          """)
  void eachCheckHasWordsOfItsOwn(String health, String said) {
    String services = "{a: {run: x, ports: {p: auto}, health: " + health + "}}";
    assertThat(said(services)).containsExactly(said);
  }

  /** Where the rule begins, and one step before it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          privileged-port          | ports: {p: 1023}, health: {tcp: p} \
          | ports: {p: 1024}, health: {tcp: p}
          tiny-memory              | resources: {memory: 1048575B}      | resources: {memory: 1MiB}
          tiny-memory              | resources: {memory: 1B}            | resources: {memory: 0B}
          fixed-port-with-replicas | replicas: 2, ports: {p: 2000}, health: {tcp: p} \
          | replicas: 1, ports: {p: 2000}, health: {tcp: p}
          volume-of-one            | replicas: 1, volumes: {v: {}} \
          | replicas: 0, volumes: {v: {}}
          slow-probe               | health: {command: [y], timeout: 1001ms} \
          | health: {command: [y], timeout: 1s}
          start-tighter-than-probe | health: {command: [y], start: 2999ms} \
          | health: {command: [y], start: 3s}
          no-local-restart         | restart: {attempts: 0}             | restart: {attempts: 1}
          startup-tighter-than-liveness \
          | health: {startup: {command: [y], failures: 2}, liveness: {command: [y]}} \
          | health: {startup: {command: [y], failures: 3}, liveness: {command: [y]}}
          liveness-tighter-than-readiness \
          | health: {readiness: {command: [y]}, liveness: {command: [y]}} \
          | health: {readiness: {command: [y], failures: 2}, liveness: {command: [y]}}
          startup-missing          | health: {liveness: {command: [y]}} \
          | health: {startup: {command: [z]}, liveness: {command: [y], failures: 9}}
          """)
  void eachRuleHasAnEdge(String tag, String beyond, String within) {
    assertThat(tags("{a: {run: x, " + beyond + "}}")).contains(tag);
    assertThat(tags("{a: {run: x, " + within + "}}")).doesNotContain(tag);
  }

  /** The naive model waits through every attempt. */
  @Test
  void aBudgetIsNeverSpentWhenItsWaitsFillTheWindow() {
    Property.forAll(
        100,
        random -> {
          int attempts = random.nextInt(1, 12);
          int window = random.nextInt(1, 60);
          int backoff = random.nextInt(0, 5);
          int most = backoff + random.nextInt(0, 20);
          long waits = 0;
          long wait = backoff;
          for (int i = 2; i <= attempts; i++) {
            waits += wait;
            wait = Math.min(2 * wait, most);
          }
          String restart =
              "{attempts: %d, window: %ds, backoff: %ds, max-backoff: %ds}"
                  .formatted(attempts, window, backoff, most);
          assertThat(tags("{a: {run: x, restart: " + restart + "}}"))
              .as(restart)
              .isEqualTo(waits >= window ? List.of("budget-never-spent") : List.of());
        });
  }

  @Test
  void toTolerateIsToAskSoManyTimes() {
    Property.forAll(
        50,
        random -> {
          int failures = random.nextInt(1, 20);
          int interval = random.nextInt(1, 5_000);
          int start = random.nextInt(0, 60_000);
          String health =
              "{command: [y], interval: %dms, timeout: 1ms, failures: %d, start: %dms}"
                  .formatted(interval, failures, start);
          assertThat(tags("{a: {run: x, health: " + health + "}}"))
              .as(health)
              .isEqualTo(
                  start < (long) failures * interval
                      ? List.of("start-tighter-than-probe")
                      : List.of());
        });
  }

  @Test
  void warningsComeInTheOrderOfTheServices() {
    assertThat(said("{b: {run: sleep 1}, a: {run: sleep 2}}"))
        .extracting(said -> said.substring(0, 2))
        .containsExactly("b:", "a:");
  }

  @Test
  void aFileIsWarnedOfOnceAndEveryFileByItself() {
    String files = "{f: {text: '${port.a} ${file.b}'}, g: {text: '${volume.c}'}}";
    assertThat(said("{a: {run: x, files: " + files + "}}"))
        .hasSize(2)
        .anyMatch(said -> said.contains("write ${ports.a}"))
        .anyMatch(said -> said.contains("write ${volumes.c}"));
  }

  @Test
  void everyNeedOfWhatIsIdleIsNamed() {
    assertThat(
            tags(
                "{a: {run: x, needs: [b, c, d]}, b: &i {run: x, replicas: 0}, c: *i, d: {run: x}}"))
        .containsExactly("needs-nothing-running", "needs-nothing-running");
  }

  @Test
  void theTagOfARuleIsItsNameInWords() {
    for (Rule rule : Rule.values()) {
      assertThat(rule.tag()).matches("[a-z]+(-[a-z]+)*");
      assertThat(rule.tag().replace('-', '_').toUpperCase(Locale.ROOT)).isEqualTo(rule.name());
    }
  }

  private static List<String> said(String services) {
    return check(services).stream()
        .map(each -> each.service() + ": " + each.message() + " -> " + each.remedy())
        .toList();
  }

  private static List<String> tags(String services) {
    return check(services).stream().map(each -> each.rule().tag()).toList();
  }

  private static List<Warning> check(String services) {
    return switch (BlueprintReader.read("f.yaml", HEAD + services + "}", "/")) {
      case Parsed.Valid valid -> Lint.check(valid);
      case Parsed.Invalid invalid -> throw new AssertionError(invalid.render());
    };
  }
}
