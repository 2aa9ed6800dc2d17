package rhizome.agent.life;

import rhizome.blueprints.model.Health;

/**
 * Counts a probe's answers, so that one slip makes nothing unready and one hit nothing ready.
 *
 * @param ready whether it counts as ready now
 * @param successes answers in a row
 * @param failures refusals in a row that count
 */
public record Tally(boolean ready, int successes, int failures) {

  public static final Tally NONE = new Tally(false, 0, 0);

  /** What the newest answer changed. */
  public enum Change {
    NOTHING,
    READY,
    UNREADY
  }

  /** The new count and what it means. */
  public record Counted(Tally tally, Change change) {}

  /**
   * Counts one answer.
   *
   * @param patient whether a failure counts for nothing: it is still on its way up
   */
  public Counted count(Health health, boolean success, boolean patient) {
    if (success) {
      int row = Math.min(successes + 1, health.successes());
      boolean now = ready || row >= health.successes();
      return new Counted(new Tally(now, row, 0), now && !ready ? Change.READY : Change.NOTHING);
    }
    int row = patient ? 0 : failures + 1;
    return row >= health.failures()
        ? new Counted(NONE, Change.UNREADY)
        : new Counted(new Tally(ready, 0, row), Change.NOTHING);
  }
}
