package rhizome.cli.chaos.checker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import rhizome.cli.chaos.history.History;
import rhizome.cli.chaos.history.History.Trouble;
import rhizome.cli.chaos.history.Life;

/**
 * The loss of a control member is no reason to touch a program: who was there when it began is
 * there when it is over, unless somebody wished otherwise or another fault came in between.
 *
 * @param shadow so long after a fault its effects may come
 */
public record UntouchedStay(Duration shadow) implements Law {

  @Override
  public String name() {
    return "a fault of the control plane touches no workload";
  }

  @Override
  public List<Violation> breaches(History history) {
    List<Violation> breaches = new ArrayList<>();
    for (Trouble trouble : history.troubles()) {
      if (trouble.harmless()) {
        for (Life life : history.lives()) {
          if (life.covers(trouble.begun()) && wasCut(history, trouble, life)) {
            breaches.add(
                new Violation(
                    name(),
                    life.last(),
                    "%s (pid %d) ended %d ms after %s began"
                        .formatted(
                            life.instance(),
                            life.pid(),
                            life.last().minus(trouble.begun()).toMillis(),
                            trouble.fault())));
          }
        }
      }
    }
    return breaches;
  }

  private boolean wasCut(History history, Trouble trouble, Life life) {
    Duration until = trouble.ended().plus(shadow);
    return life.ended()
        && life.last().compareTo(until) < 0
        && history.troubles().stream()
            .filter(other -> isOpen(history, other.begun(), trouble))
            .noneMatch(other -> explains(other, trouble, life))
        && history.deeds().stream()
            .filter(deed -> isOpen(history, deed.invoked(), trouble))
            .noneMatch(
                deed ->
                    isAbout(life, deed.wish().robot())
                        && deed.invoked().compareTo(life.last()) <= 0
                        && deed.answered().plus(shadow).compareTo(life.last()) >= 0);
  }

  /** Once all had settled, nothing that went before explains anything. */
  private static boolean isOpen(History history, Duration begun, Trouble trouble) {
    Duration settled = history.settled();
    return trouble.begun().compareTo(settled) < 0 || begun.compareTo(settled) >= 0;
  }

  private boolean explains(Trouble other, Trouble trouble, Life life) {
    return other.number() != trouble.number()
        && !other.harmless()
        && other.begun().compareTo(life.last()) <= 0
        && other.ended().plus(shadow).compareTo(life.last()) >= 0;
  }

  /** A wish about a node may move anything. */
  private static boolean isAbout(Life life, String robot) {
    return robot.isEmpty() || life.workload().startsWith(robot + "/");
  }
}
