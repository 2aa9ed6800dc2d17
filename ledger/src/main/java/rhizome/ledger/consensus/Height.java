package rhizome.ledger.consensus;

import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;

/** What the blocks before have fixed for a height: who votes, and the seed of who proposes. */
public record Height(long number, ValidatorSet validators, Hash seed) {

  public Height {
    if (number < 0) {
      throw new Malformed("height", "0 or more, not " + number);
    }
  }

  public PublicKey proposer(int round) {
    return validators.proposer(seed, number, round).key();
  }

  static Height read(Reader reader) {
    return new Height(reader.u64(), ValidatorSet.read(reader), Hash.read(reader));
  }

  void write(Writer writer) {
    validators.write(writer.u64(number));
    seed.write(writer);
  }
}
