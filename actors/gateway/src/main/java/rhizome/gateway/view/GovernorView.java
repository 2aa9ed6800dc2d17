package rhizome.gateway.view;

import java.time.Instant;
import java.util.Optional;
import rhizome.gateway.GridPort.ZoneGovernor;
import rhizome.gateway.timeline.Span;
import rhizome.runtime.node.Governance;

/**
 * What the governor of one zone says.
 *
 * @param state {@code frozen}, {@code waiting} or {@code flowing}
 * @param word what that means, for people
 * @param since when it froze
 * @param until when it resumes at the latest
 * @param present nodes that are heard
 * @param silent nodes that are not, and whose loss is not settled
 * @param waiting of these, nodes that the governor holds back
 * @param unconfirmed of these, nodes whose silence no majority of the control members confirms
 */
public record GovernorView(
    String zone,
    String state,
    String word,
    Optional<Instant> since,
    Optional<Instant> until,
    int present,
    int silent,
    int waiting,
    int unconfirmed) {

  public static GovernorView of(ZoneGovernor governor, Instant now) {
    Governance says = governor.says();
    return new GovernorView(
        governor.zone().name(),
        state(says),
        word(says),
        says.frozen().map(freeze -> now.minus(freeze.age())),
        says.frozen().map(freeze -> now.plus(freeze.left())),
        says.present(),
        says.silent(),
        says.waiting(),
        says.unconfirmed());
  }

  public boolean frozen() {
    return state.equals("frozen");
  }

  private static String state(Governance says) {
    if (says.frozen().isPresent()) {
      return "frozen";
    }
    return says.waiting() + says.unconfirmed() > 0 ? "waiting" : "flowing";
  }

  private static String word(Governance says) {
    if (says.frozen().isPresent()) {
      return word(says.frozen().get());
    }
    if (says.unconfirmed() > 0) {
      return ("%s silent to this zone, and no majority of the control members confirms it: leases"
              + " go on until one does")
          .formatted(nodes(says.unconfirmed()));
    }
    if (says.waiting() > 0) {
      return "%s silent and waiting: no more is replaced at a time than the grid can start"
          .formatted(nodes(says.waiting()));
    }
    return says.silent() > 0
        ? "%s silent and being replaced".formatted(nodes(says.silent()))
        : "all nodes are heard";
  }

  private static String word(Governance.Freeze freeze) {
    String what =
        "%d of %d nodes fell silent at once, as when a network is cut: none is replaced"
            .formatted(freeze.silent(), freeze.nodes());
    String end =
        "resumes when at most %.0f %% have been silent for %s, in %s at the latest, or by"
            .formatted(
                100 * freeze.thawShare(), Span.of(freeze.thawAfter()), Span.of(freeze.left()));
    return "%s; %s 'rhizome governor resume'".formatted(what, end);
  }

  private static String nodes(int count) {
    return count == 1 ? "1 node is" : count + " nodes are";
  }
}
