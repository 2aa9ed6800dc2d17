package rhizome.ledger.consensus.vote;

import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;

/**
 * A value put forward in a round. {@code validRound} is the earlier round in which more than two
 * thirds prevoted for it, or {@link #NONE}.
 */
public record Proposal(
    long height, int round, Hash value, int validRound, PublicKey validator, Signature signature)
    implements Signed {

  /** The valid round of what is proposed for the first time. */
  public static final int NONE = -1;

  static final int KIND = 0;

  /** Bytes in rivbin. */
  public static final int SIZE = 1 + 8 + 4 + 32 + 4 + 33 + 1 + Signature.SIZE;

  public Proposal {
    Signed.check(height, round, signature);
    if (validRound < NONE || validRound >= round) {
      throw new Malformed("valid round " + validRound, "-1, or a round before " + round);
    }
  }

  /** Signs a proposal. */
  public static Proposal make(Voter voter, long height, int round, Hash value, int validRound) {
    Hash message = message(voter.chain(), height, round, value, validRound);
    return new Proposal(height, round, value, validRound, voter.key(), voter.sign(message));
  }

  @Override
  public Hash message(Hash chain) {
    return message(chain, height, round, value, validRound);
  }

  private static Hash message(Hash chain, long height, int round, Hash value, int validRound) {
    Writer writer = Signed.subject(chain, KIND, height, round);
    value.write(writer);
    return Blake.of(writer.integer(validRound + 1, Integer.BYTES));
  }

  /** Both are of one validator for one round, and say different things. */
  boolean contradicts(Proposal other) {
    return height == other.height
        && round == other.round
        && validator.equals(other.validator)
        && !(value.equals(other.value) && validRound == other.validRound);
  }

  public static Proposal read(Reader reader) {
    int at = reader.at();
    if (!(Signed.read(reader) instanceof Proposal proposal)) {
      throw reader.malformed(at, "a proposal");
    }
    return proposal;
  }

  static Proposal body(Reader reader) {
    return new Proposal(
        reader.u64(),
        (int) reader.integer(Integer.BYTES),
        Hash.read(reader),
        (int) reader.integer(Integer.BYTES) - 1,
        PublicKey.read(reader),
        Signature.read(reader));
  }

  @Override
  public void write(Writer writer) {
    value.write(Signed.place(writer, KIND, height, round));
    writer.integer(validRound + 1, Integer.BYTES);
    validator.write(writer);
    signature.write(writer);
  }
}
