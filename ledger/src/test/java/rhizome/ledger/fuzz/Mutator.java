package rhizome.ledger.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes wrong bytes of right ones: where lengths, counts, kinds and signs of JSON stand. */
record Mutator(RandomGenerator random) {

  private static final byte[] EDGES = {0, 1, 2, 3, 4, 0x7f, (byte) 0x80, (byte) 0xfe, (byte) 0xff};

  private static final List<String> WORDS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          ":",
          ",",
          "null",
          "true",
          "-1",
          "1e999",
          "0.5",
          "\\u0000",
          "18446744073709551616",
          "{\"type\":3,\"data\":{\"locktime\":1,\"condition\":",
          "{}}");

  /** One to four changes of {@code octets}, at times with a part of {@code other}. */
  byte[] mutated(byte[] octets, byte[] other) {
    byte[] result = octets;
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      result = once(result, other);
    }
    return result;
  }

  private byte[] once(byte[] octets, byte[] other) {
    int at = random.nextInt(octets.length + 1);
    int size = random.nextInt(Math.min(16, octets.length - at) + 1);
    return switch (random.nextInt(9)) {
      case 0 -> replaced(octets, at, 0, new byte[] {(byte) random.nextInt()});
      case 1 -> replaced(octets, at, size, new byte[0]);
      case 2 -> replaced(octets, at, size, other.length > 0 ? tail(other) : filled(size));
      case 3 -> replaced(octets, at, 0, Arrays.copyOfRange(octets, at, at + size));
      case 4 -> replaced(octets, at, octets.length - at, tail(other));
      case 5 -> replaced(octets, at, size, filled(size));
      case 6 -> replaced(octets, at, 0, WORDS.get(random.nextInt(WORDS.size())).getBytes(UTF_8));
      case 7 -> Arrays.copyOf(octets, at);
      default -> flipped(octets, at);
    };
  }

  private byte[] tail(byte[] other) {
    return Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length);
  }

  private byte[] filled(int size) {
    byte[] edge = new byte[size];
    Arrays.fill(edge, EDGES[random.nextInt(EDGES.length)]);
    return edge;
  }

  private byte[] flipped(byte[] octets, int at) {
    byte[] result = octets.clone();
    if (at < result.length) {
      result[at] ^= (byte) (1 << random.nextInt(8));
    }
    return result;
  }

  private static byte[] replaced(byte[] octets, int at, int size, byte[] by) {
    byte[] result = Arrays.copyOf(octets, octets.length - size + by.length);
    System.arraycopy(by, 0, result, at, by.length);
    System.arraycopy(octets, at + size, result, at + by.length, octets.length - at - size);
    return result;
  }
}
