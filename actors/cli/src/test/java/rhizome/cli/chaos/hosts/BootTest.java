package rhizome.cli.chaos.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BootTest {

  @Test
  void whoBootsComesLastUntilItIsUpAndNobodyElseDoes() throws Exception {
    assumeTrue(
        Files.exists(Path.of("/proc/self/autogroup")) && "root".equals(Tool.must("id", "-un")),
        "no autogroups here, or no right to set them: whoever boots is as good as any");
    Process process = new ProcessBuilder("setsid", "sleep", "1000000").start();
    try {
      String own = nice(ProcessHandle.current().pid());
      Boot.begins(process);
      assertThat(nice(process.pid())).endsWith("nice 10");
      assertThat(nice(ProcessHandle.current().pid())).isEqualTo(own);
      Boot.isOver(process.toHandle());
      assertThat(nice(process.pid())).endsWith("nice 0");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void whoHasNoSessionOfItsOwnIsLeftAlone() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    Boot.begins(process);
    Boot.isOver(process.toHandle());
    assertThat(process.isAlive()).isFalse();
  }

  private static String nice(long pid) throws IOException {
    return Files.readString(Path.of("/proc/" + pid + "/autogroup")).strip();
  }
}
