package rhizome.blueprints.wishes;

/**
 * Who gets a place first where there is not one for all (ADR 0029).
 *
 * @param value the higher goes before the lower
 * @param preempts whether it may take the place of what is lower
 * @param firm whether it keeps its own place whoever wants it; what is protected does
 */
public record Priority(int value, boolean preempts, boolean firm) {

  public static final int LEAST = -1000;
  public static final int MOST = 1000;

  /** As all are unless somebody says otherwise. */
  public static final Priority USUAL = new Priority(0, true, false);

  public Priority {
    if (value < LEAST || value > MOST) {
      throw new IllegalArgumentException(
          "a priority is " + LEAST + " to " + MOST + ", not " + value);
    }
  }

  /** The same, and its place is taken by nobody, or as by the others. */
  public Priority firm(boolean shallBeFirm) {
    return new Priority(value, preempts, shallBeFirm);
  }

  /** Whether it gives way where the other may take a place. Never both ways, nor among equals. */
  public boolean yieldsTo(Priority other) {
    return other.preempts && !firm && value < other.value;
  }

  @Override
  public String toString() {
    return value + (preempts ? "" : ", never preempting") + (firm ? ", firm" : "");
  }
}
