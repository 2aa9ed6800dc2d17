package rhizome.ledger.codec;

/**
 * What differs between the seed's two encodings: how wide an integer is and how a length is
 * written. What else differs is told by asking which of the two it is (a public key, a time lock).
 */
public sealed interface Encoding permits Siabin, Rivbin {

  Encoding SIABIN = new Siabin();
  Encoding RIVBIN = new Rivbin();

  /** A byte slice or a list may not be said to be longer, in either encoding. */
  int LENGTH_MAX = 5_000_000;

  /** How many bytes an integer takes that is {@code natural} bytes wide in memory. */
  int width(int natural);

  void writeLength(Writer writer, int length);

  /** A length as the one form that {@link #writeLength} gives it; not yet known to be there. */
  long readLength(Reader reader);

  /** How many bytes {@link #writeLength} takes. */
  int sizeOfLength(int length);
}
