package rhizome.cli.machine;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rhizome.cli.command.GridOptions;
import rhizome.cli.command.Name;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.kernel.NodeId;

/** A node shall take nothing more. */
@Command(name = "cordon", description = "Let nothing new onto a node; what is there stays.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Cordon implements Callable<Integer> {

  @Parameters(paramLabel = "NODE", converter = Name.OfNode.class, description = "The node.")
  private NodeId node;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  public Cordon(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Json nothing = new Json.Obj(new Json.Null().members());
    Json accepted = options.grid().post("/v1/nodes/" + node + "/cordon", nothing);
    options.answer(terminal, accepted, () -> List.of(accepted.at("what").text()));
    return ExitCode.OK.code();
  }
}
