package rhizome.grid.task;

import java.util.Optional;

/**
 * What an agent has written down of the newest errand of one task beside one workload. Tickets only
 * grow, so that the newest alone tells of every other whether it may be begun.
 *
 * @param over how it ended, if it has
 */
public record Deed(Ticket ticket, long epoch, Optional<Finding> over) {

  /** What the agent is to do about an errand. */
  public sealed interface Verdict {
    /** Write it down, and then begin. */
    record Begin() implements Verdict {}

    /** Write down that it never begins. */
    record Decline(Finding finding) implements Verdict {}

    /** It runs: answer when it is over. */
    record Await() implements Verdict {}

    /** It runs: end it, and answer when it is over. */
    record End() implements Verdict {}

    /** End the one before it, and then judge again. */
    record EndFormer() implements Verdict {}

    record Tell(Errand.Answer answer) implements Verdict {}
  }

  /**
   * @param known of this task and workload
   * @param held whether the workload is held here with the epoch of the errand
   */
  public static Verdict judge(Optional<Deed> known, Errand errand, boolean held) {
    int order = known.map(deed -> errand.ticket().compareTo(deed.ticket)).orElse(1);
    boolean runs = known.isPresent() && known.get().over.isEmpty();
    if (order < 0) {
      Finding stale = Finding.of(Result.LOST, "a later attempt was begun");
      return new Verdict.Tell(new Errand.Answer.Finished(stale));
    }
    if (order == 0) {
      return known
          .flatMap(Deed::over)
          .<Verdict>map(finding -> new Verdict.Tell(new Errand.Answer.Finished(finding)))
          .orElseGet(() -> errand.ending() ? new Verdict.End() : new Verdict.Await());
    }
    if (!held) {
      return new Verdict.Tell(new Errand.Answer.NotHeld());
    }
    if (runs) {
      return new Verdict.EndFormer();
    }
    return errand.ending()
        ? new Verdict.Decline(Finding.of(Result.CANCELLED, "it was never begun"))
        : new Verdict.Begin();
  }
}
