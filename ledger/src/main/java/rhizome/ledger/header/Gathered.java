package rhizome.ledger.header;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.Mark;
import rhizome.ledger.chain.state.Offices;
import rhizome.ledger.chain.state.Trie;
import rhizome.ledger.chain.state.Unspent;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Hash;

/** Items on their way to be an estate again; never changes. */
public record Gathered(
    Trie<Unspent> coins,
    Trie<Unspent> stakes,
    Trie<Mark> nonces,
    Trie<Mark> admitted,
    Offices.Holders holders,
    long supply,
    NavigableMap<Hash, Hash> commitments) {

  public static final Gathered NOTHING =
      new Gathered(
          Trie.empty(),
          Trie.empty(),
          Trie.empty(),
          Trie.empty(),
          new Offices.Holders(Optional.empty(), Optional.empty()),
          0,
          new TreeMap<>());

  public Gathered {
    commitments = Collections.unmodifiableNavigableMap(new TreeMap<>(commitments));
  }

  public Gathered with(Collection<Item> items) {
    Gathered all = this;
    for (Item item : items) {
      all = all.with(item);
    }
    return all;
  }

  private Gathered with(Item item) {
    return switch (item) {
      case Item.Coin(var id, var it) -> with(coins.with(id.hash(), it), stakes);
      case Item.Stake(var id, var it) -> with(coins, stakes.with(id.hash(), it));
      case Item.Nonce(var name) -> marked(nonces.with(name, Mark.SET), admitted);
      case Item.Admitted(var name) -> marked(nonces, admitted.with(name, Mark.SET));
      case Item.Office(var office, var holder) ->
          switch (office) {
            case MINTERS -> held(Optional.of(holder), holders.authority());
            case AUTHORITY -> held(holders.minters(), Optional.of(holder));
            case VALIDATOR -> throw new IllegalStateException("nobody holds " + office);
          };
      case Item.Supply(long units) -> rest(units, commitments);
      case Item.Commitment(var validator, var tip) -> {
        NavigableMap<Hash, Hash> more = new TreeMap<>(commitments);
        more.put(validator.octets(), tip);
        yield rest(supply, more);
      }
    };
  }

  private Gathered with(Trie<Unspent> someCoins, Trie<Unspent> someStakes) {
    return new Gathered(someCoins, someStakes, nonces, admitted, holders, supply, commitments);
  }

  private Gathered marked(Trie<Mark> someNonces, Trie<Mark> someAdmitted) {
    return new Gathered(coins, stakes, someNonces, someAdmitted, holders, supply, commitments);
  }

  private Gathered held(Optional<Condition> minters, Optional<Condition> authority) {
    var both = new Offices.Holders(minters, authority);
    return new Gathered(coins, stakes, nonces, admitted, both, supply, commitments);
  }

  private Gathered rest(long units, NavigableMap<Hash, Hash> tips) {
    return new Gathered(coins, stakes, nonces, admitted, holders, units, tips);
  }

  /** What they are at that block, if the coins come to the supply. */
  public Estate at(Ledger.Tip tip) {
    if (coins.weight() != supply) {
      throw new Malformed(
          "items at height " + tip.height(), supply + " units, not " + coins.weight());
    }
    Offices offices = new Offices(holders, nonces, admitted);
    var roll = new Ledger.Roll(Trie.empty(), List.of());
    return new Estate(new Ledger(tip, coins, stakes, supply, offices, roll), commitments);
  }
}
