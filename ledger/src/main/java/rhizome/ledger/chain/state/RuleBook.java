package rhizome.ledger.chain.state;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import rhizome.ledger.curve.Cofactored;
import rhizome.ledger.key.Verifier;

/**
 * Which chapter holds from which height on; one holds from the first.
 *
 * @param verifier who looks at signatures of entries
 */
public record RuleBook(NavigableMap<Long, Chapter> chapters, Verifier verifier) {

  public RuleBook {
    chapters = Collections.unmodifiableNavigableMap(new TreeMap<>(chapters));
    if (chapters.isEmpty() || chapters.firstKey() != 0) {
      throw new IllegalArgumentException("no chapter holds from height 0: " + chapters.keySet());
    }
  }

  public RuleBook(NavigableMap<Long, Chapter> chapters) {
    this(chapters, Cofactored.RULE);
  }

  public static RuleBook of(Chapter chapter) {
    return new RuleBook(new TreeMap<>(Collections.singletonMap(0L, chapter)));
  }

  /** The same up to {@code height}, and {@code chapter} from there on. */
  public RuleBook from(long height, Chapter chapter) {
    NavigableMap<Long, Chapter> more = new TreeMap<>(chapters.headMap(height, false));
    more.put(height, chapter);
    return new RuleBook(more, verifier);
  }

  /** The same rules, where somebody else looks at signatures. */
  public RuleBook checkedBy(Verifier other) {
    return new RuleBook(chapters, other);
  }

  public Chapter at(long height) {
    return chapters.floorEntry(height).getValue();
  }
}
