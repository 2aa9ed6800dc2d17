package rhizome.cli.wallet.shared;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.file.WalletOptions;
import rhizome.ledger.address.Address;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.wallet.Watched;

/** Says where coins are paid to that several have together. */
@Command(
    name = "address",
    description = {
      "Say the address of coins that several have together.",
      "It is the same for the same addresses in any order, and made without grid or passphrase."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ShowShared implements Callable<Integer> {

  @Mixin private TermsOptions given;

  @Option(
      names = "--watch",
      description = "Remember it beside the wallet: pay to it, see its balance and history.")
  private boolean watch;

  @Mixin private WalletOptions options;

  private final Terminal terminal;

  ShowShared(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Condition.Multisig terms =
        given
            .terms()
            .orElseThrow(
                () -> new Trouble(ExitCode.USAGE, "--of and --need say who has to sign for it"));
    if (watch) {
      options.place().watchFile().add(new Watched(terms));
    }
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("address", terms.address().toString());
    told.put("need", terms.minimum());
    told.put("of", terms.addresses().stream().map(Address::toString).toList());
    told.put("watched", watch);
    options.answer(terminal, Json.of(told), () -> List.of(terms.address().toString()));
    return ExitCode.OK.code();
  }
}
