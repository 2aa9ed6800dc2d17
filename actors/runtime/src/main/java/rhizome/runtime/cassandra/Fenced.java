package rhizome.runtime.cassandra;

/** Somebody else has claimed the entity; what this writer wrote is not acknowledged. */
public final class Fenced extends Exception {

  private static final long serialVersionUID = 1;

  Fenced(String message) {
    super(message, null, false, false);
  }
}
