package rhizome.blueprints.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.blueprints.dialect.Document;
import rhizome.blueprints.tree.Node;
import rhizome.house.Property;

class AmountsTest {

  private final Document document = Document.of("a: 1");
  private final Amounts amounts = new Amounts(document.notes());

  @ParameterizedTest
  @CsvSource({
    "30s, PT30S",
    "1m30s, PT1M30S",
    "1m30.5s, PT1M30.5S",
    "1.5h, PT1H30M",
    "500ms, PT0.5S",
    "7us, PT0.000007S",
    "7µs, PT0.000007S",
    "7ns, PT0.000000007S",
    "0s, PT0S",
    "' 5s ', PT5S",
    "1s1m, PT1M1S",
    "2s2s, PT4S",
    "1.9ns, PT0.000000001S",
    "8760h, PT8760H",
    "999999999ns, PT0.999999999S"
  })
  void aDurationIsTheSumOfItsParts(String text, Duration duration) {
    assertThat(amounts.duration(scalar(text), "delay")).hasValue(duration);
    assertThat(document.refused()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5",
        "",
        "-1s",
        "1 s",
        "1S",
        ".5s",
        "1.s",
        "1d",
        "1y",
        "s",
        "8760h1ns",
        "1000000000s",
        "1s 1s"
      })
  void whatIsNoDurationIsRefusedWithAnExample(String text) {
    assertThat(amounts.duration(scalar(text), "delay")).isEmpty();
    assertThat(document.refused())
        .containsExactly(
            "1:4 'delay' is '" + text + "'; a duration such as 30s or 1m30s, at most 8760h");
  }

  @Test
  void aDurationHasAtMostSixtyCharacters() {
    assertThat(amounts.duration(scalar("1s".repeat(30)), "delay")).hasValue(Duration.ofSeconds(30));
    assertThat(amounts.duration(scalar("1s".repeat(31)), "delay")).isEmpty();
  }

  @Test
  void theOrderOfThePartsOfADurationDoesNotMatter() {
    List<String> units = List.of("h", "m", "s", "ms", "us", "ns");
    List<Long> nanos =
        List.of(3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L, 1_000_000L, 1_000L, 1L);
    Property.forAll(
        random -> {
          StringBuilder text = new StringBuilder();
          long sum = 0;
          for (int i = random.nextInt(1, 8); i > 0; i--) {
            int unit = random.nextInt(units.size());
            int count = random.nextInt(1_000);
            text.append(count).append(units.get(unit));
            sum += count * nanos.get(unit);
          }
          assertThat(amounts.duration(scalar(text.toString()), "x"))
              .as(text.toString())
              .hasValue(Duration.ofNanos(sum));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "512, 512",
    "512b, 512",
    "1k, 1024",
    "1K, 1024",
    "1kb, 1024",
    "1KiB, 1024",
    "128M, 134217728",
    "1.5m, 1572864",
    "1 gb, 1073741824",
    "0.5g, 536870912",
    "1t, 1099511627776",
    "1024t, 1125899906842624",
    "0.3, 0",
    "0, 0",
    "' 2k ', 2048"
  })
  void everyUnitOfMemoryIsAPowerOf1024(String text, long bytes) {
    assertThat(amounts.bytes(scalar(text), "memory")).hasValue(bytes);
    assertThat(document.refused()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "-1", "1x", "1kk", "1  k", "1e3", "1p", ".5g", "1024.1t"})
  void whatIsNoAmountOfMemoryIsRefusedWithAnExample(String text) {
    assertThat(amounts.bytes(scalar(text), "memory")).isEmpty();
    assertThat(document.refused())
        .containsExactly(
            "1:4 'memory' is '"
                + text
                + "'; an amount of memory such as 512M or 1g, at most 1024t");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1000",
    "0.5, 500",
    ".25, 250",
    "0, 0",
    "0.0001, 1",
    "0.1001, 101",
    "10000, 10000000"
  })
  void coresAreThousandthsRoundedUp(String text, long millis) {
    assertThat(amounts.cpu(scalar(text), "cpus")).hasValue(millis);
    assertThat(document.refused()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "many", "-1", "1.", ".", "1e3", " 1", "10000.0001", "1000000000"})
  void whatIsNoNumberOfCoresIsRefusedWithAnExample(String text) {
    assertThat(amounts.cpu(scalar(text), "cpus")).isEmpty();
    assertThat(document.refused())
        .containsExactly(
            "1:4 'cpus' is '" + text + "'; a number of cores such as 0.5, at most 10000");
  }

  @Test
  void noReplicaGetsLessOfACoreThanIsWritten() {
    Property.forAll(
        random -> {
          int whole = random.nextInt(10_000);
          int millionths = random.nextInt(1_000_000);
          long millis =
              amounts.cpu(scalar("%d.%06d".formatted(whole, millionths)), "cpus").orElseThrow();
          long missing = millis * 1_000 - (whole * 1_000_000L + millionths);
          assertThat(missing).isBetween(0L, 999L);
        });
  }

  @ParameterizedTest
  @CsvSource({"3, 3", "5, 5", "4, 4", "004, 4"})
  void aCountLiesBetweenItsEnds(String text, int count) {
    assertThat(amounts.count(scalar(text), "retries", 3, 5)).hasValue(count);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "6", "-3", "4.0", "four", "", "1234567890", "+4"})
  void aCountOutsideIsRefusedWithBothEnds(String text) {
    assertThat(amounts.count(scalar(text), "retries", 3, 5)).isEmpty();
    assertThat(document.refused())
        .containsExactly("1:4 'retries' is '" + text + "'; a whole number from 3 to 5");
  }

  @Test
  void aCountWithoutAnUpperEndGoesToAMillion() {
    assertThat(amounts.count(scalar("1000000"), "retries", 1)).hasValue(1_000_000);
    assertThat(amounts.count(scalar("1000001"), "retries", 1)).isEqualTo(Optional.empty());
    assertThat(document.refused())
        .containsExactly("1:4 'retries' is '1000001'; a whole number from 1 to 1000000");
  }

  private static Node.Scalar scalar(String text) {
    return new Node.Scalar(3, text, true);
  }
}
