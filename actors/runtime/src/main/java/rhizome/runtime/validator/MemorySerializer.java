package rhizome.runtime.validator;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.NavigableMap;
import java.util.TreeMap;
import rhizome.ledger.consensus.StateCodec;
import rhizome.ledger.header.Candidate;
import rhizome.ledger.header.Sealed;
import rhizome.ledger.replica.Checkpoint;
import rhizome.runtime.durable.ProtoSerializer;
import rhizome.runtime.validator.proto.Remembered;

/** {@link Memory} in the journal. */
public final class MemorySerializer extends ProtoSerializer<Memory.Event, Memory.Saved> {

  public MemorySerializer() {
    super(7110, Memory.Event.class, Memory.Saved.class);
  }

  @Override
  protected byte[] writeEvent(Memory.Event event) {
    Remembered.Event.Builder stored = Remembered.Event.newBuilder();
    switch (event) {
      case Memory.Event.Kept(var candidate) ->
          stored.setKept(ByteString.copyFrom(candidate.encode()));
      case Memory.Event.Agreed(var agreement) ->
          stored.setAgreed(ByteString.copyFrom(StateCodec.encode(agreement)));
      case Memory.Event.Stored(var block) -> stored.setStored(ByteString.copyFrom(block.encode()));
      case Memory.Event.Jumped(var height) -> stored.setJumped(height);
    }
    return stored.build().toByteArray();
  }

  @Override
  protected Memory.Event readEvent(byte[] bytes) throws InvalidProtocolBufferException {
    Remembered.Event stored = Remembered.Event.parseFrom(bytes);
    return switch (stored.getEventCase()) {
      case KEPT -> new Memory.Event.Kept(Candidate.decode(stored.getKept().toByteArray()));
      case AGREED -> new Memory.Event.Agreed(StateCodec.decode(stored.getAgreed().toByteArray()));
      case STORED -> new Memory.Event.Stored(Sealed.decode(stored.getStored().toByteArray()));
      case JUMPED -> new Memory.Event.Jumped(stored.getJumped());
      case EVENT_NOT_SET -> throw unknownCase("Event");
    };
  }

  @Override
  protected byte[] writeState(Memory.Saved saved) {
    Remembered.Saved.Builder stored =
        Remembered.Saved.newBuilder()
            .setCheckpoint(ByteString.copyFrom(Checkpoint.encode(saved.standing())))
            .addAllPlaces(saved.places().values());
    if (!saved.places().isEmpty()) {
      stored.setOldest(saved.places().firstKey());
    }
    return stored.build().toByteArray();
  }

  @Override
  protected Memory.Saved readState(byte[] bytes) throws InvalidProtocolBufferException {
    Remembered.Saved stored = Remembered.Saved.parseFrom(bytes);
    NavigableMap<Long, Long> places = new TreeMap<>();
    long height = stored.getOldest();
    for (long place : stored.getPlacesList()) {
      places.put(height++, place);
    }
    return new Memory.Saved(Checkpoint.decode(stored.getCheckpoint().toByteArray()), places);
  }
}
