package rhizome.runtime.node;

import rhizome.runtime.Wire;

/**
 * A piece of a workload's log.
 *
 * @param bytes what stands there, possibly nothing
 * @param next the offset to ask for next; smaller than asked when the log was rotated
 */
@SuppressWarnings("ArrayRecordComponent") // read once and sent; never compared
public record LogSlice(byte[] bytes, long next) implements Wire {

  /** One slice travels as one message; larger logs are read in several. */
  public static final int BYTES_MAX = 256 << 10;
}
