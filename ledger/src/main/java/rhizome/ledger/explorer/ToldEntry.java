package rhizome.ledger.explorer;

import java.util.List;
import java.util.Optional;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.transaction.TransactionId;

/** An entry with what each of its inputs was worth, as far as that is known. */
public record ToldEntry(
    TransactionId id, Entry entry, List<Optional<Holding>> coins, List<Optional<Holding>> stakes) {

  public ToldEntry {
    coins = List.copyOf(coins);
    stakes = List.copyOf(stakes);
  }
}
