package rhizome.cli.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.agent.supplies.Vault;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.house.Property;

/** What is kept of a secret to the byte, and what a command that fails leaves as it was. */
class SecretSafetyWordsTest {

  @TempDir private Path data;

  private Said run(String... words) {
    return run(ScriptedTerminal.NOBODY, words);
  }

  private Said run(ScriptedTerminal terminal, String... words) {
    List<String> all = new ArrayList<>(List.of("secret"));
    all.addAll(List.of(words));
    all.addAll(List.of("--data", data.toString()));
    return terminal.run(all.toArray(String[]::new));
  }

  private Said pipe(String text, String name) {
    return run(ScriptedTerminal.pipe(text), "set", name);
  }

  /** An editor adds one line break; more than that somebody meant. */
  @Test
  void exactlyOneLineBreakAtTheEndIsDropped() {
    Property.forAll(
        40,
        random -> {
          String[] parts = {"a", "é", "✓", " ", "\n", "\r\n", "\t"};
          StringBuilder text = new StringBuilder("k");
          for (int i = random.nextInt(8); i > 0; i--) {
            text.append(parts[random.nextInt(parts.length)]);
          }
          String kept = text.append('z').append("\n".repeat(random.nextInt(3))).toString();
          String end = random.nextBoolean() ? "\n" : "\r\n";
          assertThat(pipe(kept + end, "key").code()).isZero();
          assertThat(Vault.in(data).find("key")).hasValue(kept);
        });
  }

  @Test
  void aSecretWithoutALineBreakIsKeptAsItIs() throws IOException {
    assertThat(pipe("  spaced  ", "key").code()).isZero();
    assertThat(Vault.in(data).find("key")).hasValue("  spaced  ");
  }

  @Test
  void theLargestIsTakenWithItsLineBreakAndOneByteMoreIsNot() throws IOException {
    String largest = "x".repeat(Vault.BYTES_MAX);
    assertThat(pipe(largest + "\n", "key").code()).isZero();
    assertThat(Vault.in(data).find("key")).hasValue(largest);
    assertThat(pipe(largest + "\r\n", "key").code()).isZero();
    assertThat(Vault.in(data).find("key")).hasValue(largest);
    for (String more : new String[] {"y", "y\n", "\n\n\n"}) {
      Said said = pipe(largest + more, "key");
      assertThat(said.code()).isEqualTo(2);
      assertThat(said.err()).contains("a secret has at most 65536 bytes");
    }
    assertThat(Vault.in(data).find("key")).hasValue(largest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n"})
  void whatIsEmptyLeavesTheOldOne(String text) throws IOException {
    pipe("old", "key");
    Said said = pipe(text, "key");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("the secret is empty, and nothing was changed");
    assertThat(Vault.in(data).find("key")).hasValue("old");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Key", "1key", "key-", "a_b", "a.b", ".key", "a/b", "..", "é"})
  void whatIsNoNameIsRefusedByEveryWord(String name) {
    String told =
        "'%s' is not a name of a secret: 1 to 31 of a-z, 0-9, '-', a letter first and no '-' last"
            .formatted(name);
    assertThat(pipe("x", name)).returns(2, Said::code).matches(said -> said.err().contains(told));
    assertThat(run("remove", name))
        .returns(2, Said::code)
        .matches(said -> said.err().contains(told));
    assertThat(data.resolve("secrets")).doesNotExist();
  }

  @Test
  void aNameHasAtMost31Characters() {
    assertThat(pipe("x", "k".repeat(31)).code()).isZero();
    assertThat(pipe("x", "k".repeat(32)).code()).isEqualTo(2);
    assertThat(run("list").lines()).containsExactly("k".repeat(31));
  }

  @Test
  void whoSitsAtATerminalIsToldWhatIsAwaitedAndAPipeIsNot() {
    assertThat(run(ScriptedTerminal.person("hush\n"), "set", "key").err())
        .isEqualTo("the secret, and then Ctrl-D:\n");
    assertThat(pipe("hush", "key").err()).isEmpty();
  }

  @Test
  void aSecretIsNeverAnArgument() {
    assertThat(run("set", "key", "hunter2").code()).isEqualTo(2);
    assertThat(run("list").out()).isEmpty();
  }

  @Test
  void theFolderIsTheOwnersAndHoldsNoSecretInTheClear() throws IOException {
    pipe("hunter2hunter2", "key");
    Path folder = data.resolve("secrets");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .isEqualTo("rw-------");
        assertThat(new String(Files.readAllBytes(file), ISO_8859_1)).doesNotContain("hunter");
      }
    }
  }

  @Test
  void aKeyThatOthersMayReadIsTheEndOfSettingAndNotOfListing() throws IOException {
    pipe("old", "key");
    Path key = data.resolve("secrets/.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    Said said = pipe("new", "other");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err())
        .contains("the secrets cannot be reached: ", "may be read by others: chmod 600 it")
        .doesNotContain("new");
    assertThat(run("list").out()).isEqualTo("key\n");
  }

  @Test
  void aFolderWithoutSecretsListsNone() throws IOException {
    assertThat(run("list").out()).isEmpty();
    assertThat(run("list", "-o", "json").json().at("secrets").items()).isEmpty();
    assertThat(run("remove", "key"))
        .returns(1, Said::code)
        .matches(said -> said.err().contains("there is no secret 'key' here"));
    assertThat(data.resolve("secrets")).as("to look makes nothing").doesNotExist();
  }

  @Test
  void theWordAloneSaysWhatIsMissing() {
    Said said = ScriptedTerminal.NOBODY.run("secret");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("what to do is missing: set, list or remove");
  }

  @Test
  void anotherSecretInItsPlaceIsTheOneThatIsKept() throws IOException {
    pipe("one", "key");
    pipe("two", "key");
    assertThat(Vault.in(data).find("key")).hasValue("two");
    assertThat(run("list").lines()).containsExactly("key");
  }
}
