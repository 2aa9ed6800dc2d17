package rhizome.cli.wallet.file;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import rhizome.cli.terminal.Terminal;
import rhizome.ledger.address.Address;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.WalletSeed;
import rhizome.ledger.keyfile.Cost;
import rhizome.ledger.keyfile.KeyFile;
import rhizome.ledger.keyfile.KeyFile.Label;
import rhizome.ledger.keyfile.KeyFile.Use;

/** What a wallet is made of: 32 bytes of chance, which people keep as words. */
public final class Seeds {

  private static final int WORDS_IN_ROW = 6;

  private Seeds() {}

  public static WalletSeed chosen() {
    return WalletSeed.of(Hash.of(chance(Hash.SIZE)));
  }

  /** The key of so many, from 0, as others pay to it. */
  public static Address address(WalletSeed seed, long index) {
    return Address.of(seed.key(index).publicKey());
  }

  public static void keep(WalletSeed seed, WalletOptions options, Terminal terminal) {
    Label label = new Label(Use.WALLET, address(seed, 0).toString());
    String passphrase = options.passphrase(terminal, true);
    Bytes chance = Bytes.of(chance(KeyFile.CHANCE));
    options.file().write(KeyFile.seal(label, Cost.RECOMMENDED, seed.entropy(), passphrase, chance));
  }

  private static byte[] chance(int size) {
    byte[] chance = new byte[size];
    new SecureRandom().nextBytes(chance);
    return chance;
  }

  /** The words with their numbers, as people write them down. */
  public static List<String> rows(WalletSeed seed) {
    List<String> words = List.of(seed.mnemonic().split(" ", -1));
    List<String> rows = new ArrayList<>();
    for (int from = 0; from < words.size(); from += WORDS_IN_ROW) {
      StringBuilder row = new StringBuilder();
      for (int i = from; i < from + WORDS_IN_ROW; i++) {
        row.append("%2d %-9s".formatted(i + 1, words.get(i)));
      }
      rows.add(row.toString().stripTrailing());
    }
    return rows;
  }
}
