package rhizome.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownMembersTest {

  @TempDir Path folder;

  @Test
  void whoCameIsRememberedOnceAndOutlivesTheProcess() {
    KnownMembers first = KnownMembers.open(folder);
    assertThat(first.all()).isEmpty();
    first.came(new HostPort("10.0.0.2", 7718));
    first.came(new HostPort("fd00::1", 7718));
    first.came(new HostPort("10.0.0.2", 7718));
    assertThat(KnownMembers.open(folder).all())
        .isEqualTo(List.of(new HostPort("10.0.0.2", 7718), new HostPort("fd00::1", 7718)));
  }

  @Test
  void aFileThatCannotBeReadIsRefusedByItsName() throws IOException {
    Files.writeString(folder.resolve(KnownMembers.FILE), "10.0.0.1\n");
    assertThatThrownBy(() -> KnownMembers.open(folder))
        .isInstanceOf(JoinRefused.class)
        .hasMessageContaining(folder.resolve(KnownMembers.FILE).toString())
        .hasMessageContaining("delete it");
  }

  @Test
  void whatCannotBeWrittenDownIsRefusedByItsNameAndTriedAgain() throws IOException {
    KnownMembers members = KnownMembers.open(folder);
    Path inTheWay = Files.createDirectory(folder.resolve(KnownMembers.FILE + ".new"));
    assertThatThrownBy(() -> members.came(new HostPort("a", 1)))
        .isInstanceOf(JoinRefused.class)
        .hasMessageContaining(folder.resolve(KnownMembers.FILE).toString())
        .hasMessageContaining("see to its folder");
    Files.delete(inTheWay);
    members.came(new HostPort("a", 1));
    assertThat(KnownMembers.open(folder).all()).containsExactly(new HostPort("a", 1));
  }

  @Test
  void noListGrowsWithoutEnd() {
    KnownMembers members = KnownMembers.open(folder);
    for (int i = 1; i <= 200; i++) {
      members.came(new HostPort("h", i));
    }
    assertThat(members.all()).hasSize(100);
  }
}
