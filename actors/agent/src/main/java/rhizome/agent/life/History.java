package rhizome.agent.life;

import rhizome.blueprints.model.Threshold;

/**
 * Which of the last answers were of one kind.
 *
 * @param row how many one after the other up to the newest
 * @param bits the newest is the lowest; 1 for one of the kind
 */
public record History(int row, long bits) {

  static final History NONE = new History(0, 0);

  History and(boolean hit) {
    int longer = hit ? Math.min(row + 1, Threshold.ROW_MAX) : 0;
    return new History(longer, bits << 1 | (hit ? 1 : 0));
  }

  boolean reaches(Threshold threshold) {
    return threshold.inARow()
        ? row >= threshold.count()
        : Long.bitCount(bits & (-1L >>> (Threshold.OF_MAX - threshold.of()))) >= threshold.count();
  }
}
