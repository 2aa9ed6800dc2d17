package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.cli.client.GridFile;
import rhizome.gateway.Door;
import rhizome.gateway.InMemoryGrid;
import rhizome.gateway.OperatorToken;
import rhizome.runtime.tls.Authority;
import rhizome.runtime.tls.Credentials;
import rhizome.runtime.tls.Role;
import rhizome.runtime.tls.Wanted;

/** Commands over HTTPS to a gateway that demands a certificate, as from another machine. */
class FarGridTest {

  @TempDir private static Path there;
  @TempDir private Path here;
  private static Door door = closed();
  private static final InMemoryGrid WORLD = new InMemoryGrid();

  @SuppressWarnings("NullAway") // replaced before all tests
  private static Door closed() {
    return null;
  }

  @BeforeAll
  static void open() throws IOException {
    Authority.init(there.resolve("ca"), Optional.empty());
    door = Door.to(WORLD, there, Door.secured(), Credentials.open(issue("ca", Role.MEMBER, "n1")));
  }

  @AfterAll
  static void close() {
    door.close();
  }

  @Test
  void anOperatorWithACertificateAndTheTokenIsServedInEveryWay() throws IOException {
    Path alice = issue("ca", Role.OPERATOR, "alice");
    Path file = BlueprintFile.write(here, "shop", "it: {run: {command: serve}}\n");
    for (String line :
        List.of(
            "apply " + file + " --yes",
            "status",
            "get workloads",
            "logs shop/it#0",
            "events",
            "doctor")) {
      Said said = far(line, alice);
      assertThat(said.code()).as(line + ": " + said.err()).isZero();
    }
    assertThat(far("get robots", alice).out()).contains("shop");
  }

  @Test
  void withoutACertificateTheCommandThatMakesOneIsNamed() {
    Said said = run("status", "--url", door.url().toString(), "--token-file", token());
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("wants to see a certificate", "--role operator");
  }

  /** How far the caller gets before it hears of it is a matter of chance. */
  @Test
  void aWrongCertificateIsRefusedAndNothingIsChanged() throws IOException {
    long before = WORLD.position();
    Authority.init(there.resolve("other"), Optional.empty());
    List<Path> wrong =
        List.of(
            issue("ca", Role.AGENT, "edge"),
            issue("ca", Role.JOURNAL, "c1"),
            issue("other", Role.OPERATOR, "mallory"));
    for (Path credentials : wrong) {
      for (String line : List.of("status", "destroy shop --yes", "events", "down")) {
        Said said = far(line, credentials);
        assertThat(said.code()).as(line + ": " + said.err()).isIn(3, 4);
        assertThat(said.err())
            .containsPattern("do not accept each other|may not accept these credentials")
            .contains("rhizome pki show");
        assertThat(said.out()).isEmpty();
      }
    }
    assertThat(WORLD.position()).isEqualTo(before);
    assertThat(WORLD.shutdown()).isEmpty();
  }

  @Test
  void credentialsThatCannotBeUsedAreNamedBeforeAnybodyIsCalled() throws IOException {
    Path bob = issue("ca", Role.OPERATOR, "bob");
    Files.setPosixFilePermissions(
        bob.resolve("tls.key"), PosixFilePermissions.fromString("rw-r--r--"));
    Said said = far("status", bob);
    assertThat(said.code()).isEqualTo(3);
    assertThat(said.err()).contains(bob.resolve("tls.key").toString(), "chmod 600");
  }

  /** A member that happens to listen where the grid was is no member of ours. */
  @Test
  void aGridOfAnotherAuthorityIsNotToldTheToken() throws IOException {
    Authority.init(here.resolve("ca"), Optional.empty());
    Path eve =
        Authority.open(here.resolve("ca"), Optional.empty())
            .issue(new Wanted("n1", Role.MEMBER, List.of(), Duration.ofDays(1)));
    Path ours = issue("ca", Role.OPERATOR, "carol");
    Path both = eve.resolve("ca.crt");
    Files.writeString(both, Files.readString(both) + Files.readString(ours.resolve("ca.crt")));
    Door trap = Door.to(new InMemoryGrid(), here, Door.secured(), Credentials.open(eve));
    try {
      Said said =
          run(
              "status",
              "--url",
              trap.url().toString(),
              "--token-file",
              token(),
              "--credentials",
              ours.toString());
      assertThat(said.code()).as(said.err()).isEqualTo(3);
      assertThat(said.err()).contains("not accepted by this grid's authority");
    } finally {
      trap.close();
    }
  }

  @Test
  void onItsOwnMachineAGridIsFoundAsEverWithTheCredentialsInTheDataFolder() throws IOException {
    new GridFile(door.url(), ProcessHandle.current().pid(), "").write(here);
    Files.copy(
        Path.of(token()), here.resolve(OperatorToken.FILE), StandardCopyOption.COPY_ATTRIBUTES);
    assertThat(run("status", "--data", here.toString()).err()).contains("--credentials");
    Authority.open(there.resolve("ca"), Optional.empty())
        .issue(
            new Wanted("dave", Role.OPERATOR, List.of(), Duration.ofDays(1)),
            here.resolve("tls"),
            false);
    Said said = run("status", "--data", here.toString());
    assertThat(said.code()).as(said.err()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "--url https://n1:1, --token-file",
    "--token-file t, --token-file goes with --url",
    "--url http://192.0.2.1:1 --token-file t, travel in clear",
    "--url n1:7717 --token-file t, is not the address of an API",
    "--url https://n1:1/v1 --token-file t, is not the address of an API",
    "--url ftp://n1 --token-file t, is not the address of an API",
    "--url https:///x --token-file t, is not the address of an API"
  })
  void anAddressThatMakesNoSenseIsAUsageError(String options, String words) {
    List<String> line = new ArrayList<>(List.of("status", "--data", here.toString()));
    line.addAll(List.of(options.split(" ", -1)));
    Said said = run(line.toArray(String[]::new));
    assertThat(said.code()).as(said.err()).isEqualTo(2);
    assertThat(said.err()).contains(words);
  }

  @Test
  void aTokenFileThatOthersCanReadIsNotUsed() throws IOException {
    Path open = Files.copy(Path.of(token()), here.resolve("token"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    Said said =
        run(
            "status",
            "--url",
            door.url().toString(),
            "--token-file",
            open.toString(),
            "--credentials",
            issue("ca", Role.OPERATOR, "erin").toString());
    assertThat(said.code()).isEqualTo(3);
    assertThat(said.err()).contains("chmod 600");
  }

  @Test
  void nobodyAtThatAddressIsUnreachable() throws IOException {
    Path frank = issue("ca", Role.OPERATOR, "frank");
    Said said =
        run(
            "status",
            "--url",
            "https://127.0.0.1:1",
            "--token-file",
            token(),
            "--credentials",
            frank.toString());
    assertThat(said.code()).isEqualTo(4);
    assertThat(said.err()).contains("no grid answers at https://127.0.0.1:1", "--url");
  }

  /** A grid that is started or joined is never on another machine. */
  @Test
  void whoStartsAGridIsNotOfferedAnAddress() {
    for (String word : List.of("up", "node")) {
      assertThat(run(word, "--help").out()).contains("--data").doesNotContain("--url");
    }
    assertThat(run("status", "--help").out())
        .contains("--data", "--url", "--token-file", "--credentials");
  }

  private static Path issue(String authority, Role role, String name) {
    return Authority.open(there.resolve(authority), Optional.empty())
        .issue(new Wanted(name, role, List.of(), Duration.ofDays(1)));
  }

  private static String token() {
    return there.resolve(OperatorToken.FILE).toString();
  }

  private Said far(String line, Path credentials) {
    List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
    words.addAll(
        List.of(
            "--url",
            door.url().toString(),
            "--token-file",
            token(),
            "--credentials",
            credentials.toString(),
            "--data",
            here.toString()));
    return run(words.toArray(String[]::new));
  }

  private static Said run(String... words) {
    return ScriptedTerminal.NOBODY.run(words);
  }
}
