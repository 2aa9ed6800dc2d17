package rhizome.cli.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.chain.ChainFolder;
import rhizome.cli.chain.ConstitutionFile;
import rhizome.cli.chain.OwnChain;
import rhizome.runtime.cluster.ClusterProfile;
import rhizome.runtime.validator.ChainReveals;

/** What a member of a cluster needs of the ledger before it is let in. */
class LedgerHostTest {

  @TempDir private Path folder;
  private ChainFolder there = ChainFolder.in(Path.of("/"));
  private ChainFolder here = ChainFolder.in(Path.of("/"));

  /** A chain with a validator in one data folder, and another folder that has nothing. */
  @BeforeEach
  void found() {
    there = ChainFolder.in(folder.resolve("there"));
    here = ChainFolder.in(folder.resolve("here"));
    OwnChain.develop(there, 1, Instant.now(), secret -> ChainReveals.commitment(secret, 5));
  }

  private static LedgerPlan plan(String own) {
    return LedgerPlan.from(ClusterProfile.of(ConfigFactory.parseString(own)));
  }

  private LedgerHost member(ChainFolder of, String own, boolean validates) throws HostRefused {
    return LedgerHost.ofMember(of.path().resolve("..").normalize(), plan(own), validates);
  }

  private void refused(ChainFolder of, String own, boolean validates, String... why) {
    assertThatThrownBy(() -> member(of, own, validates))
        .isInstanceOf(HostRefused.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(why));
  }

  @Test
  void aValidatorNeedsAChain() throws HostRefused {
    refused(
        here,
        "",
        true,
        "role validator needs a chain, and there is no " + here.constitution(),
        "rhizome validator adopt CHAIN.json");
    assertThat(member(here, "", false)).as("whoever asks others needs none").isNotNull();
  }

  @Test
  void itsKeyNeedsItsPassphraseFromWhereTheSettingsSay() throws Exception {
    assertThat(member(there, "", true)).isNotNull();
    Path elsewhere = folder.resolve("there/elsewhere");
    Files.move(there.passphrase(), elsewhere);
    refused(
        there,
        "",
        true,
        "cannot be read from " + there.passphrase(),
        "rhizome.ledger.passphrase-file");
    assertThat(member(there, "rhizome.ledger.passphrase-file = elsewhere", true)).isNotNull();
    String absolute = "rhizome.ledger.passphrase-file = \"%s\"".formatted(elsewhere);
    assertThat(member(there, absolute, true)).isNotNull();
    Files.writeString(elsewhere, "battery staple\n");
    refused(
        there,
        absolute,
        true,
        "its passphrase does not open " + there.keys(),
        "it was read from " + elsewhere);
    assertThat(member(there, absolute, false)).as("whoever has no role opens none").isNotNull();
    Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-r--r--"));
    refused(there, absolute, true, "can be read by others", "chmod 600");
  }

  @Test
  void withoutAKeyItNeedsNoPassphrase() throws Exception {
    new ConstitutionFile(here.constitution()).write(OwnChain.constitution(there));
    assertThat(member(here, "", true)).isNotNull();
    assertThat(here.follower()).exists();
  }

  @Test
  void whoHasWrittenForAChainThatIsGoneDoesNotStart() throws IOException {
    Files.createDirectories(here.log());
    for (boolean validates : new boolean[] {true, false}) {
      refused(here, "", validates, here.constitution() + " is missing", here.log().toString());
    }
    Files.writeString(there.constitution(), "{}");
    refused(there, "", false, there.constitution() + " says no chain");
  }
}
