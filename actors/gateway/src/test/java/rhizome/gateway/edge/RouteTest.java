package rhizome.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.runtime.cluster.HostPort;

class RouteTest {

  private static final Duration MIN = Duration.ofMillis(200);
  private static final Duration MAX = Duration.ofSeconds(5);
  private static final HostPort A = new HostPort("a", 1);
  private static final HostPort B = new HostPort("b", 1);

  private static Route route(int start, HostPort... gateways) {
    return new Route(List.of(gateways), start, MIN, MAX);
  }

  @Test
  void eachGatewayIsTriedOnceWithHardlyAPause() {
    Route route = route(0, A, B);
    assertThat(route.here()).isEqualTo(A);
    assertThat(route.next(1)).isEqualTo(MIN.dividedBy(2));
    assertThat(route.here()).isEqualTo(B);
    assertThat(route.next(0)).isEqualTo(MIN.dividedBy(2));
    assertThat(route.here()).isEqualTo(A);
    assertThat(route.next(1)).isEqualTo(MIN.multipliedBy(2));
  }

  @Test
  void pausesDoubleUpToTheLongest() {
    Route route = route(0, A);
    assertThat(route.next(1)).isEqualTo(MIN);
    assertThat(route.next(1)).isEqualTo(MIN.multipliedBy(2));
    assertThat(route.next(1)).isEqualTo(MIN.multipliedBy(4));
    for (int i = 0; i < 1000; i++) {
      assertThat(route.next(1)).isLessThanOrEqualTo(MAX);
    }
    assertThat(route.next(0)).as("chance takes half of it").isEqualTo(MAX.dividedBy(2));
  }

  @Test
  void aWelcomeEndsTheTrouble() {
    Route route = route(0, A, B);
    for (int i = 0; i < 10; i++) {
      route.next(1);
    }
    route.welcomed();
    assertThat(route.next(1)).isEqualTo(MIN.dividedBy(2));
  }

  @Test
  void agentsSpreadOverTheGateways() {
    assertThat(route(0, A, B).here()).isEqualTo(A);
    assertThat(route(7, A, B).here()).isEqualTo(B);
    assertThat(route(-1, A, B).here()).isEqualTo(B);
  }
}
