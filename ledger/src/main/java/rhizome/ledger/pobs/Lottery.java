package rhizome.ledger.pobs;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongFunction;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.block.StakeIndex;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.money.Amount;

/** Who may make a block: a draw for each output of block stake and each second. */
public final class Lottery {

  private static final int BITS = 256;

  private Lottery() {}

  /**
   * The stake modifier of the block at {@code height}: one bit of each of 256 earlier blocks of its
   * branch, whose ids {@code branch} gives by height. Below the first block stands the hash of a
   * text that grows and is never begun anew. This is how the seed happened to do it, and so it is a
   * rule.
   */
  public static BigInteger modifier(long height, long delay, LongFunction<BlockId> branch) {
    BigInteger modifier = BigInteger.ZERO;
    StringBuilder below = new StringBuilder();
    for (int bit = 0; bit < BITS; bit++) {
      long source = height - delay - bit;
      Hash id;
      if (source >= 0) {
        id = branch.apply(source).hash();
      } else {
        below.append("genesis").append(source);
        id = Blake.sha256(below.toString().getBytes(StandardCharsets.US_ASCII));
      }
      if (id.bit(bit)) {
        modifier = modifier.setBit(bit);
      }
    }
    return modifier;
  }

  /** The draw of one output of block stake in one second. */
  public static Hash kernel(BigInteger modifier, StakeIndex stake, long time) {
    return Blake.all(
        writer -> {
          writer.bytes(minimal(modifier));
          stake.write(writer);
          writer.u64(time);
        });
  }

  /** Whether a draw wins: what comes to each unit of stake has to be below the target. */
  public static boolean wins(Hash kernel, Amount stake, Target target) {
    return quotient(kernel, stake).compareTo(target.value()) < 0;
  }

  static BigInteger quotient(Hash kernel, Amount stake) {
    return kernel.number().divide(stake.units());
  }

  /** Without zeros in front: none at all for zero. */
  private static byte[] minimal(BigInteger value) {
    byte[] octets = value.toByteArray();
    return octets[0] == 0 ? Arrays.copyOfRange(octets, 1, octets.length) : octets;
  }
}
