package rhizome.blueprints.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.RandomBlueprints;
import rhizome.house.Property;

class StartOrderTest {

  private static final Spec SPEC =
      new Spec(
          new Run("sleep", List.of(), Map.of(), Optional.empty(), Run.GRACE_DEFAULT),
          Resources.DEFAULT,
          List.of(),
          Health.DEFAULT,
          Restart.DEFAULT);

  @Test
  void aLayerNeedsOnlyLayersBeforeIt() {
    Blueprint blueprint =
        new Blueprint(
            "x",
            List.of(
                service("web", "api", "cache"),
                service("api", "store"),
                service("cache"),
                service("store"),
                service("batch", "store")));
    assertThat(StartOrder.of(blueprint).layers())
        .extracting(layer -> layer.stream().map(Service::name).toList())
        .containsExactly(List.of("cache", "store"), List.of("api", "batch"), List.of("web"));
  }

  @Test
  void everyServiceComesOnceAndAfterItsNeeds() {
    Property.forAll(
        random -> {
          Blueprint blueprint = new RandomBlueprints(random).blueprint();
          List<String> started = new ArrayList<>();
          for (Service service : StartOrder.of(blueprint).flat()) {
            assertThat(started).containsAll(service.needs()).doesNotContain(service.name());
            started.add(service.name());
          }
          assertThat(started).hasSameSizeAs(blueprint.services());
        });
  }

  @Test
  void aCircleOrAnUnknownNeedHasNoOrder() {
    Blueprint circle = new Blueprint("x", List.of(service("a", "b"), service("b", "a")));
    assertThatThrownBy(() -> StartOrder.of(circle)).hasMessageContaining("circle");
    Blueprint unknown = new Blueprint("x", List.of(service("a", "z")));
    assertThatThrownBy(() -> StartOrder.of(unknown)).hasMessage("a needs z, unknown");
  }

  private static Service service(String name, String... needs) {
    return new Service(name, 1, SPEC, List.of(needs));
  }
}
