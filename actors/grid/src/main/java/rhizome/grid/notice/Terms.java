package rhizome.grid.notice;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who is told, and how much at most.
 *
 * @param receivers by name, the least severity of a letter they want
 * @param gather how long a notice waits for others that belong into the same letter
 * @param pause between two letters
 * @param quiet after a notice was told, for how long its like is not told again
 * @param openMax notices that are kept while they are open; what goes beyond is counted
 * @param linesMax notices of one letter that are told one by one
 * @param waitingMax letters that wait for one receiver; the oldest gives way
 * @param retries how a letter is tried again
 */
public record Terms(
    SortedMap<String, Severity> receivers,
    Duration gather,
    Duration pause,
    Duration quiet,
    int openMax,
    int linesMax,
    int waitingMax,
    Retries retries) {

  /**
   * How a letter is tried again.
   *
   * @param attemptsMax tries of one letter, the first among them
   * @param pauseMin before the second try, and doubled each time; a part of it is chance
   * @param pauseMax longest such pause, whatever a receiver asks for
   */
  public record Retries(int attemptsMax, Duration pauseMin, Duration pauseMax) {
    public Retries {
      if (attemptsMax < 1 || !pauseMin.isPositive() || pauseMax.compareTo(pauseMin) < 0) {
        throw new IllegalArgumentException(
            "rhizome.notify: attempts-max counts from 1, retry-min is positive and not above"
                + " retry-max");
      }
    }
  }

  public Terms {
    receivers = Collections.unmodifiableSortedMap(new TreeMap<>(receivers));
    if (gather.isNegative() || pause.isNegative() || quiet.isNegative()) {
      throw new IllegalArgumentException(
          "rhizome.notify: gather, pause and quiet must not be negative");
    }
    if (openMax < 1 || linesMax < 1 || waitingMax < 1) {
      throw new IllegalArgumentException(
          "rhizome.notify: open-max, lines-max and waiting-max count from 1");
    }
  }
}
