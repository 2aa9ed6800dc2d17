package rhizome.agent.supplies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {

  private static final String SECRET = "hunter2 ✓";

  @TempDir Path work;
  private Vault vault = Vault.at(Path.of("/"));

  @BeforeEach
  void open() {
    vault = Vault.in(work);
  }

  @Test
  void whatWasSetIsFoundByAnyoneWithTheSameFolder() throws Exception {
    vault.set("db-password", SECRET);
    vault.set("a", "");
    assertThat(Vault.in(work).find("db-password")).hasValue(SECRET);
    assertThat(vault.find("a")).hasValue("");
    assertThat(vault.find("b")).isEmpty();
    assertThat(vault.names()).containsExactly("a", "db-password");
    vault.set("a", "other");
    assertThat(vault.find("a")).hasValue("other");
    assertThat(vault.remove("a")).isTrue();
    assertThat(vault.remove("a")).isFalse();
    assertThat(vault.find("a")).isEmpty();
  }

  @Test
  void nothingOfItIsOnDiskInClearOrForOthers() throws Exception {
    vault.set("k", SECRET);
    vault.set("l", SECRET);
    try (var files = Files.walk(work.resolve("secrets"))) {
      for (Path file : files.toList()) {
        String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        assertThat(rights).as(file.toString()).endsWith("------");
        if (Files.isRegularFile(file)) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("hunter");
        }
      }
    }
    assertThat(Files.readAllBytes(file("k"))).isNotEqualTo(Files.readAllBytes(file("l")));
  }

  @Test
  void oneIsNotPassedOffForAnotherAndADamagedOneIsRefused() throws Exception {
    vault.set("k", SECRET);
    Files.copy(file("k"), file("other"));
    refused("other", "is damaged, or sealed under another key: set the secret again");
    byte[] bytes = Files.readAllBytes(file("k"));
    bytes[bytes.length - 1] ^= 1;
    Files.write(file("k"), bytes);
    refused("k", "is damaged");
    Files.write(file("k"), new byte[3]);
    refused("k", "is cut short");
  }

  @Test
  void aKeyThatIsGoneOrOpenIsRefusedAndNeverMadeAnewByReading() throws Exception {
    vault.set("k", SECRET);
    Path key = file(".key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    refused("k", "may be read by others: chmod 600 it, and change all secrets");
    Files.delete(key);
    refused("k", "is gone, and with it all secrets: set them again");
    assertThat(key).doesNotExist();
  }

  @Test
  void aNameIsNoPathAndASecretHasALimit() {
    for (String name : new String[] {"../k", "a/b", "", ".key", "K", "a-"}) {
      assertThatThrownBy(() -> vault.set(name, "x"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is not a name of a secret");
    }
    assertThatThrownBy(() -> vault.set("k", "x".repeat(Vault.BYTES_MAX + 1)))
        .hasMessage("a secret has at most 65536 bytes");
  }

  private void refused(String name, String why) {
    assertThatThrownBy(() -> vault.find(name))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("hunter");
  }

  private Path file(String name) {
    return work.resolve("secrets").resolve(name);
  }
}
