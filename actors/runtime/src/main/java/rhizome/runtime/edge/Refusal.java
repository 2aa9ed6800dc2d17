package rhizome.runtime.edge;

/** Why a gateway ends an agent's connection. */
public enum Refusal {
  /** The certificate was issued for another node. */
  NOT_THAT_NODE,
  /** A younger boot of the same node is here. */
  SUPERSEDED,
  VERSION,
  /** The agent would let its workloads run longer, or shorter, than the grid counts on. */
  LEASE_DIFFERS,
  /** The lease is the same, and its margin, what ends it, or the zone is not. */
  TERMS_DIFFER,
  /** A frame that does not parse, or stands where it has no meaning. */
  GARBLED,
  TOO_LARGE,
  /** No place is left at this gateway. */
  FULL,
  /** Hello did not come, or what was sent was not read. */
  TOO_SLOW,
  /** This gateway ends; another one goes on. */
  CLOSING,
  /** A reason that this version does not know. */
  OTHER
}
