package rhizome.cli.wallet.file;

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
public final class WalletOptions extends AnswerOptions {

  @Mixin private WalletPlace place;

  public WalletPlace place() {
    return place;
  }

  public SealedKey file() {
    return place.file();
  }

  public WalletSeed open(Terminal terminal) {
    return place.open(terminal);
  }

  public String passphrase(Terminal terminal, boolean isNew) {
    return place.passphrase(terminal, isNew);
  }

  /** Says where the wallet lies and its first address. */
  public void tell(Terminal terminal, Address first) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("file", file().path().toString());
    told.put("address", first.toString());
    List<String> lines = List.of("wallet   " + file().path(), "address  " + first);
    answer(terminal, Json.of(told), () -> lines);
  }
}
