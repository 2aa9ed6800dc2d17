package rhizome.cli.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.exit.ExitCode;

/** The words of {@code rhizome wallet} as somebody writes them. */
class WalletTest {

  @TempDir private Path folder;
  private Path wallet = Path.of("/");

  @BeforeEach
  void passphrases() throws IOException {
    wallet = folder.resolve("mine/wallet.json");
    secret("right", "correct horse\n");
    secret("wrong", "battery staple\n");
  }

  private void secret(String name, String text) throws IOException {
    Path file =
        Files.createFile(
            folder.resolve(name),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }

  private Said wallet(String typed, Path file, String passphrase, String... words) {
    List<String> args = new ArrayList<>(List.of("wallet"));
    args.addAll(List.of(words));
    args.addAll(List.of("--wallet", file.toString()));
    args.addAll(List.of("--passphrase-file", folder.resolve(passphrase).toString()));
    return ScriptedTerminal.pipe(typed).run(args.toArray(String[]::new));
  }

  @Test
  void itsWordsMakeTheSameWalletAgain() throws IOException {
    Said made = wallet("", wallet, "right", "create", "-o", "json");
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.err()).contains("write the words down");
    String words = made.json().at("words").text();
    assertThat(words.split(" ", -1)).hasSize(24);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(wallet)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(wallet)).doesNotContain(words.split(" ", -1)[0] + " ");

    Path again = folder.resolve("again.json");
    Said recovered = wallet(words.replaceFirst(" ", "\n"), again, "wrong", "recover", "-o", "json");
    assertThat(recovered.code()).as(recovered.err()).isZero();
    assertThat(recovered.json().at("address")).isEqualTo(made.json().at("address"));
    assertThat(wallet("", wallet, "right", "address", "--count", "3").out())
        .isEqualTo(wallet("", again, "wrong", "address", "--count", "3").out());
    assertThat(wallet("", again, "wrong", "words", "-o", "json").json().at("words").text())
        .isEqualTo(words);
  }

  /** The words, keys and addresses of the seed's wallets (BIP-39's list; BLAKE2b of the index). */
  @Test
  void aWalletOfTheSeedHasItsAddressesHere() {
    String words = "abandon ".repeat(23) + "art";
    assertThat(wallet(words, wallet, "right", "recover").code()).isZero();
    List<String> three = wallet("", wallet, "right", "address", "--count", "3").lines();
    assertThat(three).hasSize(3).doesNotHaveDuplicates().allMatch(a -> a.matches("01[0-9a-f]{76}"));
    assertThat(wallet("", wallet, "wrong", "address").lines())
        .as("the first one needs no passphrase")
        .containsExactly(three.getFirst());
  }

  @Test
  void theTableNumbersTheWords() {
    List<String> lines = wallet("", wallet, "right", "create").lines();
    assertThat(lines.get(0)).isEqualTo("wallet   " + wallet);
    assertThat(lines.subList(2, 6))
        .allMatch(row -> row.matches("( ?\\d+ [a-z]+ *){6}"))
        .last()
        .asString()
        .contains("24 ");
  }

  @Test
  void noOtherPassphraseOpensIt() {
    wallet("", wallet, "right", "create");
    Said refused = wallet("", wallet, "wrong", "words");
    assertThat(refused.code()).isEqualTo(ExitCode.FAILED.code());
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("not the passphrase of " + wallet, "recover");
  }

  @Test
  void aWalletIsNeverReplaced() throws IOException {
    wallet("", wallet, "right", "create");
    String before = Files.readString(wallet);
    for (String word : List.of("create", "recover")) {
      Said refused = wallet("abandon ".repeat(23) + "art", wallet, "right", word);
      assertThat(refused.code()).isEqualTo(ExitCode.FAILED.code());
      assertThat(refused.err()).contains("is not replaced", "--wallet");
    }
    assertThat(Files.readString(wallet)).isEqualTo(before);
  }

  @Test
  void wordsThatAreMistakenAreNamed() {
    assertThat(wallet("abandon ".repeat(23) + "arx", wallet, "right", "recover").err())
        .contains("not the words of a wallet", "word 24");
    assertThat(wallet("abandon ".repeat(24), wallet, "right", "recover").err())
        .contains("checksum");
    assertThat(wallet("abandon", wallet, "right", "recover").err()).contains("24 words, not 1");
    assertThat(wallet).doesNotExist();
  }

  @Test
  void whatIsNoWalletIsRefusedWithTheReason() throws IOException {
    Said none = wallet("", wallet, "right", "address");
    assertThat(none.err()).contains("there is no wallet in " + wallet, "rhizome wallet create");
    Files.createDirectories(wallet.getParent());
    Files.writeString(wallet, "{\"format\": \"rhizome-key-9\"}");
    assertThat(wallet("", wallet, "right", "address").err()).contains("is no wallet", "/format");
    Files.writeString(wallet, " ".repeat(20_000));
    assertThat(wallet("", wallet, "right", "address").err()).contains("more than 16384 bytes");
    assertThat(wallet("", wallet, "right", "address", "--count", "0").code())
        .isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void nobodyIsAskedForAPassphraseWhereNobodySits() {
    Said refused = ScriptedTerminal.NOBODY.run("wallet", "create", "--wallet", wallet.toString());
    assertThat(refused.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(refused.err()).contains("--passphrase-file");
    assertThat(wallet).doesNotExist();
  }

  @Test
  void aPassphraseThatOthersCanReadIsNone() throws IOException {
    Files.setPosixFilePermissions(
        folder.resolve("right"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(wallet("", wallet, "right", "create").err()).contains("chmod 600");
    assertThat(wallet).doesNotExist();
  }
}
