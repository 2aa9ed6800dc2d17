package rhizome.ledger.codec;

/**
 * Integers as wide as they are in memory; a length in 1 to 4 bytes, whose lowest bits say how many.
 * The seed also reads lengths in more bytes than they need; here that is refused, so that one value
 * has one form (ADR 0031).
 */
record Rivbin() implements Encoding {

  private static final int ONE_MAX = (1 << 7) - 1;
  private static final int TWO_MAX = (1 << 14) - 1;
  private static final int THREE_MAX = (1 << 21) - 1;

  @Override
  public int width(int natural) {
    return natural;
  }

  @Override
  public void writeLength(Writer writer, int length) {
    int size = sizeOfLength(length);
    writer.little(form(length, size), size);
  }

  @Override
  public int sizeOfLength(int length) {
    if (length <= ONE_MAX) {
      return 1;
    }
    if (length <= TWO_MAX) {
      return 2;
    }
    return length <= THREE_MAX ? 3 : 4;
  }

  private static long form(long length, int size) {
    return switch (size) {
      case 1 -> length << 1;
      case 2 -> (length << 2) | 0b01;
      case 3 -> (length << 3) | 0b011;
      default -> (length << 3) | 0b111;
    };
  }

  @Override
  public long readLength(Reader reader) {
    int at = reader.at();
    int first = reader.octet();
    int size = size(first);
    long form = first | (reader.little(size - 1) << 8);
    long length = form >>> Math.min(size, 3);
    if (length > LENGTH_MAX || sizeOfLength((int) length) != size) {
      throw reader.malformed(at, "a length in as few bytes as it needs");
    }
    return length;
  }

  private static int size(int first) {
    if ((first & 0b1) == 0) {
      return 1;
    }
    if ((first & 0b11) == 0b01) {
      return 2;
    }
    return (first & 0b111) == 0b011 ? 3 : 4;
  }

  @Override
  public String toString() {
    return "rivbin";
  }
}
