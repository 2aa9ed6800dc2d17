package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.RandomBlueprints;
import rhizome.blueprints.model.Action;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Budget;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Update;
import rhizome.blueprints.supplies.Secret;
import rhizome.blueprints.supplies.Volume;
import rhizome.blueprints.text.BlueprintWriter;
import rhizome.house.Property;

/** The canonical text, part by part: its bytes are hashed, so each is a promise. */
class WrittenFormsTest {

  private static final String BARE = "blueprint: v1\nname: x\nservices: {s: {run: y%s}}\n";

  @Test
  void eachPartIsWrittenOnOneLine() {
    assertThat(BlueprintWriter.write(Update.DEFAULT))
        .isEqualTo(
            "{at-once: 1, canary: 0, healthy-for: 10s, progress-deadline: 10m, promote: true,"
                + " revert: true}");
    assertThat(BlueprintWriter.write(new Budget(3))).isEqualTo("{min-ready: 3}");
    assertThat(BlueprintWriter.write(Restart.DEFAULT))
        .isEqualTo(
            "{attempts: 5, window: 1m, backoff: 100ms, max-backoff: 10s, healthy-after: 10s}");
    assertThat(BlueprintWriter.write(new Port("p", Port.AUTO))).isEqualTo("auto");
    assertThat(BlueprintWriter.write(new Port("p", 80))).isEqualTo("80");
    assertThat(BlueprintWriter.write(new Volume("v", "var/v", 3 << 20)))
        .isEqualTo("{path: var/v, size: 3MiB}");
    assertThat(BlueprintWriter.write(new Volume("v", "8", 0))).isEqualTo("{path: \"8\", size: 0B}");
    assertThat(BlueprintWriter.write(new Secret("s", true))).isEqualTo("{file: true}");
  }

  @Test
  void anActionIsWrittenWithWhatItHas() {
    Action least =
        new Action(
            "a",
            List.of("sh", "-c"),
            Duration.ofMinutes(10),
            List.of(),
            false,
            Optional.empty(),
            List.of());
    assertThat(BlueprintWriter.write(least))
        .isEqualTo("{command: [sh, \"-c\"], timeout: 10m, on: first}");
    Action most =
        new Action(
            "a",
            List.of("${ports.p}", "$${ports.p}", "${x}"),
            Duration.ofMillis(1_500),
            List.of(Duration.ZERO, Duration.ofMinutes(2)),
            true,
            Optional.of(Duration.ofHours(1)),
            List.of(Action.Moment.READY, Action.Moment.LEADS));
    assertThat(BlueprintWriter.write(most))
        .isEqualTo(
            "{command: [\"${ports.p}\", \"$${ports.p}\", \"$${x}\"], timeout: 1s500ms,"
                + " retries: [0s, 2m], on: all, every: 1h, when: [leads, ready]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          sleep   | sleep
          /bin/sh | /bin/sh
          a.b-c_d | a.b-c_d
          null    | "null"
          Null    | "Null"
          TRUE    | "TRUE"
          false   | "false"
          truely  | truely
          yes     | yes
          8       | "8"
          -x      | "-x"
          .5      | ".5"
          a b     | "a b"
          a:b     | "a:b"
          a"b     | "a\\"b"
          a\\b    | "a\\\\b"
          é       | "\\u00E9"
          😀      | "\\U0001F600"
          """)
  void aTextIsQuotedUnlessItCanStandPlain(String text, String written) {
    assertThat(BlueprintWriter.scalar(text)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "', single: false', '    single: false'",
    "', protect: true', '    protect: true'",
    "', budget: {min-ready: 1}', '    budget: {min-ready: 1}'",
    "', secrets: [k]', '    secrets:'",
    "', volumes: {v: {}}', '    volumes:'",
    "', files: {f: {text: x}}', '    files:'",
    "', actions: {a: {command: [x]}}', '    actions:'"
  })
  void whatIsYoungerIsWrittenOnlyWhereItIsSaid(String said, String line) {
    List<String> bare = BlueprintWriter.write(Reading.valid(BARE.formatted(""))).lines().toList();
    List<String> written =
        BlueprintWriter.write(Reading.valid(BARE.formatted(said))).lines().toList();
    List<String> more = new ArrayList<>(written);
    more.removeAll(bare);
    assertThat(written).containsSubsequence(bare);
    assertThat(more.isEmpty() ? "" : more.getFirst()).isEqualTo(line);
  }

  /** What says the usual in full has the text of what says nothing. */
  @ParameterizedTest
  @CsvSource({
    "', single: true'",
    "', protect: false'",
    "', budget: {min-ready: 0}'",
    "', update: {at-once: 1, canary: 0, healthy-for: 10000ms}'",
    "', secrets: []'",
    "', volumes: {}'",
    "', files: {}'",
    "', actions: {}'",
    "', needs: []'",
    "', replicas: 1'",
    "', health: {process: true}'"
  })
  void theUsualIsTheSameSaidOrNot(String said) {
    assertThat(BlueprintWriter.write(Reading.valid(BARE.formatted(said))))
        .isEqualTo(BlueprintWriter.write(Reading.valid(BARE.formatted(""))));
  }

  @Test
  void writingIsSettledAfterOnce() {
    Property.forAll(
        random -> {
          String once = BlueprintWriter.write(new RandomBlueprints(random).blueprint());
          assertThat(BlueprintWriter.write(Reading.valid(once))).isEqualTo(once);
        });
  }

  @Test
  void theOrderInWhichActionsAreWrittenSaysNothing() {
    Property.forAll(
        50,
        random -> {
          List<String> actions = new ArrayList<>();
          for (int i = random.nextInt(1, 6); i > 0; i--) {
            actions.add("a" + i + ": {command: [x" + random.nextInt(9) + "]}");
          }
          String before = ", actions: {" + String.join(", ", actions) + "}";
          Collections.shuffle(actions, new Random(random.nextLong()));
          String after = ", actions: {" + String.join(", ", actions) + "}";
          assertThat(BlueprintWriter.write(Reading.valid(BARE.formatted(after))))
              .isEqualTo(BlueprintWriter.write(Reading.valid(BARE.formatted(before))));
        });
  }

  @Test
  void differentBlueprintsHaveDifferentTexts() {
    Property.forAll(
        random -> {
          Blueprint one = new RandomBlueprints(random).blueprint();
          Blueprint other = new RandomBlueprints(random).blueprint();
          assertThat(BlueprintWriter.write(one).equals(BlueprintWriter.write(other)))
              .isEqualTo(one.equals(other));
        });
  }

  @Test
  void outputsAreWrittenInTheOrderOfTheirNames() {
    TreeMap<String, String> outputs = new TreeMap<>();
    outputs.put("b", "${services.s.ports.p}");
    outputs.put("a", "8");
    Service service = new RandomBlueprints(new Random(7)).service("s", List.of());
    assertThat(BlueprintWriter.write(new Blueprint("x", List.of(service), outputs)))
        .endsWith("outputs:\n  a: \"8\"\n  b: \"${services.s.ports.p}\"\n");
  }
}
