package rhizome.cli.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.cli.json.JsonText;
import rhizome.cli.waiting.Patience.Goal;
import rhizome.cli.waiting.Patience.Verdict;
import rhizome.house.Property;

/** Stages, reversals and stalls as the API tells them, and how long they are waited for. */
class ReadinessLawsTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Readiness read(String services, String more) throws IOException {
    return Readiness.of(
        JsonText.parse(
            """
            {"name": "shop", "phase": "active", "generation": 3, "ready": false,
             "services": [%s]%s}
            """
                .formatted(services, more)));
  }

  @Test
  void aServiceIsReadWithItsStageAndWhyItStalls() throws IOException {
    Readiness seen =
        read(
            """
            {"name": "web", "replicas": 3, "ready": 1, "stage": "stalled",
             "stalled": "no progress for 10 min", "workloads": {"ready": 1, "parked": 1,
             "discarded": 1}}
            """,
            "");
    assertThat(seen.services())
        .containsExactly(
            new Readiness.Service("web", 1, 3, 3, 1, 1, false, "no progress for 10 min"));
    assertThat(seen.stalls()).containsExactly("web: no progress for 10 min");
  }

  @ParameterizedTest
  @CsvSource({
    "waiting, true",
    "canary, false",
    "rolling, false",
    "arrived, false",
    "stalled, false"
  })
  void onlyWhoWaitsForAWordWaits(String stage, boolean waits) throws IOException {
    Readiness seen =
        read(
            """
            {"name": "web", "replicas": 2, "ready": 1, "stage": "%s", "workloads": {"ready": 2}}
            """
                .formatted(stage),
            "");
    assertThat(seen.waits()).isEqualTo(waits);
  }

  @Test
  void whoIsWellBesideOneThatWaitsDoesNotHinderTheWaiting() throws IOException {
    String waiting =
        "{\"name\": \"web\", \"replicas\": 2, \"ready\": 1, \"stage\": \"waiting\","
            + " \"workloads\": {\"ready\": 2}}";
    String well =
        ", {\"name\": \"db\", \"replicas\": 1, \"ready\": 1, \"workloads\": {\"ready\": 1}}";
    assertThat(read(waiting + well, "").waits()).isTrue();
    assertThat(read(waiting + well.replace("\"ready\": 1", "\"ready\": 0"), "").waits()).isFalse();
  }

  @Test
  void aReversalSaysWhatWasGivenUpForWhatAndWhy() throws IOException {
    Readiness seen =
        read(
            "",
            ", \"reverted\": {\"generation\": 3, \"backTo\": 1, \"service\": \"web\","
                + " \"why\": \"web#0 is parked\"}");
    assertThat(seen.reverted()).contains(new Readiness.Reverted(3, 1, "web: web#0 is parked"));
    assertThat(seen.isGivenUp(3)).isTrue();
    assertThat(seen.isGivenUp(2)).isFalse();
    assertThat(read("", "").isGivenUp(3)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2, 2, 0, 2, true", "1, 2, 1, 2, true", "0, 2, 2, 2, true", "1, 2, 0, 2, false",
    "2, 2, 0, 3, false", "2, 2, 0, 1, false", "0, 0, 0, 0, true", "0, 0, 0, 1, false"
  })
  void aServiceIsReadyWhenAllThatIsMissedIsReadyAndNothingIsSurplus(
      int ready, int replicas, int discarded, int left, boolean isReady) {
    Readiness.Service service =
        new Readiness.Service("web", ready, replicas, left, 0, discarded, false, "");
    assertThat(service.isReady()).isEqualTo(isReady);
  }

  @Test
  void sumsAreThoseOfTheServices() {
    Property.forAll(
        random -> {
          List<Readiness.Service> services = new ArrayList<>();
          int[] sums = new int[4];
          for (int i = random.nextInt(6); i > 0; i--) {
            int[] one = random.ints(4, 0, 100).toArray();
            services.add(new Readiness.Service("s" + i, one[0], one[1], one[2], one[3]));
            for (int k = 0; k < 4; k++) {
              sums[k] += one[k];
            }
          }
          Readiness seen = new Readiness("shop", true, false, 1, services);
          assertThat(
                  List.of(
                      seen.readyWorkloads(),
                      seen.wantedWorkloads(),
                      seen.leftWorkloads(),
                      seen.parkedWorkloads()))
              .containsExactly(sums[0], sums[1], sums[2], sums[3]);
        });
  }

  @Test
  void aRobotNobodyKnowsIsGoneAndHasNothing() {
    Readiness gone = Readiness.gone("shop");
    assertThat(gone.there()).isFalse();
    assertThat(gone.leftWorkloads()).isZero();
    assertThat(gone.waits()).as("there is nothing that could").isFalse();
    assertThat(gone.stalls()).isEmpty();
    assertThat(gone.reverted()).isEmpty();
  }

  private static Readiness seen(boolean ready, int parked, long givenUp) {
    Readiness.Service service = new Readiness.Service("web", 0, 1, 1, parked);
    Optional<Readiness.Reverted> reverted =
        givenUp == 0
            ? Optional.empty()
            : Optional.of(new Readiness.Reverted(givenUp, 1, "web: no luck"));
    return new Readiness("shop", true, ready, 5, List.of(service), reverted);
  }

  @Test
  void whatIsGivenUpIsToldBeforeAnythingElse() {
    Patience patience = new Patience(Goal.READY, MINUTE, 4);
    assertThat(patience.judge(seen(true, 0, 4), MINUTE)).isEqualTo(Verdict.GIVEN_UP);
    assertThat(patience.judge(seen(false, 1, 4), Duration.ZERO)).isEqualTo(Verdict.GIVEN_UP);
  }

  @Test
  void whoWaitsForAnEndDoesNotMindWhatWasGivenUpOrWaits() {
    Patience patience = new Patience(Goal.GONE, MINUTE, 4);
    assertThat(patience.judge(seen(false, 1, 4), Duration.ofSeconds(30))).isEqualTo(Verdict.WAIT);
    assertThat(patience.goal()).isEqualTo(Goal.GONE);
  }

  @Test
  void parkedOutweighsTimedOutAtTheSameMoment() {
    Patience patience = new Patience(Goal.READY, Duration.ofSeconds(2));
    assertThat(patience.judge(seen(false, 1, 0), Duration.ZERO)).isEqualTo(Verdict.WAIT);
    assertThat(patience.judge(seen(false, 1, 0), Duration.ofSeconds(2))).isEqualTo(Verdict.PARKED);
  }

  @Test
  void whatIsLeftOfATimeoutRunsOutAtItAndNotBefore() {
    Patience patience = new Patience(Goal.READY, MINUTE);
    assertThat(patience.left(Duration.ofSeconds(59))).isEqualTo(Duration.ofSeconds(1));
    assertThat(patience.isOver(MINUTE.minusNanos(1))).isFalse();
    assertThat(patience.isOver(MINUTE)).isTrue();
    assertThat(patience.isOver(MINUTE.plusNanos(1))).isTrue();
  }

  /** Against a model that looks at the whole history of looks instead of one moment. */
  @Test
  void parkedEndsTheWaitingOnlyWhenItWasSeenAllTheWhile() {
    Property.forAll(
        random -> {
          Patience patience = new Patience(Goal.READY, Duration.ofHours(1));
          Duration elapsed = Duration.ZERO;
          Optional<Duration> since = Optional.empty();
          for (int i = 0; i < 30; i++) {
            elapsed = elapsed.plusMillis(random.nextInt(1_200));
            boolean parked = random.nextInt(4) > 0;
            Duration now = elapsed;
            since = parked ? since.or(() -> Optional.of(now)) : Optional.empty();
            boolean over = since.map(then -> now.minus(then).toMillis() >= 2_000).orElse(false);
            assertThat(patience.judge(seen(false, parked ? 1 : 0, 0), elapsed))
                .isEqualTo(over ? Verdict.PARKED : Verdict.WAIT);
          }
        });
  }
}
