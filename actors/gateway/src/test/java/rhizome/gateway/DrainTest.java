package rhizome.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.model.Resources;
import rhizome.gateway.problem.Kind;
import rhizome.gateway.problem.Problem;

/** Machines are taken out of service and back through the door. */
class DrainTest extends AtTheDoor {

  private static final Resources ROOMY = new Resources(8_000, 8L << 30);

  /** One workload that is shared, and one that is not; both go to n1, which is alone. */
  private static String blueprint(String command) {
    return """
    blueprint: v1
    name: shop
    services:
      db: {run: {command: sleep}}
      web: {run: {command: %s}, single: false}
    """
        .formatted(command);
  }

  private JsonNode node(String name) throws IOException {
    return door.get("/v1/nodes/" + name).json();
  }

  private JsonNode workload(String service) throws IOException {
    return door.get("/v1/workloads/shop/" + service + "/0").json();
  }

  @Test
  void aCordonedNodeTakesNothingMoreUntilItIsUncordoned() throws IOException {
    assertThat(node("n1").at("/admission").asText()).isEqualTo("open");
    assertThat(door.post("/v1/nodes/n1/cordon", "").status()).isEqualTo(202);
    assertThat(node("n1").at("/admission").asText()).isEqualTo("cordoned");
    door.apply(blueprint("sleep"));
    assertThat(workload("db").at("/status").asText()).isEqualTo("pending");

    Door.Answer open = door.post("/v1/nodes/n1/uncordon", "");
    assertThat(open.json().at("/what").asText()).isEqualTo("uncordoned n1");
    grid.enrol("n2", ROOMY);
    assertThat(workload("db").at("/status").asText()).isEqualTo("ready");
  }

  @Test
  void aDrainedNodeIsEmptyAndWhatItHeldRunsElsewhere() throws IOException {
    door.apply(blueprint("sleep"));
    grid.enrol("n2", ROOMY);
    assertThat(door.post("/v1/nodes/n1/drain", "{}").status()).isEqualTo(202);

    JsonNode drained = node("n1");
    assertThat(drained.at("/admission").asText()).isEqualTo("drained");
    assertThat(drained.at("/drain/remaining").asInt()).isZero();
    assertThat(drained.at("/drain/atOnce").asInt()).isEqualTo(4);
    assertThat(workload("db").at("/node").asText()).isEqualTo("n2");
    assertThat(workload("web").at("/node").asText()).isEqualTo("n2");
    assertThat(workload("web").at("/status").asText()).isEqualTo("ready");
  }

  /** What is slow is ready only when the test says so. */
  @Test
  void whatIsSharedServesWhereItWasUntilItIsReadyElsewhere() throws IOException {
    door.apply(blueprint("slow"));
    grid.ready("shop/web#0");
    grid.enrol("n2", ROOMY);
    door.post("/v1/nodes/n1/drain", "{\"deadlineSeconds\":60,\"atOnce\":2}");

    assertThat(node("n1").at("/admission").asText()).isEqualTo("draining");
    assertThat(node("n1").at("/drain/remaining").asInt()).isEqualTo(1);
    assertThat(workload("web").at("/node").asText()).isEqualTo("n1");
    assertThat(workload("web").at("/status").asText()).isEqualTo("ready");
    assertThat(workload("web").at("/detail").asText()).isEqualTo("moves to n2");

    grid.ready("shop/web#0");
    assertThat(node("n1").at("/admission").asText()).isEqualTo("drained");
    assertThat(workload("web").at("/node").asText()).isEqualTo("n2");
    assertThat(sentences("web"))
        .contains("is to leave n1, and serves there until it is ready elsewhere")
        .contains("because: n1 is being drained by operator")
        .doesNotContain("after it broke");
    assertThat(sentences("db")).contains("leaves n1, stopped before it starts elsewhere");
  }

  @Test
  void whereNothingElseHasRoomWhatIsSharedSaysWhyItWaitsAndGoesAtTheDeadline() throws IOException {
    door.apply(blueprint("sleep"));
    door.post("/v1/nodes/n1/drain", "{\"deadlineSeconds\":60}");

    assertThat(node("n1").at("/workloads/0").asText()).isEqualTo("shop/web#0");
    assertThat(workload("web").at("/detail").asText())
        .isEqualTo("stays until it has another place: no node is online");
    assertThat(workload("db").at("/status").asText()).isEqualTo("pending");

    grid.passDeadline("n1", Duration.ofSeconds(61));
    assertThat(node("n1").at("/admission").asText()).isEqualTo("drained");
    assertThat(node("n1").at("/drain/overdue").asBoolean()).isTrue();
    assertThat(workload("web").at("/status").asText()).isEqualTo("pending");
    assertThat(sentences("web"))
        .contains("no longer served by n1, because: the time to replace it first is over");
  }

  private String sentences(String service) throws IOException {
    StringBuilder all = new StringBuilder();
    door.get("/v1/workloads/shop/" + service + "/0/timeline")
        .json()
        .at("/entries")
        .forEach(entry -> all.append(entry.at("/sentence").asText()).append('\n'));
    return all.toString();
  }

  @Test
  void aNodeIsRemovedOnceItHoldsNothing() throws IOException {
    door.apply(blueprint("sleep"));
    Door.Answer refused = door.delete("/v1/nodes/n1");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem().members()).containsEntry("refusal", "HOLDS_WORKLOADS");
    assertThat(refused.problem().detail()).contains("drain it first");

    grid.enrol("n2", ROOMY);
    door.post("/v1/nodes/n1/drain", "{}");
    assertThat(door.delete("/v1/nodes/n1").json().at("/what").asText()).isEqualTo("removed n1");
    assertThat(door.get("/v1/nodes").json().at("/nodes").findValuesAsText("name"))
        .containsExactly("n2");
    assertThat(door.delete("/v1/nodes/n1").status()).isEqualTo(404);
  }

  @Test
  void anOfflineNodeIsRemovedWithWhatItHeld() throws IOException {
    door.apply(blueprint("sleep"));
    grid.lose("n1");
    assertThat(door.delete("/v1/nodes/n1").status()).isEqualTo(202);
    assertThat(door.get("/v1/nodes").json().at("/nodes")).isEmpty();
    assertThat(workload("db").at("/status").asText()).isEqualTo("pending");
    grid.enrol("n1", ROOMY);
    assertThat(workload("db").at("/node").asText()).isEqualTo("n1");
  }

  @Test
  void anUnknownNodeIsToldTheNearestName() {
    Problem problem = door.post("/v1/nodes/n11/drain", "{}").problem();
    assertThat(problem.is(Kind.UNKNOWN_NODE)).isTrue();
    assertThat(problem.detail()).isEqualTo("there is no node 'n11': did you mean 'n1'?");
    assertThat(door.post("/v1/nodes/NO%20NAME/cordon", "").problem().is(Kind.UNKNOWN_NODE))
        .isTrue();
    assertThat(door.delete("/v1/nodes/n11").status()).isEqualTo(404);
    assertThat(door.get("/v1/nodes/n11").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"deadlineSeconds\":-1}   | 'deadlineSeconds' must be 0 to 86400, not -1",
        "{\"deadlineSeconds\":1e6}  | 'deadlineSeconds' must be 0 to 86400, not 1000000",
        "{\"deadlineSeconds\":99999999999999999} | 'deadlineSeconds' must be",
        "{\"atOnce\":0}             | 'atOnce' must be 1 to 1000, not 0",
        "{\"atOnce\":1001}          | 'atOnce' must be 1 to 1000, not 1001",
        "{\"atOnce\":\"many\"}      | String \"many\"",
        "{\"deadline\":1}           | unknown key 'deadline'",
        "[]                         | ToDrain",
      })
  void aDrainThatMakesNoSenseChangesNothing(String body, String words) throws IOException {
    Door.Answer answer = door.post("/v1/nodes/n1/drain", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem().detail()).contains(words);
    assertThat(node("n1").at("/admission").asText()).isEqualTo("open");
  }
}
