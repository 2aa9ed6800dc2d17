package rhizome.blueprints.tree;

/**
 * How large a document may be.
 *
 * @param charactersMax code points of its text
 * @param valuesMax keys, values, lists and mappings, with all aliases written out
 */
public record Limits(int charactersMax, int valuesMax) {

  /** What anybody may send: more than 10,000 services, read within a second or two. */
  public static final Limits DEFAULT = new Limits(4 << 20, 1_000_000);

  public Limits {
    if (charactersMax < 1 || valuesMax < 1) {
      throw new IllegalArgumentException("a document has at least one character and one value");
    }
  }
}
