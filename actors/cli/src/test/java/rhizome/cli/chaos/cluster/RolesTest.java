package rhizome.cli.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.cli.chaos.hosts.Host;

class RolesTest {

  private static final Path DISK = Path.of("/disk");

  private static Member member(String name, Role role, int number) {
    return new Member(
        name, role, new Host(name, number, "10.77.0." + number, "", DISK.resolve(name)));
  }

  @Test
  void aGridOfOneControlMemberIsUpAndNodes() {
    Embedded roles = new Embedded(DISK.resolve("grid"), 7800, "");
    assertThat(roles.words(member("c1", Role.CONTROL, 1)))
        .containsExactly("up", "--nodes=0", "--port=7801", "--data=/disk/grid");
    assertThat(roles.words(member("n1", Role.NODE, 2)))
        .startsWith("node", "--name=n1", "--data=/disk/grid", "--work=/disk/n1/work");
    assertThat(roles.environment(member("n1", Role.NODE, 2)))
        .containsEntry("RHIZOME_MEMBER_HOST", "10.77.0.2");
    assertThatThrownBy(() -> roles.words(member("s1", Role.STORE, 3)))
        .hasMessageContaining("no store");
  }

  @Test
  void noTwoRunsShareAPort() {
    Embedded one = Embedded.in(DISK, "");
    Embedded other = Embedded.in(DISK, "");
    assertThat(other.ports() - one.ports()).isGreaterThanOrEqualTo(20);
  }

  @Test
  void aClusterJoinsEverySeedAndItsNodesKnowEveryGateway() {
    List<Member> controls = List.of(member("c1", Role.CONTROL, 1), member("c2", Role.CONTROL, 2));
    Clustered roles = new Clustered(DISK, 8800, controls, List.of(member("s1", Role.STORE, 9)), "");
    assertThat(roles.words(controls.getLast()))
        .startsWith("join", "--seed=10.77.0.1:7718,10.77.0.2:7718", "--role=control,gateway")
        .contains("--host=10.77.0.2", "--cassandra=10.77.0.9:9042", "--data=/disk/c2/data");
    assertThat(roles.words(member("n1", Role.NODE, 3)))
        .contains("--gateway=10.77.0.1:7720,10.77.0.2:7720", "--credentials=/disk/n1/data/tls");
    assertThat(roles.words(member("s1", Role.STORE, 9)))
        .startsWith("cassandra", "up", "--host=10.77.0.9");
  }
}
