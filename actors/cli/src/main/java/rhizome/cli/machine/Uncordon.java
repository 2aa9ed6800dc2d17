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

/** A node takes more again. */
@Command(name = "uncordon", description = "Let workloads onto a node again; ends a drain.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Uncordon implements Callable<Integer> {

  @Parameters(paramLabel = "NODE", converter = Name.OfNode.class, description = "The node.")
  private NodeId node;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  public Uncordon(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Json nothing = new Json.Obj(new Json.Null().members());
    Json accepted = options.grid().post("/v1/nodes/" + node + "/uncordon", nothing);
    options.answer(terminal, accepted, () -> List.of(accepted.at("what").text()));
    return ExitCode.OK.code();
  }
}
