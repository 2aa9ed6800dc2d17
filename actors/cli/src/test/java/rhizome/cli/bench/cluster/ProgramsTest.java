package rhizome.cli.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {

  @TempDir private Path folder;

  private Process begin(String workload) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sleep", "60");
    builder.environment().put("RHIZOME_WORKLOAD", workload);
    builder.environment().put("RHIZOME_AGENT", folder.resolve("nodes/n1").toString());
    return builder.start();
  }

  @Test
  void whoLivesOnIsUntouchedAndWhoIsReplacedGoneOrNewIsNot() throws Exception {
    Process stays = begin("r/s#0");
    Process replaced = begin("r/s#1");
    Process goes = begin("r/s#2");
    Process guard = begin("rhizome/guard");
    try {
      Map<String, Programs.Running> before = Programs.in(folder);
      assertThat(before).containsOnlyKeys("r/s#0", "r/s#1", "r/s#2");
      assertThat(before)
          .containsEntry(
              "r/s#0", new Programs.Running(stays.toHandle(), folder.resolve("nodes/n1")));
      assertThat(Programs.differing(before, Programs.in(folder))).isZero();
      replaced.destroyForcibly().waitFor();
      goes.destroyForcibly().waitFor();
      Process again = begin("r/s#1");
      Process comes = begin("r/s#3");
      try {
        assertThat(Programs.differing(before, Programs.in(folder))).isEqualTo(3);
      } finally {
        again.destroyForcibly().waitFor();
        comes.destroyForcibly().waitFor();
      }
    } finally {
      stays.destroyForcibly().waitFor();
      replaced.destroyForcibly().waitFor();
      goes.destroyForcibly().waitFor();
      guard.destroyForcibly().waitFor();
    }
    assertThat(Programs.differing(new TreeMap<>(), Programs.in(folder))).isZero();
  }
}
