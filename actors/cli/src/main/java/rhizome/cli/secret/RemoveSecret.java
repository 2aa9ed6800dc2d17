package rhizome.cli.secret;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rhizome.agent.supplies.Vault;
import rhizome.cli.command.DataOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.terminal.Terminal;

/** Forgets one. */
@Command(
    name = "remove",
    description = "Remove a secret; what names it does not start here any more.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class RemoveSecret implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "The secret.")
  private String name;

  @Mixin private DataOptions options;

  private final Terminal terminal;

  RemoveSecret(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!SecretWord.attempt(() -> Vault.in(options.data()).remove(name))) {
      throw new Trouble(ExitCode.FAILED, "there is no secret '" + name + "' here");
    }
    terminal.say("secret " + name + " is removed");
    return ExitCode.OK.code();
  }
}
