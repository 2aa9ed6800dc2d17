package rhizome.ledger.chain.stake;

import java.util.Optional;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.key.PublicKey;

/**
 * What an output of stake has to do with validators.
 *
 * @param to whom it is bonded to, and earns with
 * @param index of the purse of that validator when it was bonded: what it earned before is not its
 * @param from whom it was bonded to before, for whom it answers until it matures
 */
public record Bond(Optional<PublicKey> to, long index, Optional<PublicKey> from) {

  public static final Bond NONE = new Bond(Optional.empty(), 0, Optional.empty());

  public Bond {
    if (to.isEmpty() && index != 0) {
      throw new Malformed("bond", "to somebody, with an index of " + index);
    }
  }

  public static Bond read(Reader reader) {
    Optional<PublicKey> to = Natural.key(reader);
    long index = to.isPresent() ? Natural.read(reader) : 0;
    return new Bond(to, index, Natural.key(reader));
  }

  public void write(Writer writer) {
    Natural.write(writer, to);
    to.ifPresent(_ -> writer.u64(index));
    Natural.write(writer, from);
  }
}
