package rhizome.ledger.chain.state;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.ledger.chain.Weighed;
import rhizome.ledger.hash.Hash;

/** A trie while a block is written into it: what it is now, and what was there before. */
final class Sheet<V extends Weighed> implements Check.Source<V> {

  private final Map<Hash, Optional<V>> before = new TreeMap<>();
  private Trie<V> now;

  Sheet(Trie<V> now) {
    this.now = now;
  }

  Trie<V> now() {
    return now;
  }

  Delta<V> delta() {
    return new Delta<>(before);
  }

  @Override
  public Optional<V> get(Hash key) {
    return now.get(key);
  }

  boolean has(Hash key) {
    return now.has(key);
  }

  @Override
  public boolean wasTaken(Hash key) {
    return before.containsKey(key) && !has(key);
  }

  void put(Hash key, V value) {
    before.putIfAbsent(key, now.get(key));
    now = now.with(key, value);
  }

  void remove(Hash key) {
    before.putIfAbsent(key, now.get(key));
    now = now.without(key);
  }
}
