package rhizome.cli.secret;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rhizome.agent.supplies.Vault;
import rhizome.cli.command.DataOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;

/** Names them. What they are nobody is told. */
@Command(name = "list", description = "List the names of the secrets; what they are is not shown.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ListSecrets implements Callable<Integer> {

  @Mixin private DataOptions options;

  private final Terminal terminal;

  ListSecrets(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<String> names = SecretWord.attempt(() -> Vault.in(options.data()).names());
    options.answer(terminal, Json.object("secrets", names), () -> names);
    return ExitCode.OK.code();
  }
}
