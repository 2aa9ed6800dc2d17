package rhizome.ledger.chain;

import java.util.List;
import rhizome.ledger.address.Address;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.key.PublicKey;

/**
 * What an office, or a validator, asks for. Its nonce is used up by it, so that nobody can ask for
 * it again.
 */
public sealed interface Order {

  /** Who is in charge of what; each counts its own nonces. */
  enum Office {
    MINTERS,
    AUTHORITY,
    /** Each validator is in charge of itself, and signs with the key it votes with. */
    VALIDATOR
  }

  long nonce();

  /** So many new coins, which the entry's outputs and fee take up. */
  record Mint(long nonce, long units) implements Order {
    public Mint {
      units = new Holding(units, new Condition.Nil()).units();
    }
  }

  /** Who may mint from now on. */
  record NameMinters(long nonce, Condition minters) implements Order {}

  /** Who may hold coins from now on, and who no longer. */
  record Admit(long nonce, List<Address> admitted, List<Address> barred) implements Order {
    public Admit {
      admitted = List.copyOf(admitted);
      barred = List.copyOf(barred);
    }
  }

  /** Who may say so from now on. */
  record NameAuthority(long nonce, Condition authority) implements Order {}

  /** What a validator says of itself. */
  sealed interface OfValidator extends Order {
    PublicKey validator();
  }

  /** Serves from now on, and on these terms; said again, for other terms. */
  record Enrol(long nonce, PublicKey validator, Terms terms) implements OfValidator {}

  /** Serves no longer than this epoch. */
  record Leave(long nonce, PublicKey validator) implements OfValidator {}

  default Office office() {
    return switch (this) {
      case Mint _, NameMinters _ -> Office.MINTERS;
      case Admit _, NameAuthority _ -> Office.AUTHORITY;
      case Enrol _, Leave _ -> Office.VALIDATOR;
    };
  }
}
