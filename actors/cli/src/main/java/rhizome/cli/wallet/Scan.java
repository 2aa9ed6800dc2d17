package rhizome.cli.wallet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;
import rhizome.cli.ledger.Pages;
import rhizome.cli.ledger.Sheets;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.json.ConditionJson;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.WalletSeed;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.wallet.Coin;
import rhizome.ledger.wallet.Keyring;
import rhizome.ledger.wallet.Wallet;

/**
 * What a grid says of the addresses of a wallet, from the first one on, until so many in a row were
 * never used. The grid learns that these addresses belong together, and nothing of the keys.
 *
 * @param used first pages of what was said, of those that were used
 */
record Scan(Tips at, Keyring keyring, List<Coin> coins, List<Stake> stakes, List<Json> used) {

  /** An output of stake, and to whom it is bonded. */
  record Stake(Coin output, Optional<PublicKey> bond) {}

  /** So many in a row that were never used end a scan. */
  static final int GAP = 20;

  private static final int TRIES = 5;

  /** Looks again when blocks came meanwhile, for then a coin may have been seen twice, or never. */
  static Scan of(GridClient grid, WalletSeed seed) {
    Scan scan = once(grid, seed);
    for (int i = 1; i < TRIES && !scan.isOfOneBlock(); i++) {
      scan = once(grid, seed);
    }
    return scan;
  }

  private boolean isOfOneBlock() {
    return used.stream().allMatch(it -> it.at("height").number() == at.tip().height());
  }

  private static Scan once(GridClient grid, WalletSeed seed) {
    Tips at = Tips.of(grid);
    List<Coin> coins = new ArrayList<>();
    List<Json> used = new ArrayList<>();
    List<Stake> stakes = new ArrayList<>();
    int last = 0;
    for (int i = 0; i < Math.min(last + GAP, WalletSeed.KEYS_SCANNED); i++) {
      Json told = grid.get(path(Seeds.address(seed, i), Optional.empty()));
      if (isUsed(told)) {
        last = i + 1;
        used.add(told);
        Address address = Seeds.address(seed, i);
        pages(grid, address, told, "coins", "nextCoins").forEach(it -> coins.add(coin(it)));
        pages(grid, address, told, "stake", "nextStake").forEach(it -> stakes.add(stake(it)));
      }
    }
    return new Scan(at, Keyring.of(seed, Math.max(1, last)), coins, stakes, used);
  }

  private static boolean isUsed(Json told) {
    return !told.at("coins").items().isEmpty()
        || !told.at("stake").items().isEmpty()
        || !told.at("history").items().isEmpty();
  }

  static String path(Address address, Optional<String> page) {
    return "/v1/ledger/addresses/" + address + Pages.query(page.orElse(null));
  }

  private static List<Json> pages(
      GridClient grid, Address address, Json first, String list, String more) {
    List<Json> all = new ArrayList<>(first.at(list).items());
    String next = first.at(more).text();
    while (!next.isEmpty()) {
      Json page = grid.get(path(address, Optional.of(next)));
      all.addAll(page.at(list).items());
      next = page.at(more).text();
    }
    return all;
  }

  private static Stake stake(Json told) {
    String bond = told.at("bond").text();
    return new Stake(
        coin(told), bond.isEmpty() ? Optional.empty() : Optional.of(PublicKey.parse(bond)));
  }

  private static Coin coin(Json told) {
    try {
      Condition condition =
          ConditionJson.read(
              rhizome.ledger.json.Json.parse(JsonText.compact(told.at("condition"))));
      return new Coin(
          new OutputId(Hash.ofHex(told.at("id").text())),
          new Holding(Sheets.units(told.at("value")), condition),
          told.at("matures").number());
    } catch (Malformed e) {
      throw new Trouble(ExitCode.FAILED, "the grid says what is no coin: " + e.getMessage());
    }
  }

  /** What is bonded to that validator, or to nobody, and can be moved by the next block. */
  List<Coin> stakes(Optional<PublicKey> bond) {
    long next = at.tip().height() + 1;
    return stakes.stream()
        .filter(it -> it.bond().equals(bond) && it.output().matures() <= next)
        .map(Stake::output)
        .toList();
  }

  /** A wallet that sees these coins. */
  Wallet wallet() {
    return new Wallet(keyring, at.rules(), at.tip(), coins);
  }
}
