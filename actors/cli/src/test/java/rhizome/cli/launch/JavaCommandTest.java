package rhizome.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaCommandTest {

  @Test
  void flagsAndClassPathAreHandedOnBeforeTheWords() {
    assertThat(
            JavaCommand.line(
                "/jdk/bin/java",
                List.of("-XX:+UseSerialGC", "-XX:AOTCache=a.aot", "-Drhizome.home=/r"),
                "a.jar:b.jar",
                List.of("up", "--port", "0")))
        .containsExactly(
            "/jdk/bin/java",
            "-XX:+UseSerialGC",
            "-XX:AOTCache=a.aot",
            "-Drhizome.home=/r",
            "-cp",
            "a.jar:b.jar",
            "rhizome.cli.Main",
            "up",
            "--port",
            "0");
  }

  @Test
  void whatRecordsOrWatchesOneJvmIsNotHandedOn() {
    List<String> flags =
        List.of(
            "-XX:AOTCacheOutput=new.aot",
            "-XX:AOTMode=record",
            "-XX:AOTConfiguration=x",
            "-agentlib:jdwp=transport=dt_socket",
            "-javaagent:cover.jar",
            "-ea");
    assertThat(JavaCommand.line("java", flags, "cp", List.of()))
        .containsExactly("java", "-ea", "-cp", "cp", "rhizome.cli.Main");
  }

  @Test
  void theCommandOfThisProcessNamesItsJvmAndItsClasses() {
    assertThat(JavaCommand.line(List.of("-Xmx64m"), List.of("status")))
        .startsWith(System.getProperty("java.home") + "/bin/java")
        .contains("-Xmx64m", "-cp")
        .endsWith("rhizome.cli.Main", "status");
  }

  @Test
  void whatLivesLongHasTheCacheOfAGridAndAllElseThatOfCommands(@TempDir Path folder)
      throws IOException {
    assertThat(JavaCommand.cache(folder, List.of("up"))).isEmpty();
    Path grid = Files.createFile(folder.resolve("grid.aot"));
    Path words = Files.createFile(folder.resolve("words.aot"));
    assertThat(JavaCommand.cache(folder, List.of("up", "--port", "0"))).contains(grid);
    assertThat(JavaCommand.cache(folder, List.of("status"))).contains(words);
    assertThat(JavaCommand.cache(folder, List.of())).contains(words);
  }

  @Test
  void theLauncherKnowsWhatLivesLong() throws IOException {
    assertThat(Files.readString(Path.of(System.getProperty("rhizome.root")).resolve("rhizome")))
        .contains("\n  " + String.join(" | ", JavaCommand.LONG_LIVED) + ") cache=$home/grid.aot");
  }
}
