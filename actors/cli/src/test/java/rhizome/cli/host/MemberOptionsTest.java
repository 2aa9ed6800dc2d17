package rhizome.cli.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.model.Resources;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;
import rhizome.runtime.cluster.HostPort;
import rhizome.runtime.cluster.MemberSettings;
import rhizome.runtime.cluster.MemberSettings.Way;
import rhizome.runtime.cluster.Role;

/** A member's settings: the command line over the file, the file over the profile. */
class MemberOptionsTest {

  private static final String ROLES = "rhizome.cluster.roles = [control, node]\n";

  @TempDir private Path data;

  private JoinSettings settings(boolean first, String options) {
    Config said = ConfigFactory.parseString(options);
    return new JoinSettings(
        data,
        said,
        first,
        data.resolve("keys"),
        List.of(),
        Optional.empty(),
        Resources.DEFAULT,
        Labels.NONE);
  }

  private Settings.OfMember read(boolean first, String file, String options)
      throws IOException, HostRefused {
    Files.writeString(data.resolve(Settings.FILE), file);
    return Settings.ofMember(settings(first, options));
  }

  @Test
  void withoutAWordTheProfileSaysWhereAndTheRolesAreTheOperators() throws Exception {
    MemberSettings place = read(false, ROLES, "").place();
    assertThat(place.self()).isEqualTo(new HostPort("127.0.0.1", 7718));
    assertThat(place.management()).isEqualTo(new HostPort("127.0.0.1", 7719));
    assertThat(place.roles()).containsExactly(Role.CONTROL, Role.NODE);
    assertThat(place.way()).isEqualTo(new Way.Seeds(List.of()));
    assertThat(place.detection()).isEqualTo("default");
    assertThat(place.resolver()).isEqualTo(MemberSettings.Resolver.KEEP_MAJORITY);
  }

  @Test
  void anOptionWinsOverTheFileAndTheFileOverTheProfile() throws Exception {
    String file =
        ROLES + "rhizome.cluster { port = 8000, detection = wan }\nrhizome.api.port = 1\n";
    Settings.OfMember member =
        read(false, file, "rhizome.cluster { port = 9000, seeds = [\"10.0.0.1:7718\"] }");
    assertThat(member.place().self().port()).isEqualTo(9000);
    assertThat(member.place().detection()).isEqualTo("wan");
    assertThat(member.place().way())
        .isEqualTo(new Way.Seeds(List.of(new HostPort("10.0.0.1", 7718))));
    assertThat(member.limits().api().port()).isEqualTo(1);
    assertThat(member.limits().own().getInt("rhizome.cluster.port")).isEqualTo(9000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''",
        "rhizome.cluster.seeds = [\"10.0.0.1:7718\", \"10.0.0.2:7718\"]",
        "rhizome.cluster { discovery = dns, service = grid, management.host = \"127.0.0.1\" }"
      })
  void whoIsFirstKnowsOnlyItself(String file) throws Exception {
    MemberSettings place = read(true, ROLES + file, "rhizome.cluster.port = 9001").place();
    assertThat(place.way()).isEqualTo(new Way.Seeds(List.of(new HostPort("127.0.0.1", 9001))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rhizome.cluster.roles = [] | a member needs a role: one or more of control, node, gateway",
        "rhizome.cluster.roles = [nodes] | unknown role 'nodes', did you mean node?",
        "rhizome.cluster.roles = [xyz] | unknown role 'xyz': use control, node, gateway",
        "rhizome.cluster.roles = [validatr] | did you mean validator?",
        "rhizome.cluster.seeds = [\"n1\"] | 'n1' is not HOST:PORT, such as 10.0.0.1:7718",
        "rhizome.cluster.seeds = [\"n1:0\"] | 'n1:0': port 0 is nowhere to be reached",
        "rhizome.cluster.seeds = [\"fd00::1:1\"] | 'fd00::1:1': write an IPv6 address in brackets",
        "rhizome.cluster.port = 65536 | a port is 1 to 65535, not 65536",
        "rhizome.cluster.host = \"a b\" | 'a b' is not a host: give a name or an address",
        "rhizome.cluster.detection = lan | rhizome.cluster.detection = lan: use one of lan-fast,"
            + " default, wan",
        "rhizome.cluster.discovery = seed | rhizome.cluster.discovery = seed: did you mean seeds?",
        "rhizome.cluster.discovery = dns | looks a name up: give it in rhizome.cluster.service",
        "rhizome.cluster.split-brain = keep-majorty | did you mean keep-majority?",
        "rhizome.cluster.split-brain = oldest | use one of keep-majority, lease-majority",
        "rhizome.cluster.join-timeout = 0s | join-timeout and rejoin-min must be positive",
        "rhizome.cluster { rejoin-min = 9s, rejoin-max = 8s } | rejoin-max not below the latter"
      })
  void whatMakesNoSenseIsRefusedWithTheFileAndTheOption(String line, String complaint) {
    for (boolean first : new boolean[] {false, true}) {
      assertThatThrownBy(() -> read(first, ROLES + line, ""))
          .isInstanceOf(HostRefused.class)
          .hasMessageStartingWith(data.resolve(Settings.FILE) + ", or an option: ")
          .hasMessageContaining(complaint);
    }
  }

  @Test
  void anUnknownKeyIsRefusedInTheFileByItsLine() {
    assertThatThrownBy(() -> read(false, ROLES + "\nrhizome.cluster.sedes = []\n", ""))
        .isInstanceOf(HostRefused.class)
        .hasMessage(
            "%s:3: unknown key rhizome.cluster.sedes, did you mean rhizome.cluster.seeds?",
            data.resolve(Settings.FILE));
  }

  @Test
  void whatIsOfTheWrongKindIsRefused() {
    assertThatThrownBy(() -> read(false, ROLES + "rhizome.cluster.join-timeout = soon", ""))
        .isInstanceOf(HostRefused.class)
        .hasMessageContaining("join-timeout");
  }

  @Test
  void aNameThatWasGivenIsTheNodesAndElseItIsTheMachines() throws Exception {
    JoinSettings unnamed = settings(false, "");
    assertThat(unnamed.node().name()).isEqualTo(Machine.host().toLowerCase(Locale.ROOT));
    JoinSettings named =
        new JoinSettings(
            data,
            ConfigFactory.empty(),
            false,
            data,
            List.of(),
            Optional.of(new NodeId("n7")),
            Resources.DEFAULT,
            Labels.NONE);
    assertThat(named.node()).isEqualTo(new NodeId("n7"));
  }
}
