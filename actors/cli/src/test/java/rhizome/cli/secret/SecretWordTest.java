package rhizome.cli.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.agent.supplies.Vault;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;

class SecretWordTest {

  @TempDir private Path data;

  @Test
  void aSecretIsSetListedAndRemovedAndNeverShown() throws Exception {
    Said set = ScriptedTerminal.pipe("hunter2\n").run(words("set", "db-password"));
    assertThat(set.out()).isEqualTo("secret db-password is set\n");
    assertThat(Vault.in(data).find("db-password")).hasValue("hunter2");
    Path file = Files.writeString(data.resolve("file"), "two\nlines\n\n");
    assertThat(run("set", "key", "--file", file.toString()).code()).isZero();
    assertThat(Vault.in(data).find("key")).hasValue("two\nlines\n");

    Said list = run("list");
    assertThat(list.out()).isEqualTo("db-password\nkey\n");
    assertThat(run("list", "-o", "json").out()).contains("db-password").doesNotContain("hunter");
    assertThat(run("remove", "key").out()).isEqualTo("secret key is removed\n");
    assertThat(run("remove", "key").err()).contains("there is no secret 'key' here");
    assertThat(run("list").out()).isEqualTo("db-password\n");
  }

  @Test
  void whatIsEmptyTooLongNoTextOrNoNameChangesNothing() throws Exception {
    assertThat(ScriptedTerminal.pipe("\n").run(words("set", "a")).err()).contains("is empty");
    Said large = ScriptedTerminal.pipe("x".repeat(Vault.BYTES_MAX + 9)).run(words("set", "a"));
    assertThat(large.code()).isEqualTo(2);
    assertThat(large.err()).contains("at most 65536 bytes");
    Path binary = Files.write(data.resolve("binary"), new byte[] {(byte) 0xff});
    assertThat(run("set", "a", "--file", binary.toString()).err()).contains("is no UTF-8 text");
    assertThat(run("set", "a", "--file", data + "/none").err()).contains("there is no file");
    assertThat(ScriptedTerminal.pipe("x").run(words("set", "../a")).err())
        .contains("'../a' is not a name of a secret");
    assertThat(run("list").out()).isEmpty();
  }

  private Said run(String... args) {
    return ScriptedTerminal.NOBODY.run(words(args));
  }

  private String[] words(String... args) {
    return Stream.concat(
            Stream.concat(Stream.of("secret"), Stream.of(args)),
            Stream.of("--data", data.toString()))
        .toArray(String[]::new);
  }
}
