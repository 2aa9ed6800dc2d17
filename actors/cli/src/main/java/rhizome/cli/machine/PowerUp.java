package rhizome.cli.machine;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;

/** A node that sleeps is woken. */
@Command(name = "up", description = "Power the machine of a node up that sleeps, or was lost.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class PowerUp implements Callable<Integer> {

  @Mixin private PowerOptions options;

  private final Terminal terminal;

  PowerUp(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    return options.ask(terminal, "power-up", PowerUp::isUp);
  }

  private static boolean isUp(Json node) {
    return PowerOptions.condition(node).equals("online")
        && !PowerOptions.admission(node).equals("waking");
  }
}
