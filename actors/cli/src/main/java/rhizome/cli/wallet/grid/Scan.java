package rhizome.cli.wallet.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;
import rhizome.cli.ledger.Pages;
import rhizome.cli.ledger.Sheets;
import rhizome.cli.wallet.file.Owner;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.json.ConditionJson;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.wallet.Coin;
import rhizome.ledger.wallet.Keyring;
import rhizome.ledger.wallet.Wallet;
import rhizome.ledger.wallet.Watched;

/**
 * What a grid says of the addresses of a wallet, from the first one on, until so many in a row were
 * never used. The grid learns that these addresses belong together, and nothing of the keys.
 *
 * @param used first pages of what was said, of those that were used
 */
public record Scan(
    Tips at,
    Keyring keyring,
    List<Coin> coins,
    List<Stake> stakes,
    List<Json> used,
    List<Found> watched) {

  /** An output of stake, to whom it is bonded, and the row that says so. */
  public record Stake(Coin output, Optional<PublicKey> bond, Json told) {}

  /** What is under a condition that is watched; the first page of what was said. */
  public record Found(Watched of, Json told, List<Coin> coins) {}

  /** So many in a row that were never used end a scan. */
  static final int GAP = 20;

  private static final int TRIES = 5;

  /** Of all its addresses. */
  public static Scan of(GridClient grid, Owner owner) {
    return of(grid, owner, List.of());
  }

  /** The same, and of what it watches. */
  public static Scan of(GridClient grid, Owner owner, List<Watched> watched) {
    return settled(() -> once(grid, owner, watched));
  }

  /** Of one condition's address only, whichever key of the wallet it names. */
  public static Scan under(GridClient grid, Owner owner, Address address) {
    Keyring keyring = owner.keyring();
    return settled(
        () -> {
          Tips at = Tips.of(grid);
          Json told = grid.get(path(address, Optional.empty()));
          List<Coin> coins = coins(grid, address, told);
          return new Scan(at, keyring, coins, List.of(), List.of(told), List.of());
        });
  }

  /** Looks again when blocks came meanwhile, for then a coin may have been seen twice, or never. */
  private static Scan settled(Supplier<Scan> look) {
    Scan scan = look.get();
    for (int i = 1; i < TRIES && !scan.isOfOneBlock(); i++) {
      scan = look.get();
    }
    return scan;
  }

  private boolean isOfOneBlock() {
    return Stream.concat(used.stream(), watched.stream().map(Found::told))
        .allMatch(it -> it.at("height").number() == at.tip().height());
  }

  private static Scan once(GridClient grid, Owner owner, List<Watched> watched) {
    Tips at = Tips.of(grid);
    List<Coin> coins = new ArrayList<>();
    List<Json> used = new ArrayList<>();
    List<Stake> stakes = new ArrayList<>();
    int last = 0;
    for (int i = 0; i < Math.min(last + GAP, owner.size()); i++) {
      Address address = owner.address(i);
      Json told = grid.get(path(address, Optional.empty()));
      if (isUsed(told)) {
        last = i + 1;
        used.add(told);
        coins.addAll(coins(grid, address, told));
        pages(grid, address, told, "stake", "nextStake").forEach(it -> stakes.add(stake(it)));
      }
    }
    List<Found> found = watched.stream().map(it -> found(grid, it)).toList();
    return new Scan(at, owner.keyring(Math.max(1, last)), coins, stakes, used, found);
  }

  private static Found found(GridClient grid, Watched watched) {
    Address address = watched.condition().address();
    Json told = grid.get(path(address, Optional.empty()));
    return new Found(watched, told, coins(grid, address, told));
  }

  private static boolean isUsed(Json told) {
    return !told.at("coins").items().isEmpty()
        || !told.at("stake").items().isEmpty()
        || !told.at("history").items().isEmpty();
  }

  public static String path(Address address, Optional<String> page) {
    return "/v1/ledger/addresses/" + address + Pages.query(page.orElse(null));
  }

  private static List<Coin> coins(GridClient grid, Address address, Json first) {
    return pages(grid, address, first, "coins", "nextCoins").stream().map(Scan::coin).toList();
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
        coin(told), bond.isEmpty() ? Optional.empty() : Optional.of(PublicKey.parse(bond)), told);
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
  public List<Coin> stakes(Optional<PublicKey> bond) {
    long next = at.tip().height() + 1;
    return stakes.stream()
        .filter(it -> it.bond().equals(bond) && it.output().matures() <= next)
        .map(Stake::output)
        .toList();
  }

  /** A wallet that sees these coins. */
  public Wallet wallet() {
    return new Wallet(keyring, at.rules(), at.tip(), coins);
  }
}
