package rhizome.runtime.durable;

import com.google.protobuf.InvalidProtocolBufferException;
import rhizome.grid.workload.Workload;
import rhizome.grid.workload.Workload.Event;
import rhizome.grid.workload.Workload.State;
import rhizome.runtime.durable.proto.Stored;

/** {@link Workload} in the journal. */
public final class WorkloadSerializer extends ProtoSerializer<Event, State> {

  public WorkloadSerializer() {
    super(7101, Event.class, State.class);
  }

  @Override
  protected byte[] writeEvent(Event event) {
    return WorkloadEvents.write(event).toByteArray();
  }

  @Override
  protected Event readEvent(byte[] bytes) throws InvalidProtocolBufferException {
    return WorkloadEvents.read(Stored.WorkloadEvent.parseFrom(bytes));
  }

  @Override
  protected byte[] writeState(State state) {
    return WorkloadStates.write(state).toByteArray();
  }

  @Override
  protected State readState(byte[] bytes) throws InvalidProtocolBufferException {
    return WorkloadStates.read(Stored.WorkloadState.parseFrom(bytes));
  }
}
