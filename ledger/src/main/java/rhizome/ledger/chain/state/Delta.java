package rhizome.ledger.chain.state;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.ledger.chain.Weighed;
import rhizome.ledger.hash.Hash;

/** What stood at each key that was touched, in their order: what takes a block back. */
public record Delta<V extends Weighed>(Map<Hash, Optional<V>> before) {

  public Delta {
    before = Collections.unmodifiableMap(new TreeMap<>(before));
  }

  Trie<V> revert(Trie<V> after) {
    Trie<V> was = after;
    // What goes is taken first, so that no sum on the way is more than there ever was.
    for (var each : before.entrySet()) {
      was = each.getValue().isEmpty() ? was.without(each.getKey()) : was;
    }
    for (var each : before.entrySet()) {
      Optional<V> value = each.getValue();
      was = value.isPresent() ? was.with(each.getKey(), value.get()) : was;
    }
    return was;
  }
}
