package rhizome.cli.machine;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rhizome.cli.terminal.Terminal;

/** An idle node sleeps until it is needed. */
@Command(name = "down", description = "Power the machine of an idle node down.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class PowerDown implements Callable<Integer> {

  @Mixin private PowerOptions options;

  private final Terminal terminal;

  PowerDown(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    return options.ask(
        terminal, "power-down", node -> PowerOptions.condition(node).equals("asleep"));
  }
}
