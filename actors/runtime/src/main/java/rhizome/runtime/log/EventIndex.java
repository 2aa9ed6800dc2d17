package rhizome.runtime.log;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import rhizome.runtime.log.segment.Place;
import rhizome.runtime.log.segment.SegmentLog;

/**
 * Where the events of each entity lie; some 100 bytes of memory for each record. Changed by the log
 * alone, in the order of its records, and read by anybody. How far an entity is, and what of it is
 * deleted, is repeated at the beginning of each segment, so that it outlives the events.
 */
final class EventIndex implements SegmentLog.Owner {

  private final Map<String, Story> stories = new ConcurrentHashMap<>();

  /** Records that are wanted, by segment; only the log looks at it. */
  private final Map<Long, Integer> wanted = new HashMap<>();

  /** A record with events {@code first} to {@code last}. */
  record Extent(long first, long last, Place place) {}

  private static final class Story {
    private final ConcurrentNavigableMap<Long, Extent> byLast = new ConcurrentSkipListMap<>();
    private volatile long highest;
    private volatile long deletedTo;
  }

  /** Number of the last event that an entity ever wrote; 0 if there was none. */
  long highest(String id) {
    @Nullable Story story = stories.get(id);
    return story == null ? 0 : story.highest;
  }

  /** Number of the last event that is deleted; 0 if there is none. */
  long deletedTo(String id) {
    @Nullable Story story = stories.get(id);
    return story == null ? 0 : story.deletedTo;
  }

  /** Records that have events from {@code number} on, in order; they may go while one looks. */
  Collection<Extent> from(String id, long number) {
    @Nullable Story story = stories.get(id);
    return story == null ? List.of() : story.byLast.tailMap(number, true).values();
  }

  @Override
  public void recorded(Place place, byte[] record) {
    Entry.Summary entry = Entry.summary(record);
    Story story = stories.computeIfAbsent(entry.id(), _ -> new Story());
    if (entry.kind() == Entry.DELETION) {
      delete(story, Math.min(entry.number(), story.highest));
      return;
    }
    if (entry.number() <= story.highest) {
      throw new IllegalStateException(
          "%s goes on with event %d after it had %d"
              .formatted(entry.id(), entry.number(), story.highest));
    }
    story.byLast.put(entry.last(), new Extent(entry.number(), entry.last(), place));
    wanted.merge(place.segment(), 1, Integer::sum);
    story.highest = entry.last();
  }

  private void delete(Story story, long to) {
    story.deletedTo = Math.max(story.deletedTo, to);
    NavigableMap<Long, Extent> gone = story.byLast.headMap(to, true);
    for (Extent extent : gone.values()) {
      wanted.computeIfPresent(
          extent.place().segment(), (_, count) -> count == 1 ? null : count - 1);
    }
    gone.clear();
  }

  @Override
  public Set<Long> needed() {
    return Set.copyOf(wanted.keySet());
  }

  @Override
  public byte[] preface() {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      Map<String, Story> sorted = new TreeMap<>(stories);
      out.writeInt(sorted.size());
      for (Map.Entry<String, Story> one : sorted.entrySet()) {
        out.writeUTF(one.getKey());
        out.writeLong(one.getValue().highest);
        out.writeLong(one.getValue().deletedTo);
      }
      return bytes.toByteArray();
    } catch (IOException impossible) {
      throw new IllegalStateException("memory refused bytes", impossible);
    }
  }

  @Override
  public void preface(byte[] preface) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(preface))) {
      for (int left = in.readInt(); left > 0; left--) {
        Story story = stories.computeIfAbsent(in.readUTF(), _ -> new Story());
        story.highest = Math.max(story.highest, in.readLong());
        delete(story, in.readLong());
      }
    } catch (IOException e) {
      throw new IllegalStateException("a preface that ends within itself", e);
    }
  }
}
