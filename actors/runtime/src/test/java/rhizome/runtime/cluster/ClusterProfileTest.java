package rhizome.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.runtime.cluster.MemberSettings.Resolver;
import rhizome.runtime.cluster.MemberSettings.Way;

class ClusterProfileTest {

  @Test
  void theProfileIsWholeAndMakesSettings() {
    MemberSettings settings = settings("");
    assertThat(settings.self()).isEqualTo(new HostPort("127.0.0.1", 7718));
    assertThat(settings.roles()).containsExactly(Role.CONTROL, Role.GATEWAY);
    assertThat(settings.way()).isEqualTo(new Way.Seeds(List.of(HostPort.parse("10.0.0.1:7718"))));
    assertThat(settings.resolver()).isEqualTo(Resolver.KEEP_MAJORITY);
    assertThat(settings.management().host()).as("closed to others").isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lan-fast", "default", "wan"})
  void everyVariantStatesTheMarginThatWouldElseRepeatStableAfter(String name) {
    Config config = config("rhizome.cluster.detection = " + name);
    Duration stable = config.getDuration("akka.cluster.split-brain-resolver.stable-after");
    Duration margin = config.getDuration("akka.cluster.down-removal-margin");
    Duration pause = config.getDuration("akka.cluster.failure-detector.acceptable-heartbeat-pause");
    Duration beat = config.getDuration("akka.cluster.failure-detector.heartbeat-interval");
    Duration reaper = config.getDuration("akka.cluster.unreachable-nodes-reaper-interval");
    assertThat(margin).isPositive().isLessThan(stable);
    assertThat(pause).as("several heartbeats may be lost").isGreaterThan(beat.multipliedBy(4));
    assertThat(reaper).isLessThanOrEqualTo(Duration.ofMillis(500));
    assertThat(config.getString("akka.cluster.split-brain-resolver.keep-majority.role"))
        .isEqualTo("control");
  }

  @Test
  void theVariantsAreOrderedByPatience() {
    List<Duration> patience =
        MemberSettings.DETECTIONS.stream()
            .map(name -> config("rhizome.cluster.detection = " + name))
            .map(
                c ->
                    c.getDuration("akka.cluster.failure-detector.acceptable-heartbeat-pause")
                        .plus(c.getDuration("akka.cluster.split-brain-resolver.stable-after")))
            .toList();
    assertThat(patience).isSorted();
    assertThat(patience.getFirst()).isLessThan(patience.getLast());
  }

  @Test
  void whatAnOperatorSetsWinsOverTheVariant() {
    Config config = config("akka.cluster.down-removal-margin = 5s");
    assertThat(config.getDuration("akka.cluster.down-removal-margin")).hasSeconds(5);
  }

  @Test
  void theCoordinatorOfASmallClusterWaitsForNobodyBeyondAMajority() {
    Config sharding = config("").getConfig("akka.cluster.sharding");
    assertThat(sharding.getInt("coordinator-state.write-majority-plus")).isZero();
    assertThat(sharding.getInt("coordinator-state.read-majority-plus")).isZero();
    assertThat(sharding.getInt("distributed-data.majority-min-cap")).isEqualTo(2);
    assertThat(sharding.getDuration("entity-restart-backoff")).hasSeconds(1);
  }

  @Test
  void aSharedJournalHasTimeToSayWhichEntitiesAShardHad() {
    Config sharding = config("").getConfig("akka.cluster.sharding");
    assertThat(sharding.getDuration("waiting-for-state-timeout")).hasSeconds(5);
    assertThat(sharding.getDuration("updating-state-timeout")).hasSeconds(5);
  }

  @Test
  void bootstrapIsConfiguredByTheSettings() {
    MemberSettings settings =
        settings(
            "rhizome.cluster { seeds = [], discovery = dns, service = g, contact-points-min = 3 }");
    Config config = ClusterProfile.of(settings, ConfigFactory.empty());
    Config bootstrap = config.getConfig("akka.management.cluster.bootstrap");
    assertThat(config.getString("akka.discovery.method")).isEqualTo("akka-dns");
    assertThat(bootstrap.getString("contact-point-discovery.effective-name")).isEqualTo("g");
    assertThat(bootstrap.getInt("contact-point-discovery.required-contact-point-nr")).isEqualTo(3);
    assertThat(bootstrap.getBoolean("contact-point.filter-on-fallback-port")).isFalse();
    assertThat(config.getString("akka.management.http.routes.cluster-bootstrap")).isNotEmpty();
    assertThat(bootstrap.getBoolean("new-cluster-enabled")).isTrue();
    assertThat(config.getBoolean("akka.discovery.kubernetes-api.use-raw-ip")).isTrue();
  }

  @Test
  void whoIsNoControlMemberFoundsNothing() {
    MemberSettings settings =
        settings("rhizome.cluster { seeds = [], discovery = dns, service = g, roles = [node] }");
    Config config = ClusterProfile.of(settings, ConfigFactory.empty());
    assertThat(config.getBoolean("akka.management.cluster.bootstrap.new-cluster-enabled"))
        .isFalse();
  }

  /** Akka would wait for ever for who asks at an address that nobody reaches. */
  @ParameterizedTest
  @CsvSource({"10.0.0.1,127.0.0.1,7719", "10.0.0.1,0.0.0.0,7719", "10.0.0.1,10.0.0.1,0"})
  void whoIsLookedUpMustBeReachedAtItsManagement(String host, String management, int port) {
    String line =
        """
        rhizome.cluster { seeds = [], discovery = dns, service = x, host = %s }
        rhizome.cluster.management { host = %s, port = %d }
        """
            .formatted(host, management, port);
    assertThatThrownBy(() -> settings(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(management + ":" + port)
        .hasMessageContaining("--management-host");
    assertThat(settings(line.replace("dns", "seeds")).management().port()).isEqualTo(port);
  }

  @Test
  void aSeedListOpensNoRouteOfBootstrap() {
    Config config = ClusterProfile.of(settings(""), ConfigFactory.empty());
    assertThat(config.getString("akka.management.http.routes.cluster-bootstrap")).isEmpty();
    assertThat(config.getString("akka.management.http.routes.cluster-management")).isEmpty();
    assertThat(config.getString("akka.cluster.app-version")).matches("\\d+\\..*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "rhizome.cluster.detection = wann; lan-fast, default, wan",
        "rhizome.cluster.discovery = dsn; did you mean dns",
        "rhizome.cluster { seeds = [], discovery = dns }; rhizome.cluster.service",
        "rhizome.cluster { discovery = dns, service = x }; give one of them",
        "rhizome.cluster.split-brain = keep-oldest; rhizome.cluster.split-brain",
        "rhizome.cluster.roles = [contrl]; did you mean control",
        "rhizome.cluster.roles = [validatr]; did you mean validator",
        "rhizome.cluster.roles = []; needs a role",
        "rhizome.cluster.seeds = [\"10.0.0.1\"]; HOST:PORT",
        "rhizome.cluster.seeds = [\"fd00::1:7718\"]; brackets",
        "rhizome.cluster.rejoin-min = 1m; rejoin-max",
        "rhizome.cluster.port = 70000; 65535"
      })
  void whatMakesNoSenseIsRefusedWithTheWayOut(String line, String hint) {
    assertThatThrownBy(() -> settings(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(hint);
  }

  @Test
  void aListThatNamesOthersBeatsWhatIsRemembered() {
    List<HostPort> one = List.of(new HostPort("a", 1));
    List<HostPort> three =
        List.of(new HostPort("a", 1), new HostPort("b", 1), new HostPort("c", 1));
    assertThat(ClusterProfile.voters(one, List.of())).isEqualTo(one);
    assertThat(ClusterProfile.voters(one, three)).as("no second cluster").isEqualTo(three);
    assertThat(ClusterProfile.voters(three, one)).isEqualTo(three);
  }

  /** Else half of four would stay, and wait for a third before they host anything. */
  @Test
  void whomALeaseLetsStayHostShardsHoweverFewTheyAre() {
    String hosts = "akka.cluster.role.control.min-nr-of-members";
    Config majority = ClusterProfile.least(Resolver.KEEP_MAJORITY, 3);
    Config lease = ClusterProfile.least(Resolver.LEASE_MAJORITY, 3);
    assertThat(majority.getInt(hosts)).isEqualTo(3);
    assertThat(lease.getInt(hosts)).isEqualTo(1);
    assertThat(lease.getInt("akka.cluster.min-nr-of-members")).as("to found it").isEqualTo(3);
  }

  private static Config config(String own) {
    return ClusterProfile.of(ConfigFactory.parseString(own));
  }

  private static MemberSettings settings(String own) {
    String base =
        """
        rhizome.cluster.roles = [control, gateway]
        rhizome.cluster.seeds = ["10.0.0.1:7718"]
        """;
    return MemberSettings.from(config(base + own));
  }
}
