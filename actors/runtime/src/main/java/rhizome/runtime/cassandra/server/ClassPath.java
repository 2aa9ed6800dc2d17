package rhizome.runtime.cassandra.server;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The jars of Cassandra, got by Maven from wherever this machine gets its artifacts, and remembered
 * in a file.
 */
final class ClassPath {

  /** Set by a build for its tests: the local repository it uses itself. */
  static final String REPOSITORY = "rhizome.maven.repository";

  private static final String POM = "/rhizome/cassandra/pom.xml";
  private static final String RESOLVE =
      "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath";
  private static final int REASONS_SHOWN_MAX = 300;

  private final Path folder;
  private final List<String> maven;
  private final Duration timeout;

  /**
   * @param folder where the answer is kept
   * @param maven the program to ask, with its first words
   */
  ClassPath(Path folder, List<String> maven, Duration timeout) {
    this.folder = folder;
    this.maven = List.copyOf(maven);
    this.timeout = timeout;
  }

  /** Asks the {@code mvn} on the path, with the local repository of the build this is part of. */
  static ClassPath byMaven(Path folder, Duration timeout) {
    List<String> maven = new ArrayList<>(List.of("mvn"));
    String repository = System.getProperty(REPOSITORY, "");
    if (!repository.isEmpty()) {
      maven.add("-Dmaven.repo.local=" + repository);
    }
    return new ClassPath(folder, maven, timeout);
  }

  /**
   * All jars of the server.
   *
   * @throws Unavailable if Maven is missing or cannot get them
   */
  List<Path> resolve() throws Unavailable, IOException, InterruptedException {
    byte[] pom = pom();
    Path copy = folder.resolve("pom.xml");
    Path answer = folder.resolve("classpath");
    if (Files.exists(copy) && Files.exists(answer) && sameBytes(copy, pom)) {
      List<Path> known = read(answer);
      if (!known.isEmpty() && known.stream().allMatch(Files::isReadable)) {
        return known;
      }
    }
    Files.createDirectories(folder);
    Files.deleteIfExists(answer);
    Files.write(copy, pom);
    Path fresh = Files.createTempFile(folder, "classpath", ".new");
    ask(copy, fresh);
    List<Path> found = read(fresh);
    if (found.isEmpty()) {
      throw new Unavailable(
          Unavailable.Reason.NO_ARTIFACT, "Maven found no jar of Cassandra for " + copy);
    }
    Files.move(fresh, answer, StandardCopyOption.ATOMIC_MOVE);
    return found;
  }

  private void ask(Path pom, Path answer) throws Unavailable, IOException, InterruptedException {
    List<String> words = new ArrayList<>(maven);
    words.addAll(List.of("-q", "-B", "-f", pom.toString(), RESOLVE));
    words.add("-Dmdep.outputFile=" + answer);
    Path said = folder.resolve("maven.log");
    Process process;
    try {
      process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .redirectInput(new File("/dev/null"))
              .start();
    } catch (IOException e) {
      throw new Unavailable(
          Unavailable.Reason.NO_MAVEN,
          "Cassandra is got by Maven, and there is no %s on the path: install Apache Maven"
              .formatted(maven.getFirst()));
    }
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Unavailable(
            Unavailable.Reason.NO_ARTIFACT,
            "Maven did not get Cassandra within %d s; its words are in %s"
                .formatted(timeout.toSeconds(), said));
      }
      if (process.exitValue() != 0) {
        throw new Unavailable(
            Unavailable.Reason.NO_ARTIFACT,
            "Maven cannot get Cassandra (%s); all its words are in %s"
                .formatted(firstError(said), said));
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static String firstError(Path said) throws IOException {
    Optional<String> error =
        Files.readAllLines(said).stream()
            .filter(line -> line.contains("ERROR"))
            .findFirst()
            .map(line -> line.replaceFirst(".*ERROR\\S*\\s*", "").strip());
    String text = error.orElse("without a reason");
    return text.length() > REASONS_SHOWN_MAX ? text.substring(0, REASONS_SHOWN_MAX) : text;
  }

  private static List<Path> read(Path file) throws IOException {
    List<Path> paths = new ArrayList<>();
    for (String path : Files.readString(file).strip().split(File.pathSeparator, -1)) {
      if (!path.isBlank()) {
        paths.add(Path.of(path));
      }
    }
    return paths;
  }

  private static boolean sameBytes(Path file, byte[] bytes) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
        .equals(new String(bytes, StandardCharsets.UTF_8));
  }

  private static byte[] pom() throws IOException {
    try (InputStream in = ClassPath.class.getResourceAsStream(POM)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks " + POM);
      }
      return in.readAllBytes();
    }
  }
}
