package rhizome.ledger.chain.state;

/** What a chain may have or not; none of it is on unless its rules say so. */
public enum Plugin {
  /** Minters make coins, and name the minters after them. */
  MINTING,
  /** Whoever has coins may destroy them. */
  BURNING,
  /** An authority says who may hold coins. */
  AUTHORIZATION
}
