package rhizome.ledger.consensus;

import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.hash.Hash;

/** A proposal, and whether its value is valid. */
public record Received(Proposal proposal, boolean valid) {

  boolean isValid(Hash value) {
    return valid && proposal.value().equals(value);
  }

  static Received read(Reader reader) {
    return new Received(Proposal.read(reader), reader.bool());
  }

  void write(Writer writer) {
    proposal.write(writer);
    writer.bool(valid);
  }
}
