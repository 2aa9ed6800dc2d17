package rhizome.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.gateway.http.Operation;
import rhizome.gateway.problem.Kind;
import rhizome.gateway.seed.SeedPaths;
import rhizome.gateway.view.Listing;

class AccessTest extends AtTheDoor {

  @BeforeEach
  void apply() {
    door.apply(GatewayTest.SHOP);
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsAnsweredOrChangedWithoutTheToken(Operation operation) {
    long events = grid.position();

    Door.Answer answer = door.send(request(operation));
    if (SeedPaths.isOne(operation.path().text())) {
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"rhizome\"");
      assertThat(answer.json().at("/message").asText()).contains("operator.token");
    } else {
      assertRefused(answer);
    }
    assertThat(grid.position()).isEqualTo(events);
    assertThat(grid.shutdown()).isEmpty();
  }

  private HttpRequest.Builder request(Operation operation) {
    String body =
        operation == Operation.SHUTDOWN
            ? "{\"keep\":false}"
            : "{\"file\":\"f\",\"here\":\"/\",\"text\":\"{blueprint: v1, name: other, services:"
                + " {a: {run: {command: sleep}}}}\"}";
    return door.bare(RoutesTest.path(operation))
        .method(operation.method(), BodyPublishers.ofString(body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer ",
        "Bearer wrong",
        "Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "Basic b3BlcmF0b3I6",
        "bearer"
      })
  void aWrongTokenIsAsGoodAsNone(String header) {
    assertRefused(door.send(door.bare("/v1/robots/shop").header("Authorization", header).DELETE()));
    assertThat(door.get("/v1/robots").as(Listing.Robots.class).robots()).hasSize(1);
  }

  @Test
  void theTokenInAnyOtherPlaceDoesNotCount() {
    String secret = door.token().bearer().substring("Bearer ".length());
    assertRefused(door.send(door.bare("/v1/status?token=" + secret).GET()));
    assertRefused(door.send(door.bare("/v1/status").header("Cookie", "token=" + secret).GET()));
    assertRefused(door.send(door.bare("/v1/status").header("Authorization", secret).GET()));
  }

  @Test
  void withoutTheTokenNobodyLearnsWhichRoutesThereAre() {
    assertRefused(door.send(door.bare("/v1/no-such-thing").GET()));
    assertRefused(door.send(door.bare("/").GET()));
  }

  private static void assertRefused(Door.Answer answer) {
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"rhizome\"");
    assertThat(answer.problem().is(Kind.UNAUTHORIZED)).isTrue();
  }
}
