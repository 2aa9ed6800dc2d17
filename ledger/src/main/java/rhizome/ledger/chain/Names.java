package rhizome.ledger.chain;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.condition.SigningHash;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.transaction.TransactionId;

/** What things are called. Each kind is hashed behind its own 16 bytes, so no two share a name. */
public final class Names {

  private static final int TAG = 16;

  /** Most of what is named is an output or less. */
  private static final int ROOM = 160;

  private Names() {}

  /** Of what an entry says, whatever is shown for it; the chain is part of what is said. */
  static TransactionId of(Writer said) {
    return new TransactionId(hash("rhizome entry", writer -> writer.raw(said)));
  }

  public static OutputId coin(TransactionId by, int index) {
    return output("rhizome coin", by.hash(), index);
  }

  public static OutputId stake(TransactionId by, int index) {
    return output("rhizome stake", by.hash(), index);
  }

  public static OutputId payout(BlockId by, int index) {
    return output("rhizome payout", by.hash(), index);
  }

  /** Coins that stake earned while it was bonded, by the output that it was. */
  public static OutputId earned(OutputId stake) {
    return new OutputId(hash("rhizome earned", writer -> stake.hash().write(writer)));
  }

  /** Coins that a validator earned in the epoch whose last block is at {@code height}. */
  public static OutputId wage(PublicKey validator, long height) {
    return new OutputId(
        hash(
            "rhizome wage",
            writer -> {
              validator.write(writer);
              writer.u64(height);
            }));
  }

  private static OutputId output(String tag, Hash by, int index) {
    return new OutputId(hash(tag, writer -> writer.raw(by.toArray()).u64(index)));
  }

  /** What is signed at a place: the entry's name, which holds its chain, and the place. */
  static Hash signed(TransactionId id, int place, SigningHash.Extras extras) {
    return hash(
        "rhizome sign",
        writer -> {
          writer.raw(id.hash().toArray()).u64(place);
          extras.accept(writer);
        });
  }

  /** Of what {@code content} writes in rivbin, behind the tag, which has 16 letters at most. */
  public static Hash hash(String tag, Consumer<Writer> content) {
    Writer writer = new Writer(Encoding.RIVBIN, ROOM);
    writer.raw(Arrays.copyOf(tag.getBytes(StandardCharsets.US_ASCII), TAG));
    content.accept(writer);
    return Blake.of(writer);
  }
}
