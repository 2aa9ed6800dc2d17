package rhizome.ledger.chain;

/** What can be summed: in units of coins or of stake. */
public interface Weighed {
  long weight();
}
