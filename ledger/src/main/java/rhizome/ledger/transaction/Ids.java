package rhizome.ledger.transaction;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Blake;

/** The names of transactions and of their outputs, which cover the signatures too. */
public final class Ids {

  /** A transaction's place in a block has so many bits of its short id. */
  private static final int INDEX_BITS = 14;

  private static final int SPECIFIER = 16;

  private Ids() {}

  public static TransactionId of(Numbering numbering, Transaction transaction) {
    return new TransactionId(Blake.of(content(numbering, transaction)));
  }

  /** Of the output of coins that stands at {@code index}. */
  public static OutputId coinOutput(Numbering numbering, Transaction transaction, int index) {
    return output("coin output", numbering, transaction, index);
  }

  /** Of the output of block stake that stands at {@code index}. */
  public static OutputId stakeOutput(Numbering numbering, Transaction transaction, int index) {
    return output("blstake output", numbering, transaction, index);
  }

  private static OutputId output(
      String kind, Numbering numbering, Transaction transaction, int index) {
    return new OutputId(
        Blake.all(
            writer ->
                writer
                    .raw(specifier(kind))
                    .raw(content(numbering, transaction).toArray())
                    .u64(index)));
  }

  /** Height and place in the block in one number, in the order of the chain. */
  public static long shortId(long height, int index) {
    if (height < 0 || height >>> (Long.SIZE - INDEX_BITS) != 0) {
      throw new IllegalArgumentException("no height of a short id: " + height);
    }
    if (index < 0 || index >>> INDEX_BITS != 0) {
      throw new IllegalArgumentException("no place of a short id: " + index);
    }
    return (height << INDEX_BITS) | index;
  }

  /** What is hashed: without the version byte in version 0, with a specifier in extensions. */
  private static Writer content(Numbering numbering, Transaction transaction) {
    Optional<String> specifier = specifierOf(transaction);
    Writer writer = new Writer(numbering.encoding(transaction), 512);
    if (specifier.isPresent()) {
      writer.raw(specifier(specifier.get()));
    } else if (!(transaction instanceof Transaction.V0)) {
      writer.octet(numbering.version(transaction));
    }
    TransactionCodec.writeBody(writer, transaction);
    return writer;
  }

  static Optional<String> specifierOf(Transaction transaction) {
    return switch (transaction) {
      case Transaction.V0 _, Transaction.V1 _ -> Optional.empty();
      case Transaction.MinterDefinition _ -> Optional.of("minter defin tx");
      case Transaction.CoinCreation _ -> Optional.of("coin mint tx");
      case Transaction.CoinDestruction _ -> Optional.of("coin destroy tx");
      case Transaction.AddressAuthorization _ -> Optional.of("auth addr update");
      case Transaction.AuthorityChange _ -> Optional.of("auth cond update");
    };
  }

  /** A name in 16 bytes, filled up with zeros. */
  static byte[] specifier(String name) {
    return Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), SPECIFIER);
  }
}
