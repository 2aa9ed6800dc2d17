package rhizome.blueprints.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.blueprints.dialect.Document;
import rhizome.blueprints.dialect.Mode;
import rhizome.blueprints.syntax.BlueprintReader;
import rhizome.blueprints.syntax.Parsed;
import rhizome.house.Property;

class ComposeFileTest {

  private static final String HEAD = "# Made of a docker compose file, f.yaml.\nblueprint: v1\n";

  @ParameterizedTest
  @CsvSource({
    "'', file",
    "'name: shop, ', shop",
    "'name: My Shop, ', my-shop",
    "'name: é, ', file"
  })
  void aFileIsCalledAsItCallsItselfAndElseAsItsFile(String own, String name) {
    Document document = Document.of("{" + own + "version: '3', services: {}}");
    assertThat(written(document)).isEqualTo(HEAD + "name: " + name + "\nservices:\n");
    assertThat(document.told()).hasSize(own.isEmpty() || own.contains("shop") ? 0 : 1);
  }

  @Test
  void whatStandsBesideTheServicesIsTold() {
    Document document =
        Document.of("{services: {}, networks: {a: }, volumes: {b: }, include: [c], x-d: {}}");
    assertThat(written(document)).isEqualTo(HEAD + "name: file\nservices:\n");
    assertThat(document.told())
        .extracting(said -> said.split("'", -1)[1])
        .containsExactly("networks", "volumes", "include");
  }

  @Test
  void aServiceIsWrittenInTheOrderOfTheNativeText() {
    Document document =
        Document.of(
            """
            services:
              db: {command: db, healthcheck: {test: ping}}
              web:
                depends_on: [db]
                restart: on-failure:2
                healthcheck: {test: [CMD, check], interval: 5s}
                ports: [80]
                cpus: 1
                scale: 2
                command: web
            """);
    assertThat(written(document))
        .endsWith(
            """
              web:
                run:
                  command: web
                replicas: 2
                resources: {cpu: 1, memory: 64MiB}
                ports:
                  p80: auto
                health: {command: [check], interval: 5s, timeout: 5s, failures: 3, successes: 1, \
            start: 15s}
                restart: {attempts: 2, window: 1m, backoff: 100ms, max-backoff: 10s, \
            healthy-after: 10s}
                needs: [{db: started}]
            """);
  }

  @Test
  void twoNamesThatBecomeOneAreKeptApart() {
    Document document =
        Document.of("{services: {web: {command: a, depends_on: [Web]}, Web: {command: b}}}");
    assertThat(written(document))
        .contains("  web:\n", "  web-2:\n", "    needs: [{web-2: started}]\n");
    assertThat(document.told())
        .contains(
            "renamed 1:51 'Web' is no native name; it is called 'web-2' here;"
                + " another name, if that one is not to stay for life");
  }

  @Test
  void aNameOfWhichNothingIsLeftBecomesService() {
    Document document = Document.of("{services: {é: {command: a}, ß: {command: b}}}");
    assertThat(written(document)).contains("  service:\n", "  service-2:\n");
    assertThat(document.told()).hasSize(2).allMatch(said -> said.startsWith("renamed "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[b]", "b", "{b: }", "{b: {}}", "{b: {condition: service_started}}", "[b, b]"})
  void whoWaitsForAStartWaitsTheSameHere(String dependsOn) {
    Document document = needing(dependsOn);
    assertThat(written(document)).contains("    needs: [{b: started}]\n").doesNotContain("job");
    assertThat(document.told()).isEmpty();
  }

  @Test
  void whoWaitsForHealthWaitsTheSameHere() {
    Document document = needing("{b: {condition: service_healthy}}");
    assertThat(written(document)).contains("    needs: [b]\n");
    assertThat(document.told()).isEmpty();
  }

  @Test
  void whoWaitsForAnEndWaitsForAJob() {
    Document document = needing("{b: {condition: service_completed_successfully}}");
    String text = written(document);
    assertThat(text).contains("    needs: [{b: completed}]\n").endsWith("    job: {}\n");
    assertThat(document.told()).isEmpty();
    assertThat(BlueprintReader.read("g.yaml", text, "/here")).isInstanceOf(Parsed.Valid.class);
  }

  @ParameterizedTest
  @CsvSource({"'no', attempts: 0", "on-failure:2, attempts: 2", "on-failure, ''", "always, ''"})
  void aJobIsTriedAgainAsOftenAsThere(String restart, String attempts) {
    Document document =
        Document.of(
            "{services: {a: {command: x, depends_on: {b: {condition:"
                + " service_completed_successfully}}}, b: {command: y, restart: '"
                + restart
                + "'}}}");
    String text = written(document);
    assertThat(text).contains("job: {}").contains(attempts);
    assertThat(text.contains("attempts")).isEqualTo(!attempts.isEmpty());
    assertThat(document.told()).isEmpty();
  }

  @Test
  void whoWaitsForSomethingOddWaitsForNothingAndIsTold() {
    Document document = needing("{b: {condition: service_odd}}");
    assertThat(written(document)).contains("    # waited for b\n").doesNotContain("needs");
    assertThat(document.told())
        .containsExactly(
            "no-counterpart 1:57 the condition 'service_odd' has no counterpart; nothing waits"
                + " for 'b'; service_started, service_healthy or service_completed_successfully");
  }

  @Test
  void whatElseIsSaidOfADependencyIsTold() {
    Document document =
        needing("{b: {condition: service_healthy, restart: true, required: false}}");
    assertThat(written(document)).contains("    needs: [b]\n");
    assertThat(document.told())
        .extracting(said -> said.split("'", -1)[1])
        .containsExactly("depends_on.restart", "depends_on.required");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [c]      | 'c' is no service of this file; one of a, b
          [a]      | services need each other in a circle through 'a'; an order in which they can \
          start
          [[b]]    | a dependency is a list; the name of a service
          {b: [c]} | 'depends_on' is a list, not a mapping; keys with values
          """)
  void aDependencyThatCannotBeIsRefused(String dependsOn, String message) {
    Document document = needing(dependsOn);
    assertThat(written(document)).isNotEmpty();
    assertThat(document.refused()).singleElement().asString().endsWith(message);
  }

  @Test
  void aCircleIsRefusedWhereItCloses() {
    Document document =
        Document.of(
            "{services: {a: {command: x, depends_on: [b]}, b: {command: x, depends_on: [c]},"
                + " c: {command: x, depends_on: [a]}}}");
    assertThat(written(document))
        .contains("needs: [{b: started}]", "needs: [{c: started}]")
        .doesNotContain("{a: ");
    assertThat(document.refused())
        .containsExactly(
            "1:110 services need each other in a circle through 'a';"
                + " an order in which they can start");
  }

  @Test
  void oneServiceThatIsWrongHidesNoOther() {
    Document document =
        Document.of("{services: {a: {}, b: 5, c: {command: [[x]]}, d: {scale: x}}}");
    assertThat(written(document)).isNotEmpty();
    assertThat(document.refused())
        .extracting(said -> said.substring(said.indexOf(' ') + 1, said.indexOf(';')))
        .containsExactly(
            "the service 'a' has no command",
            "the service 'b' has no command",
            "'services.b' is the value '5', not a mapping",
            "the service 'c' has no command",
            "a word of the command is a list",
            "the service 'd' has no command",
            "'replicas' is 'x'");
  }

  @Test
  void strictlyWhatHasNoCounterpartIsAProblemAndWhatIsNearlyTheSameIsNot() {
    Document document =
        Document.of(
            "{services: {a: {image: b, command: x, cpus: 1, tty: true, ports: ['1:2']}}}",
            Mode.STRICT);
    assertThat(written(document)).isNotEmpty();
    assertThat(document.refused()).hasSize(2);
    assertThat(document.told())
        .extracting(said -> said.substring(0, said.indexOf(' ')))
        .containsExactly("image", "nearly");
  }

  @Test
  void theOrderOfTheKeysOfAServiceSaysNothing() {
    List<String> keys =
        List.of(
            "command: x",
            "entrypoint: y",
            "environment: {A: b}",
            "ports: ['80:80']",
            "scale: 2",
            "cpus: 1",
            "mem_limit: 1g",
            "restart: on-failure:2",
            "working_dir: /a",
            "stop_grace_period: 5s",
            "healthcheck: {test: z}");
    String usual = written(keyed(keys));
    assertThat(BlueprintReader.read("g.yaml", usual, "/here")).isInstanceOf(Parsed.Valid.class);
    Property.forAll(
        100,
        random -> {
          List<String> mixed = new ArrayList<>(keys);
          Collections.shuffle(mixed, Random.from(random));
          assertThat(written(keyed(mixed))).isEqualTo(usual);
        });
  }

  private static Document keyed(List<String> keys) {
    return Document.of("services:\n  a:\n    " + String.join("\n    ", keys) + "\n");
  }

  private static Document needing(String dependsOn) {
    return Document.of(
        "{services: {a: {command: x, depends_on: " + dependsOn + "}, b: {command: y}}}");
  }

  private static String written(Document document) {
    return ComposeFile.convert(document.root(), "file", document.notes());
  }
}
