package rhizome.agent.life;

import rhizome.blueprints.model.Check;

/**
 * Counts a check's answers, so that one slip makes nothing unwell and one hit nothing well. A new
 * verdict counts from nothing, so that what led to it does not lead back.
 */
public record Tally(Verdict verdict, History yes, History no) {

  /** Asked from now on. */
  public static final Tally NONE = begin(Verdict.OPEN);

  /** What the answers so far mean. */
  public enum Verdict {
    OPEN,
    WELL,
    UNWELL
  }

  static Tally begin(Verdict verdict) {
    return new Tally(verdict, History.NONE, History.NONE);
  }

  boolean well() {
    return verdict == Verdict.WELL;
  }

  /**
   * Counts one answer. Where both thresholds are reached at once, the newest answer decides.
   *
   * @param patient whether a no counts for nothing: it is still on its way up
   */
  Tally count(Check check, boolean success, boolean patient) {
    History agreed = yes.and(success);
    History denied = no.and(!success && !patient);
    if (success && verdict != Verdict.WELL && agreed.reaches(check.successes())) {
      return begin(Verdict.WELL);
    }
    if (!success && verdict != Verdict.UNWELL && denied.reaches(check.failures())) {
      return begin(Verdict.UNWELL);
    }
    return new Tally(verdict, agreed, denied);
  }
}
