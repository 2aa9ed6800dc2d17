package rhizome.runtime.node;

import rhizome.runtime.Wire;

/**
 * A piece of a workload's current log file.
 *
 * @param from place of the first byte; 0 when the place asked for is gone with a rotation
 * @param bytes what stands there, possibly nothing
 * @param size bytes in the file now
 */
@SuppressWarnings("ArrayRecordComponent") // read once and sent; never compared
public record LogSlice(long from, byte[] bytes, long size) implements Wire {

  /** One slice travels as one message; larger logs are read in several. */
  public static final int BYTES_MAX = 256 << 10;
}
