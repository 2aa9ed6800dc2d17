package rhizome.blueprints.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.blueprints.tree.Node;
import rhizome.house.Property;

/** What PyYAML 3 answers for each of these, noted down from its resolver. */
class OldScalarTest {

  @ParameterizedTest
  @CsvSource({
    "yes, true",
    "Yes, true",
    "ON, true",
    "True, true",
    "no, false",
    "off, false",
    "FALSE, false",
    "0, 0",
    "-0, 0",
    "+12, 12",
    "1_000, 1000",
    "0777, 511",
    "-017, -15",
    "0b101, 5",
    "0x1F, 31",
    "1:30, 90",
    "190:20:30, 685230",
    "22:22, 1342",
    "1., 1.0",
    ".5, 0.5",
    "-1.5e+3, -1.5e+3",
    "007.5, 7.5",
    "525400123456, 525400123456"
  })
  void numbersAndTruthsAreThoseOfYaml11(String text, String value) {
    assertThat(plain(text)).isEqualTo(Optional.of(new Data.Plain(3, value)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "y",
        "n",
        "yEs",
        "22:2210",
        "0:30",
        "08",
        "0o17",
        "1e3",
        "0x_",
        "0b",
        "1.2.3",
        ".",
        "-",
        "2018-01-01",
        ".inf",
        "1:60",
        "js8.1"
      })
  void whatLooksLikeANumberAndIsNoneStaysAText(String text) {
    assertThat(plain(text)).isEqualTo(Optional.of(new Data.Text(3, text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "~", "null", "Null", "NULL"})
  void nothingIsNothing(String text) {
    assertThat(plain(text)).isEmpty();
  }

  @Test
  void whatIsQuotedIsAText() {
    assertThat(OldScalar.read(new Node.Scalar(3, "yes", false)))
        .isEqualTo(Optional.of(new Data.Text(3, "yes")));
    assertThat(OldScalar.read(new Node.Scalar(3, "", false)))
        .isEqualTo(Optional.of(new Data.Text(3, "")));
  }

  @Test
  void everyNumberThatIsWrittenIsOneForJsonToo() {
    Property.forAll(
        3_000,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(1, 12); i > 0; i--) {
            text.append("0123456789_:.-+xbeE".charAt(random.nextInt(19)));
          }
          plain(text.toString())
              .filter(Data.Plain.class::isInstance)
              .flatMap(Data::word)
              .ifPresent(
                  value ->
                      assertThat(value)
                          .as(text.toString())
                          .matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?"));
        });
  }

  private static Optional<Data> plain(String text) {
    return OldScalar.read(new Node.Scalar(3, text, true));
  }
}
