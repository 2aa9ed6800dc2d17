package rhizome.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.view.Tables;

/** What keeps the loss of many nodes from becoming a stampede, and the word that overrules it. */
@Command(
    name = "governor",
    description = "Show whether silent nodes are replaced, or have them replaced again.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Governor implements Callable<Integer> {

  enum Action {
    STATUS,
    RESUME
  }

  @Parameters(
      paramLabel = "ACTION",
      defaultValue = "status",
      description = "status or resume (default: ${DEFAULT-VALUE}).")
  private Action action;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  public Governor(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    GridClient grid = options.grid();
    switch (action) {
      case STATUS -> {
        Json governors = grid.get("/v1/governor");
        options.answer(terminal, governors, () -> Tables.governors(governors, terminal.colours()));
      }
      case RESUME -> {
        Json nothing = new Json.Obj(new Json.Null().members());
        Json accepted = grid.post("/v1/governor/resume", nothing);
        options.answer(terminal, accepted, () -> List.of(accepted.at("what").text()));
      }
    }
    return ExitCode.OK.code();
  }
}
