package rhizome.cli.bench.cluster.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.house.Property;

class MishapsTest {

  private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

  private final Mishaps mishaps = new Mishaps(SINCE);

  private static Json event(String kind, String name, String event, Duration after) {
    return Json.object("at", SINCE.plus(after).toString())
        .with("kind", kind)
        .with("name", name)
        .with("event", event);
  }

  private static Json node(String name, String event, int seconds) {
    return event("node", name, event, Duration.ofSeconds(seconds));
  }

  private static Json governor(String zone, String state) {
    return Json.object("zone", zone).with("state", state);
  }

  @Test
  void whereNothingHappenedAllCountsAreShownAsZero() {
    assertThat(mishaps.total()).isZero();
    assertThat(mishaps)
        .hasToString(
            "suspected 0, lost 0, unreachable 0, downed 0, leases-over 0, freezes 0, touched 0,"
                + " unseen 0");
  }

  @Test
  void whoIsSuspectedAndThenLostCountsAsBoth() {
    mishaps.event(node("n1", "suspected", 1));
    mishaps.event(node("n1", "lost", 3));
    mishaps.event(node("n2", "suspected", 3));
    assertThat(mishaps.count(Mishap.SUSPECTED)).isEqualTo(2);
    assertThat(mishaps.count(Mishap.LOST)).isEqualTo(1);
    assertThat(mishaps.total()).isEqualTo(3);
  }

  @Test
  void whatAllGatewaysTellCountsOnceInWhateverOrder() {
    List<Json> happened =
        List.of(
            node("n1", "suspected", 1),
            node("n1", "lost", 3),
            node("n1", "suspected", 60),
            node("n2", "suspected", 60));
    Property.forAll(
        random -> {
          Mishaps some = new Mishaps(SINCE);
          List<Json> told = new ArrayList<>();
          for (int gateway = random.nextInt(1, 5); gateway > 0; gateway--) {
            told.addAll(happened);
          }
          Collections.shuffle(told, random);
          told.forEach(some::event);
          assertThat(some.count(Mishap.SUSPECTED)).isEqualTo(3);
          assertThat(some.count(Mishap.LOST)).isEqualTo(1);
        });
  }

  @Test
  void whatWasBeforeAndWhatIsNoMishapDoesNotCount() {
    mishaps.event(event("node", "n1", "lost", Duration.ofMillis(-1)));
    mishaps.event(node("n1", "enrolled", 1));
    mishaps.event(node("n1", "reserved", 1));
    mishaps.event(event("workload", "r/s#0", "lost", Duration.ofSeconds(1)));
    assertThat(mishaps.total()).isZero();
    mishaps.event(event("node", "n1", "lost", Duration.ZERO));
    assertThat(mishaps.total()).isEqualTo(1);
  }

  @Test
  void moreThanAnybodyWouldWaitForEndsTheMeasuring() {
    for (int i = 0; i < Mishaps.TOLD_MAX; i++) {
      mishaps.event(node("n1", "suspected", i));
    }
    assertThatThrownBy(() -> mishaps.event(node("n1", "lost", 1)))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("10,000 times");
  }

  @Test
  void aFreezeCountsWhenItBeginsAndAgainAfterAThaw() {
    mishaps.governors(List.of(governor("a", "flowing"), governor("b", "frozen")));
    mishaps.governors(List.of(governor("a", "waiting"), governor("b", "frozen")));
    assertThat(mishaps.count(Mishap.FROZEN)).isEqualTo(1);
    mishaps.governors(List.of(governor("a", "frozen"), governor("b", "flowing")));
    mishaps.governors(List.of(governor("a", "frozen"), governor("b", "frozen")));
    assertThat(mishaps.count(Mishap.FROZEN)).isEqualTo(3);
  }

  @Test
  void aLineOfALogCountsForWhatItIsASignOf() {
    mishaps.line(
        "2026-01-01T00:00:01.000 WARN  Cluster: Cluster Node [akka://rhizome@127.0.0.1:7718] -"
            + " Marking node as UNREACHABLE [Member(akka://rhizome@127.0.0.2:7718, Up)].");
    mishaps.line(
        "2026-01-01T00:00:01.000 WARN  SplitBrainResolver: SBR took decision"
            + " DownUnreachable$ and is downing [akka://rhizome@127.0.0.2:7718]");
    mishaps.line(
        "2026-01-01T00:00:01.000 WARN  AgentLink: no answer for a whole lease: b is over, b.1"
            + " begins");
    mishaps.line("2026-01-01T00:00:01.000 INFO  Cluster: Marking node as REACHABLE [..]");
    mishaps.line("");
    assertThat(mishaps.count(Mishap.UNREACHABLE)).isEqualTo(1);
    assertThat(mishaps.count(Mishap.DOWNED)).isEqualTo(1);
    assertThat(mishaps.count(Mishap.LEASE_OVER)).isEqualTo(1);
    assertThat(mishaps.total()).isEqualTo(3);
  }

  /** Else nothing would ever be counted again, and nobody would notice. */
  @ParameterizedTest
  @CsvSource({
    "UNREACHABLE, akka/cluster/ClusterCoreDaemon, Marking node as UNREACHABLE [",
    "DOWNED, akka/cluster/sbr/SplitBrainResolverBase, 'SBR took decision '",
    "DOWNED, rhizome/runtime/cluster/FootingShell, ': ends this membership, and joins again'",
    "LEASE_OVER, rhizome/runtime/node/AgentLink, 'no answer for a whole lease: '"
  })
  void whoIsSaidToWriteASignStillDoes(Mishap mishap, String writer, String sign)
      throws IOException {
    assertThat(Mishap.inLog("at noon" + sign + "of it")).contains(mishap);
    try (InputStream code = getClass().getResourceAsStream("/" + writer + ".class")) {
      assertThat(code).as(writer).isNotNull();
      assertThat(new String(code.readAllBytes(), StandardCharsets.ISO_8859_1)).contains(sign);
    }
  }

  @Test
  void everyMishapHasAWordOfItsOwn() {
    assertThat(Arrays.stream(Mishap.values()).map(Mishap::word)).doesNotHaveDuplicates();
    for (Mishap mishap : Mishap.values()) {
      mishaps.add(mishap, 2);
      assertThat(mishaps.toString()).contains(mishap.word() + " 2");
    }
    assertThat(mishaps.total()).isEqualTo(2 * Mishap.values().length);
  }
}
