package rhizome.runtime.cassandra.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Java 17 on this machine. Cassandra 5.0.9 asks for a security manager, which Java 24 and later
 * do not have any more.
 */
final class Jdk17 {

  static final String NAMED = "RHIZOME_CASSANDRA_JAVA";

  private static final String VERSION = "JAVA_VERSION=\"17.";
  private static final List<String> SHELVES =
      List.of(
          "/usr/lib/jvm", "/usr/java", "/opt/java", "/opt", "/Library/Java/JavaVirtualMachines");
  private static final List<String> OWN_SHELVES =
      List.of(".sdkman/candidates/java", ".jdks", ".m2/jdks", ".asdf/installs/java");

  private Jdk17() {}

  /**
   * Its {@code java} program.
   *
   * @param environment of this process
   * @throws Unavailable if there is none, or the one that is named is not a Java 17
   */
  static Path find(Map<String, String> environment, Path userHome) throws Unavailable {
    String named = environment.getOrDefault(NAMED, "");
    if (!named.isEmpty()) {
      return java(Path.of(named))
          .orElseThrow(
              () ->
                  new Unavailable(
                      Unavailable.Reason.NO_JDK_17,
                      "%s=%s holds no Java 17: correct or unset it".formatted(NAMED, named)));
    }
    for (Path home : candidates(environment, userHome)) {
      Optional<Path> java = java(home);
      if (java.isPresent()) {
        return java.get();
      }
    }
    throw new Unavailable(
        Unavailable.Reason.NO_JDK_17,
        "Cassandra needs a Java 17 and this machine has none: install one, as from"
            + " https://adoptium.net, or name it in "
            + NAMED);
  }

  private static List<Path> candidates(Map<String, String> environment, Path userHome) {
    List<Path> homes = new ArrayList<>();
    for (String variable : List.of("JAVA_HOME", "JAVA_17_HOME", "JAVA17_HOME")) {
      String home = environment.getOrDefault(variable, "");
      if (!home.isEmpty()) {
        homes.add(Path.of(home));
      }
    }
    SHELVES.forEach(shelf -> homes.addAll(on(Path.of(shelf))));
    OWN_SHELVES.forEach(shelf -> homes.addAll(on(userHome.resolve(shelf))));
    return homes;
  }

  private static List<Path> on(Path shelf) {
    List<Path> homes = new ArrayList<>();
    if (Files.isDirectory(shelf)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(shelf)) {
        for (Path entry : entries) {
          homes.add(entry);
          homes.add(entry.resolve("Contents/Home"));
        }
      } catch (IOException unreadable) {
        return List.of(); // not ours to look at
      }
    }
    homes.sort(null);
    return homes;
  }

  /** The release file is what the JDK says of itself; a name of a folder may say anything. */
  private static Optional<Path> java(Path home) {
    Path java = home.resolve("bin/java");
    Path release = home.resolve("release");
    try {
      if (Files.isExecutable(java)
          && Files.isReadable(release)
          && Files.readAllLines(release).stream().anyMatch(line -> line.startsWith(VERSION))) {
        return Optional.of(java);
      }
    } catch (IOException unreadable) {
      return Optional.empty();
    }
    return Optional.empty();
  }
}
