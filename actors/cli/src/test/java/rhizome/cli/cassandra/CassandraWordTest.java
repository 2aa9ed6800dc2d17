package rhizome.cli.cassandra;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.exit.ExitCode;
import rhizome.runtime.tls.Authority;
import rhizome.runtime.tls.Role;
import rhizome.runtime.tls.Wanted;

class CassandraWordTest {

  private static final Pattern NOT_HERE =
      Pattern.compile("needs a Java 17|holds no Java 17|there is no mvn|Maven cannot get");

  @TempDir Path folder;

  private Said run(String... args) {
    return ScriptedTerminal.NOBODY.run(args);
  }

  @Test
  void theWordShowsWhatIsBelowIt() {
    assertThat(run("cassandra", "--help").out()).contains("up", "down", "schema");
    assertThat(run("cassandra", "up", "--help").out()).contains("--tls", "--detach", "Exit codes:");
  }

  @Test
  void whoIsNotThereCannotBeStopped() {
    Said said = run("cassandra", "down", "--data", folder.toString());
    assertThat(said.code()).isEqualTo(ExitCode.UNREACHABLE.code());
    assertThat(said.err())
        .contains("no Cassandra serves " + folder)
        .contains("rhizome cassandra up");
  }

  @Test
  void aContactThatIsNoneIsAUsageError() {
    Said said = run("cassandra", "schema", "--contact", "nowhere");
    assertThat(said.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(said.err()).contains("'nowhere' is not HOST:PORT");
  }

  @Test
  void whereNobodyAnswersTheSchemaCannotBeMade() {
    Said said = run("cassandra", "schema", "--contact", "127.0.0.1:9");
    assertThat(said.code()).isEqualTo(ExitCode.FAILED.code());
    assertThat(said.err()).contains("127.0.0.1:9 does not answer");
  }

  @Test
  void whoNamesOthersSaysWhereTheyFindIt() {
    Said said = run("cassandra", "up", "--data", folder.toString(), "--seed", "10.0.0.1:7000");
    assertThat(said.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(said.err()).contains("--ring-port");
    Said torn = run("cassandra", "up", "--ring-port=7000", "--seed", "10.0.0.1");
    assertThat(torn.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(torn.err()).contains("HOST:PORT");
  }

  @Test
  void aFolderWithoutKeysIsNamedBeforeAnythingStarts() {
    Said said = run("cassandra", "up", "--data", folder.toString(), "--tls", folder.toString());
    assertThat(said.code()).isEqualTo(ExitCode.FAILED.code());
    assertThat(said.err()).contains("tls.key cannot be read");
  }

  @Test
  @Tag("chaos")
  void oneIsStartedWithTlsLookedAtAndStopped() throws Exception {
    Authority authority = Authority.init(folder.resolve("authority"), Optional.empty());
    String server = issue(authority, "server", Role.JOURNAL);
    String ours = issue(authority, "ours", Role.MEMBER);
    Authority other = Authority.init(folder.resolve("other"), Optional.empty());
    String foreign = issue(other, "foreign", Role.MEMBER);
    Said refused = run("cassandra", "up", "--data", folder.toString(), "--tls", ours);
    assertThat(refused.err()).as("no certificate of a journal").contains("member", "journal");
    String data = folder.resolve("cassandra").toString();
    Said up =
        run("cassandra", "up", "-d", "--port=0", "--data", data, "--tls", server, "-o", "json");
    Assumptions.assumeFalse(
        up.code() != 0 && NOT_HERE.matcher(up.err()).find(),
        () -> "Cassandra is not to be had here: " + up.err());
    try {
      assertThat(up.code()).as(up.err()).isZero();
      String contact = up.json().at("contact").text();
      Said again = run("cassandra", "up", "-d", "--port=0", "--data", data);
      assertThat(again.code()).isEqualTo(ExitCode.FAILED.code());
      assertThat(again.err()).contains("is served already by process").contains(contact);

      Said made = schema(contact, "--copies=1", "--tls", ours);
      assertThat(made.out()).contains("keyspace other at " + contact + " is complete, 1 copy");
      assertThat(schema(contact, "--tls", ours).err()).contains("3 copies need as many nodes");
      assertThat(schema(contact, "--copies=1").err()).as("in clear").contains("does not answer");
      assertThat(schema(contact, "--copies=1", "--tls", foreign).err())
          .as("with a certificate of somebody else")
          .contains("does not answer");
    } finally {
      Said down = run("cassandra", "down", "--data", data);
      assertThat(down.out()).contains("Cassandra has ended");
    }
    assertThat(Files.getPosixFilePermissions(Path.of(data, "conf", "server.pem")))
        .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
  }

  private static String issue(Authority authority, String name, Role role) {
    List<String> loopback = List.of("127.0.0.1");
    return authority.issue(new Wanted(name, role, loopback, Duration.ofDays(2))).toString();
  }

  private Said schema(String contact, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("cassandra", "schema", "--contact", contact, "--keyspace", "other"));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }
}
