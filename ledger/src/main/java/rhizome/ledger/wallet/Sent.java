package rhizome.ledger.wallet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.transaction.TransactionId;

/** Entries of a wallet that no block has: what they spend, and what they make for it. */
final class Sent {

  private final Keyring keyring;
  private final Map<TransactionId, Entry> entries = new LinkedHashMap<>();
  private final Map<OutputId, TransactionId> spenders = new LinkedHashMap<>();
  private final Map<OutputId, Coin> made = new LinkedHashMap<>();

  Sent(Keyring keyring) {
    this.keyring = keyring;
  }

  List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  Optional<TransactionId> spender(OutputId coin) {
    return Optional.ofNullable(spenders.get(coin));
  }

  /** What is made for us alone and not spent by another that was sent. */
  List<Coin> change() {
    return made.values().stream().filter(coin -> !spenders.containsKey(coin.id())).toList();
  }

  void put(Entry entry) {
    TransactionId id = entry.id();
    if (entries.putIfAbsent(id, entry) != null) {
      return;
    }
    for (OutputId input : entry.content().coins().inputs()) {
      spenders.put(input, id);
    }
    List<Holding> outputs = entry.content().coins().outputs();
    for (int i = 0; i < outputs.size(); i++) {
      if (keyring.hold(outputs.get(i).condition()).equals(Optional.of(Keyring.Hold.ALONE))) {
        OutputId coin = entry.coins().get(i);
        made.put(coin, new Coin(coin, outputs.get(i), 0));
      }
    }
  }

  private Optional<Entry> remove(TransactionId id) {
    Entry entry = entries.remove(id);
    if (entry != null) {
      entry.content().coins().inputs().forEach(input -> spenders.remove(input, id));
      entry.coins().forEach(made::remove);
    }
    return Optional.ofNullable(entry);
  }

  /** A block has it: what it makes is in the chain, and what builds on it is none the worse. */
  Optional<Entry> settle(TransactionId id) {
    return remove(id);
  }

  /** It goes, and what builds on it. */
  List<TransactionId> drop(TransactionId id) {
    List<TransactionId> gone = new ArrayList<>();
    List<TransactionId> ahead = new ArrayList<>(List.of(id));
    while (!ahead.isEmpty()) {
      TransactionId next = ahead.removeLast();
      remove(next)
          .ifPresent(
              entry -> {
                gone.add(next);
                entry.coins().forEach(coin -> spender(coin).ifPresent(ahead::add));
              });
    }
    return gone;
  }
}
