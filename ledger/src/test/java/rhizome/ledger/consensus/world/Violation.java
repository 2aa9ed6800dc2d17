package rhizome.ledger.consensus.world;

/** What a checker has found. */
public final class Violation extends AssertionError {

  private static final long serialVersionUID = 1;

  Violation(String what) {
    super(what);
  }
}
