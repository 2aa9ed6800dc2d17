package rhizome.runtime.cassandra.server;

import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server is made of, looked at before any is started. */
class PartsTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void aNamedJavaIsTakenOrRefusedButNeverPassedOver() throws Exception {
    Path seventeen = jdk("seventeen", "17.0.15");
    assertThat(Jdk17.find(Map.of("RHIZOME_CASSANDRA_JAVA", seventeen.toString()), folder))
        .isEqualTo(seventeen.resolve("bin/java"));
    Path newer = jdk("newer", "25.0.3");
    assertThatThrownBy(() -> Jdk17.find(Map.of("RHIZOME_CASSANDRA_JAVA", newer.toString()), folder))
        .isInstanceOfSatisfying(
            Unavailable.class, e -> assertThat(e.reason()).isEqualTo(Unavailable.Reason.NO_JDK_17))
        .hasMessageContaining("RHIZOME_CASSANDRA_JAVA=" + newer);
  }

  @Test
  void aJavaIsFoundByWhatItSaysOfItselfAndNotByItsFolder() throws Exception {
    Path home = folder.resolve("home");
    Path found = jdk("home/.sdkman/candidates/java/any-name", "17.0.2");
    jdk("home/.sdkman/candidates/java/17-by-name-only", "21.0.1");
    Path java = Jdk17.find(Map.of(), home);
    assertThat(Files.readString(java.resolve("../../release").normalize())).contains("\"17.");
    assertThat(Jdk17.find(Map.of("JAVA_HOME", found.toString()), home))
        .isEqualTo(found.resolve("bin/java"));
  }

  private Path jdk(String name, String version) throws Exception {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.createFile(
        home.resolve("bin/java"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
    return home;
  }

  @Test
  void whereThereIsNoMavenTheSentenceSaysSo() {
    ClassPath none = new ClassPath(folder, List.of(folder.resolve("no-mvn").toString()), SOON);
    assertThatThrownBy(none::resolve)
        .isInstanceOfSatisfying(
            Unavailable.class, e -> assertThat(e.reason()).isEqualTo(Unavailable.Reason.NO_MAVEN))
        .hasMessageContaining("install Apache Maven");
  }

  @Test
  void whatMavenCannotGetIsToldInItsOwnWords() throws Exception {
    ClassPath failing =
        new ClassPath(folder, script("echo '[ERROR] the mirror is away'; exit 1"), SOON);
    assertThatThrownBy(failing::resolve)
        .isInstanceOfSatisfying(
            Unavailable.class,
            e -> assertThat(e.reason()).isEqualTo(Unavailable.Reason.NO_ARTIFACT))
        .hasMessageContaining("the mirror is away")
        .hasMessageContaining("maven.log");
  }

  @Test
  void mavenIsAskedOnceAsLongAsAllJarsAreThere() throws Exception {
    Path jar = Files.createFile(folder.resolve("a.jar"));
    Path asked = folder.resolve("asked");
    List<String> maven =
        script(
            """
            echo x >> %s
            for w in "$@"; do case $w in -Dmdep.outputFile=*) printf %%s %s > ${w#*=};; esac; done
            """
                .formatted(asked, jar));
    ClassPath classPath = new ClassPath(folder.resolve("cache"), maven, SOON);
    assertThat(classPath.resolve()).containsExactly(jar);
    assertThat(classPath.resolve()).containsExactly(jar);
    assertThat(Files.readAllLines(asked)).hasSize(1);
    Files.delete(jar);
    Files.createFile(jar);
    Files.delete(folder.resolve("cache/classpath"));
    assertThat(classPath.resolve()).containsExactly(jar);
    assertThat(Files.readAllLines(asked)).hasSize(2);
  }

  private List<String> script(String body) throws Exception {
    Path file = folder.resolve("mvn.sh");
    Files.writeString(file, body + "\n");
    return List.of("sh", file.toString());
  }

  @Test
  void oneOfSeveralKnowsItsSeedsAndLetsNoStrangerIn() throws Exception {
    Path tls = Files.createDirectory(folder.resolve("tls"));
    for (String name : List.of("tls.key", "tls.crt", "ca.crt")) {
      Files.writeString(tls.resolve(name), name + "\n");
    }
    ServerFiles files = new ServerFiles(folder.resolve("cassandra"));
    ServerSettings first = ServerSettings.usual().at("10.0.0.1", 9042).withTls(tls);
    files.write(first.inRing(7000, List.of()));
    assertThat(Files.readString(files.yaml()))
        .doesNotContainPattern("@[a-z-]+@")
        .contains("seeds: \"10.0.0.1:7000\"", "storage_port: 7000")
        .contains("hinted_handoff_enabled: true", "internode_encryption: all");
    files.write(first.inRing(7000, List.of("10.0.0.2:7000", "10.0.0.3:7000")));
    assertThat(Files.readString(files.yaml())).contains("seeds: \"10.0.0.2:7000,10.0.0.3:7000\"");
    assertThatThrownBy(() -> first.inRing(0, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("port of a ring");
  }

  @Test
  void itsFilesAreForTheirOwnerOnlyAndHoldNoWordThatWasNotFilledIn() throws Exception {
    Path tls = Files.createDirectory(folder.resolve("tls"));
    for (String name : List.of("tls.key", "tls.crt", "ca.crt")) {
      Files.writeString(tls.resolve(name), name + "\n");
    }
    ServerFiles files = new ServerFiles(folder.resolve("cassandra"));
    files.write(ServerSettings.usual().withTls(tls).onPorts(9042, 7000));
    String yaml = Files.readString(files.yaml());
    assertThat(yaml)
        .doesNotContainPattern("@[a-z-]+@")
        .contains("native_transport_port: 9042")
        .contains("require_client_auth: true");
    assertThat(Files.readString(files.conf().resolve("server.pem")))
        .isEqualTo("tls.key\ntls.crt\n");
    for (Path file : List.of(files.yaml(), files.logback(), files.conf().resolve("server.pem"))) {
      assertThat(Files.getPosixFilePermissions(file))
          .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
    }
    assertThat(Files.getPosixFilePermissions(files.data()))
        .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE, OWNER_EXECUTE);
  }

  @Test
  void settingsThatCannotWorkAreRefusedByTheirNames() {
    ServerSettings usual = ServerSettings.usual();
    assertThatThrownBy(() -> usual.at("127.0.0.1", 70_000))
        .hasMessageContaining("rhizome.cassandra.server.cql-port");
    assertThatThrownBy(() -> usual.withHeap(64)).hasMessageContaining("server.heap");
    assertThatThrownBy(() -> usual.at("a b", 1)).hasMessageContaining("server.host");
    assertThatThrownBy(() -> new ServerSettings.Limits(Duration.ZERO, SOON, SOON))
        .hasMessageContaining("start-timeout");
  }

  @Test
  void aPidOfAnotherLifeIsNobody() throws Exception {
    RunningFile ours = RunningFile.of(ProcessHandle.current(), "127.0.0.1:1");
    ours.write(folder);
    assertThat(RunningFile.read(folder)).contains(ours);
    assertThat(ours.process()).isPresent();
    new RunningFile(ours.pid(), Instant.EPOCH, ours.point()).write(folder);
    assertThat(RunningFile.read(folder).flatMap(RunningFile::process)).isEmpty();
    Files.writeString(folder.resolve(RunningFile.NAME), "torn");
    assertThat(RunningFile.read(folder)).isEqualTo(Optional.empty());
    assertThat(CassandraServer.running(folder, ServerSettings.usual())).isEmpty();
  }
}
