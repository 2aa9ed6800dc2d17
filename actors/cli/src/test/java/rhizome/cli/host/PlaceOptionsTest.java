package rhizome.cli.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.blueprints.model.Resources;
import rhizome.kernel.NodeId;
import rhizome.runtime.cluster.HostPort;

/** What a process is told of its place on this machine, and the limits of it. */
class PlaceOptionsTest {

  private static final Path CROOKED = Path.of("some/../data/./grid");

  @TempDir private Path data;

  @Test
  void aFolderIsTheSameWhereverTheProcessGoesLater() {
    Path straight = Path.of("data/grid").toAbsolutePath();
    NodeId n1 = new NodeId("n1");
    NodeSettings node = new NodeSettings(CROOKED, n1, CROOKED, Resources.DEFAULT);
    assertThat(node.data()).isEqualTo(straight);
    assertThat(node.work()).isEqualTo(straight);
    assertThat(host(1).data()).isEqualTo(straight);
    assertThat(new EdgeSettings(node, List.of(), CROOKED).credentials()).isEqualTo(straight);
  }

  @Test
  void gatewaysAreThoseOfTheBeginning() {
    List<HostPort> gateways = new ArrayList<>(List.of(new HostPort("g1", 7717)));
    NodeSettings node = new NodeSettings(data, new NodeId("n1"), data, Resources.DEFAULT);
    EdgeSettings edge = new EdgeSettings(node, gateways, data);
    gateways.clear();
    assertThat(edge.gateways()).containsExactly(new HostPort("g1", 7717));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100})
  void aProcessHoldsUpToAHundredNodes(int nodes) {
    assertThat(host(nodes).nodes()).isEqualTo(nodes);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 101, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void andNotMoreNorLessThanNone(int nodes) {
    assertThatThrownBy(() -> host(nodes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a process holds 0 to 100 nodes");
  }

  private static HostSettings host(int nodes) {
    return new HostSettings(CROOKED, OptionalInt.empty(), nodes, Resources.DEFAULT);
  }

  @Test
  void theMarkOfAGridThatWasEndedIsSetAndClearedAsOftenAsOneLikes() throws IOException {
    assertThat(DownMark.isSet(data)).isFalse();
    DownMark.clear(data);
    for (int i = 0; i < 2; i++) {
      DownMark.set(data);
      assertThat(DownMark.isSet(data)).isTrue();
    }
    assertThat(DownMark.isSet(data.resolve("elsewhere"))).isFalse();
    DownMark.clear(data);
    assertThat(DownMark.isSet(data)).isFalse();
    assertThatThrownBy(() -> DownMark.set(data.resolve("missing"))).isInstanceOf(IOException.class);
  }

  @Test
  void thisMachineHasCoresMemoryAndAName() {
    assertThat(Machine.capacity().cpuMillis())
        .isEqualTo(Runtime.getRuntime().availableProcessors() * 1000L);
    assertThat(Machine.capacity().memoryBytes())
        .isGreaterThan(Runtime.getRuntime().maxMemory() / 64);
    assertThat(Machine.host()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rhizome.agent.log-bytes-max = 1023 | logs need at least 1024 bytes, not 1023",
        "rhizome.agent.log-files-kept = -1 | log files kept must not be negative",
        "rhizome.agent.stopped-logs-kept = -1 | logs kept of stopped workloads must not be",
        "rhizome.agent.port-first = 0 | ports must be a range within 1 to 65535, not 0 to 29999",
        "rhizome.agent.port-last = 65536 | ports must be a range within 1 to 65535, not 20000 to"
            + " 65536",
        "rhizome.agent.volume-keep = -1s | volumes must not be kept for less than no time",
        "rhizome.api.port = -1 | a port is 1 to 65535, or 0 for any, not -1",
        "rhizome.api.page-max = 0 | rhizome.api.body-max, page-max, log-chunk-max and streams-max",
        "rhizome.api.keep-alive = 0s | rhizome.api.poll-interval and keep-alive must be positive",
        "rhizome.notify.name = a b | rhizome.notify.name must be letters, digits",
        "rhizome.notify.timeout = 0s | rhizome.notify: timeout and survey-interval must be",
        "rhizome.notify.receivers = [{name = X}] | name must be a-z, 0-9 and '-', not 'X'",
        "rhizome.notify.receivers = [{name = x}] | 'x' must have either url, for a webhook, or",
        "rhizome.notify.receivers = [{name = x, url = \"https://x\", ulr = 1}] | unknown key ulr,"
            + " did you mean url?"
      })
  void aLimitThatMakesNoSenseIsRefusedWithTheFile(String line, String complaint)
      throws IOException {
    Path file = Files.writeString(data.resolve(Settings.FILE), line);
    assertThatThrownBy(() -> Settings.read(data))
        .isInstanceOf(HostRefused.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(complaint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rhizome.agent.log-bytes-max = 1024",
        "rhizome.agent { log-files-kept = 0, stopped-logs-kept = 0, volume-keep = 0s }",
        "rhizome.agent { port-first = 1, port-last = 65535 }",
        "rhizome.agent { port-first = 25000, port-last = 25000 }",
        "rhizome.api.port = 65535",
        "rhizome.api { body-max = 1, page-max = 1, log-chunk-max = 1, streams-max = 1 }"
      })
  void aLimitAtItsEdgeIsTaken(String line) throws Exception {
    Files.writeString(data.resolve(Settings.FILE), line);
    assertThatCode(() -> Settings.read(data)).doesNotThrowAnyException();
  }

  @Test
  void settingsOfOthersAreTheirsAndNotLookedAt() throws Exception {
    Files.writeString(data.resolve(Settings.FILE), "rhizomes.x = 1\nakka.nonsense = 2\n");
    assertThat(Settings.read(data).own().getInt("akka.nonsense")).isEqualTo(2);
    assertThat(Settings.ofEdge(data).own().getInt("rhizomes.x")).isEqualTo(1);
  }
}
