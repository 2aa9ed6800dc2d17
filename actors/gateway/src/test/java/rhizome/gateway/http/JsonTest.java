package rhizome.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.gateway.problem.Kind;
import rhizome.gateway.problem.Problem;
import rhizome.gateway.problem.Refusal;
import rhizome.gateway.view.NoticesView.ReceiverView;
import rhizome.gateway.view.RevisionView;
import rhizome.gateway.view.Wish;
import rhizome.gateway.view.Wish.ToApply;
import rhizome.gateway.view.Wish.ToDrain;
import rhizome.gateway.view.Wish.ToPlan;
import rhizome.gateway.view.Wish.ToRun;

/** What wishes may look like, and how answers do. */
class JsonTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static <T> T read(String text, Class<T> type) {
    return Json.read(text.getBytes(UTF_8), type);
  }

  private static String refused(String text, Class<?> type) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> read(text, type));
    assertThat(refusal).as(text).isNotNull();
    assertThat(refusal.problem().is(Kind.BAD_JSON)).isTrue();
    return refusal.problem().detail();
  }

  @Test
  void whatMayBeLeftOutMayBeLeftOut() {
    assertThat(read("{\"file\":\"f\",\"text\":\"t\",\"here\":\"/\"}", ToPlan.class))
        .isEqualTo(new ToPlan("f", "t", "/", Optional.empty(), Optional.empty(), Optional.empty()));
    assertThat(read("{}", ToDrain.class))
        .isEqualTo(new ToDrain(Optional.empty(), Optional.empty()));
    ToRun run = read("{\"action\":\"backup\"}", ToRun.class);
    assertThat(run.action()).isEqualTo("backup");
    assertThat(run.service()).isEmpty();
    assertThat(run.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"file", "text", "here"})
  void whatABlueprintCannotDoWithoutIsMissedByItsName(String missing) {
    TreeMap<String, String> all = new TreeMap<>(Map.of("file", "f", "text", "t", "here", "/"));
    all.remove(missing);
    for (Class<?> type : List.of(ToPlan.class, ToApply.class)) {
      assertThat(refused(Json.text(all), type))
          .startsWith("'" + missing + "' is missing (line 1, column ");
    }
  }

  @Test
  void aTemplateAndAnActionAreMissedByTheirNames() {
    assertThat(refused("{\"file\":\"f\"}", Wish.TemplateText.class))
        .startsWith("'text' is missing");
    assertThat(refused("{\"text\":\"t\"}", Wish.TemplateText.class))
        .startsWith("'file' is missing");
    assertThat(refused("{}", ToRun.class)).startsWith("'action' is missing");
  }

  @Test
  void aWishToApplyIsABlueprintToPlanAndMore() {
    String text =
        """
        {"file": "f", "text": "t", "here": "/", "plan": "ab", "backTo": 3,
         "templates": [{"file": "a.yaml", "text": "x"}],
         "parameters": {"b": "2", "a": "1"}, "files": {"notes.txt": "hi"}}
        """;
    ToApply apply = read(text, ToApply.class);
    assertThat(apply.plan()).contains("ab");
    assertThat(apply.backTo()).contains(3L);
    ToPlan plan = apply.blueprint();
    assertThat(plan.templates()).contains(List.of(new Wish.TemplateText("a.yaml", "x")));
    assertThat(plan.parameters().orElseThrow().keySet()).containsExactly("a", "b");
    assertThat(plan.files()).contains(new TreeMap<>(Map.of("notes.txt", "hi")));
  }

  @Test
  void aTypoIsRefusedWithItsPlaceTheNearestAndAllThatAreKnown() {
    assertThat(refused("{\"deadlineSecond\": 3}", ToDrain.class))
        .matches(
            "unknown key 'deadlineSecond' \\(line 1, column \\d+\\), did you mean"
                + " 'deadlineSeconds'\\?; known are atOnce, deadlineSeconds");
    assertThat(refused("\n\n{\"colour\": 3}", ToDrain.class))
        .matches(
            "unknown key 'colour' \\(line 3, column \\d+\\); known are atOnce, deadlineSeconds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null"})
  void anEmptyBodyIsToldToBeThat(String text) {
    assertThat(refused(text, ToDrain.class)).isEqualTo("the body is empty: send a JSON object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"atOnce\": 1} {",
        "{\"atOnce\": 1} x",
        "{\"atOnce\": 1, \"atOnce\": 2}",
        "{\"atOnce\": \"many\"}",
        "{\"atOnce\": 99999999999}",
        "[]",
        "3",
        "{'atOnce': 1}",
        "{\"atOnce\": 01}"
      })
  void whatIsNotTheJsonThatIsWantedIsRefusedWithItsPlace(String text) {
    assertThat(refused(text, ToDrain.class)).containsPattern("\\(line \\d+, column \\d+\\)");
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    byte[] bytes = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> Json.read(bytes, ToDrain.class));
    assertThat(refusal.problem().is(Kind.BAD_JSON)).isTrue();
  }

  @Test
  void whatIsAbsentIsLeftOutAndWhatIsEmptyIsNot() {
    ReceiverView receiver =
        new ReceiverView(
            "desk",
            0,
            Optional.empty(),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.of(4L),
            Optional.of(NOON));
    assertThat(Json.text(receiver))
        .isEqualTo(
            "{\"name\":\"desk\",\"waiting\":0,\"attempts\":0,\"last\":4,"
                + "\"lastAt\":\"2026-01-01T12:00:00Z\"}");
    assertThat(Json.text(List.of())).isEqualTo("[]");
    RevisionView revision =
        new RevisionView(1, NOON, "ann", "destroyed", new TreeMap<>(), Optional.empty());
    assertThat(Json.text(revision)).contains("\"changes\":{}").doesNotContain("digest");
  }

  @Test
  void textIsWrittenInUtf8() {
    assertThat(new String(Json.bytes(new Wish.Accepted("grüße 世界")), UTF_8))
        .isEqualTo("{\"what\":\"grüße 世界\"}");
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    ToRun wish =
        new ToRun(
            Optional.of("db"),
            "backup",
            Optional.of(1),
            Optional.of(new TreeMap<>(Map.of("to", "x\n\"y\""))),
            Optional.of(false),
            Optional.of("k"));
    assertThat(read(Json.text(wish), ToRun.class)).isEqualTo(wish);
  }

  @Test
  void aLenientReaderIsNotHurtByWhatItDoesNotKnow() throws JsonProcessingException {
    String text = "{\"what\": \"done\", \"more\": [1]}";
    assertThat(Json.lenient().readValue(text, Wish.Accepted.class))
        .isEqualTo(new Wish.Accepted("done"));
    assertThat(refused(text, Wish.Accepted.class)).as("the API is not").contains("'more'");
  }

  @Test
  void aProblemTravelsAsRfc9457SaysAndIsReadAsItWas() throws JsonProcessingException {
    Problem problem =
        Problem.of(Kind.UNKNOWN_ROBOT, "there is no robot 'shpo'")
            .with("nearest", "shop")
            .at("/v1/robots/shpo");
    JsonNode node = Json.lenient().readTree(Json.text(problem));
    assertThat(node.fieldNames())
        .toIterable()
        .containsExactly("type", "title", "status", "detail", "instance", "nearest");
    assertThat(Json.lenient().readValue(Json.text(problem), Problem.class)).isEqualTo(problem);
  }

  @Test
  void aProblemWithoutItsPlaceIsReadAsOneWithoutAPlace() throws JsonProcessingException {
    String text = "{\"type\":\"t\",\"title\":\"T\",\"status\":404,\"detail\":\"d\"}";
    Problem problem = Json.lenient().readValue(text, Problem.class);
    assertThat(problem.instance()).isEmpty();
    assertThat(problem.members()).isEmpty();
    assertThat(problem.status()).isEqualTo(404);
  }
}
