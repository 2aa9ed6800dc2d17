package rhizome.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import akka.http.javadsl.model.HttpRequest;
import akka.util.ByteString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.gateway.problem.Kind;
import rhizome.gateway.problem.Refusal;
import rhizome.gateway.view.Wish;
import rhizome.house.Property;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;

class CallTest {

  private static Call asking(String query) {
    HttpRequest request = HttpRequest.GET("http://127.0.0.1/v1/it" + query);
    return new Call(request, Collections.emptyMap(), ByteString.emptyByteString());
  }

  private static Call at(String... namesAndSegments) {
    Map<String, String> path = new TreeMap<>();
    for (int i = 0; i < namesAndSegments.length; i += 2) {
      path.put(namesAndSegments[i], namesAndSegments[i + 1]);
    }
    return new Call(HttpRequest.GET("/v1/it"), path, ByteString.emptyByteString());
  }

  private static void refused(Runnable reading, Kind kind, String detail) {
    Refusal refusal = catchThrowableOfType(Refusal.class, reading::run);
    assertThat(refusal).isNotNull();
    assertThat(refusal.problem().is(kind)).as(refusal.problem().type()).isTrue();
    assertThat(refusal.problem().detail()).isEqualTo(detail);
  }

  @Test
  void namesInThePathAreRead() {
    Call call = at("robot", "shop", "service", "web", "slot", "7", "node", "n1");
    assertThat(call.robot()).isEqualTo(new RobotId("shop"));
    assertThat(call.node()).isEqualTo(new NodeId("n1"));
    assertThat(call.workload()).isEqualTo(WorkloadId.parse("shop/web#7"));
    assertThat(at("robot", "shop", "service", "db", "action", "backup").task())
        .isEqualTo(TaskId.parse("shop/db/backup"));
    assertThat(at("run", "12").run()).isEqualTo(12);
    assertThat(at("generation", "3").generation()).isEqualTo(3);
  }

  /** What cannot be a name of anything is the name of nothing: it is not there. */
  @ParameterizedTest
  @ValueSource(strings = {"NOT A NAME", "", "-", "a/b", "a#1"})
  void whatIsNoNameIsNotFound(String name) {
    notFound(() -> at("robot", name).robot(), Kind.UNKNOWN_ROBOT);
    notFound(() -> at("node", name).node(), Kind.UNKNOWN_NODE);
    notFound(
        () -> at("robot", name, "service", "web", "slot", "0").workload(), Kind.UNKNOWN_WORKLOAD);
    notFound(
        () -> at("robot", "shop", "service", name, "slot", "0").workload(), Kind.UNKNOWN_WORKLOAD);
    notFound(
        () -> at("robot", "shop", "service", "db", "action", name).task(), Kind.UNKNOWN_ACTION);
  }

  private static void notFound(Runnable reading, Kind kind) {
    Refusal refusal = catchThrowableOfType(Refusal.class, reading::run);
    assertThat(refusal.problem().is(kind)).isTrue();
    assertThat(refusal.problem().status()).isEqualTo(404);
    assertThat(refusal.problem().detail()).isNotBlank();
  }

  @Test
  void whatIsNoNumberIsToldHowItsKindIsCounted() {
    refused(
        () -> at("robot", "shop", "service", "web", "slot", "x").workload(),
        Kind.UNKNOWN_WORKLOAD,
        "'x' is not a slot: slots count from 0");
    refused(
        () -> at("robot", "shop", "service", "web", "slot", "-1").workload(),
        Kind.UNKNOWN_WORKLOAD,
        "a slot counts from 0, not -1");
    refused(
        () -> at("robot", "shop", "service", "web", "slot", "2147483648").workload(),
        Kind.UNKNOWN_WORKLOAD,
        "'2147483648' is not a slot: slots count from 0");
    refused(() -> at("run", "x").run(), Kind.UNKNOWN_RUN, "'x' is not a run: runs count from 1");
    refused(
        () -> at("generation", "1.5").generation(),
        Kind.UNKNOWN_REVISION,
        "'1.5' is not a generation: generations count from 1");
  }

  @Test
  void aRouteThatAsksForWhatItsPathDoesNotHoldIsAMistakeOfOurs() {
    assertThatThrownBy(() -> at("robot", "shop").node())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no {node} in the path of this route");
  }

  @Test
  void aTemplateIsFoundByNameByVersionAndAsAFileOfJson() {
    for (String wanted : List.of("static-site", "static-site@^1", "static-site.json")) {
      assertThat(at("template", wanted).template().name()).isEqualTo("static-site");
    }
    Refusal refusal =
        catchThrowableOfType(Refusal.class, () -> at("template", "none.json").template());
    assertThat(refusal.problem().is(Kind.UNKNOWN_TEMPLATE)).isTrue();
    assertThat(refusal.problem().detail())
        .startsWith("template 'none' not found: there are ")
        .contains("static-site");
  }

  @Test
  void aNumberThatIsNotSaidIsWhatTheRouteSays() {
    assertThat(asking("").number("offset", 9)).isEqualTo(9);
    assertThat(asking("?offset=0").number("offset", 9)).isZero();
    assertThat(asking("?offset=-3").number("offset", 9)).isEqualTo(-3);
    assertThat(asking("?other=1").number("offset", 9)).isEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1e3", "1.0", "9223372036854775808", "0x10"})
  void whatIsNoNumberIsRefusedByTheNameOfItsParameter(String text) {
    refused(
        () -> asking("?offset=" + text).number("offset", 0),
        Kind.BAD_PARAMETER,
        "'offset' must be a number, not '" + text + "'");
  }

  @Test
  void anEmptyNumberIsNone() {
    refused(
        () -> asking("?offset=").number("offset", 0),
        Kind.BAD_PARAMETER,
        "'offset' must be a number, not ''");
  }

  @ParameterizedTest
  @CsvSource({"1, true", "100, true", "0, false", "101, false", "-1, false", "4294967297, false"})
  void aLimitIsFromOneToTheMost(long limit, boolean good) {
    Call call = asking("?limit=" + limit);
    if (good) {
      assertThat(call.limit("limit", 100)).isEqualTo((int) limit);
    } else {
      refused(
          () -> call.limit("limit", 100),
          Kind.BAD_PARAMETER,
          "'limit' must be 1 to 100, not " + limit);
    }
  }

  @Test
  void aLimitThatIsNotSaidIsTheMost() {
    assertThat(asking("").limit("limit", 100)).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({
    "'', true, true",
    "'', false, false",
    "?f, false, true",
    "?f=, false, true",
    "?f=true, false, true",
    "?f=false, true, false"
  })
  void aFlagIsOnWhenItIsNamed(String query, boolean otherwise, boolean expected) {
    assertThat(asking(query).flag("f", otherwise)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "1", "TRUE", "False"})
  void aFlagIsTrueOrFalseAndNothingElse(String text) {
    refused(
        () -> asking("?follow=" + text).flag("follow", false),
        Kind.BAD_PARAMETER,
        "'follow' must be true or false, not '" + text + "'");
  }

  @Test
  void aParameterThatIsNotKnownIsRefusedWithTheNearest() {
    List<String> known = List.of("robot", "after", "limit");
    asking("?robot=shop&limit=3").checkParameters(known);
    asking("").checkParameters(List.of());
    refused(
        () -> asking("?limt=3").checkParameters(known),
        Kind.BAD_PARAMETER,
        "unknown parameter 'limt', did you mean 'limit'?");
    refused(
        () -> asking("?robot=shop&xyz=3").checkParameters(known),
        Kind.BAD_PARAMETER,
        "unknown parameter 'xyz'");
    refused(
        () -> asking("?a=1").checkParameters(List.of()),
        Kind.BAD_PARAMETER,
        "unknown parameter 'a'");
  }

  @Test
  void parametersPassExactlyWhenAllAreKnown() {
    List<String> words = List.of("after", "before", "follow", "limit", "offset", "robot");
    Property.forAll(
        random -> {
          List<String> known = words.stream().filter(_ -> random.nextBoolean()).toList();
          List<String> said = new ArrayList<>();
          for (int i = random.nextInt(4); i > 0; i--) {
            said.add(words.get(random.nextInt(words.size())));
          }
          Call call = asking(said.isEmpty() ? "" : "?" + String.join("=1&", said) + "=1");
          boolean passes = true;
          try {
            call.checkParameters(known);
          } catch (Refusal _) {
            passes = false;
          }
          assertThat(passes).as(said + " of " + known).isEqualTo(known.containsAll(said));
        });
  }

  @Test
  void theBodyIsReadAsWhatTheRouteWants() {
    ByteString body = ByteString.fromString("{\"keep\": true}");
    Call call = new Call(HttpRequest.POST("/v1/shutdown"), Collections.emptyMap(), body);
    assertThat(call.body(Wish.ToShutDown.class)).isEqualTo(new Wish.ToShutDown(true));
  }
}
