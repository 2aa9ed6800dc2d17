package rhizome.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

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
  void theCommandOfThisProcessNamesItsJvmAndItsClassPath() {
    assertThat(JavaCommand.line(List.of("-Xmx64m"), List.of("status")))
        .startsWith(System.getProperty("java.home") + "/bin/java")
        .contains("-Xmx64m", System.getProperty("java.class.path"))
        .endsWith("rhizome.cli.Main", "status");
  }
}
