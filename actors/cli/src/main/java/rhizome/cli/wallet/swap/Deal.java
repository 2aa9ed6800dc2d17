package rhizome.cli.wallet.swap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;
import rhizome.cli.ledger.Sheets;
import rhizome.cli.wallet.grid.Scan;
import rhizome.cli.wallet.grid.Tips;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.json.ConditionJson;
import rhizome.ledger.json.EntryJson;

/**
 * What a grid knows of a swap.
 *
 * @param units what is under it now
 * @param secret what it was taken with, if a block has that and it is remembered
 * @param now time of the last block in seconds of Unix
 */
record Deal(Condition.Swap terms, long units, Optional<Hash> secret, long now) {

  /** What became of it. */
  enum State {
    /** For its receiver, with the secret. */
    OPEN,
    /** For its receiver still, and for who offered it. */
    OVER,
    REDEEMED,
    REFUNDED
  }

  State state() {
    if (units > 0) {
      return now > terms.timeLock() ? State.OVER : State.OPEN;
    }
    return secret.isPresent() ? State.REDEEMED : State.REFUNDED;
  }

  /**
   * @param known what the wallet remembers of it, for a grid forgets what was spent long ago
   * @throws Trouble if nobody knows what its terms are
   */
  static Deal of(GridClient grid, Address address, Optional<Condition> known) {
    long now = Tips.of(grid).tip().seconds();
    Json told = grid.get(Scan.path(address, Optional.empty()));
    List<Entry> entries = entries(grid, told);
    Condition.Swap terms =
        unspent(told)
            .or(() -> known)
            .or(() -> made(entries, address))
            .filter(Condition.Swap.class::isInstance)
            .map(Condition.Swap.class::cast)
            .orElseThrow(() -> unknown(address));
    long units = Sheets.units(told.at("balance").at("coins"));
    if (units == 0 && entries.isEmpty()) {
      throw unknown(address);
    }
    return new Deal(terms, units, secret(entries, terms), now);
  }

  private static Trouble unknown(Address address) {
    return new Trouble(
        ExitCode.FAILED,
        "no block that is remembered has the swap " + address,
        "what was offered just now is in the next block; 'rhizome ledger status' shows what is"
            + " remembered");
  }

  private static Optional<Condition> unspent(Json told) {
    return told.at("coins").items().stream().findFirst().map(it -> condition(it.at("condition")));
  }

  private static Condition condition(Json told) {
    return understood(told, text -> ConditionJson.read(rhizome.ledger.json.Json.parse(text)));
  }

  private static Entry entry(Json told) {
    return understood(told, text -> EntryJson.read(rhizome.ledger.json.Json.parse(text)));
  }

  private static <T> T understood(Json told, Function<String, T> read) {
    try {
      return read.apply(JsonText.compact(told));
    } catch (Malformed e) {
      throw new Trouble(ExitCode.FAILED, "the grid says what is no swap: " + e.getMessage());
    }
  }

  /** What was done to its address lately. */
  private static List<Entry> entries(GridClient grid, Json told) {
    List<Entry> entries = new ArrayList<>();
    for (Json line : told.at("history").items()) {
      String id = line.at("transaction").text();
      if (!id.isEmpty()) {
        grid.find("/v1/ledger/transactions/" + id)
            .map(it -> entry(it.at("entry")))
            .ifPresent(entries::add);
      }
    }
    return entries;
  }

  private static Optional<Condition> made(List<Entry> entries, Address address) {
    return entries.stream()
        .flatMap(entry -> entry.content().coins().outputs().stream())
        .map(Holding::condition)
        .filter(it -> it.address().equals(address))
        .findFirst();
  }

  private static Optional<Hash> secret(List<Entry> entries, Condition.Swap terms) {
    return entries.stream()
        .flatMap(entry -> entry.shown().stream())
        .filter(Fulfillment.Swap.class::isInstance)
        .map(shown -> ((Fulfillment.Swap) shown).secret())
        .filter(secret -> Blake.sha256(secret.toArray()).equals(terms.hashedSecret()))
        .findFirst();
  }
}
