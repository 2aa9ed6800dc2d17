package rhizome.ledger.explorer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Names;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.Unspent;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.transaction.OutputId;

/** What outputs are worth that a block spends, and what it pays without saying so. */
sealed interface Worth {

  Optional<Holding> coin(OutputId id);

  Optional<Holding> stake(OutputId id);

  /** What stake earned up to now, if it is moved now. */
  Optional<Holding> earned(OutputId stake);

  /** What validators are paid at the end of an epoch. */
  Map<OutputId, Holding> wages(long height);

  /** By the ledgers before and after the block. */
  record Known(Ledger before, Ledger after) implements Worth {

    @Override
    public Optional<Holding> coin(OutputId id) {
      return before.coin(id).map(Unspent::holding);
    }

    @Override
    public Optional<Holding> stake(OutputId id) {
      return before.stake(id).map(Unspent::holding);
    }

    /** A purse's index stays through a block: what was bonded in it has earned nothing. */
    @Override
    public Optional<Holding> earned(OutputId id) {
      return before.stake(id).flatMap(this::owed);
    }

    private Optional<Holding> owed(Unspent stake) {
      return stake
          .bond()
          .to()
          .flatMap(before::validator)
          .map(it -> it.purse().owed(stake.weight(), stake.bond().index()))
          .filter(units -> units > 0)
          .map(units -> new Holding(units, stake.holding().condition()));
    }

    @Override
    public Map<OutputId, Holding> wages(long height) {
      Map<OutputId, Holding> wages = new LinkedHashMap<>();
      names(after, height)
          .forEach(id -> after.coin(id).ifPresent(it -> wages.put(id, it.holding())));
      return wages;
    }

    /** What wages of a block are called, if it pays any. */
    static List<OutputId> names(Ledger ledger, long height) {
      List<OutputId> names = new ArrayList<>();
      ledger
          .roll()
          .validators()
          .forEach((key, _) -> names.add(Names.wage(new PublicKey(key), height)));
      return names;
    }
  }

  /** By the blocks that were read so far, where no ledger of that time is there. */
  record Read(Map<Hash, Holding> made) implements Worth {

    Read() {
      this(new LinkedHashMap<>());
    }

    @Override
    public Optional<Holding> coin(OutputId id) {
      return Optional.ofNullable(made.get(id.hash()));
    }

    @Override
    public Optional<Holding> stake(OutputId id) {
      return coin(id);
    }

    @Override
    public Optional<Holding> earned(OutputId stake) {
      return Optional.empty();
    }

    @Override
    public Map<OutputId, Holding> wages(long height) {
      return Collections.emptyMap();
    }

    /** What there was before the first block. */
    void found(Genesis genesis) {
      for (int i = 0; i < genesis.coins().size(); i++) {
        made.put(genesis.coin(i).hash(), genesis.coins().get(i));
      }
      List<Holding> stakes = genesis.allStakes();
      for (int i = 0; i < stakes.size(); i++) {
        made.put(genesis.stake(i).hash(), stakes.get(i));
      }
    }

    /** What the block made can be spent by the next, and what it spent by none. */
    void follow(Block block) {
      for (Entry entry : block.entries()) {
        var content = entry.content();
        content.coins().inputs().forEach(id -> made.remove(id.hash()));
        content.stakes().inputs().forEach(id -> made.remove(id.hash()));
        for (int i = 0; i < content.coins().outputs().size(); i++) {
          made.put(entry.coins().get(i).hash(), content.coins().outputs().get(i));
        }
        for (int i = 0; i < content.stakes().outputs().size(); i++) {
          made.put(entry.stakes().get(i).hash(), content.stakes().outputs().get(i));
        }
      }
      for (int i = 0; i < block.payouts().size(); i++) {
        made.put(Names.payout(block.id(), i).hash(), block.payouts().get(i));
      }
    }
  }
}
