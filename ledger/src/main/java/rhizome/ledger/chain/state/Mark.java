package rhizome.ledger.chain.state;

import rhizome.ledger.chain.Weighed;

/** That something is there, and nothing more. */
public enum Mark implements Weighed {
  SET;

  @Override
  public long weight() {
    return 0;
  }
}
