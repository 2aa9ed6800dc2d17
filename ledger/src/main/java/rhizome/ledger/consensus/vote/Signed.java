package rhizome.ledger.consensus.vote;

import java.util.Optional;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.curve.Cofactored;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;

/**
 * What validators say to each other. What is signed is a hash over the name of this protocol, the
 * chain, and all that is said, so that it means nothing anywhere else.
 */
public sealed interface Signed permits Proposal, Vote {

  long height();

  int round();

  /** Who says it. */
  PublicKey validator();

  Signature signature();

  /** The 32 bytes that are signed. */
  Hash message(Hash chain);

  /** Whether it was said by the one it names, on that chain. */
  default boolean isAuthentic(Hash chain) {
    return Cofactored.RULE.verifies(validator(), message(chain), signature());
  }

  void write(Writer writer);

  static Signed read(Reader reader) {
    int at = reader.at();
    int kind = reader.octet();
    return switch (kind) {
      case Proposal.KIND -> Proposal.body(reader);
      case Vote.PREVOTE -> Vote.body(Vote.Kind.PREVOTE, reader);
      case Vote.PRECOMMIT -> Vote.body(Vote.Kind.PRECOMMIT, reader);
      default -> throw reader.malformed(at, "0, 1 or 2: a proposal, prevote or precommit");
    };
  }

  /** The start of what is signed: the protocol, the chain, and where in it. */
  static Writer subject(Hash chain, int kind, long height, int round) {
    Writer writer = Writer.rivbin();
    DOMAIN.write(writer);
    chain.write(writer);
    return place(writer, kind, height, round);
  }

  Hash DOMAIN = Blake.of(new byte[] {'r', 'h', 'i', 'z', 'o', 'm', 'e', '/', 'b', 'f', 't', '1'});

  static Writer place(Writer writer, int kind, long height, int round) {
    return writer.octet(kind).u64(height).integer(round, Integer.BYTES);
  }

  /** A hash, or nil. */
  static Writer value(Writer writer, Optional<Hash> value) {
    writer.bool(value.isPresent());
    value.ifPresent(hash -> hash.write(writer));
    return writer;
  }

  static Optional<Hash> value(Reader reader) {
    return reader.bool() ? Optional.of(Hash.read(reader)) : Optional.empty();
  }

  static void check(long height, int round, Signature signature) {
    if (height < 0 || round < 0 || !signature.isPresent()) {
      throw new Malformed("height " + height + ", round " + round, "neither below 0, and signed");
    }
  }
}
