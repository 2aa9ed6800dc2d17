package rhizome.runtime.validator;

import akka.actor.ExtendedActorSystem;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.SerializerWithStringManifest;
import java.io.NotSerializableException;
import java.nio.charset.StandardCharsets;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.replica.Message;

/**
 * What validators tell each other, in the ledger's codec: one form for each value, and no room made
 * for more than the bytes that came can hold. All else that a validator is asked stays on its host.
 */
public final class RequestSerializer extends SerializerWithStringManifest {

  /** Past the numbers of what is stored: these bytes are never kept. */
  private static final int IDENTIFIER = 7210;

  private static final String HEAR = "H";
  private static final String PASS = "P";

  /** A path with a host; and a frame of Artery, which bounds what can come at all. */
  private static final int PATH_MAX = 1_024;

  private static final int BYTES_MAX = 8 << 20;

  private final ActorRefResolver refs;

  public RequestSerializer(ExtendedActorSystem system) {
    this.refs = ActorRefResolver.get(Adapter.toTyped(system));
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object value) {
    return switch (value) {
      case Request.Hear _ -> HEAR;
      case Request.Pass _ -> PASS;
      default ->
          throw new IllegalArgumentException(
              value.getClass().getName() + " is of one host, and is told to no other");
    };
  }

  @Override
  public byte[] toBinary(Object value) {
    return switch (value) {
      case Request.Hear(var from, var message) ->
          Writer.rivbin().bytes(path(from)).raw(message.encode()).toArray();
      case Request.Pass(var entries) ->
          Writer.rivbin().list(entries, (to, entry) -> to.bytes(entry.octets())).toArray();
      default -> throw new IllegalArgumentException(manifest(value));
    };
  }

  private byte[] path(ActorRef<Request> ref) {
    return refs.toSerializationFormat(ref).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Object fromBinary(byte[] octets, String manifest) throws NotSerializableException {
    if (octets.length > BYTES_MAX) {
      throw refused(manifest, octets.length + " bytes are more than " + BYTES_MAX);
    }
    try {
      return switch (manifest) {
        case HEAR -> hear(octets);
        case PASS -> Reader.whole(Encoding.RIVBIN, octets, RequestSerializer::pass);
        default -> throw refused(manifest, "it is of no kind that is known here");
      };
    } catch (RuntimeException e) {
      throw refused(manifest, String.valueOf(e.getMessage()));
    }
  }

  private Request.Hear hear(byte[] octets) {
    Reader reader = Reader.of(Encoding.RIVBIN, octets);
    int size = reader.count(1);
    if (size == 0 || size > PATH_MAX) {
      throw reader.malformed(0, "a path of up to " + PATH_MAX + " bytes");
    }
    String path = new String(reader.raw(size), StandardCharsets.UTF_8);
    Message message = Message.decode(reader.raw(reader.left()));
    return new Request.Hear(refs.resolveActorRef(path), message);
  }

  private static Request.Pass pass(Reader reader) {
    return new Request.Pass(reader.list(Long.BYTES, from -> Entry.decode(from.bytes().toArray())));
  }

  private static NotSerializableException refused(String manifest, String why) {
    return new NotSerializableException(
        "REFUSED: what a validator was told ('%s') is malformed: %s".formatted(manifest, why));
  }
}
