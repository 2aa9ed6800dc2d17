package rhizome.ledger.condition;

import java.util.function.Consumer;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Hash;

/** What a transaction comes to for one who signs it at one place, who may add to what is hashed. */
@FunctionalInterface
public interface SigningHash {

  Hash with(Extras extras);

  /** Where nothing is added, as mostly. */
  default Hash alone() {
    return with(_ -> {});
  }

  /** What a fulfillment has hashed beside the transaction, in the transaction's encoding. */
  @FunctionalInterface
  interface Extras extends Consumer<Writer> {}
}
