package rhizome.gateway.view;

import java.time.Instant;
import java.util.List;
import rhizome.gateway.timeline.Entry;
import rhizome.gateway.timeline.Entry.Link;
import rhizome.gateway.timeline.Fact;
import rhizome.gateway.timeline.Timeline;

/** One event of the grid's feed; the fields of {@link Entry}, and whom it happened to. */
public record EventView(
    Instant at,
    String kind,
    String name,
    String event,
    String sentence,
    long epoch,
    int incarnation,
    List<Link> because) {

  public EventView {
    because = List.copyOf(because);
  }

  public static EventView of(Fact fact) {
    Entry entry = Timeline.of(fact);
    return new EventView(
        fact.at(),
        fact.kind(),
        fact.name(),
        entry.event(),
        entry.sentence(),
        entry.epoch(),
        entry.incarnation(),
        entry.because());
  }
}
