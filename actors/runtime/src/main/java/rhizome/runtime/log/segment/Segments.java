package rhizome.runtime.log.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of an open log as its one writer sees them: the newest, and those that still count. */
final class Segments implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentLog.class);
  private static final int BUFFER = 1 << 20;

  private final Path folder;
  private final SegmentLog.Force force;
  private final Mark mark;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private List<SegmentHead.Former> former;
  private OpenSegment current;

  /**
   * @param end where the log ends that was found; without one it begins
   */
  Segments(Path folder, SegmentLog.Force force, Optional<Opening.End> end, byte[] preface)
      throws IOException {
    this.folder = folder;
    this.force = force;
    if (end.isPresent()) {
      this.former = end.get().head().former();
      this.current = OpenSegment.resume(folder, end.get().head(), buffer, end.get().length());
    } else {
      forceNames(folder.getParent());
      this.former = List.of();
      this.current = OpenSegment.begin(folder, head(1, List.of(), preface), buffer);
    }
    this.mark = Mark.open(folder);
    mark.move(current.number(), current.length());
    forceNames(folder); // the last life may have ended before it did
  }

  private static void forceNames(@Nullable Path folder) throws IOException {
    if (folder != null) {
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }

  private static SegmentHead head(long number, List<SegmentHead.Former> former, byte[] preface) {
    return new SegmentHead(number, new SecureRandom().nextLong(), former, preface);
  }

  boolean hasRoom(int record, int segmentBytes) {
    return current.hasRoom(record, segmentBytes);
  }

  Place append(byte[] record) throws IOException {
    return current.append(record);
  }

  /** Whether there was anything to force. */
  boolean force() throws IOException {
    if (!current.isDirty()) {
      return false;
    }
    current.force(force);
    mark.move(current.number(), current.length());
    return true;
  }

  /** Begins the next one. What nobody needs goes once that is on the disk. */
  void roll(Set<Long> needed, byte[] preface) throws IOException {
    List<SegmentHead.Former> all = new ArrayList<>(former);
    all.add(current.complete());
    List<SegmentHead.Former> kept = all.stream().filter(o -> needed.contains(o.number())).toList();
    OpenSegment next = OpenSegment.begin(folder, head(current.number() + 1, kept, preface), buffer);
    current.close();
    current = next;
    former = kept;
    mark.move(current.number(), current.length());
    all.removeAll(kept);
    all.forEach(gone -> delete(folder, SegmentHead.file(folder, gone.number())));
  }

  /** What stays by mischance is deleted when the log is opened again. */
  private static void delete(Path folder, Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} is not needed by the log in {} and could not be deleted", file, folder, e);
    }
  }

  @Override
  public void close() throws IOException {
    try (mark) {
      current.close();
    }
  }
}
