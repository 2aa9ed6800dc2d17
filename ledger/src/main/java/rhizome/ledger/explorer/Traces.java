package rhizome.ledger.explorer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Move;
import rhizome.ledger.chain.Names;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.transaction.TransactionId;

/** Where outputs were made and spent by the blocks that are remembered. */
final class Traces {

  private final Map<Hash, Trace> all = new LinkedHashMap<>();

  /** Of which outputs a block tells something. */
  private final NavigableMap<Long, List<Hash>> told = new TreeMap<>();

  Optional<Trace> get(Hash id) {
    return Optional.ofNullable(all.get(id));
  }

  int size() {
    return all.size();
  }

  void found(Genesis genesis) {
    Spot first = new Spot(0, 0);
    for (int i = 0; i < genesis.coins().size(); i++) {
      make(genesis.coin(i).hash(), genesis.coins().get(i), first, false);
    }
    List<Holding> stakes = genesis.allStakes();
    for (int i = 0; i < stakes.size(); i++) {
      make(genesis.stake(i).hash(), stakes.get(i), first, true);
    }
  }

  /** What a block did; returns what it paid that stands neither in its entries nor its payouts. */
  List<Paid> follow(Block block, BlockId id, List<TransactionId> names, Worth worth) {
    List<Paid> unsaid = new ArrayList<>();
    for (int place = 0; place < names.size(); place++) {
      Content content = block.entries().get(place).content();
      Spot spot = new Spot(block.height(), place);
      move(content.coins(), names.get(place), spot, worth);
      for (OutputId stake : content.stakes().inputs()) {
        worth.earned(stake).ifPresent(it -> unsaid.add(new Paid(Names.earned(stake), it)));
      }
      moveStake(content.stakes(), names.get(place), spot, worth);
    }
    worth.wages(block.height()).forEach((wage, it) -> unsaid.add(new Paid(wage, it)));
    Spot spot = Spot.byBlock(block.height());
    for (int i = 0; i < block.payouts().size(); i++) {
      make(Names.payout(id, i).hash(), block.payouts().get(i), spot, false);
    }
    unsaid.forEach(it -> make(it.id().hash(), it.holding(), spot, false));
    return unsaid;
  }

  private void move(Move coins, TransactionId by, Spot spot, Worth worth) {
    coins.inputs().forEach(id -> spend(id.hash(), worth.coin(id), spot, false));
    for (int i = 0; i < coins.outputs().size(); i++) {
      make(Names.coin(by, i).hash(), coins.outputs().get(i), spot, false);
    }
  }

  private void moveStake(Move stakes, TransactionId by, Spot spot, Worth worth) {
    stakes.inputs().forEach(id -> spend(id.hash(), worth.stake(id), spot, true));
    for (int i = 0; i < stakes.outputs().size(); i++) {
      make(Names.stake(by, i).hash(), stakes.outputs().get(i), spot, true);
    }
  }

  /** What an entry makes of stake's earnings may be spent by a later one of the same block. */
  private void make(Hash id, Holding holding, Spot spot, boolean stake) {
    Trace known = all.get(id);
    Optional<Spot> spent = known == null ? Optional.empty() : known.spent();
    put(id, new Trace(stake, Optional.of(holding), Optional.of(spot), spent), spot);
  }

  private void spend(Hash id, Optional<Holding> worth, Spot spot, boolean stake) {
    Trace known = all.get(id);
    put(
        id,
        known == null
            ? new Trace(stake, worth, Optional.empty(), Optional.of(spot))
            : new Trace(stake, known.holding(), known.made(), Optional.of(spot)),
        spot);
  }

  private void put(Hash id, Trace trace, Spot spot) {
    all.put(id, trace);
    told.computeIfAbsent(spot.height(), _ -> new ArrayList<>()).add(id);
  }

  /** Blocks up to a height are remembered no more; what was spent later is known by that alone. */
  void forget(long height) {
    NavigableMap<Long, List<Hash>> gone = told.headMap(height, true);
    gone.values().forEach(ids -> ids.forEach(id -> forget(id, height)));
    gone.clear();
  }

  private void forget(Hash id, long height) {
    all.computeIfPresent(
        id,
        (_, it) ->
            it.spent().filter(spot -> spot.height() > height).isPresent()
                ? new Trace(it.stake(), it.holding(), Optional.empty(), it.spent())
                : null);
  }
}
