package rhizome.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Machines are powered down and up through the door. */
class PowerTest extends AtTheDoor {

  private String told(String name) throws IOException {
    JsonNode node = door.get("/v1/nodes/" + name).json();
    return node.at("/condition").asText() + ", " + node.at("/admission").asText();
  }

  @Test
  void anIdleNodeSleepsAndNobodyMissesIt() throws IOException {
    grid.enrolPowered("n2");
    Door.Answer down = door.post("/v1/nodes/n2/power-down", "");
    assertThat(down.status()).isEqualTo(202);
    assertThat(down.json().at("/what").asText()).isEqualTo("powering down n2");
    assertThat(told("n2")).isEqualTo("online, asleep");
    grid.lose("n2");
    assertThat(told("n2")).isEqualTo("asleep, asleep");
    JsonNode status = door.get("/v1/status").json();
    assertThat(status.at("/well").asBoolean()).isTrue();
    assertThat(status.at("/nodesOffline")).isEmpty();
    assertThat(status.at("/nodesClosed/0/admission").asText()).isEqualTo("asleep");
    assertThat(door.get("/v1/nodes/n2").json().at("/because/0/what").asText())
        .isEqualTo("powered down by operator: it was asked for");
  }

  @Test
  void aSleepingNodeWakesAndTakesMoreAgain() throws IOException {
    grid.enrolPowered("n2");
    door.post("/v1/nodes/n2/power-down", "");
    grid.lose("n2");
    assertThat(door.post("/v1/nodes/n2/power-up", "").status()).isEqualTo(202);
    assertThat(told("n2")).isEqualTo("waking, waking");
    grid.enrolPowered("n2");
    assertThat(told("n2")).isEqualTo("online, open");
  }

  @Test
  void whatTheGridHasNoSwitchOfStaysOn() throws IOException {
    Door.Answer refused = door.post("/v1/nodes/n1/power-down", "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().at("/refusal").asText()).isEqualTo("NOT_POWERED");
    assertThat(refused.json().at("/detail").asText()).contains("rhizome.power.down");
    assertThat(door.post("/v1/nodes/nobody/power-up", "").status()).isEqualTo(404);
  }
}
