package rhizome.ledger.wallet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhizome.ledger.address.Address;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.key.WalletSeed;

/**
 * The first keys of a wallet's seed, which are those that the seed makes of the same words; or
 * their addresses alone, where the keys are elsewhere.
 */
public final class Keyring {

  /** How an output is ours. */
  enum Hold {
    /** One key of ours opens it, at once or from some time on. */
    ALONE,
    /** A key of ours is one of several. */
    SHARED,
    /** We are a party of a swap. */
    SWAP
  }

  private final Map<Address, Optional<KeyPair>> keys = new LinkedHashMap<>();

  private Keyring(int count) {
    if (count < 1 || count > WalletSeed.KEYS_SCANNED) {
      throw new IllegalArgumentException("from 1 to 2500 keys, not " + count);
    }
  }

  public static Keyring of(WalletSeed seed, int count) {
    Keyring keyring = new Keyring(count);
    for (int i = 0; i < count; i++) {
      KeyPair key = seed.key(i);
      keyring.keys.put(Address.of(key.publicKey()), Optional.of(key));
    }
    return keyring;
  }

  /** Knows what is theirs, and signs nothing. */
  public static Keyring watching(List<Address> addresses) {
    Keyring keyring = new Keyring(addresses.size());
    addresses.forEach(address -> keyring.keys.put(address, Optional.empty()));
    return keyring;
  }

  /** In the order of their keys. */
  public List<Address> addresses() {
    return List.copyOf(keys.keySet());
  }

  public boolean has(Address address) {
    return keys.containsKey(address);
  }

  Optional<KeyPair> key(Address address) {
    return keys.getOrDefault(address, Optional.empty());
  }

  /** What anybody may spend is nobody's. */
  Optional<Hold> hold(Condition condition) {
    return switch (condition) {
      case Condition.Nil _ -> Optional.empty();
      case Condition.ToAddress(var address) -> when(has(address), Hold.ALONE);
      case Condition.TimeLock(_, var inner) -> hold(inner);
      case Condition.Multisig(_, var addresses) ->
          when(addresses.stream().anyMatch(this::has), Hold.SHARED);
      case Condition.Swap swap -> when(has(swap.sender()) || has(swap.receiver()), Hold.SWAP);
    };
  }

  private static Optional<Hold> when(boolean ours, Hold hold) {
    return ours ? Optional.of(hold) : Optional.empty();
  }

  /** Says nothing of the secrets. */
  @Override
  public String toString() {
    return keys.size() + " keys";
  }
}
