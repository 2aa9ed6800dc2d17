package rhizome.blueprints.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.blueprints.dialect.Document;
import rhizome.blueprints.syntax.BlueprintReader;
import rhizome.blueprints.syntax.Parsed;
import rhizome.house.Property;

class CheckTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          curl x                            | [sh, "-c", "curl x"]
          [CMD-SHELL, curl x]               | [sh, "-c", "curl x"]
          [CMD-SHELL, curl, x]              | [sh, "-c", "curl x"]
          [CMD, curl, x y]                  | [curl, "x y"]
          ["CMD", "echo", "$$A", "${B:-c}"] | [echo, "$A", c]
          'echo $$A'                        | [sh, "-c", "echo $A"]
          """)
  void aTestIsACommandInAnyOfItsForms(String test, String command) {
    assertThat(health("{test: " + test + "}"))
        .hasValue(
            "{command: "
                + command
                + ", interval: 30s, timeout: 30s, failures: 3, successes: 1, start: 1m30s}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{test: [NONE]}",
        "{test: [NONE, x]}",
        "{disable: true, test: x}",
        "{interval: 5s, timeout: 1s, retries: 2, start_period: 1m}",
        "{test: }",
        "{}"
      })
  void whereNoCheckIsMadeNoneIsWritten(String text) {
    Document document = Document.of(text);
    assertThat(read(document)).isEmpty();
    assertThat(document.refused()).isEmpty();
    assertThat(document.told()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[curl, x]", "[CMD]", "[CMD-SHELL]", "[]", "[cmd, x]", "[[CMD], x]"})
  void aListThatBeginsWithNoneOfItsWordsIsRefused(String test) {
    Document document = Document.of("{test: " + test + "}");
    assertThat(read(document)).isEmpty();
    assertThat(document.refused())
        .containsExactly(
            "1:8 'test' begins with none of its words; CMD, CMD-SHELL or NONE, and a command");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          interval: 10s                         | interval: 10s, timeout: 10s, failures: 3
          interval: 1m                          | interval: 1m, timeout: 30s, failures: 3
          interval: 1m, timeout: 45s            | interval: 1m, timeout: 45s, failures: 3
          timeout: 5s                           | interval: 30s, timeout: 5s, failures: 3
          interval: 0s, timeout: 0s             | interval: 30s, timeout: 30s, failures: 3
          interval: 10s, timeout: 0s            | interval: 10s, timeout: 10s, failures: 3
          retries: 1                            | interval: 30s, timeout: 30s, failures: 1
          retries: 7                            | failures: 7, successes: 1, start: 3m30s
          interval: 1s, start_period: 1h        | start: 1h
          start_period: 1m30s                   | start: 1m30s
          interval: 8000h, retries: 2           | start: 8736h
          interval: 4368h, retries: 2           | start: 8736h
          interval: 1ms, retries: 1000000       | start: 16m40s
          """)
  void whatIsNotSaidIsAsComposeHasIt(String keys, String written) {
    Document document = Document.of("{test: x, " + keys + "}");
    assertThat(read(document).orElseThrow()).contains(written);
    assertThat(document.told()).isEmpty();
  }

  @Test
  void aStartThatIsTooShortForTheFirstFailuresIsToldAndMadeLonger() {
    Document document = Document.of("{test: x, interval: 10s, retries: 3, start_period: 29s}");
    assertThat(read(document).orElseThrow()).contains("start: 30s");
    assertThat(document.told())
        .containsExactly(
            "nearly 1:52 'start_period' is shorter than 'interval' times 'retries'; that time is"
                + " written, since one that is late is restarted here; 'start' as long as a slow"
                + " start takes");
  }

  @Test
  void aStartOfJustThatLengthIsWrittenWithoutAWord() {
    Document document = Document.of("{test: x, interval: 10s, retries: 3, start_period: 30s}");
    assertThat(read(document).orElseThrow()).contains("start: 30s");
    assertThat(document.told()).isEmpty();
  }

  @Test
  void everyNumberThatIsWrongIsToldAtOnce() {
    Document document =
        Document.of("{test: x, interval: 5, timeout: soon, retries: 0, start_period: 1d}");
    assertThat(read(document)).isPresent();
    assertThat(document.refused())
        .containsExactly(
            "1:21 'interval' is '5'; a duration such as 30s or 1m30s, at most 8760h",
            "1:33 'timeout' is 'soon'; a duration such as 30s or 1m30s, at most 8760h",
            "1:48 'retries' is '0'; a whole number from 1 to 1000000",
            "1:65 'start_period' is '1d'; a duration such as 30s or 1m30s, at most 8760h");
  }

  @Test
  void whatACheckHasNoCounterpartForIsToldEvenWhereItIsDisabled() {
    Document document = Document.of("{test: x, disable: true, start_interval: 1s}");
    assertThat(read(document)).isEmpty();
    assertThat(document.told())
        .singleElement()
        .asString()
        .startsWith("no-counterpart 1:26 'healthcheck.start_interval' has no counterpart");
  }

  @Test
  void whateverIsWrittenIsReadNatively() {
    List<String> units = List.of("h", "m", "s", "ms", "us", "ns");
    Property.forAll(
        100,
        random -> {
          StringBuilder text = new StringBuilder("{test: x");
          for (String key : List.of("interval", "timeout", "start_period")) {
            if (random.nextBoolean()) {
              int count = random.nextInt(8_761);
              String unit = units.get(random.nextInt(units.size()));
              text.append(", ").append(key).append(": ").append(count).append(unit);
            }
          }
          int retries = 1 + (random.nextBoolean() ? random.nextInt(5) : random.nextInt(1_000_000));
          text.append(", retries: ").append(retries).append('}');
          String health = health(text.toString()).orElseThrow();
          String blueprint =
              "{blueprint: v1, name: x, services: {a: {run: {command: x}, health: "
                  + health
                  + "}}}";
          assertThat(BlueprintReader.read("g.yaml", blueprint, "/here"))
              .as("%s became %s", text, health)
              .isInstanceOf(Parsed.Valid.class);
        });
  }

  private static Optional<String> health(String text) {
    return read(Document.of(text));
  }

  private static Optional<String> read(Document document) {
    Parts parts = new Parts(document.root(), "healthcheck.", document.notes());
    return new Check(document.notes()).read(parts);
  }
}
