package rhizome.cli.wallet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.file.Seeds;
import rhizome.cli.wallet.file.WalletOptions;
import rhizome.ledger.key.WalletSeed;

/** Makes a wallet, and shows its words this once. */
@Command(
    name = "create",
    description = {
      "Make a wallet, and show the 24 words that it can be made from again.",
      "Whoever has the words has the wallet: write them down, and show nobody."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Create implements Callable<Integer> {

  @Mixin private WalletOptions options;

  private final Terminal terminal;

  Create(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    options.file().refuseOld();
    WalletSeed seed = Seeds.chosen();
    Seeds.keep(seed, options, terminal);
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("file", options.file().path().toString());
    told.put("address", Seeds.address(seed, 0).toString());
    told.put("words", seed.mnemonic());
    options.answer(terminal, Json.of(told), () -> lines(seed));
    terminal.note(
        "write the words down: they are not shown again, and nothing else brings it back");
    return ExitCode.OK.code();
  }

  private List<String> lines(WalletSeed seed) {
    List<String> lines = new ArrayList<>();
    lines.add("wallet   " + options.file().path());
    lines.add("address  " + Seeds.address(seed, 0));
    lines.addAll(Seeds.rows(seed));
    return lines;
  }
}
