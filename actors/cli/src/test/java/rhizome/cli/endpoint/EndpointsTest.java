package rhizome.cli.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;

class EndpointsTest {

  @Test
  void eachEndpointIsALineAndWhoIsBehindIsSaid() throws IOException {
    Json listing =
        JsonText.parse(
            """
            {"robot": "shop", "services": [
              {"name": "api", "uses": [], "behind": 0, "ports": [
                {"name": "http", "endpoints": [
                  {"slot": 0, "address": "10.0.0.5", "port": 7000},
                  {"slot": 12, "address": "fd00::5", "port": 7001}]},
                {"name": "admin", "endpoints": []}]},
              {"name": "web", "uses": ["api"], "behind": 2, "ports": []}]}
            """);
    assertThat(Endpoints.lines(listing, false))
        .containsExactly(
            "SERVICE  PORT  SLOT  ENDPOINT",
            "api      http     0  10.0.0.5:7000",
            "api      http    12  [fd00::5]:7001",
            "web: 2 of its workloads do not know the newest yet");
  }

  @Test
  void whereNothingIsReadyThatIsSaid() throws IOException {
    Json listing = JsonText.parse("{\"robot\": \"shop\", \"services\": []}");
    assertThat(Endpoints.lines(listing, false)).containsExactly("nothing with a port is ready");
  }
}
