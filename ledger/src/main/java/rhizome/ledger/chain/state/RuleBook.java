package rhizome.ledger.chain.state;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Which chapter holds from which height on; one holds from the first. */
public record RuleBook(NavigableMap<Long, Chapter> chapters) {

  public RuleBook {
    chapters = Collections.unmodifiableNavigableMap(new TreeMap<>(chapters));
    if (chapters.isEmpty() || chapters.firstKey() != 0) {
      throw new IllegalArgumentException("no chapter holds from height 0: " + chapters.keySet());
    }
  }

  public static RuleBook of(Chapter chapter) {
    return new RuleBook(new TreeMap<>(Collections.singletonMap(0L, chapter)));
  }

  /** The same up to {@code height}, and {@code chapter} from there on. */
  public RuleBook from(long height, Chapter chapter) {
    NavigableMap<Long, Chapter> more = new TreeMap<>(chapters.headMap(height, false));
    more.put(height, chapter);
    return new RuleBook(more);
  }

  public Chapter at(long height) {
    return chapters.floorEntry(height).getValue();
  }
}
