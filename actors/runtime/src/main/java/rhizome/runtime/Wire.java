package rhizome.runtime;

/**
 * Marks an envelope that travels between members of the grid as Jackson CBOR. The pure records
 * inside carry no annotation; {@link rhizome.runtime.wire.SealedTypes} knows how to write them.
 */
public interface Wire {}
