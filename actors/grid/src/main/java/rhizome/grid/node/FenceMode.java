package rhizome.grid.node;

/** What keeps a node from running what is single after somebody else may have started it. */
public enum FenceMode {
  /** Nothing: the node lives and dies with the only one who could place anything elsewhere. */
  OFF,

  /** The node renews its own lease as long as it lives: no partition can part it from its grid. */
  LIFE,

  /** The lease is renewed by a majority of the control members, and by nobody else. */
  LEASE
}
