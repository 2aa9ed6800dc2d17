package rhizome.runtime.validator;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import rhizome.ledger.header.Sealed;

/**
 * Blocks of a validator's own journal. The validator notes at which number of the journal each of
 * them stands; anybody on the host may read.
 */
public final class JournalBlocks implements StoredBlocks {

  /** More are not read at a time. */
  private static final int COUNT_MAX = 512;

  /** Reads a validator's events back. */
  @FunctionalInterface
  public interface Events {

    /** Up to so many, from that number of the journal on; none where it has none there. */
    CompletionStage<List<Object>> read(long fromNumber, int count);
  }

  private final Events events;
  private final NavigableMap<Long, Long> places = new ConcurrentSkipListMap<>();

  public JournalBlocks(Events events) {
    this.events = events;
  }

  /** The block of that height stands there. */
  void note(long height, long number) {
    places.put(height, number);
  }

  void forget(long below) {
    places.headMap(below, false).clear();
  }

  NavigableMap<Long, Long> places() {
    return places;
  }

  /** What a snapshot knows of; whatever was noted before is of another life. */
  void begin(NavigableMap<Long, Long> known) {
    places.clear();
    places.putAll(known);
  }

  @Override
  public CompletionStage<List<Sealed>> from(long height, int count) {
    List<CompletableFuture<List<Object>>> reads = new ArrayList<>();
    long wanted = height;
    for (int i = 0; i < Math.min(count, COUNT_MAX); i++) {
      Long number = places.get(wanted++);
      if (number == null) {
        break;
      }
      reads.add(events.read(number, 1).toCompletableFuture());
    }
    return CompletableFuture.allOf(reads.toArray(CompletableFuture<?>[]::new))
        .thenApply(_ -> inOrder(height, reads));
  }

  /** Up to the first that is not there: it was forgotten meanwhile. */
  private static List<Sealed> inOrder(long height, List<CompletableFuture<List<Object>>> reads) {
    List<Sealed> blocks = new ArrayList<>();
    for (CompletableFuture<List<Object>> read : reads) {
      List<Object> found = read.join();
      if (found.isEmpty()
          || !(found.getFirst() instanceof Memory.Event.Stored(var block))
          || block.height() != height + blocks.size()) {
        break;
      }
      blocks.add(block);
    }
    return List.copyOf(blocks);
  }
}
