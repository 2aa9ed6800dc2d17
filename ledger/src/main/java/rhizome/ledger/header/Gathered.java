package rhizome.ledger.header;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.ledger.chain.stake.Enrolled;
import rhizome.ledger.chain.stake.Epoch;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.Mark;
import rhizome.ledger.chain.state.Offices;
import rhizome.ledger.chain.state.Trie;
import rhizome.ledger.chain.state.Unspent;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;

/** Items on their way to be an estate again; never changes. */
public record Gathered(
    Trie<Unspent> coins,
    Trie<Unspent> stakes,
    Offices offices,
    long supply,
    NavigableMap<Hash, Committed> commitments,
    Trie<Enrolled> validators,
    NavigableMap<Long, Epoch> epochs) {

  public static final Gathered NOTHING =
      new Gathered(
          Trie.empty(),
          Trie.empty(),
          new Offices(
              new Offices.Holders(Optional.empty(), Optional.empty()), Trie.empty(), Trie.empty()),
          0,
          new TreeMap<>(),
          Trie.empty(),
          new TreeMap<>());

  public Gathered {
    commitments = Collections.unmodifiableNavigableMap(new TreeMap<>(commitments));
    epochs = Collections.unmodifiableNavigableMap(new TreeMap<>(epochs));
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
      case Item.Coin(var id, var it) -> outputs(coins.with(id.hash(), it), stakes);
      case Item.Stake(var id, var it) -> outputs(coins, stakes.with(id.hash(), it));
      case Item.Nonce(var name) -> marked(offices.nonces().with(name, Mark.SET), admitted());
      case Item.Admitted(var name) -> marked(offices.nonces(), admitted().with(name, Mark.SET));
      case Item.Office(var office, var holder) ->
          switch (office) {
            case MINTERS -> held(Optional.of(holder), offices.holders().authority());
            case AUTHORITY -> held(offices.holders().minters(), Optional.of(holder));
            case VALIDATOR -> throw new IllegalStateException("nobody holds " + office);
          };
      case Item.Supply(long units) -> counted(units);
      case Item.Commitment(var validator, var it) -> committed(validator, it);
      case Item.Validator(var key, var it) -> voting(validators.with(key.octets(), it), epochs);
      case Item.Voters(var epoch) -> voting(validators, with(epoch));
    };
  }

  private Trie<Mark> admitted() {
    return offices.admitted();
  }

  private NavigableMap<Long, Epoch> with(Epoch epoch) {
    NavigableMap<Long, Epoch> more = new TreeMap<>(epochs);
    more.put(epoch.number(), epoch);
    return more;
  }

  private Gathered outputs(Trie<Unspent> someCoins, Trie<Unspent> someStakes) {
    return new Gathered(someCoins, someStakes, offices, supply, commitments, validators, epochs);
  }

  private Gathered marked(Trie<Mark> nonces, Trie<Mark> admitted) {
    return in(new Offices(offices.holders(), nonces, admitted));
  }

  private Gathered held(Optional<Condition> minters, Optional<Condition> authority) {
    var both = new Offices.Holders(minters, authority);
    return in(new Offices(both, offices.nonces(), offices.admitted()));
  }

  private Gathered in(Offices other) {
    return new Gathered(coins, stakes, other, supply, commitments, validators, epochs);
  }

  private Gathered counted(long units) {
    return new Gathered(coins, stakes, offices, units, commitments, validators, epochs);
  }

  private Gathered committed(PublicKey validator, Committed committed) {
    NavigableMap<Hash, Committed> more = new TreeMap<>(commitments);
    more.put(validator.octets(), committed);
    return new Gathered(coins, stakes, offices, supply, more, validators, epochs);
  }

  private Gathered voting(Trie<Enrolled> enrolled, NavigableMap<Long, Epoch> sets) {
    return new Gathered(coins, stakes, offices, supply, commitments, enrolled, sets);
  }

  /** What they are at that block, if the coins, and what is kept, come to the supply. */
  public Estate at(Ledger.Tip tip) {
    long units = coins.weight() + validators.weight();
    if (units != supply) {
      throw new Malformed("items at height " + tip.height(), supply + " units, not " + units);
    }
    var roll = new Ledger.Roll(validators, List.copyOf(epochs.values()));
    return new Estate(new Ledger(tip, coins, stakes, supply, offices, roll), commitments);
  }
}
