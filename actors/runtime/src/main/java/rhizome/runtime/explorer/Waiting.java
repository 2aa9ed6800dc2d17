package rhizome.runtime.explorer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.transaction.TransactionId;

/** Entries that were submitted here and are in no block yet; the first goes when there are many. */
final class Waiting {

  private final int most;
  private final Map<TransactionId, Entry> entries = new LinkedHashMap<>();

  Waiting(int most) {
    this.most = most;
  }

  void put(TransactionId id, Entry entry) {
    entries.put(id, entry);
    if (entries.size() > most) {
      entries.remove(entries.keySet().iterator().next());
    }
  }

  void remove(TransactionId id) {
    entries.remove(id);
  }

  Stream<Entry> all() {
    return entries.values().stream();
  }

  Optional<Entry> get(TransactionId id) {
    return Optional.ofNullable(entries.get(id));
  }
}
