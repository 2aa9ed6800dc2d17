package rhizome.runtime.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.ActorSystem;
import akka.actor.ExtendedActorSystem;
import akka.coordination.lease.LeaseSettings;
import akka.coordination.lease.TimeoutSettings;
import akka.testkit.javadsl.TestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real requests to a scripted API. */
class KubernetesLeaseTest {

  private static final String NAME = "rhizome-members";
  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final int SECONDS_MAX = 30;

  @TempDir Path folder;

  private final ActorSystem system = ActorSystem.create("leases", ConfigFactory.load());
  private final ActorSystem elsewhere = ActorSystem.create("elsewhere", ConfigFactory.load());
  private ScriptedKubernetes api;

  @BeforeEach
  void open() throws Exception {
    api = new ScriptedKubernetes(folder.resolve("api"), "127.0.0.1");
  }

  @AfterEach
  void close() {
    api.close();
    TestKit.shutdownActorSystem(system);
    TestKit.shutdownActorSystem(elsewhere);
  }

  @Test
  void oneOfManyGetsItAndTheNextWhenItIsReleased() {
    List<KubernetesLease> all = IntStream.range(0, 8).mapToObj(i -> lease("m" + i, 60)).toList();
    List<CompletableFuture<Boolean>> asked =
        all.stream().map(lease -> lease.acquire().toCompletableFuture()).toList();
    List<Boolean> granted = asked.stream().map(CompletableFuture::join).toList();

    assertThat(granted).containsOnlyOnce(true);
    KubernetesLease first = all.get(granted.indexOf(true));
    KubernetesLease other = all.get(granted.indexOf(false));
    assertThat(first.checkLease()).isTrue();
    assertThat(other.checkLease()).isFalse();
    assertThat(get(other.acquire())).isFalse();

    assertThat(get(first.release())).isTrue();
    assertThat(first.checkLease()).isFalse();
    assertThat(get(other.acquire())).isTrue();
    assertThat(api.holders()).hasSize(2);
  }

  @Test
  void whoHoldsItKeepsItAndWhoFallsSilentHasItNoLongerThanItsTerm() throws Exception {
    KubernetesLease first = lease("first", 3);
    KubernetesLease other = lease(elsewhere, "other", Duration.ofSeconds(3));
    assertThat(get(first.acquire())).isTrue();
    int written = api.version();
    await("renewals", () -> api.version() >= written + 3);
    assertThat(first.checkLease()).isTrue();
    assertThat(get(other.acquire())).isFalse();

    TestKit.shutdownActorSystem(system); // with it goes its scheduler
    await("its end", () -> !first.checkLease());
    assertThat(get(other.acquire())).as("others wait longer than its holder trusts").isFalse();
    await("the other's turn", () -> get(other.acquire()));
    assertThat(api.holders()).containsExactly("first", "other");
  }

  @Test
  void whoseApiIsAwayLosesItAndIsTold() throws Exception {
    CompletableFuture<Optional<Throwable>> lost = new CompletableFuture<>();
    KubernetesLease lease = lease("first", 3);
    assertThat(get(lease.acquire(lost::complete))).isTrue();
    api.close();
    assertThat(lost.get(SECONDS_MAX, TimeUnit.SECONDS)).isPresent();
    assertThat(lease.checkLease()).isFalse();
    assertThatThrownBy(() -> get(lease.acquire())).hasMessageContaining("ConnectException");
  }

  @Test
  void whomItIsTakenFromIsTold() throws Exception {
    CompletableFuture<Optional<Throwable>> lost = new CompletableFuture<>();
    KubernetesLease lease = lease("first", 60);
    assertThat(get(lease.acquire(lost::complete))).isTrue();
    api.overwrite(NAME, "{\"holderIdentity\": \"an operator\"}");
    assertThat(lost.get(SECONDS_MAX, TimeUnit.SECONDS)).isEmpty();
    assertThat(lease.checkLease()).isFalse();
  }

  @Test
  void aLeaseWithoutTermsIsFree() throws Exception {
    api.overwrite(NAME, "{}");
    assertThat(get(lease("first", 60).acquire())).isTrue();
  }

  @Test
  void aGarbledLeaseIsNobodysAndSaysSo() throws Exception {
    api.overwrite(NAME, "{\"renewTime\": \"noon\"}");
    assertThatThrownBy(() -> get(lease("first", 60).acquire()))
        .hasMessageContaining("rhizome-members in namespace farm is garbled")
        .hasMessageContaining("delete it");
  }

  @Test
  void whoMayNotIsToldWhatToAskFor() throws Exception {
    Files.writeString(folder.resolve("api/token"), "another token");
    assertThatThrownBy(() -> get(lease("first", 60).acquire()))
        .hasMessageContaining("lets this pod get no lease in namespace farm (401, Unauthorized)")
        .hasMessageContaining("verbs get, create and patch");
  }

  /** The resolver asks within an actor, which must not fall over it. */
  @Test
  void aTokenThatIsGoneFailsTheAnswerAndNotWhoAsks() throws Exception {
    KubernetesLease lease = lease("first", 60);
    Files.delete(folder.resolve("api/token"));
    CompletionStage<Boolean> answer = lease.acquire();
    assertThatThrownBy(() -> get(answer)).hasMessageContaining("token");
  }

  @Test
  void whoIsNoPodIsToldSo() {
    assertThatThrownBy(() -> Access.from(config(), Map.of()))
        .isInstanceOf(ApiRefused.class)
        .hasMessageContaining("no variable KUBERNETES_SERVICE_HOST")
        .hasMessageContaining("keep-majority");
    Config without =
        ConfigFactory.parseString("akka.discovery.kubernetes-api.api-token-path = /no/such")
            .withFallback(config());
    assertThatThrownBy(() -> Access.from(without, api.environment()))
        .isInstanceOf(ApiRefused.class)
        .hasMessageContaining("/no/such");
  }

  private KubernetesLease lease(String owner, int seconds) {
    return lease(system, owner, Duration.ofSeconds(seconds));
  }

  private KubernetesLease lease(ActorSystem on, String owner, Duration term) {
    Config config =
        ConfigFactory.parseMap(
            Map.of(
                "heartbeat-interval", INTERVAL,
                "heartbeat-timeout", term,
                "lease-operation-timeout", "5s"));
    TimeoutSettings times = TimeoutSettings.apply(config);
    return new KubernetesLease(
        new LeaseSettings(NAME, owner, times, config),
        (ExtendedActorSystem) on,
        new LeaseApi(Access.from(config(), api.environment()), times.getOperationTimeout()));
  }

  private Config config() {
    return ConfigFactory.parseString(String.join("\n", api.settings()))
        .withFallback(ConfigFactory.load());
  }

  private static boolean get(CompletionStage<Boolean> answer) {
    return answer.toCompletableFuture().orTimeout(SECONDS_MAX, TimeUnit.SECONDS).join();
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      Thread.sleep(20);
    }
  }
}
