package rhizome.ledger.condition;

import java.util.List;
import java.util.Optional;
import rhizome.ledger.address.Address;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.Signature;

/** What of all that can be written the seed lets into a block. */
public final class Standard {

  private static final int SIGNERS_MIN = 2;

  private Standard() {}

  /** Why {@code condition} may not stand in an output; empty if it may. */
  public static Optional<Refusal> refusal(Condition condition) {
    return switch (condition) {
      case Condition.Nil _ -> Optional.empty();
      case Condition.ToAddress(var address) -> target(address, Address.KEY, Address.SWAP);
      case Condition.Swap swap -> refusal(swap);
      case Condition.TimeLock(var until, var inner) ->
          until == 0 ? Optional.of(Refusal.LOCK_WITHOUT_TIME) : locked(inner);
      case Condition.Multisig multisig -> refusal(multisig);
    };
  }

  private static Optional<Refusal> refusal(Condition.Swap swap) {
    Optional<Refusal> parties =
        target(swap.sender(), Address.KEY, Address.KEY)
            .or(() -> target(swap.receiver(), Address.KEY, Address.KEY));
    return parties.isPresent() || !swap.hashedSecret().isZero()
        ? parties
        : Optional.of(Refusal.SECRET_WITHOUT_HASH);
  }

  private static Optional<Refusal> locked(Condition inner) {
    return switch (inner) {
      case Condition.Nil _ -> Optional.empty();
      case Condition.ToAddress(var address) -> target(address, Address.KEY, Address.KEY);
      case Condition.Multisig multisig -> refusal(multisig);
      case Condition.Swap _, Condition.TimeLock _ -> Optional.of(Refusal.LOCK_OF_THAT_KIND);
    };
  }

  private static Optional<Refusal> refusal(Condition.Multisig multisig) {
    int signers = multisig.addresses().size();
    if (signers < SIGNERS_MIN) {
      return Optional.of(Refusal.TOO_FEW_SIGNERS);
    }
    if (multisig.minimum() == 0 || Long.compareUnsigned(multisig.minimum(), signers) > 0) {
      return Optional.of(Refusal.MINIMUM_OUT_OF_RANGE);
    }
    return multisig.addresses().stream().allMatch(address -> address.type() == Address.KEY)
        ? Optional.empty()
        : Optional.of(Refusal.ADDRESS_TYPE);
  }

  private static Optional<Refusal> target(Address address, int type, int otherType) {
    if (address.type() != type && address.type() != otherType) {
      return Optional.of(Refusal.ADDRESS_TYPE);
    }
    return address.hash().isZero() ? Optional.of(Refusal.ADDRESS_WITHOUT_HASH) : Optional.empty();
  }

  /** Why {@code fulfillment} may not stand in an input; empty if it may. */
  public static Optional<Refusal> refusal(Fulfillment fulfillment) {
    return switch (fulfillment) {
      case Fulfillment.Nil _ -> Optional.of(Refusal.NOTHING_SHOWN);
      case Fulfillment.Single(_, var signature) -> signed(List.of(signature));
      case Fulfillment.Swap(_, var signature, Hash _) -> signed(List.of(signature));
      case Fulfillment.LegacySwap(var terms, var party) -> refusal(terms).or(() -> refusal(party));
      case Fulfillment.Multisig(var pairs) ->
          pairs.isEmpty()
              ? Optional.of(Refusal.TOO_FEW_SIGNATURES)
              : signed(pairs.stream().map(Fulfillment.Pair::signature).toList());
    };
  }

  private static Optional<Refusal> signed(List<Signature> signatures) {
    return signatures.stream().allMatch(Signature::isPresent)
        ? Optional.empty()
        : Optional.of(Refusal.UNSIGNED);
  }
}
