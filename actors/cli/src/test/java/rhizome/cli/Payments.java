package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.wallet.file.Owner;
import rhizome.cli.wallet.file.Seeds;
import rhizome.cli.wallet.grid.Scan;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.key.WalletSeed;
import rhizome.ledger.wallet.Built;
import rhizome.ledger.wallet.Payment;
import rhizome.ledger.wallet.Wallet;

/**
 * Somebody who pays all the time, each payment from the change of the one before, asks whoever is
 * there, and remembers what was said to be final, and which block was seen at which height.
 */
final class Payments {

  private static final int OPEN_MAX = 20;

  /** More than what is dust by the usual rules. */
  private static final long UNITS = 100_000;

  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
  private static final String PATH = "/v1/ledger/transactions";

  private final WalletSeed seed = Seeds.chosen();
  private final Supplier<GridClient> somebody;
  private final Map<String, Entry> open = new LinkedHashMap<>();
  private final Map<String, Long> heights = new LinkedHashMap<>();
  private final Map<Long, String> blocks = new TreeMap<>();
  private Optional<Wallet> wallet = Optional.empty();

  /**
   * @param somebody a client of any member, which may be dead
   */
  Payments(Supplier<GridClient> somebody) {
    this.somebody = somebody;
  }

  Address address() {
    return Seeds.address(seed, 0);
  }

  /** Looks what became of its payments, says those again that were lost, and pays once more. */
  void round() {
    try {
      GridClient grid = somebody.get().within(ANSWER_MAX);
      see(grid.get("/v1/ledger"));
      for (Map.Entry<String, Entry> each : List.copyOf(open.entrySet())) {
        look(grid, each.getKey(), each.getValue());
      }
      if (open.size() < OPEN_MAX) {
        submit(grid, written(grid));
      }
    } catch (Trouble _) {
      // who was asked is dead, or does not know yet what the others know
    }
  }

  private void see(Json told) {
    seen(told.at("height").number(), told.at("block").text());
  }

  private void seen(long height, String block) {
    String before = blocks.putIfAbsent(height, block);
    assertThat(before == null || before.equals(block))
        .as("at %d stood %s, and now %s", height, before, block)
        .isTrue();
  }

  private void look(GridClient grid, String id, Entry entry) {
    Optional<Json> told = grid.find(PATH + "/" + id);
    if (told.isEmpty()) {
      submit(grid, entry);
    } else if (told.get().at("status").text().equals("final")) {
      long height = told.get().at("height").number();
      seen(height, told.get().at("block").text());
      heights.put(id, height);
      open.remove(id);
    }
  }

  private Entry written(GridClient grid) {
    if (wallet.isEmpty()) {
      wallet = Optional.of(Scan.of(grid, new Owner.Whole(seed)).wallet());
    }
    Built built = wallet.get().send(Payment.to(address(), UNITS));
    assertThat(built).isInstanceOf(Built.Ready.class);
    Entry entry = ((Built.Ready) built).paper().entry();
    wallet.get().sent(entry);
    open.put(entry.id().toString(), entry);
    return entry;
  }

  private static void submit(GridClient grid, Entry entry) {
    grid.post(PATH, Json.object("hex", Bytes.of(entry.encode()).hex()));
  }

  boolean isAllFinal() {
    return open.isEmpty();
  }

  int finals() {
    return heights.size();
  }

  /** What this member says of all that was ever seen, where it says something else. */
  List<String> lostBy(GridClient grid) {
    List<String> lost = new ArrayList<>();
    blocks.forEach(
        (height, block) -> {
          String now =
              height == 0 ? block : grid.get("/v1/ledger/blocks/" + height).at("id").text();
          if (!now.equals(block)) {
            lost.add("block %d: was %s, is %s".formatted(height, block, now));
          }
        });
    heights.forEach(
        (id, height) -> {
          Optional<Json> now = grid.find(PATH + "/" + id);
          if (now.isEmpty()
              || !now.get().at("status").text().equals("final")
              || now.get().at("height").number() != height) {
            lost.add("payment %s: was final at %d, is %s".formatted(id, height, now));
          }
        });
    return lost;
  }
}
