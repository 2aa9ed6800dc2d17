package rhizome.blueprints.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.schema.Spelling;
import rhizome.house.Property;

class NamesTest {

  @ParameterizedTest
  @CsvSource({
    "web, web",
    "Web_1, web_1",
    "js8.1, js8.1",
    "525400123456, 525400123456",
    "'a b  c', a-b-c",
    "-x-, x",
    "{random_vdc}, random_vdc",
    "é, other",
    "'', other"
  })
  void aNameStaysAsNearAsItCan(String wished, String name) {
    assertThat(Names.mangle(wished, "other")).isEqualTo(name);
  }

  @Test
  void whateverIsWishedANativeNameIsGiven() {
    Property.forAll(
        2_000,
        random -> {
          StringBuilder wished = new StringBuilder();
          for (int i = random.nextInt(90); i > 0; i--) {
            wished.appendCodePoint("aZ9._-/ é\u2028".codePointAt(random.nextInt(10)));
          }
          Names names = new Names();
          String name = Names.mangle(wished.toString(), "other");
          assertThat(names.take(name)).isEqualTo(name).matches(Spelling.NAME);
          assertThat(names.take(name)).isNotEqualTo(name).matches(Spelling.NAME);
        });
  }

  @Test
  void nobodyWaitsForHimselfOrInACircle() {
    Needs needs = new Needs();
    assertThat(needs.add("a", "b")).isTrue();
    assertThat(needs.add("b", "c")).isTrue();
    assertThat(needs.add("a", "b")).isTrue();
    assertThat(needs.add("c", "a")).isFalse();
    assertThat(needs.add("a", "a")).isFalse();
    assertThat(needs.add("a", "c")).isTrue();
    assertThat(needs.of("a")).containsExactly("b", "c");
    assertThat(needs.of("c")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "size, size",
    "os.image, os-image",
    "osImage, os-image",
    "os_image, os-image",
    "maxIOPS, max-iops",
    "a1B, a1-b",
    "-a-, a",
    "a  b, a-b",
    "größe, größe",
    "8x, 8x",
    "'', ''",
    "___, ___"
  })
  void aFieldIsSpelledAsAParameterWhereItCanBe(String field, String parameter) {
    assertThat(Names.parameter(field)).isEqualTo(parameter);
  }

  @Test
  void aFieldThatIsTooLongForAParameterStaysAsItIs() {
    assertThat(Names.parameter("A".repeat(31))).isEqualTo("a".repeat(31));
    assertThat(Names.parameter("A".repeat(32))).isEqualTo("A".repeat(32));
  }

  @Test
  void aNameIsCutToSixtyThreeCharactersAndEndsInALetterOrDigit() {
    assertThat(Names.mangle("a".repeat(64), "x")).isEqualTo("a".repeat(63));
    assertThat(Names.mangle("a".repeat(62) + "-b", "x")).isEqualTo("a".repeat(62));
  }

  @Test
  void aNameThatIsTakenGetsANumberThatIsFree() {
    Names names = new Names();
    assertThat(List.of(names.take("a"), names.take("a-2"), names.take("a"), names.take("a")))
        .containsExactly("a", "a-2", "a-3", "a-4");
    String longest = "b".repeat(63);
    assertThat(names.take(longest)).isEqualTo(longest);
    assertThat(names.take(longest)).isEqualTo("b".repeat(61) + "-2");
  }
}
