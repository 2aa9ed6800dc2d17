package rhizome.ledger.tree;

import rhizome.ledger.hash.Hash;

/** All keys that begin with the same bits, of which there is at least one. */
sealed interface Node permits Leaf, Inner {

  /** The depth at which its keys part; {@link Bits#ALL} if it is one key. */
  int depth();

  Hash hash();

  /** The leaf that shares most bits with {@code key}, or one of those that do. */
  default Leaf nearest(Hash key) {
    Node node = this;
    while (node instanceof Inner inner) {
      node = inner.toward(key);
    }
    return (Leaf) node;
  }

  default Leaf last() {
    Node node = this;
    while (node instanceof Inner inner) {
      node = inner.right();
    }
    return (Leaf) node;
  }
}
