package rhizome.ledger.chain.state;

/** That something is there, and nothing more. */
public enum Mark implements Trie.Weighed {
  SET;

  @Override
  public long weight() {
    return 0;
  }
}
