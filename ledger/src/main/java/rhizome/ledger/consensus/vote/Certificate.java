package rhizome.ledger.consensus.vote;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.curve.Cofactored;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;

/**
 * Proof that a height was decided: precommits of more than two thirds of its power, in one round.
 * Bit {@code n % 8} of byte {@code n / 8} of {@code signers} stands for validator {@code n}; their
 * signatures follow in that order.
 */
public record Certificate(
    long height, int round, Hash value, Bytes signers, List<Signature> signatures) {

  /** Why a certificate proves nothing. */
  public enum Flaw {
    /** The bitmap is not as long as the set, or names somebody beyond it. */
    OTHER_SET,
    /** Who signed has not more than two thirds. */
    NO_QUORUM,
    /** A signature is not over this decision on this chain. */
    FORGED
  }

  public Certificate {
    signatures = List.copyOf(signatures);
    signatures.forEach(signature -> Signed.check(height, round, signature));
    int named = numbers(signers).size();
    if (named != signatures.size() || signers.size() > ValidatorSet.VALIDATORS_MAX / Byte.SIZE) {
      throw new Malformed("certificate", named + " signatures, not " + signatures.size());
    }
  }

  /** Of precommits for one value, in the order of the set. */
  static Certificate of(ValidatorSet validators, Hash value, List<Vote> precommits) {
    byte[] bits = new byte[room(validators)];
    List<Signature> signatures = new ArrayList<>();
    for (Vote vote : precommits) {
      int number = validators.number(vote.validator());
      bits[number / Byte.SIZE] |= (byte) (1 << (number % Byte.SIZE));
      signatures.add(vote.signature());
    }
    Vote any = precommits.getFirst();
    return new Certificate(any.height(), any.round(), value, Bytes.of(bits), signatures);
  }

  /** The numbers of who signed, ascending. */
  public List<Integer> numbers() {
    return numbers(signers);
  }

  /** What is wrong with it, if anything: it then proves nothing. */
  public Optional<Flaw> verify(ValidatorSet validators, Hash chain) {
    List<Integer> numbers = numbers();
    if (signers.size() != room(validators)
        || numbers.stream().anyMatch(n -> n >= validators.size())) {
      return Optional.of(Flaw.OTHER_SET);
    }
    if (!validators.isQuorum(numbers.stream().mapToLong(n -> validators.get(n).power()).sum())) {
      return Optional.of(Flaw.NO_QUORUM);
    }
    Hash message = Vote.message(chain, Vote.Kind.PRECOMMIT, height, round, Optional.of(value));
    for (int i = 0; i < numbers.size(); i++) {
      PublicKey key = validators.get(numbers.get(i)).key();
      if (!Cofactored.RULE.verifies(key, message, signatures.get(i))) {
        return Optional.of(Flaw.FORGED);
      }
    }
    return Optional.empty();
  }

  public static Certificate read(Reader reader) {
    return new Certificate(
        reader.u64(),
        (int) reader.integer(Integer.BYTES),
        Hash.read(reader),
        reader.bytes(),
        reader.list(1 + Signature.SIZE, Signature::read));
  }

  public void write(Writer writer) {
    value.write(writer.u64(height).integer(round, Integer.BYTES));
    writer.bytes(signers).list(signatures, (to, each) -> each.write(to));
  }

  private static int room(ValidatorSet validators) {
    return (validators.size() + Byte.SIZE - 1) / Byte.SIZE;
  }

  private static List<Integer> numbers(Bytes signers) {
    byte[] bits = signers.toArray();
    List<Integer> numbers = new ArrayList<>();
    for (int number = 0; number < bits.length * Byte.SIZE; number++) {
      if ((bits[number / Byte.SIZE] >> (number % Byte.SIZE) & 1) == 1) {
        numbers.add(number);
      }
    }
    return numbers;
  }
}
