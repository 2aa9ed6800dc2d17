package rhizome.ledger.codec;

/** What was read is not what it should be: says where, and what was wanted there. */
public final class Malformed extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final String at;
  private final String wanted;

  /** {@code at} is a place as people count it: {@code byte 12}, or a path in JSON. */
  public Malformed(String at, String wanted) {
    super(at + ": wanted " + wanted);
    this.at = at;
    this.wanted = wanted;
  }

  public String at() {
    return at;
  }

  public String wanted() {
    return wanted;
  }
}
