package rhizome.cli.host;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.blueprints.model.Resources;
import rhizome.cli.GridProcess;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.client.GridClient;
import rhizome.runtime.tls.Authority;
import rhizome.runtime.tls.Pki;
import rhizome.runtime.tls.Role;
import rhizome.runtime.tls.Wanted;

/** A whole grid on this machine whose API is open to others. */
class SecuredGridTest {

  @TempDir private Path folder;
  private Path data = Path.of("");

  @BeforeEach
  void settings() throws IOException {
    data = Files.createDirectory(folder.resolve("grid"));
    Files.writeString(
        data.resolve(Settings.FILE), "rhizome.api { tls = on, host = \"0.0.0.0\" }\n");
    Authority.init(folder.resolve("ca"), Optional.empty());
  }

  @Test
  void itIsReachedWithItsOwnCredentialsHereAndWithThoseOfAnOperatorFromElsewhere()
      throws Exception {
    issue("n1", Role.MEMBER, GridClient.credentialsFolder(data));
    issue("alice", Role.OPERATOR, folder.resolve("alice"));
    GridHost grid = GridHost.open(host());
    try {
      assertThat(grid.url()).hasScheme("https");
      Said here = ScriptedTerminal.NOBODY.run("status", "--data", data.toString());
      assertThat(here.code()).as(here.err()).isZero();
      Said elsewhere =
          ScriptedTerminal.NOBODY.run(
              "status",
              "--url",
              grid.url().toString(),
              "--token-file",
              data.resolve("operator.token").toString(),
              "--credentials",
              folder.resolve("alice").toString());
      assertThat(elsewhere.code()).as(elsewhere.err()).isZero();
    } finally {
      grid.close(false);
    }
  }

  @Test
  void withoutCredentialsOfAMemberItDoesNotStartAndNamesThem() {
    assertThatThrownBy(() -> GridHost.open(host()))
        .isInstanceOf(HostRefused.class)
        .hasMessageContaining(data.resolve("tls").toString());
    issue("edge", Role.AGENT, GridClient.credentialsFolder(data));
    assertThatThrownBy(() -> GridHost.open(host()))
        .isInstanceOf(HostRefused.class)
        .hasMessageContainingAll("agent edge", "--role member");
  }

  /** The files are of a real authority, and the certificate has one of its ten days left. */
  @Test
  void theDoctorReadsTheCertificateAsItLiesThere() throws Exception {
    Pki pki = Pki.in(folder.resolve("pki"));
    carry(pki.member("n1"), GridClient.credentialsFolder(data));
    GridHost grid = GridHost.open(host());
    try {
      GridProcess.await(
          "the member answers for itself",
          () -> doctor("-o", "json").out().contains("\"holder\": \"member n1\""));
      assertThat(doctor("-o", "json").out()).contains("\"daysLeft\": 89").doesNotContain("ends in");
      Path older = pki.member("n1b", 9, Duration.ofDays(10));
      carry(older, GridClient.credentialsFolder(data));
      Said said = doctor();
      assertThat(said.out())
          .contains(
              "the certificate of member n1b in " + GridClient.credentialsFolder(data),
              "ends in 23 hours",
              "rhizome pki issue --renew DIR --name n1b --role member");
      assertThat(said.code()).isZero();
    } finally {
      grid.close(false);
    }
  }

  private Said doctor(String... words) {
    List<String> all = new ArrayList<>(List.of("doctor", "--data", data.toString()));
    all.addAll(List.of(words));
    return ScriptedTerminal.NOBODY.run(all.toArray(String[]::new));
  }

  /** As an operator copies it: the key first, then the certificate. */
  private static void carry(Path from, Path into) throws IOException {
    Files.createDirectories(into);
    for (String name : List.of("ca.crt", "tls.key", "tls.crt")) {
      Files.copy(from.resolve(name), into.resolve(name), COPY_ATTRIBUTES, REPLACE_EXISTING);
    }
  }

  private HostSettings host() {
    return new HostSettings(data, OptionalInt.of(0), 0, new Resources(1_000, 1L << 30));
  }

  private void issue(String name, Role role, Path into) {
    Authority.open(folder.resolve("ca"), Optional.empty())
        .issue(new Wanted(name, role, List.of(), Duration.ofDays(1)), into, false);
  }
}
