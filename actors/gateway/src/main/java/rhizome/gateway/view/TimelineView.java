package rhizome.gateway.view;

import java.util.List;
import rhizome.gateway.timeline.Entry;

/** The story of one workload, the oldest first. */
public record TimelineView(String workload, List<Entry> entries) {

  public TimelineView {
    entries = List.copyOf(entries);
  }
}
