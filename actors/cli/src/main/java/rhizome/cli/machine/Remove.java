package rhizome.cli.machine;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rhizome.cli.client.GridClient;
import rhizome.cli.command.Consent;
import rhizome.cli.command.GridOptions;
import rhizome.cli.command.Name;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.kernel.NodeId;

/** A node that is empty, or gone, is taken off the grid. */
@Command(name = "remove", description = "Take a node off the grid that is empty or offline.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Remove implements Callable<Integer> {

  @Parameters(paramLabel = "NODE", converter = Name.OfNode.class, description = "The node.")
  private NodeId node;

  @Mixin private Consent consent;
  @Mixin private GridOptions options;

  private final Terminal terminal;

  public Remove(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    GridClient grid = options.grid();
    Json known = grid.get("/v1/nodes/" + node); // refuses an unknown one before anybody is asked
    consent.ask(terminal, question(known));
    Json accepted = grid.delete("/v1/nodes/" + node);
    options.answer(terminal, accepted, () -> List.of(accepted.at("what").text()));
    return ExitCode.OK.code();
  }

  private String question(Json known) {
    boolean there = !known.at("condition").text().equals("offline");
    String note = there ? " Its agent is there, and is refused until it is started anew." : "";
    return "Remove the %s node %s?%s".formatted(known.at("condition").text(), node, note);
  }
}
