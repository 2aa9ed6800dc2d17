package rhizome.runtime.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import rhizome.grid.healing.Governor;
import rhizome.grid.zone.Losses;
import rhizome.grid.zone.ZoneIndex.Silent;
import rhizome.runtime.Wire;

/**
 * What a zone's governor says. Times are spans, so that whoever reads them needs no clock in common
 * with the zone.
 *
 * @param present nodes that are heard or awaited
 * @param silent nodes that are not, and whose loss is not settled
 * @param waiting of these, nodes that the governor holds back
 * @param unconfirmed of these, nodes whose silence no majority of the control members confirms
 */
public record Governance(
    Optional<Freeze> frozen, int present, int silent, int waiting, int unconfirmed)
    implements Wire {

  /** Nodes that fell silent together, of which the log names each. */
  private static final int NAMED_MAX = 10;

  /**
   * Nothing is replaced.
   *
   * @param age since when
   * @param left until when, if nothing ends it before
   * @param silent nodes that had fallen silent then
   * @param nodes that there were then
   * @param thawShare it ends when no larger share is silent any more
   * @param thawAfter for so long
   */
  public record Freeze(
      Duration age, Duration left, int silent, int nodes, double thawShare, Duration thawAfter) {}

  static Governance of(Losses.Standing standing, Governor.Limits limits, Instant now) {
    return new Governance(
        standing
            .frozen()
            .map(
                frozen ->
                    new Freeze(
                        Duration.between(frozen.since(), now),
                        Duration.between(now, frozen.since().plus(limits.freezeMax())),
                        frozen.silentThen(),
                        frozen.nodesThen(),
                        limits.thawShare(),
                        limits.thawAfter())),
        standing.present(),
        standing.silent(),
        standing.waiting(),
        standing.unconfirmed());
  }

  /** The answer to a wish to resume. */
  public record Resumed(boolean wasFrozen, Governance governance) implements Wire {}

  /** Says to whoever reads the log what the governor does now. */
  static void tell(Logger log, Governor.Turn turn, Governor.Limits limits) {
    switch (turn) {
      case Governor.Turn.Froze(var frozen) ->
          log.warn(
              "FROZEN: {} of {} nodes fell silent at once; what they hold is not replaced until"
                  + " most are back, for {} at most, or until 'rhizome governor resume'",
              frozen.silentThen(),
              frozen.nodesThen(),
              limits.freezeMax());
      case Governor.Turn.Thawed(var why, _) -> log.warn("replacement goes on: {}", why);
    }
  }

  /** Says who fell silent. */
  static void tell(Logger log, List<Silent> fallen) {
    fallen.stream()
        .limit(NAMED_MAX)
        .forEach(s -> log.warn("{} fell silent at {}", s.node(), s.heard()));
    if (fallen.size() > NAMED_MAX) {
      log.warn("and {} more fell silent", fallen.size() - NAMED_MAX);
    }
  }
}
