package rhizome.ledger.chain.state;

import java.util.List;
import rhizome.ledger.chain.Holding;

/** Units that are added up, which may come to more than there can be. */
record Sum(long units) {

  static final Sum NOTHING = new Sum(0);

  private static final Sum TOO_MUCH = new Sum(-1);

  static Sum of(List<Holding> holdings) {
    Sum sum = NOTHING;
    for (Holding holding : holdings) {
      sum = sum.plus(holding.units());
    }
    return sum;
  }

  Sum plus(long more) {
    long both = units + more;
    return overflows() || both < 0 ? TOO_MUCH : new Sum(both);
  }

  boolean overflows() {
    return units < 0;
  }
}
