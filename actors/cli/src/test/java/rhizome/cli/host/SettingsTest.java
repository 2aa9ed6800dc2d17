package rhizome.cli.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.agent.AgentLimits;
import rhizome.blueprints.model.Resources;
import rhizome.grid.node.FenceMode;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;
import rhizome.runtime.cluster.ClusterProfile;
import rhizome.runtime.cluster.HostPort;
import rhizome.runtime.grid.GridSettings;

class SettingsTest {

  @TempDir private Path data = Path.of("");

  @Test
  void withoutAFileTheProfileHolds() throws HostRefused {
    Settings settings = Settings.read(data);
    assertThat(settings.grid().lease()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.grid().entity().snapshotsKept()).isEqualTo(2);
    assertThat(settings.api().port()).isEqualTo(7717);
    assertThat(settings.agent()).isEqualTo(AgentLimits.DEFAULT);
  }

  @Test
  void anEdgeAgentHoldsWhatIsSingleOnTheTermsOfACluster() throws HostRefused {
    Settings edge = Settings.ofEdge(data);
    GridSettings cluster = GridSettings.from(ClusterProfile.of(ConfigFactory.empty()));
    assertThat(edge.grid().terms()).isEqualTo(cluster.terms());
    assertThat(edge.grid().terms().mode()).isEqualTo(FenceMode.LEASE);
    assertThat(edge.grid().heartbeatInterval()).isEqualTo(cluster.heartbeatInterval());
  }

  @Test
  void whatTheOperatorWroteWinsAndTheRestStays() throws Exception {
    write(
        """
        rhizome.grid.lease = 20s
        rhizome.agent { log-bytes-max = 64 KiB, port-first = 25000 }
        rhizome.api.port = 0
        akka.loglevel = DEBUG
        """);
    Settings settings = Settings.read(data);
    assertThat(settings.grid().lease()).isEqualTo(Duration.ofSeconds(20));
    assertThat(settings.grid().heartbeatInterval()).isEqualTo(Duration.ofMillis(500));
    assertThat(settings.agent()).isEqualTo(new AgentLimits(64 << 10, 3, 100, 25_000, 29_999));
    assertThat(settings.api().port()).isZero();
    assertThat(settings.own().getString("akka.loglevel")).isEqualTo("DEBUG");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rhizome.grid.leese = 5s | rhizome.conf:3: unknown key rhizome.grid.leese, did you mean"
            + " rhizome.grid.lease?",
        "rhizome.nonsense.x = 1  | rhizome.conf:3: unknown key rhizome.nonsense.x",
        "rhizome.grid.lease = soon | rhizome.conf: 3: Invalid value at 'lease'",
        "rhizome.grid.lease = 600ms | rhizome.conf: rhizome.grid.lease must be at least two",
        "rhizome.grid.lease-margin = 9ms | rhizome.conf: rhizome.grid.lease-margin must be at"
            + " least",
        "rhizome.grid.fence = maybe | rhizome.conf: rhizome.grid.fence must be lease, life or off",
        "rhizome.grid.suspect-after = 500ms | rhizome.conf: rhizome.grid.suspect-after must be",
        "rhizome.grid.suspect-after = 1h | rhizome.conf: rhizome.grid.suspect-after must be",
        "rhizome.grid.governor.freeze-share = 2 | rhizome.conf: rhizome.grid.governor:"
            + " freeze-share",
        "rhizome.grid.rebalance.spread-min = 0 | rhizome.conf: rhizome.grid.rebalance: interval",
        "rhizome.api.host = 0.0.0.0 | rhizome.conf: the API listens on loopback only",
        "rhizome.node.labels = [region] | rhizome.conf: rhizome.node.labels: 'region' is not a",
        "rhizome.node.labels = [\"node=n1\"] | rhizome.conf: rhizome.node.labels: the label 'node'"
            + " is",
        "rhizome.node.label = [] | rhizome.conf:3: unknown key rhizome.node.label, did you mean",
        "rhizome.agent.port-last = 9 | rhizome.conf: ports must be a range",
        "rhizome.agent.address = \"not here\" | rhizome.conf: rhizome.agent.address is no name of",
        "rhizome.entity.resync-max = 1ms | rhizome.conf: rhizome.entity.resync-min must be",
        "rhizome { grid { | rhizome.conf: 3: ",
        "rhizome.agent.log-bytes-max = ${nowhere} | rhizome.conf: 3: "
      })
  void whatMakesNoSenseIsRefusedWithItsPlace(String line, String complaint) throws IOException {
    write("# settings\nakka.loglevel = INFO\n" + line);
    assertThatThrownBy(() -> Settings.read(data))
        .isInstanceOf(HostRefused.class)
        .hasMessageContaining(data.resolve(complaint).toString());
  }

  @Test
  void anAddressThatIsWrittenIsPreferredToOneThatIsKnown() throws Exception {
    NodeSettings node = new NodeSettings(data, new NodeId("n1"), data, Resources.DEFAULT);
    assertThat(node.at(Settings.read(data).address(), "10.0.0.5").address()).isEqualTo("10.0.0.5");
    write("rhizome.agent.address = \"fd00::7\"\n");
    assertThat(node.at(Settings.read(data).address(), "10.0.0.5").address()).isEqualTo("fd00::7");
    assertThat(Machine.towards(HostPort.parse("127.0.0.1:1"))).isEqualTo("127.0.0.1");
  }

  @Test
  void anOptionIsPreferredToALabelThatIsWritten() throws Exception {
    NodeSettings node =
        new NodeSettings(data, new NodeId("n1"), data, Resources.DEFAULT)
            .labelled(Labels.parse(List.of("region=eu")));
    assertThat(Settings.read(data).labels()).isEqualTo(Labels.NONE);
    write("rhizome.node.labels = [\"region=us\", \"disk=ssd\"]\n");
    assertThat(node.labelled(Settings.read(data).labels()).labels())
        .isEqualTo(Labels.parse(List.of("region=eu", "disk=ssd")));
  }

  private void write(String text) throws IOException {
    Files.writeString(data.resolve(Settings.FILE), text);
  }
}
