package rhizome.agent.supplies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.agent.Specs;
import rhizome.agent.handle.Volumes;
import rhizome.agent.life.Job;
import rhizome.agent.process.NotStarted;
import rhizome.blueprints.supplies.Secret;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.supplies.TextFile;
import rhizome.blueprints.supplies.Volume;
import rhizome.grid.node.Assignment;
import rhizome.kernel.WorkloadId;

/** What a job is told of what it is given, and that it finds it there. */
class KnownTest {

  private static final WorkloadId WEB = WorkloadId.parse("shop/web#0");
  private static final String SECRET = "hunter2 ${ports.http}";
  private static final Supplies GIVEN =
      new Supplies(
          List.of(
              new TextFile("a-conf", "etc/a.conf", 0644, "port ${ports.http} $host $${ports.http}"),
              new TextFile("pass", "pass", 0600, "pw ${secrets.db}")),
          List.of(new Volume("data", "var/data", 0)),
          List.of(new Secret("db", true), new Secret("key", false)));

  @TempDir Path root;
  private Path work = Path.of("/");
  private Vault vault = Vault.at(work);

  @BeforeEach
  void make() throws IOException {
    work = Files.createDirectories(root.resolve("shop/web.0/work"));
    vault = Vault.in(root);
    vault.set("db", SECRET);
    vault.set("key", "k");
  }

  private static Job job(Supplies supplies) {
    return Job.first(new Assignment(WEB, 1, Specs.sleeper().given(supplies).spec()));
  }

  private Known known(Supplies supplies) throws NotStarted {
    return Known.of(job(supplies), Map.of("http", 8080), root, vault, work);
  }

  private void deliver(Supplies supplies) throws NotStarted {
    new Delivery(new Volumes(root, Duration.ofDays(1)))
        .deliver(job(supplies), known(supplies), work);
  }

  @Test
  void everythingHasItsNameAndOnlySecretsAreKeptApart() throws NotStarted {
    Known known = known(GIVEN);
    String data = root.resolve(".volumes/shop/web.0/data").toString();
    assertThat(known.open())
        .containsOnlyKeys("ports.http", "files.a-conf", "files.pass", "volumes.data")
        .containsEntry("ports.http", "8080")
        .containsEntry("files.a-conf", work.resolve("etc/a.conf").toString())
        .containsEntry("volumes.data", data);
    assertThat(known.secrets())
        .containsOnlyKeys("secrets.db", "secrets.key")
        .containsEntry("secrets.db", SECRET);
  }

  @Test
  void aProgramFindsPathsUnaskedAndOfSecretsThoseThatAreFiles() throws NotStarted {
    assertThat(known(GIVEN).variables())
        .containsOnlyKeys(
            "RHIZOME_FILE_A_CONF",
            "RHIZOME_FILE_PASS",
            "RHIZOME_VOLUME_DATA",
            "RHIZOME_SECRET_FILE_DB")
        .containsEntry("RHIZOME_SECRET_FILE_DB", root.resolve("shop/web.0/secrets/db").toString())
        .doesNotContainValue(SECRET);
  }

  @Test
  void whoIsGivenNothingKnowsItsPorts() throws NotStarted {
    Known known = known(Supplies.NONE);
    assertThat(known.open()).containsOnlyKeys("ports.http");
    assertThat(known.secrets()).isEmpty();
    assertThat(known.variables()).isEmpty();
  }

  @Test
  void nobodySeesASecretToLearnThatThereIsOne() throws NotStarted {
    assertThat(known(GIVEN).toString())
        .contains("secrets=[secrets.db, secrets.key]")
        .doesNotContain("hunter2");
  }

  @Test
  void aSecretIsFilledInOnlyWhereItIsAllowed() throws NotStarted {
    Known known = known(GIVEN);
    assertThat(known.fillSecretly("-p ${secrets.db} ${ports.http}"))
        .isEqualTo("-p " + SECRET + " 8080");
    assertThat(known.fill("${ports.http} $${secrets.db} ${HOME}"))
        .isEqualTo("8080 ${secrets.db} ${HOME}");
    assertThatThrownBy(() -> known.fill("-p ${secrets.db}"))
        .isInstanceOf(NotStarted.class)
        .hasMessage(
            "nothing is called 'secrets.db';"
                + " there are [files.a-conf, files.pass, ports.http, volumes.data]")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> known.fillSecretly("${volumes.none}"))
        .isInstanceOf(NotStarted.class)
        .hasMessageStartingWith("nothing is called 'volumes.none'; there are [")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aSecretThatIsNotThereOrCannotBeReadIsNamed() throws IOException {
    vault.remove("key");
    assertThatThrownBy(() -> known(GIVEN))
        .isInstanceOf(NotStarted.class)
        .hasMessage(
            "there is no secret 'key' on this node: `rhizome secret set key` puts it there");
    Path file = root.resolve("secrets/db");
    Files.write(file, new byte[3]);
    assertThatThrownBy(() -> known(GIVEN))
        .isInstanceOf(NotStarted.class)
        .hasMessage("the secret 'db' cannot be read: %s is cut short: set the secret again", file);
  }

  @Test
  void whatIsKnownIsNobodysToChange() throws NotStarted {
    Known known = known(GIVEN);
    for (Map<String, String> map : List.of(known.open(), known.secrets(), known.variables())) {
      assertThatThrownBy(() -> map.put("x", "y")).isInstanceOf(UnsupportedOperationException.class);
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void everythingLiesWhereItWasSaidToLie() throws Exception {
    deliver(GIVEN);
    assertThat(work.resolve("etc/a.conf")).hasContent("port 8080 $host ${ports.http}");
    assertThat(mode(work.resolve("etc/a.conf"))).isEqualTo("rw-r--r--");
    assertThat(work.resolve("pass")).hasContent("pw " + SECRET);
    assertThat(mode(work.resolve("pass"))).isEqualTo("rw-------");
    Path data = root.resolve(".volumes/shop/web.0/data");
    assertThat(data).isDirectory();
    assertThat(Files.readSymbolicLink(work.resolve("var/data"))).isEqualTo(data);
    Path secret = Path.of(known(GIVEN).variables().get("RHIZOME_SECRET_FILE_DB"));
    assertThat(secret).hasContent(SECRET);
    assertThat(mode(secret)).isEqualTo("rw-------");
    assertThat(secret.resolveSibling("key")).as("nobody asked for it as a file").doesNotExist();
  }

  @Test
  void deliveredAgainFilesAreNewAndVolumesAreNot() throws Exception {
    deliver(GIVEN);
    Files.writeString(work.resolve("etc/a.conf"), "altered");
    Files.writeString(work.resolve("var/data/kept"), "kept");
    vault.set("db", "another");
    deliver(GIVEN);
    assertThat(work.resolve("etc/a.conf")).hasContent("port 8080 $host ${ports.http}");
    assertThat(work.resolve("var/data/kept")).hasContent("kept");
    assertThat(work.resolveSibling("secrets").resolve("db")).hasContent("another");
  }

  @Test
  void whoIsGivenNothingIsLeftAlone() throws Exception {
    deliver(Supplies.NONE);
    assertThat(work).isEmptyDirectory();
    assertThat(root.resolve(".volumes")).doesNotExist();
    assertThat(work.resolveSibling("secrets")).doesNotExist();
  }

  @Test
  void whatCannotBeGivenIsNamedWithItsReason() throws Exception {
    Files.writeString(work.resolve("var"), "a file in the way");
    assertThatThrownBy(() -> deliver(GIVEN))
        .isInstanceOf(NotStarted.class)
        .hasMessageStartingWith("its volume 'data' cannot be put there: ");
    Files.delete(work.resolve("var"));
    Files.createDirectories(work.resolve("pass/full"));
    assertThatThrownBy(() -> deliver(GIVEN))
        .isInstanceOf(NotStarted.class)
        .hasMessageStartingWith("its file 'pass' cannot be put there: ")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aTextThatAsksForWhatIsNotThereIsRefusedBeforeItIsWritten() {
    Supplies odd =
        new Supplies(List.of(new TextFile("f", "f", 0644, "${secrets.db}")), List.of(), List.of());
    assertThatThrownBy(() -> deliver(odd))
        .isInstanceOf(NotStarted.class)
        .hasMessageStartingWith("nothing is called 'secrets.db'");
    assertThat(work.resolve("f")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a-b", "z9", "a23456789-123456789-123456789-x"})
  void aNameIsOneToThirtyOneOfItsLetters(String name) throws IOException {
    vault.set(name, "x");
    assertThat(vault.find(name)).contains("x");
    assertThat(vault.names()).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a23456789-123456789-123456789-xy", "1a", "-a", "a-", "a_b", "ä", "a\n", "a "})
  void whatIsNoNameIsRefusedWhateverIsWanted(String name) {
    String why =
        "'"
            + name
            + "' is not a name of a secret: 1 to 31 of a-z, 0-9, '-',"
            + " a letter first and no '-' last";
    assertThatThrownBy(() -> vault.set(name, "x")).hasMessage(why);
    assertThatThrownBy(() -> vault.find(name)).hasMessage(why);
    assertThatThrownBy(() -> vault.remove(name)).hasMessage(why);
  }

  @Test
  void aSecretIsCountedInBytesAndKeptWholeUpToTheLast() throws IOException {
    String full = "é".repeat(Vault.BYTES_MAX / 2);
    vault.set("full", full);
    assertThat(vault.find("full")).contains(full);
    assertThatThrownBy(() -> vault.set("full", full + "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a secret has at most 65536 bytes");
    assertThat(vault.find("full")).as("the one before").contains(full);
  }

  @Test
  void aKeyOfAnotherLengthIsNoKey() throws IOException {
    Path key = root.resolve("secrets/.key");
    Files.write(key, "short".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> vault.find("db"))
        .isInstanceOf(IOException.class)
        .hasMessage("%s is no key of 32 bytes", key);
    assertThatThrownBy(() -> vault.set("db", "x")).hasMessage("%s is no key of 32 bytes", key);
  }

  @Test
  void whatIsNoSecretInItsFolderIsNotListed() throws IOException {
    Files.writeString(root.resolve("secrets/README"), "x");
    Files.writeString(root.resolve("secrets/.x.begun"), "x");
    assertThat(vault.names()).containsExactly("db", "key");
    assertThat(Vault.at(root.resolve("none")).names()).isEmpty();
    assertThat(Vault.at(root.resolve("none")).find("db")).isEmpty();
    assertThat(Vault.at(root.resolve("none")).remove("db")).isFalse();
  }
}
