package rhizome.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Programs of the machine that a test would like to have. */
final class Installed {

  private static final List<Path> FOLDERS =
      List.of(Path.of("/usr/bin"), Path.of("/usr/sbin"), Path.of("/usr/local/bin"));

  private Installed() {}

  /** The test is skipped, and says what it misses, where one of these is not there. */
  static void assume(String... programs) {
    for (String program : programs) {
      assumeTrue(isThere(program), program + " is not installed: apt install it to run this test");
    }
  }

  private static boolean isThere(String program) {
    return Stream.concat(FOLDERS.stream(), postgresql().stream())
        .anyMatch(folder -> Files.isExecutable(folder.resolve(program)));
  }

  /** Where Debian puts the programs of PostgreSQL, of each version. */
  static List<Path> postgresql() {
    try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      return versions.map(version -> version.resolve("bin")).sorted().toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  /** What a command says; its complaints where it fails. */
  static String said(Map<String, String> environment, String... command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? said.strip() : "failed: " + said.strip();
    } catch (IOException e) {
      return "failed: " + e.getMessage();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
