package rhizome.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;

/** What holds for every JSON value. */
class JsonLawsTest {

  /** Among them all that YAML would read as something else, were it not quoted. */
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "web#0",
          "yes",
          "null",
          "~",
          "1",
          "0x1F",
          "1e3",
          "-",
          "- a",
          "a: b",
          "#c",
          "\"quoted\"",
          "'",
          "two\nlines\n",
          "\ttab",
          "\u0000\u0007\u001b[31m",
          "ü日\uD83C\uDF31",
          "\u2028\u0085",
          "2026-05-04T12:00:00Z",
          "&a *a !t |",
          "{}",
          "x".repeat(300));

  @Test
  void whatIsWrittenIsReadBackTheSameInEveryForm() {
    Property.forAll(
        random -> {
          Json json = value(random, 4);
          assertThat(JsonText.parse(JsonText.compact(json))).isEqualTo(json);
          assertThat(JsonText.parse(JsonText.pretty(json))).isEqualTo(json);
          assertThat(YamlDocuments.one(YamlText.of(json))).isEqualTo(json);
        });
  }

  @Test
  void compactIsOneLineAndPrettyIsTheSameWithMoreRoom() {
    Property.forAll(
        random -> {
          Json json = value(random, 4);
          assertThat(JsonText.compact(json)).doesNotContain("\n", "\u001b");
          assertThat(JsonText.compact(JsonText.parse(JsonText.pretty(json))))
              .isEqualTo(JsonText.compact(json));
        });
  }

  @Test
  void aTextThatIsCutAnywhereIsNotTakenForAWholeOne() {
    Property.forAll(
        50,
        random -> {
          String whole = JsonText.compact(Json.object("a", value(random, 3)));
          for (int i = 0; i < whole.length(); i++) {
            assertThat(isRefused(whole.substring(0, i))).as(whole.substring(0, i)).isTrue();
          }
        });
  }

  @Test
  void withAMemberAnObjectIsTheSameButForThatMember() {
    Property.forAll(
        random -> {
          Json json = object(random, 3);
          Json more = json.with("new", 1);
          assertThat(more.at("new").number()).isEqualTo(1);
          json.members().forEach((name, member) -> assertThat(more.at(name)).isEqualTo(member));
          assertThat(more.members()).hasSize(json.members().size() + 1);
          assertThat(json.at("new").isNull()).as("the first is as it was").isTrue();
        });
  }

  private static boolean isRefused(String text) {
    try {
      JsonText.parse(text);
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static Json value(RandomGenerator random, int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> new Json.Null();
      case 1 -> new Json.Bool(random.nextBoolean());
      case 2 -> new Json.Num(BigDecimal.valueOf(random.nextLong()));
      case 3 -> new Json.Num(BigDecimal.valueOf(random.nextInt(-9999, 9999) * 2 + 1, 1));
      case 4 -> new Json.Text(TEXTS.get(random.nextInt(TEXTS.size())));
      case 5 -> {
        List<Json> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          values.add(value(random, depth - 1));
        }
        yield new Json.Arr(values);
      }
      default -> object(random, depth);
    };
  }

  private static Json object(RandomGenerator random, int depth) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      members.put(TEXTS.get(random.nextInt(TEXTS.size())), value(random, depth - 1));
    }
    return new Json.Obj(members);
  }
}
