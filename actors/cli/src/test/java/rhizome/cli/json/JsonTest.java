package rhizome.cli.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void whatWasWrittenIsReadBackTheSame() throws IOException {
    Json json =
        Json.object("name", "web#0 \"ü\"\n")
            .with("count", 3)
            .with("share", 0.25)
            .with("big", Long.MAX_VALUE)
            .with("yes", true)
            .with("nothing", null)
            .with("list", List.of("a", Map.of("deep", List.of())));
    assertThat(JsonText.parse(JsonText.compact(json))).isEqualTo(json);
    assertThat(JsonText.parse(JsonText.pretty(json))).isEqualTo(json);
  }

  @Test
  void membersKeepTheirOrder() {
    assertThat(JsonText.compact(Json.object("z", 1).with("a", 2).with("z", 3)))
        .isEqualTo("{\"z\":3,\"a\":2}");
  }

  @Test
  void prettyIsIndentedByTwoWithoutABreakAtTheEnd() {
    Json json = Json.object("a", List.of(1, 2)).with("b", List.of()).with("c", Map.of());
    assertThat(JsonText.pretty(json))
        .isEqualTo(
            """
            {
              "a": [
                1,
                2
              ],
              "b": [],
              "c": {}
            }\
            """);
  }

  @Test
  void whatIsMissingOrOfAnotherKindReadsAsNothing() {
    Json json = Json.object("text", "x").with("number", 1.9).with("list", List.of(1));
    assertThat(json.at("none").isNull()).isTrue();
    assertThat(json.at("none").at("deeper").text()).isEmpty();
    assertThat(json.at("text").number()).isZero();
    assertThat(json.at("text").items()).isEmpty();
    assertThat(json.at("number").number()).isEqualTo(1);
    assertThat(json.at("number").text()).isEqualTo("1.9");
    assertThat(json.at("list").members()).isEmpty();
    assertThat(json.at("list").text()).isEmpty();
    assertThat(json.at("text").isTrue()).isFalse();
    assertThat(Json.of(true).text()).isEqualTo("true");
  }

  @Test
  void plainJavaBecomesJsonAndStrangersAreRefused() {
    assertThat(Json.of(Optional.empty()).isNull()).isTrue();
    assertThat(Json.of(Optional.of("x")).text()).isEqualTo("x");
    assertThatThrownBy(() -> Json.of(new ArrayList<>(List.of(new Object()))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"a\":}", "1 2", "nope", "[1,]", "{} x"})
  void whatIsNotOneValueIsRefused(String text) {
    assertThatThrownBy(() -> JsonText.parse(text)).isInstanceOf(IOException.class);
  }

  @Test
  void yamlSaysTheSameInBlocks() {
    Json json =
        Json.object("name", "shop")
            .with("ready", true)
            .with("count", 3)
            .with("share", 0.5)
            .with("none", null)
            .with("services", List.of(Json.object("name", "web").with("detail", "a: b")));
    assertThat(YamlText.of(json))
        .isEqualTo(
            """
            name: shop
            ready: true
            count: 3
            share: 0.5
            none: null
            services:
            - name: web
              detail: 'a: b'
            """);
  }

  @Test
  void yamlRepeatsWhatIsTheSameAndNeverPointsAtIt() {
    Json empty = Json.of(List.of());
    assertThat(YamlText.of(Json.object("a", empty).with("b", empty).with("c", List.of())))
        .isEqualTo("a: []\nb: []\nc: []\n");
  }

  @Test
  void yamlQuotesWhatWouldReadAsSomethingElse() {
    assertThat(YamlText.of(Json.object("version", "1.0").with("answer", "true")))
        .doesNotContain(": 1.0\n")
        .doesNotContain(": true\n");
  }
}
