package rhizome.ledger.keyfile;

import rhizome.ledger.codec.Malformed;

/**
 * What it costs to try one passphrase: Argon2id with so much memory in KiB, so many passes over it,
 * in so many lanes. What a file asks for is limited, so that none can take the machine's memory.
 */
public record Cost(int memory, int passes, int lanes) {

  /** The second recommended choice of RFC 9106, section 4; the first takes 2 GiB. */
  public static final Cost RECOMMENDED = new Cost(64 * 1024, 3, 4);

  static final int MEMORY_MAX = 1024 * 1024;
  static final int PASSES_MAX = 64;
  static final int LANES_MAX = 64;

  public Cost {
    check("lanes", lanes, 1, LANES_MAX);
    check("passes", passes, 1, PASSES_MAX);
    check("memory", memory, 8 * lanes, MEMORY_MAX); // RFC 9106, section 3.1
  }

  private static void check(String what, int value, int min, int max) {
    if (value < min || value > max) {
      throw new Malformed(what, "from " + min + " to " + max + ", not " + value);
    }
  }
}
