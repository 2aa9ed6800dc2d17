package rhizome.runtime.log.segment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.runtime.disk.FileClaim;
import rhizome.runtime.log.segment.LogRefused.Refusal;

/**
 * Records in the order in which they came, in files of one folder. A record is acknowledged when it
 * is on the disk; many that wait at the same time are forced together (ADR 0038).
 */
public final class SegmentLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentLog.class);
  private static final byte[] NOTHING = {};

  private final Path folder;
  private final int recordBytesMax;
  private final FileClaim lock;
  private final Intake intake;
  private final Segments segments;
  private final LogWriter writer;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Whose records they are. It hears of each record in order, once it is on the disk and before who
   * appended it: from the opener while the log is opened, then from the writer's thread.
   */
  public interface Owner {

    /** What it said when the segment was begun whose records come next. */
    void preface(byte[] preface);

    /**
     * @throws IllegalStateException if this record cannot follow on those before
     */
    void recorded(Place place, byte[] record);

    /** Whatever it wants to hear again although older segments are gone. */
    byte[] preface();

    /** Numbers of the segments that it still wants to read from. */
    Set<Long> needed();
  }

  /** How bytes get to the disk; tests let it fail. */
  interface Force {
    void force(FileChannel channel) throws IOException;
  }

  private SegmentLog(
      SegmentSettings settings, FileClaim lock, Intake intake, Segments segments, Owner owner) {
    this.folder = settings.folder();
    this.recordBytesMax = settings.recordBytesMax();
    this.lock = lock;
    this.intake = intake;
    this.segments = segments;
    this.writer = new LogWriter(settings, owner, intake, segments);
  }

  /**
   * Takes the folder for this process, and tells the owner all that is in it.
   *
   * @throws LogRefused if another process holds it, or it lacks what was acknowledged
   */
  public static SegmentLog open(SegmentSettings settings, Owner owner) {
    return open(settings, owner, channel -> channel.force(false));
  }

  static SegmentLog open(SegmentSettings settings, Owner owner, Force force) {
    try {
      Path folder = folder(settings.folder());
      FileClaim lock = SegmentLock.take(folder);
      try {
        Optional<Opening.End> end = new Opening(folder, owner).read();
        Segments segments = new Segments(folder, force, end, owner.preface());
        Intake intake = new Intake(settings.queueRecordsMax(), settings.queueBytesMax());
        SegmentLog log = new SegmentLog(settings.in(folder), lock, intake, segments, owner);
        Thread _ = Thread.ofPlatform().daemon().name("rhizome-log").start(log.writer);
        return log;
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new LogRefused(
          Refusal.UNUSABLE, "%s cannot hold a log: %s".formatted(settings.folder(), e), e);
    }
  }

  /** The folder itself, made for its owner only. */
  private static Path folder(Path wanted) throws IOException {
    Files.createDirectories(
        wanted, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return wanted.toRealPath();
  }

  /**
   * Appends a record. Records are written in the order of these calls.
   *
   * @param record not empty, and not changed any more
   * @return where it lies, once it is on the disk; fails with {@code BROKEN} if nobody knows
   *     whether it is. Completed by the writer: what depends on it must not take long
   * @throws LogRefused at once, for {@code TOO_LARGE}, {@code QUEUE_FULL}, {@code BROKEN} and
   *     {@code CLOSED}; then the record was not written and will not be
   */
  public CompletableFuture<Place> append(byte[] record) {
    if (record.length == 0) {
      throw new IllegalArgumentException("a record has at least one byte");
    }
    if (record.length > recordBytesMax) {
      throw new LogRefused(
          Refusal.TOO_LARGE,
          "a record of %d bytes; the limit is %d".formatted(record.length, recordBytesMax));
    }
    return intake.add(record);
  }

  /** Completed when all that was appended so far is acknowledged, or fails as that does. */
  public CompletableFuture<Place> settled() {
    return intake.add(NOTHING);
  }

  /** A reader of its own for one thread. */
  public SegmentReader reader() {
    return new SegmentReader(folder);
  }

  /** How often the disk was waited for since the log was opened. */
  public long groups() {
    return writer.groups();
  }

  /** Writes what waits, and gives the folder back. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    intake.end(new LogRefused(Refusal.CLOSED, "the log in %s was closed".formatted(folder)));
    writer.awaitEnd();
    try (lock;
        segments) {
      LOG.debug("the log in {} was closed after {} groups", folder, groups());
    } catch (IOException e) {
      LOG.warn("{} was not closed in good order; nothing acknowledged is lost by that", folder, e);
    }
  }
}
