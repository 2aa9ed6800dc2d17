package rhizome.cli.secret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhizome.agent.supplies.Vault;
import rhizome.cli.command.DataOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.terminal.Terminal;

/** Takes one in. It never stands among arguments, where everybody on the machine could read it. */
@Command(
    name = "set",
    description = {
      "Set a secret, read from standard input or a file; one line break at its end is dropped.",
      "A process that starts from now on gets it; one that runs keeps what it has."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class SetSecret implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "As blueprints name it, such as db-password.")
  private String name;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Read it from there (default: standard input).")
  private @Nullable Path file;

  @Mixin private DataOptions options;

  private final Terminal terminal;

  SetSecret(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (file == null && terminal.live()) {
      terminal.note("the secret, and then Ctrl-D:");
    }
    String text = SecretWord.attempt(this::text);
    if (text.isEmpty()) {
      throw new Trouble(ExitCode.USAGE, "the secret is empty, and nothing was changed");
    }
    SecretWord.attempt(
        () -> {
          Vault.in(options.data()).set(name, text);
          return true;
        });
    terminal.say("secret " + name + " is set");
    return ExitCode.OK.code();
  }

  /** A little more than may be, so that what is too long is known to be. */
  private String text() throws IOException {
    Path from = file;
    try (InputStream in = from == null ? terminal.in() : Files.newInputStream(from)) {
      byte[] bytes = in.readNBytes(Vault.BYTES_MAX + 2);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.replaceFirst("\\r?\\n\\z", "");
    } catch (NoSuchFileException e) {
      throw new Trouble(ExitCode.USAGE, "there is no file " + e.getFile());
    } catch (CharacterCodingException _) {
      throw new Trouble(ExitCode.USAGE, "the secret is no UTF-8 text, and nothing was changed");
    }
  }
}
