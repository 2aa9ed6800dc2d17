package rhizome.cli.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.exit.Trouble;
import rhizome.ledger.consensus.validator.HashChain;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;

class OwnChainTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  @TempDir Path data;
  private ChainFolder folder = ChainFolder.in(Path.of("/"));

  @BeforeEach
  void found() {
    folder = ChainFolder.in(data);
    OwnChain.develop(folder, 4, NOW, OwnChainTest::tip);
  }

  private static Hash tip(Hash secret) {
    return new HashChain(secret, 5).tip();
  }

  @Test
  void whoOpensItHasTheKeysOfAllFounders() {
    OwnChain chain = OwnChain.open(folder, folder.passphrase());
    assertThat(chain.keys().stream().map(secret -> KeyPair.of(secret).publicKey()))
        .containsExactlyElementsOf(
            chain.constitution().genesis().founders().stream().map(it -> it.key()).toList());
    chain.keys().forEach(secret -> assertThat(chain.toString()).doesNotContain(secret.hex()));
  }

  @Test
  void itBeginsWhenItIsFounded() {
    assertThat(OwnChain.constitution(folder).genesis().time()).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void nobodyButItsOwnerReadsIt() throws IOException {
    try (Stream<Path> files = Files.walk(folder.path())) {
      assertThat(files.toList())
          .hasSize(9) // two folders, the chain, the passphrase, the treasury and four keys
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .endsWith("------"));
    }
  }

  @Test
  void twoChainsAreNotTheSame() {
    ChainFolder other = ChainFolder.in(data.resolve("other"));
    OwnChain.develop(other, 4, NOW, OwnChainTest::tip);
    assertThat(OwnChain.constitution(other).chain())
        .isNotEqualTo(OwnChain.constitution(folder).chain());
  }

  @Test
  void whoWasKilledWhileFoundingLeavesNothingThatCounts() throws IOException {
    ChainFolder other = ChainFolder.in(data.resolve("other"));
    Files.createDirectories(data.resolve("other/ledger.begun/keys"));
    Files.writeString(data.resolve("other/ledger.begun/passphrase"), "half");
    OwnChain.develop(other, 1, NOW, OwnChainTest::tip);
    assertThat(OwnChain.open(other, other.passphrase()).keys()).hasSize(1);
    assertThat(data.resolve("other/ledger.begun")).doesNotExist();
  }

  /** What it wrote down is found again by who it is. */
  @Test
  void whoHasNoKeyFollowsAsTheSameEachTime() throws IOException {
    ChainFolder other = ChainFolder.in(data.resolve("other"));
    new ConstitutionFile(other.constitution()).write(OwnChain.constitution(folder));
    OwnChain follower = OwnChain.open(other, other.passphrase());
    assertThat(follower.follows()).isTrue();
    assertThat(follower.keys()).hasSize(1);
    assertThat(OwnChain.open(other, other.passphrase())).isEqualTo(follower);
    assertThat(follower.constitution().genesis().founders())
        .extracting(it -> it.key())
        .doesNotContain(KeyPair.of(follower.keys().getFirst()).publicKey());
    assertThat(follower.toString()).doesNotContain(follower.keys().getFirst().hex());
    Files.writeString(other.follower(), "nobody");
    assertThatThrownBy(() -> OwnChain.open(other, other.passphrase()))
        .hasMessageContaining(other.follower() + " is damaged");
  }

  @Test
  void whatIsDamagedIsNamed() throws IOException {
    Path key = folder.keys().resolve("v2.json");
    String whole = Files.readString(key);
    Files.writeString(key, whole.replaceFirst("\"sealed\" : \"..", "\"sealed\" : \"00"));
    refused("its passphrase does not open " + key);
    Files.writeString(key, whole.substring(1));
    refused(key + " is no validator: ");
    Files.writeString(key, whole);

    String chain = Files.readString(folder.constitution());
    Files.writeString(folder.constitution(), "{}");
    refused(folder.constitution() + " says no chain: /format");
    Files.writeString(folder.constitution(), chain);
    Files.delete(folder.passphrase());
    refused("the passphrase cannot be read from " + folder.passphrase());
  }

  private void refused(String why) {
    assertThatThrownBy(() -> OwnChain.open(folder, folder.passphrase()))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining(why);
  }
}
