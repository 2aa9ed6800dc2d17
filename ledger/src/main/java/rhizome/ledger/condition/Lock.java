package rhizome.ledger.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.ledger.address.Address;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;
import rhizome.ledger.key.Verifier;

/**
 * A condition that somebody wants to open: in which transaction, and at which height and time. The
 * seed takes those of the block that the transaction is in.
 */
public record Lock(Condition condition, SigningHash hash, Moment now, Verifier verifier) {

  public Lock(Condition condition, SigningHash hash, Moment now) {
    this(condition, hash, now, Verifier.ED25519);
  }

  /** Why {@code shown} does not open this lock; empty if it does. */
  public Optional<Refusal> refusal(Fulfillment shown) {
    return switch (condition) {
      case Condition.Nil _ -> anyone(shown);
      case Condition.ToAddress(var address) -> to(address, shown);
      case Condition.Swap swap -> swap(swap, shown);
      case Condition.TimeLock lock -> timed(lock, shown);
      case Condition.Multisig multisig -> signers(multisig, shown);
    };
  }

  private Optional<Refusal> anyone(Fulfillment shown) {
    return shown instanceof Fulfillment.Single(var key, var signature)
        ? signed(key, signature, hash.alone())
        : Optional.of(Refusal.WRONG_KIND);
  }

  private Optional<Refusal> to(Address target, Fulfillment shown) {
    return switch (shown) {
      case Fulfillment.Single(var key, var signature) -> {
        if (target.type() != Address.KEY) {
          yield Optional.of(Refusal.WRONG_KIND);
        }
        yield Address.of(key).equals(target)
            ? signed(key, signature, hash.alone())
            : Optional.of(Refusal.WRONG_KEY);
      }
      case Fulfillment.LegacySwap(var terms, var party) -> {
        if (target.type() != Address.SWAP) {
          yield Optional.of(Refusal.WRONG_KIND);
        }
        yield terms.address().equals(target)
            ? oldSwap(terms, party)
            : Optional.of(Refusal.WRONG_TERMS);
      }
      case Fulfillment.Nil _, Fulfillment.Swap _, Fulfillment.Multisig _ ->
          Optional.of(Refusal.WRONG_KIND);
    };
  }

  /** The first rule of swaps: until the time lock only the receiver, after it only the sender. */
  private Optional<Refusal> oldSwap(Condition.Swap terms, Fulfillment.Swap party) {
    Address who = Address.of(party.key());
    if (isOver(terms)) {
      return who.equals(terms.sender())
          ? signed(party.key(), party.signature(), hash.with(party.key()::write))
          : Optional.of(Refusal.WRONG_PARTY);
    }
    return who.equals(terms.receiver())
        ? revealed(terms, party, true)
        : Optional.of(Refusal.WRONG_PARTY);
  }

  private Optional<Refusal> swap(Condition.Swap terms, Fulfillment shown) {
    return switch (shown) {
      case Fulfillment.Swap party -> newSwap(terms, party);
      case Fulfillment.LegacySwap(var repeated, var party) ->
          repeated.equals(terms) ? newSwap(terms, party) : Optional.of(Refusal.WRONG_TERMS);
      case Fulfillment.Nil _, Fulfillment.Single _, Fulfillment.Multisig _ ->
          Optional.of(Refusal.WRONG_KIND);
    };
  }

  /** The rule since: the receiver with the secret at any time, the sender after the time lock. */
  private Optional<Refusal> newSwap(Condition.Swap terms, Fulfillment.Swap party) {
    Address who = Address.of(party.key());
    if (!party.secret().isZero()) {
      return who.equals(terms.receiver())
          ? revealed(terms, party, false)
          : Optional.of(Refusal.WRONG_PARTY);
    }
    if (!isOver(terms)) {
      return Optional.of(Refusal.REFUND_TOO_EARLY);
    }
    return who.equals(terms.sender())
        ? signed(party.key(), party.signature(), hash.with(party.key()::write))
        : Optional.of(Refusal.WRONG_PARTY);
  }

  private boolean isOver(Condition.Swap terms) {
    return Long.compareUnsigned(now.time(), terms.timeLock()) > 0;
  }

  /** In the old rule the secret is hashed even if it is zeros. */
  private Optional<Refusal> revealed(
      Condition.Swap terms, Fulfillment.Swap party, boolean zerosToo) {
    if (!Blake.sha256(party.secret().toArray()).equals(terms.hashedSecret())) {
      return Optional.of(Refusal.WRONG_SECRET);
    }
    Hash secret = party.secret();
    return signed(
        party.key(),
        party.signature(),
        hash.with(
            writer -> {
              party.key().write(writer);
              if (zerosToo || !secret.isZero()) {
                secret.write(writer);
              }
            }));
  }

  private Optional<Refusal> timed(Condition.TimeLock lock, Fulfillment shown) {
    if (!lock.isOver(now)) {
      return Optional.of(Refusal.LOCKED);
    }
    return switch (shown) {
      case Fulfillment.Single _, Fulfillment.Multisig _ ->
          new Lock(lock.inner(), hash, now, verifier).refusal(shown);
      case Fulfillment.Nil _, Fulfillment.Swap _, Fulfillment.LegacySwap _ ->
          Optional.of(Refusal.WRONG_KIND);
    };
  }

  private Optional<Refusal> signers(Condition.Multisig terms, Fulfillment shown) {
    if (!(shown instanceof Fulfillment.Multisig(var pairs))) {
      return Optional.of(Refusal.WRONG_KIND);
    }
    if (Long.compareUnsigned(terms.minimum(), pairs.size()) > 0) {
      return Optional.of(Refusal.TOO_FEW_SIGNATURES);
    }
    List<Address> open = new ArrayList<>(terms.addresses());
    for (Fulfillment.Pair pair : pairs) {
      if (!open.remove(Address.of(pair.key()))) {
        return Optional.of(Refusal.NOT_A_SIGNER);
      }
    }
    return pairs.stream()
        .flatMap(
            pair -> signed(pair.key(), pair.signature(), hash.with(pair.key()::write)).stream())
        .findFirst();
  }

  private Optional<Refusal> signed(PublicKey key, Signature signature, Hash message) {
    if (key.octets().isZero()) {
      return Optional.of(Refusal.KEY_OF_ZEROS);
    }
    return verifier.verifies(key, message, signature)
        ? Optional.empty()
        : Optional.of(Refusal.WRONG_SIGNATURE);
  }
}
