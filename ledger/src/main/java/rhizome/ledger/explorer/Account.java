package rhizome.ledger.explorer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Move;
import rhizome.ledger.chain.Names;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.transaction.TransactionId;

/** One block, told to each address that it does something to. */
final class Account {

  private final long height;
  private final Worth worth;

  /** Made by the block so far: what one entry makes the next may spend. */
  private final Map<Hash, Holding> made = new LinkedHashMap<>();

  private final NavigableMap<Address, NavigableMap<Integer, Line>> lines = new TreeMap<>();

  /** Whether the entry that is told now spends something that nobody knows of. */
  private boolean unknown;

  private Account(long height, Worth worth) {
    this.height = height;
    this.worth = worth;
  }

  static NavigableMap<Address, NavigableMap<Integer, Line>> of(Block block, Worth worth) {
    Account account = new Account(block.height(), worth);
    for (int place = 0; place < block.entries().size(); place++) {
      account.tell(place, block.entries().get(place));
    }
    block.payouts().forEach(it -> account.came(Line.BY_BLOCK, it, false));
    worth.wages(block.height()).values().forEach(it -> account.came(Line.BY_BLOCK, it, false));
    return account.lines;
  }

  private void tell(int place, Entry entry) {
    var content = entry.content();
    TransactionId id = entry.id();
    unknown = false;
    List<OutputId> coins = content.coins().inputs();
    for (int i = 0; i < coins.size(); i++) {
      went(place, coins.get(i), entry.shown().get(i), false);
    }
    made(place, content.coins(), id, false);
    List<OutputId> stakes = content.stakes().inputs();
    for (int i = 0; i < stakes.size(); i++) {
      went(place, stakes.get(i), entry.shown().get(content.stakePlace(i)), true);
      earned(place, stakes.get(i));
    }
    made(place, content.stakes(), id, true);
    if (unknown) {
      lines.values().forEach(it -> it.computeIfPresent(place, (_, line) -> line.broken()));
    }
  }

  private void made(int place, Move move, TransactionId by, boolean stake) {
    for (int i = 0; i < move.outputs().size(); i++) {
      Holding output = move.outputs().get(i);
      made.put((stake ? Names.stake(by, i) : Names.coin(by, i)).hash(), output);
      came(place, output, stake);
    }
  }

  private void earned(int place, OutputId stake) {
    Optional<Holding> earned = worth.earned(stake);
    if (earned.isPresent()) {
      made.put(Names.earned(stake).hash(), earned.get());
      came(place, earned.get(), false);
    }
  }

  private void came(int place, Holding holding, boolean stake) {
    Address address = holding.condition().address();
    put(address, line(address, place).came(holding.units(), stake));
  }

  /** Of what is not known, who showed a key for it is told at least. */
  private void went(int place, OutputId id, Fulfillment shown, boolean stake) {
    Optional<Holding> holding =
        Optional.ofNullable(made.get(id.hash())).or(() -> stake ? worth.stake(id) : worth.coin(id));
    if (holding.isPresent()) {
      Address address = holding.get().condition().address();
      put(address, line(address, place).went(holding.get().units(), stake));
      return;
    }
    unknown = true;
    if (shown instanceof Fulfillment.Single(var key, _)) {
      Address address = Address.of(key);
      put(address, line(address, place));
    }
  }

  private Line line(Address address, int place) {
    Line line = lines.computeIfAbsent(address, _ -> new TreeMap<>()).get(place);
    return line == null ? Line.at(height, place) : line;
  }

  private void put(Address address, Line line) {
    lines.computeIfAbsent(address, _ -> new TreeMap<>()).put(line.place(), line);
  }
}
