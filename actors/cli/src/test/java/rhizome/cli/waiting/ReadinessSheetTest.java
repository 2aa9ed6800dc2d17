package rhizome.cli.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;
import rhizome.house.Property;

/** What the API says of a robot, and what is made of it. */
class ReadinessSheetTest {

  private static Readiness robot(String more) throws IOException {
    String json = "{\"name\": \"shop\", \"phase\": \"active\" %s}".formatted(more);
    return Readiness.of(JsonText.parse(json));
  }

  private static Readiness.Service service(boolean waits, boolean ready) {
    return new Readiness.Service("s", ready ? 1 : 0, 1, 1, 0, 0, waits, "");
  }

  private static Readiness of(Readiness.Service... services) {
    return new Readiness("shop", true, false, 1, List.of(services));
  }

  @Test
  void whatAnOlderGridDoesNotSayIsTakenForNothing() throws IOException {
    Readiness seen = robot("");
    assertThat(seen.there()).isTrue();
    assertThat(seen.ready()).isFalse();
    assertThat(seen.generation()).isZero();
    assertThat(seen.services()).isEmpty();
    assertThat(seen.reverted()).isEmpty();
    assertThat(seen.waits()).as("nobody waits where there is nothing").isFalse();
    assertThat(seen.stalls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"active,true", "applying,true", "destroying,true", "idle,false"})
  void onlyAnIdleRobotIsNotThere(String phase, boolean there) {
    Json robot = Json.object("name", "shop").with("phase", phase);
    assertThat(Readiness.of(robot).there()).isEqualTo(there);
  }

  @Test
  void aRobotTheGridDoesNotKnowLeavesNothing() {
    Readiness gone = Readiness.gone("shop");
    assertThat(gone.there()).isFalse();
    assertThat(gone.leftWorkloads()).isZero();
    assertThat(gone.isGivenUp(0)).isFalse();
  }

  @Test
  void whatWasGivenUpIsToldWithWhyAndForWhat() throws IOException {
    Readiness seen =
        robot(
            """
            , "generation": 5, "reverted":
              {"generation": 4, "backTo": 2, "service": "web", "why": "3 of 3 parked"}
            """);
    assertThat(seen.reverted()).contains(new Readiness.Reverted(4, 2, "web: 3 of 3 parked"));
    assertThat(seen.isGivenUp(4)).isTrue();
    for (long other : new long[] {0, 2, 3, 5}) {
      assertThat(seen.isGivenUp(other)).as("generation %d", other).isFalse();
    }
    assertThat(robot(", \"reverted\": null").reverted()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "waiting,true",
    "canary,false",
    "rolling,false",
    "done,false",
    "'',false",
  })
  void aServiceWaitsForAWordOnlyInThatStage(String stage, boolean waits) {
    Json web = Json.object("name", "web").with("replicas", 1).with("stage", stage);
    Json robot = Json.object("name", "shop").with("services", List.of(web));
    assertThat(Readiness.of(robot).services().getFirst().waits()).isEqualTo(waits);
    assertThat(Readiness.of(robot).waits()).isEqualTo(waits);
  }

  @Test
  void aRobotWaitsOnlyWhenNothingElseIsOnItsWay() {
    assertThat(of(service(true, false)).waits()).isTrue();
    assertThat(of(service(true, false), service(false, true)).waits()).isTrue();
    assertThat(of(service(true, false), service(true, true)).waits()).isTrue();
    assertThat(of(service(true, false), service(false, false)).waits()).isFalse();
    assertThat(of(service(false, true)).waits()).isFalse();
    assertThat(of(service(false, false)).waits()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    // ready, discarded, replicas, left, whether
    "0,0,0,0,true",
    "1,0,1,1,true",
    "2,1,3,3,true",
    "0,3,3,3,true",
    "2,0,3,3,false",
    "3,0,3,4,false",
    "3,0,3,2,false",
    "0,0,0,1,false"
  })
  void aServiceIsReadyWhenEveryReplicaIsOrIsMissedByNobody(
      int ready, int discarded, int replicas, int left, boolean is) {
    Readiness.Service service =
        new Readiness.Service("web", ready, replicas, left, 0, discarded, false, "");
    assertThat(service.isReady()).isEqualTo(is);
  }

  @Test
  void whyServicesStallIsTold() throws IOException {
    Readiness seen =
        robot(
            """
            , "services": [{"name": "db", "stalled": ""}, {"name": "web", "stalled": "no room"},
              {"name": "api", "stalled": "needs 'web'"}]
            """);
    assertThat(seen.stalls()).containsExactly("web: no room", "api: needs 'web'");
  }

  /** Every workload of a service is counted, in whatever state an API knows of. */
  @Test
  void sumsAreThoseOfTheParts() {
    Property.forAll(
        random -> {
          List<Json> services = new ArrayList<>();
          int ready = 0;
          int wanted = 0;
          int parked = 0;
          int all = 0;
          for (int i = random.nextInt(5); i > 0; i--) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            for (String state : List.of("ready", "starting", "parked", "discarded", "novel")) {
              if (random.nextBoolean()) {
                counts.put(state, random.nextInt(4));
              }
            }
            int replicas = random.nextInt(6);
            int isReady = random.nextInt(4);
            services.add(
                Json.object("name", "s" + i)
                    .with("replicas", replicas)
                    .with("ready", isReady)
                    .with("workloads", counts));
            ready += isReady;
            wanted += replicas;
            parked += counts.getOrDefault("parked", 0);
            all += counts.values().stream().mapToInt(Integer::intValue).sum();
          }
          Readiness seen = Readiness.of(Json.object("services", services));
          assertThat(seen.readyWorkloads()).isEqualTo(ready);
          assertThat(seen.wantedWorkloads()).isEqualTo(wanted);
          assertThat(seen.parkedWorkloads()).isEqualTo(parked);
          assertThat(seen.leftWorkloads()).isEqualTo(all);
        });
  }

  /** A naive count of names beside the one that keeps those that were emptied. */
  @Test
  void aNodeThatIsEmptiedForgetsNoServiceItEverHeld() {
    Property.forAll(
        random -> {
          Emptying emptying = new Emptying("/v1/nodes/n1");
          Map<String, Integer> ever = new LinkedHashMap<>();
          for (int look = random.nextInt(1, 6); look > 0; look--) {
            List<String> held = new ArrayList<>();
            ever.replaceAll((_, _) -> 0);
            for (int i = random.nextInt(5); i > 0; i--) {
              String service = "shop/s" + random.nextInt(4);
              held.add(service + "#" + i);
              ever.merge(service, 1, Integer::sum);
            }
            Readiness seen = emptying.of(Json.object("name", "n1").with("workloads", held));
            assertThat(seen.robot()).isEqualTo("n1");
            assertThat(seen.there()).isEqualTo(!held.isEmpty());
            assertThat(seen.ready()).isEqualTo(held.isEmpty());
            assertThat(seen.leftWorkloads()).isEqualTo(held.size());
            assertThat(seen.services())
                .extracting(Readiness.Service::name)
                .containsExactlyElementsOf(ever.keySet().stream().sorted().toList());
            assertThat(seen.services())
                .allSatisfy(one -> assertThat(one.left()).isEqualTo(ever.get(one.name())));
          }
        });
  }
}
