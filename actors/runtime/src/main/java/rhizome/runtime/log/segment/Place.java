package rhizome.runtime.log.segment;

/**
 * Where a record lies.
 *
 * @param segment number of the segment
 * @param offset of its frame, from the beginning of the file
 * @param length of the record, without the frame
 */
public record Place(long segment, int offset, int length) {

  /** Of what only waits for others to be written. */
  static final Place NOWHERE = new Place(0, 0, 0);
}
