package rhizome.runtime.durable;

import akka.serialization.SerializerWithStringManifest;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.NotSerializableException;
import org.jspecify.annotations.Nullable;

/**
 * One entity's events and states as Protobuf. The manifest says which of the two the bytes are; a
 * form that could not be read by the mapping of today would get a manifest of its own.
 *
 * @param <E> event
 * @param <S> state
 */
public abstract class ProtoSerializer<E, S> extends SerializerWithStringManifest {

  static final String EVENT = "E";
  static final String STATE = "S";

  private final int identifier;
  private final Class<E> events;
  private final Class<S> states;

  /**
   * @param identifier stored beside every event: never changed, never given to another entity
   */
  protected ProtoSerializer(int identifier, Class<E> events, Class<S> states) {
    this.identifier = identifier;
    this.events = events;
    this.states = states;
  }

  protected abstract byte[] writeEvent(E event);

  protected abstract E readEvent(byte[] bytes) throws InvalidProtocolBufferException;

  protected abstract byte[] writeState(S state);

  protected abstract S readState(byte[] bytes) throws InvalidProtocolBufferException;

  @Override
  public final int identifier() {
    return identifier;
  }

  @Override
  public final String manifest(Object value) {
    if (events.isInstance(value)) {
      return EVENT;
    }
    if (states.isInstance(value)) {
      return STATE;
    }
    throw new IllegalArgumentException(
        "%s is neither a %s nor a %s"
            .formatted(value.getClass().getName(), events.getName(), states.getName()));
  }

  @Override
  public final byte[] toBinary(Object value) {
    return Checksum.seal(
        manifest(value).equals(EVENT)
            ? writeEvent(events.cast(value))
            : writeState(states.cast(value)));
  }

  @Override
  public final Object fromBinary(byte[] sealed, String manifest) throws NotSerializableException {
    if (!Checksum.isWhole(sealed)) {
      throw unreadable("does not match its checksum", null);
    }
    byte[] bytes = Checksum.open(sealed);
    try {
      return switch (manifest) {
        case EVENT -> readEvent(bytes);
        case STATE -> readState(bytes);
        default -> throw unreadable("has the manifest '" + manifest + "'", null);
      };
    } catch (InvalidProtocolBufferException | RuntimeException e) {
      throw unreadable("does not parse: " + e.getMessage(), e);
    }
  }

  private NotSerializableException unreadable(String why, @Nullable Throwable cause) {
    NotSerializableException e =
        new NotSerializableException(
            "a stored %s %s; it is damaged, or a newer version wrote it"
                .formatted(events.getEnclosingClass().getSimpleName(), why));
    if (cause != null) {
      e.initCause(cause);
    }
    return e;
  }

  /** For a oneof that is empty: its case is unknown to this version. */
  public static IllegalArgumentException unknownCase(String what) {
    return new IllegalArgumentException("a case of " + what + " that this version does not know");
  }
}
