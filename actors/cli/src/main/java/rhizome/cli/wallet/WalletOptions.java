package rhizome.cli.wallet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import rhizome.cli.chain.SealedKey;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.AnswerOptions;
import rhizome.cli.terminal.Terminal;
import rhizome.ledger.address.Address;
import rhizome.ledger.key.WalletSeed;

/** What words on a wallet understand that ask no grid. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class WalletOptions extends AnswerOptions {

  @Mixin private WalletPlace place;

  SealedKey file() {
    return place.file();
  }

  WalletSeed open(Terminal terminal) {
    return place.open(terminal);
  }

  String passphrase(Terminal terminal, boolean isNew) {
    return place.passphrase(terminal, isNew);
  }

  /** Says where the wallet lies and its first address. */
  void tell(Terminal terminal, Address first) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("file", file().path().toString());
    told.put("address", first.toString());
    List<String> lines = List.of("wallet   " + file().path(), "address  " + first);
    answer(terminal, Json.of(told), () -> lines);
  }
}
