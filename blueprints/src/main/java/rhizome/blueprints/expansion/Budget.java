package rhizome.blueprints.expansion;

import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Node;

/** How much may still be written out. */
final class Budget {

  /** There is no more; whoever began the expansion says so. */
  @SuppressWarnings("serial") // never leaves this package
  static final class Spent extends RuntimeException {
    Spent() {
      super(null, null, false, false);
    }
  }

  private long values;
  private long characters;

  Budget(Limits limits) {
    this.values = limits.valuesMax();
    this.characters = limits.charactersMax();
  }

  void value() {
    if (--values < 0) {
      throw new Spent();
    }
  }

  /** A value that stands here once more. */
  void again(Node node) {
    values -= node.weight();
    value();
  }

  void characters(int count) {
    characters -= count;
    if (characters < 0) {
      throw new Spent();
    }
  }
}
