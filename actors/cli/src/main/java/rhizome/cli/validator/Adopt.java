package rhizome.cli.validator;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rhizome.cli.chain.ChainFolder;
import rhizome.cli.chain.ConstitutionFile;
import rhizome.cli.chain.OwnChain;
import rhizome.cli.chain.SealedKey;
import rhizome.cli.command.DataOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Terminal;
import rhizome.ledger.chain.Genesis.Founder;
import rhizome.ledger.founding.Constitution;

/** Puts a chain where the member of this data folder looks for it. */
@Command(
    name = "adopt",
    description = {
      "Put a chain where the member of this data folder looks for it.",
      "With a founder's key it votes from the first block on; without a key it follows."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Adopt implements Callable<Integer> {

  @Parameters(paramLabel = "CHAIN", description = "As 'rhizome validator found' wrote it.")
  private Path file;

  @Mixin private DataOptions options;

  private final Terminal terminal;

  Adopt(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Constitution chain = new ConstitutionFile(file.toAbsolutePath().normalize()).read();
    ChainFolder folder = ChainFolder.in(options.data());
    ConstitutionFile own = new ConstitutionFile(folder.constitution());
    if (!folder.hasChain()) {
      own.write(chain);
    } else if (!own.read().equals(chain)) {
      throw new Trouble(
          ExitCode.FAILED,
          "there is another chain in %s, and it is not replaced".formatted(own.path()),
          "--data names the folder of another member");
    }
    Json told =
        Json.object("chain", chain.chain().hex())
            .with("file", own.path().toString())
            .with("here", here(chain, OwnChain.keys(folder)));
    options.answer(terminal, told, () -> lines(told));
    return ExitCode.OK.code();
  }

  private static String here(Constitution chain, List<SealedKey> keys) {
    if (keys.isEmpty()) {
      return "follower";
    }
    List<String> founders =
        chain.genesis().founders().stream().map(Founder::key).map(Object::toString).toList();
    return keys.stream().anyMatch(it -> founders.contains(it.read().label().known()))
        ? "founder"
        : "stranger";
  }

  private List<String> lines(Json told) {
    String here =
        switch (told.at("here").text()) {
          case "founder" -> "its key is a founder's: it votes from the first block on";
          case "follower" -> "no key: it follows; 'rhizome validator init' makes one";
          default -> "its key is no founder's: 'rhizome validator join' enrols it";
        };
    return Columns.plain(2)
        .row(Cell.label("chain"), Cell.of(told.at("chain").text()))
        .row(Cell.label("file"), Cell.of(told.at("file").text()))
        .row(Cell.label("here"), Cell.of(here))
        .lines(terminal.colours());
  }
}
