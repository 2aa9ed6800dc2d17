package rhizome.blueprints.draft;

import static org.assertj.core.api.Assertions.assertThat;

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
}
