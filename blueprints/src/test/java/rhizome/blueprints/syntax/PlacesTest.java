package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import rhizome.blueprints.RandomBlueprints;
import rhizome.blueprints.text.BlueprintWriter;
import rhizome.blueprints.tree.Places;
import rhizome.blueprints.tree.Spot;
import rhizome.house.Property;

class PlacesTest {

  private static final String TEXT =
      """
      name: x
      blueprint: v1
      services:
        web: &web
          run: sleep
          needs: [db, "cache"]
          health:
            tcp: http
            timeout: 2s
          ports: {http: auto}
          replicas: 2
        db: {run: sleep}
        cache: {run: sleep}
        other: {run: sleep, health: {process: true}}
        twin: *web
      """;

  private final Places places = valid(TEXT).places();

  @Test
  void aSingleValueIsPointedAtItselfAndAMappingByItsKey() {
    assertThat(place("web", "health", "timeout")).isEqualTo("9:16");
    assertThat(place("web", "health")).isEqualTo("7:5");
    assertThat(place("web", "ports", "http")).isEqualTo("10:19");
    assertThat(place("web", "needs")).isEqualTo("6:5");
    assertThat(place("web", "needs", "cache")).isEqualTo("6:17");
    assertThat(place("web")).isEqualTo("4:3");
  }

  @Test
  void whatIsNotWrittenIsPointedAtWhereItWouldStand() {
    assertThat(place("web", "health", "interval")).isEqualTo("7:5");
    assertThat(place("web", "restart", "window")).isEqualTo("4:3");
    assertThat(place("web", "restart", "replicas")).as("no step further").isEqualTo("4:3");
    assertThat(place("web", "run", "command")).as("the short form").isEqualTo("5:10");
    assertThat(place("web", "needs", "nobody")).isEqualTo("6:5");
  }

  @Test
  void whatAnAliasRepeatsIsPointedAtWhereItIsWritten() {
    assertThat(place("twin")).isEqualTo("15:3");
    assertThat(place("twin", "health", "timeout")).isEqualTo("9:16");
  }

  @Test
  void aSpotShowsItsLineWithACaretUnderIt() {
    Spot spot = places.of("web", "health", "timeout");
    assertThat(spot.excerpt()).isEqualTo("      timeout: 2s");
    assertThat(spot.excerpt().substring(spot.caret())).isEqualTo("2s");
    assertThat(spot.headline("late")).isEqualTo("f.yaml:9:16: late");
  }

  @Test
  void aServiceThatIsNotThereHasNoPlace() {
    assertThatThrownBy(() -> places.of("wbe", "run"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wbe")
        .hasMessageContaining("cache");
  }

  @Test
  void everyServiceOfEveryBlueprintStandsWhereItsNameIs() {
    Property.forAll(
        random -> {
          String text = BlueprintWriter.write(new RandomBlueprints(random).blueprint());
          Parsed.Valid valid = valid(text);
          for (var service : valid.blueprint().services()) {
            Spot spot = valid.places().of(service.name());
            assertThat(spot.excerpt().substring(spot.caret()).replace("\"", ""))
                .isEqualTo(service.name() + ":");
          }
        });
  }

  private String place(String service, String... path) {
    Spot spot = places.of(service, path);
    return spot.line() + ":" + spot.column();
  }

  private static Parsed.Valid valid(String text) {
    return (Parsed.Valid) BlueprintReader.read("f.yaml", text, "/here");
  }
}
