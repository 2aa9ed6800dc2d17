package rhizome.runtime.durable;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.blueprints.model.Action.Moment;
import rhizome.grid.task.Args;
import rhizome.grid.task.Occasion;
import rhizome.grid.task.Occasions;
import rhizome.grid.task.Task.Event;
import rhizome.grid.task.Task.State;
import rhizome.runtime.durable.proto.Stored;

/** {@link rhizome.grid.task.Task} in the journal. */
public final class TaskSerializer extends ProtoSerializer<Event, State> {

  public TaskSerializer() {
    super(7106, Event.class, State.class);
  }

  @Override
  protected byte[] writeEvent(Event event) {
    Stored.TaskEvent.Builder stored = Stored.TaskEvent.newBuilder().setAt(Times.write(event.at()));
    switch (event) {
      case Event.Scheduled(var schedule, _) ->
          stored.getScheduledBuilder().setSchedule(Tasks.write(schedule));
      case Event.Unscheduled _ ->
          stored.setUnscheduled(Stored.TaskEvent.Unscheduled.getDefaultInstance());
      case Event.Skipped(var due, var why, _) ->
          stored.getSkippedBuilder().setDue(Times.write(due)).setWhy(why);
      case Event.Requested requested ->
          stored
              .getRequestedBuilder()
              .setRun(requested.run())
              .setDefinition(Tasks.write(requested.definition()))
              .addAllSlots(requested.slots())
              .putAllArgs(requested.args().values())
              .setBy(requested.by())
              .setKey(requested.key());
      case Event.Prompted(long run, var definition, var occasion, _) ->
          stored
              .getPromptedBuilder()
              .setRun(run)
              .setDefinition(Tasks.write(definition))
              .setMoment(occasion.moment().name())
              .setSlot(occasion.slot())
              .setEpoch(occasion.number());
      case Event.Started(var ticket, var lease, _) ->
          stored.getStartedBuilder().setTicket(Tasks.write(ticket)).setLease(Leases.write(lease));
      case Event.Ended(var ticket, var finding, var retryAt, _) -> {
        var ended = stored.getEndedBuilder().setTicket(Tasks.write(ticket));
        ended.setFinding(Tasks.write(finding));
        retryAt.ifPresent(at -> ended.setRetryAt(Times.write(at)));
      }
      case Event.Cancelled(long run, var by, _) ->
          stored.getCancelledBuilder().setRun(run).setBy(by);
    }
    return stored.build().toByteArray();
  }

  @Override
  protected Event readEvent(byte[] bytes) throws InvalidProtocolBufferException {
    Stored.TaskEvent stored = Stored.TaskEvent.parseFrom(bytes);
    Instant at = Times.read(stored.getAt());
    return switch (stored.getEventCase()) {
      case SCHEDULED -> new Event.Scheduled(Tasks.read(stored.getScheduled().getSchedule()), at);
      case UNSCHEDULED -> new Event.Unscheduled(at);
      case SKIPPED ->
          new Event.Skipped(
              Times.read(stored.getSkipped().getDue()), stored.getSkipped().getWhy(), at);
      case REQUESTED -> read(stored.getRequested(), at);
      case PROMPTED -> read(stored.getPrompted(), at);
      case STARTED ->
          new Event.Started(
              Tasks.read(stored.getStarted().getTicket()),
              Leases.read(stored.getStarted().getLease()),
              at);
      case ENDED ->
          new Event.Ended(
              Tasks.read(stored.getEnded().getTicket()),
              Tasks.read(stored.getEnded().getFinding()),
              stored.getEnded().hasRetryAt()
                  ? Optional.of(Times.read(stored.getEnded().getRetryAt()))
                  : Optional.empty(),
              at);
      case CANCELLED ->
          new Event.Cancelled(stored.getCancelled().getRun(), stored.getCancelled().getBy(), at);
      case EVENT_NOT_SET -> throw unknownCase("TaskEvent");
    };
  }

  private static Event read(Stored.TaskEvent.Requested requested, Instant at) {
    return new Event.Requested(
        requested.getRun(),
        Tasks.read(requested.getDefinition()),
        requested.getSlotsList(),
        new Args(new TreeMap<>(requested.getArgsMap())),
        requested.getBy(),
        requested.getKey(),
        at);
  }

  private static Event read(Stored.TaskEvent.Prompted prompted, Instant at) {
    return new Event.Prompted(
        prompted.getRun(),
        Tasks.read(prompted.getDefinition()),
        new Occasion(Moment.valueOf(prompted.getMoment()), prompted.getSlot(), prompted.getEpoch()),
        at);
  }

  @Override
  protected byte[] writeState(State state) {
    Stored.TaskState.Builder stored =
        Stored.TaskState.newBuilder()
            .setLast(state.last())
            .addAllOpen(state.open().stream().map(Runs::write).toList())
            .addAllPast(state.past().stream().map(Runs::write).toList());
    state
        .occasions()
        .numbers()
        .forEach(
            (moment, numbers) ->
                stored.putOccasions(
                    moment.name(),
                    Stored.TaskState.Epochs.newBuilder().putAllBySlot(numbers).build()));
    state.schedule().ifPresent(schedule -> stored.setSchedule(Tasks.write(schedule)));
    return stored.build().toByteArray();
  }

  @Override
  protected State readState(byte[] bytes) throws InvalidProtocolBufferException {
    Stored.TaskState stored = Stored.TaskState.parseFrom(bytes);
    return new State(
        stored.getLast(),
        stored.hasSchedule() ? Optional.of(Tasks.read(stored.getSchedule())) : Optional.empty(),
        stored.getOpenList().stream().map(Runs::read).toList(),
        stored.getPastList().stream().map(Runs::read).toList(),
        occasions(stored));
  }

  private static Occasions occasions(Stored.TaskState stored) {
    Map<Moment, SortedMap<Integer, Long>> numbers = new EnumMap<>(Moment.class);
    stored
        .getOccasionsMap()
        .forEach(
            (moment, own) ->
                numbers.put(Moment.valueOf(moment), new TreeMap<>(own.getBySlotMap())));
    return new Occasions(numbers);
  }
}
