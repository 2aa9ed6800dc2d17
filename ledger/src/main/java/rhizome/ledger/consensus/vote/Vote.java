package rhizome.ledger.consensus.vote;

import java.util.Optional;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;

/** A prevote or precommit for a value, or for nil where there is none. */
public record Vote(
    Kind kind,
    long height,
    int round,
    Optional<Hash> value,
    PublicKey validator,
    Signature signature)
    implements Signed {

  static final int PREVOTE = 1;
  static final int PRECOMMIT = 2;

  /** Bytes in rivbin, at least: a vote for nil. */
  public static final int SIZE_MIN = 1 + 8 + 4 + 1 + 33 + 1 + Signature.SIZE;

  /** The two that are cast in each round. */
  public enum Kind {
    PREVOTE(Vote.PREVOTE),
    PRECOMMIT(Vote.PRECOMMIT);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  public Vote {
    Signed.check(height, round, signature);
  }

  /** Signs a vote. */
  public static Vote cast(Voter voter, Kind kind, long height, int round, Optional<Hash> value) {
    Hash message = message(voter.chain(), kind, height, round, value);
    return new Vote(kind, height, round, value, voter.key(), voter.sign(message));
  }

  @Override
  public Hash message(Hash chain) {
    return message(chain, kind, height, round, value);
  }

  static Hash message(Hash chain, Kind kind, long height, int round, Optional<Hash> value) {
    return Blake.of(Signed.value(Signed.subject(chain, kind.code, height, round), value));
  }

  /** Both are of one validator for one step, and say different things. */
  boolean contradicts(Vote other) {
    return kind == other.kind
        && height == other.height
        && round == other.round
        && validator.equals(other.validator)
        && !value.equals(other.value);
  }

  public static Vote read(Reader reader) {
    int at = reader.at();
    if (!(Signed.read(reader) instanceof Vote vote)) {
      throw reader.malformed(at, "a vote");
    }
    return vote;
  }

  static Vote body(Kind kind, Reader reader) {
    return new Vote(
        kind,
        reader.u64(),
        (int) reader.integer(Integer.BYTES),
        Signed.value(reader),
        PublicKey.read(reader),
        Signature.read(reader));
  }

  @Override
  public void write(Writer writer) {
    Signed.value(Signed.place(writer, kind.code, height, round), value);
    validator.write(writer);
    signature.write(writer);
  }
}
