package rhizome.runtime.log.segment;

import java.nio.file.Path;

/**
 * The limits of a log.
 *
 * @param folder of the log alone; made where there is none
 * @param segmentBytes size at which a segment is followed by the next; one record may exceed it
 * @param recordBytesMax largest record
 * @param queueRecordsMax records that may wait while a group is written
 * @param queueBytesMax bytes of records that may wait while a group is written
 */
public record SegmentSettings(
    Path folder, int segmentBytes, int recordBytesMax, int queueRecordsMax, long queueBytesMax) {

  private static final int GIB = 1 << 30;

  public SegmentSettings {
    if (segmentBytes < 1024 || segmentBytes > GIB) {
      throw new IllegalArgumentException("a segment has 1 KiB to 1 GiB, not " + segmentBytes);
    }
    if (recordBytesMax < 1 || recordBytesMax > GIB / 2) {
      throw new IllegalArgumentException("a record has 1 B to 512 MiB, not " + recordBytesMax);
    }
    if (queueRecordsMax < 1 || queueBytesMax < recordBytesMax) {
      throw new IllegalArgumentException(
          "the queue has to take one record of %d bytes".formatted(recordBytesMax));
    }
  }

  /** The same limits in another folder. */
  SegmentSettings in(Path other) {
    return new SegmentSettings(other, segmentBytes, recordBytesMax, queueRecordsMax, queueBytesMax);
  }
}
