package rhizome.runtime.validator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.transaction.TransactionId;

/**
 * Entries that are to be passed on, each once to each peer. Is changed in place, by one who owns
 * it.
 *
 * @param <P> a peer
 */
final class Gossip<P> {

  private record Parcel(TransactionId id, Entry entry, int bytes) {
    static Parcel of(Entry entry) {
      return new Parcel(entry.id(), entry, entry.size());
    }
  }

  private final LedgerSettings.Gossip limits;
  private final Map<P, Deque<Parcel>> backlog = new LinkedHashMap<>();

  Gossip(LedgerSettings.Gossip limits) {
    this.limits = limits;
  }

  /** Who is new among them hears what waits. */
  void reaches(Collection<P> peers, List<Entry> waiting) {
    backlog.keySet().retainAll(peers);
    List<P> fresh = peers.stream().filter(peer -> !backlog.containsKey(peer)).toList();
    if (!fresh.isEmpty()) {
      List<Parcel> all = waiting.stream().limit(limits.backlogMax()).map(Parcel::of).toList();
      fresh.forEach(peer -> backlog.put(peer, new ArrayDeque<>(all)));
    }
  }

  /** It came in here. */
  void add(Entry entry) {
    Parcel parcel = Parcel.of(entry);
    for (Deque<Parcel> each : backlog.values()) {
      if (each.size() < limits.backlogMax()) {
        each.add(parcel);
      }
    }
  }

  boolean isEmpty() {
    return backlog.values().stream().allMatch(Deque::isEmpty);
  }

  /** The next batch for each peer, of what {@code waits} still. */
  Map<P, List<Entry>> next(Predicate<TransactionId> waits) {
    Map<P, List<Entry>> batches = new LinkedHashMap<>();
    backlog.forEach(
        (peer, parcels) -> {
          List<Entry> batch = batch(parcels, waits);
          if (!batch.isEmpty()) {
            batches.put(peer, batch);
          }
        });
    return batches;
  }

  private List<Entry> batch(Deque<Parcel> parcels, Predicate<TransactionId> waits) {
    List<Entry> batch = new ArrayList<>();
    long bytes = 0;
    for (Parcel next = parcels.peek(); next != null; next = parcels.peek()) {
      boolean open = waits.test(next.id());
      bytes += open ? next.bytes() : 0;
      if (!batch.isEmpty() && (bytes > limits.bytesMax() || batch.size() == limits.entriesMax())) {
        break;
      }
      parcels.remove();
      if (open) {
        batch.add(next.entry());
      }
    }
    return batch;
  }
}
