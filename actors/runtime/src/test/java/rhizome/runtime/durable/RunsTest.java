package rhizome.runtime.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.io.NotSerializableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rhizome.blueprints.model.Action;
import rhizome.blueprints.model.Action.Moment;
import rhizome.grid.node.Lease;
import rhizome.grid.task.Args;
import rhizome.grid.task.Definition;
import rhizome.grid.task.Finding;
import rhizome.grid.task.Leg;
import rhizome.grid.task.Leg.Attempt;
import rhizome.grid.task.Leg.Phase;
import rhizome.grid.task.Occasion;
import rhizome.grid.task.Result;
import rhizome.grid.task.Run;
import rhizome.grid.task.Task.Event;
import rhizome.grid.task.Task.Schedule;
import rhizome.grid.task.Task.State;
import rhizome.grid.task.Ticket;
import rhizome.kernel.NodeId;
import rhizome.runtime.durable.proto.Stored;

/** What a task keeps of its runs, as events and as a snapshot, by forms written by hand. */
class RunsTest {

  private static final Instant AT = Instant.ofEpochSecond(100);
  private static final Lease LEASE = new Lease(new NodeId("n1"), 7);
  private static final Action SAVE =
      new Action(
          "save",
          List.of("true"),
          Duration.ofSeconds(9),
          List.of(),
          false,
          Optional.empty(),
          List.of());
  private static final TaskSerializer SERIALIZER = new TaskSerializer();

  private static Timestamp at(long seconds) {
    return Timestamp.newBuilder().setSeconds(seconds).build();
  }

  private static Stored.Lease lease() {
    return Stored.Lease.newBuilder().setNode("n1").setEpoch(7).build();
  }

  private static Stored.Action save() {
    return Stored.Action.newBuilder()
        .setName("save")
        .addCommand("true")
        .setTimeout(com.google.protobuf.Duration.newBuilder().setSeconds(9))
        .build();
  }

  private static Stored.Ticket ticket() {
    return Stored.Ticket.newBuilder().setRun(4).setSlot(1).setAttempt(2).build();
  }

  private static Stored.TaskEvent.Builder event() {
    return Stored.TaskEvent.newBuilder().setAt(at(100));
  }

  /** An event and the form it has. */
  record Pair(Event event, Stored.TaskEvent stored) {
    @Override
    public String toString() {
      return event.getClass().getSimpleName();
    }
  }

  static List<Pair> events() {
    List<Pair> all = new ArrayList<>(turns());
    all.addAll(attempts());
    all.add(requested());
    all.add(prompted());
    return all;
  }

  /** Of runs that nobody asked for, and of one that nobody wants any more. */
  private static List<Pair> turns() {
    Stored.Schedule schedule =
        Stored.Schedule.newBuilder()
            .setEvery(com.google.protobuf.Duration.newBuilder().setSeconds(60))
            .setNext(at(160))
            .build();
    Stored.TaskEvent.Scheduled scheduled =
        Stored.TaskEvent.Scheduled.newBuilder().setSchedule(schedule).build();
    String why = "the one before goes on";
    return List.of(
        new Pair(
            new Event.Scheduled(new Schedule(Duration.ofMinutes(1), AT.plusSeconds(60)), AT),
            event().setScheduled(scheduled).build()),
        new Pair(
            new Event.Unscheduled(AT),
            event().setUnscheduled(Stored.TaskEvent.Unscheduled.newBuilder()).build()),
        new Pair(
            new Event.Skipped(AT.minusSeconds(1), why, AT),
            event()
                .setSkipped(Stored.TaskEvent.Skipped.newBuilder().setDue(at(99)).setWhy(why))
                .build()),
        new Pair(
            new Event.Cancelled(4, "ann", AT),
            event()
                .setCancelled(Stored.TaskEvent.Cancelled.newBuilder().setRun(4).setBy("ann"))
                .build()));
  }

  private static List<Pair> attempts() {
    Ticket ticket = new Ticket(4, 1, 2);
    Finding finding = new Finding(Result.FAILED, Optional.of(3), "exit code 3", "oh");
    Stored.TaskEvent.Ended ended =
        Stored.TaskEvent.Ended.newBuilder()
            .setTicket(ticket())
            .setFinding(
                Stored.Finding.newBuilder()
                    .setResult(Stored.Result.FAILED)
                    .setExit(3)
                    .setDetail("exit code 3")
                    .setOutput("oh"))
            .build();
    Stored.TaskEvent.Started started =
        Stored.TaskEvent.Started.newBuilder().setTicket(ticket()).setLease(lease()).build();
    return List.of(
        new Pair(new Event.Started(ticket, LEASE, AT), event().setStarted(started).build()),
        new Pair(
            new Event.Ended(ticket, finding, Optional.empty(), AT),
            event().setEnded(ended).build()),
        new Pair(
            new Event.Ended(ticket, finding, Optional.of(Instant.EPOCH), AT),
            event().setEnded(ended.toBuilder().setRetryAt(at(0))).build()));
  }

  private static Pair prompted() {
    Stored.Definition definition =
        Stored.Definition.newBuilder().setAction(save()).setReplicas(2).setGeneration(5).build();
    return new Pair(
        new Event.Prompted(4, new Definition(SAVE, 2, 5), new Occasion(Moment.READY, 1, 9), AT),
        event()
            .setPrompted(
                Stored.TaskEvent.Prompted.newBuilder()
                    .setRun(4)
                    .setDefinition(definition)
                    .setMoment("READY")
                    .setSlot(1)
                    .setEpoch(9))
            .build());
  }

  private static Pair requested() {
    Args args = new Args(new TreeMap<>(Map.of("to", "s3", "a", "")));
    Stored.Definition definition =
        Stored.Definition.newBuilder().setAction(save()).setReplicas(2).setGeneration(5).build();
    return new Pair(
        new Event.Requested(4, new Definition(SAVE, 2, 5), List.of(0, 1), args, "ann", "k", AT),
        event()
            .setRequested(
                Stored.TaskEvent.Requested.newBuilder()
                    .setRun(4)
                    .setDefinition(definition)
                    .addSlots(0)
                    .addSlots(1)
                    .putArgs("to", "s3")
                    .putArgs("a", "")
                    .setBy("ann")
                    .setKey("k"))
            .build());
  }

  @ParameterizedTest
  @MethodSource("events")
  void anEventHasOneForm(Pair pair) throws IOException {
    assertThat(Stored.TaskEvent.parseFrom(SERIALIZER.writeEvent(pair.event)))
        .isEqualTo(pair.stored);
    assertThat(SERIALIZER.readEvent(pair.stored.toByteArray())).isEqualTo(pair.event);
  }

  /** So that a case added to the events is not forgotten above. */
  @Test
  void everyEventIsTried() {
    assertThat(events().stream().map(pair -> (Object) pair.event.getClass()))
        .containsAll(Arbitrary.cases(Event.class).toList());
  }

  private static Stored.TaskState.Leg.Builder leg(Stored.TaskState.Attempt... attempts) {
    return Stored.TaskState.Leg.newBuilder().addAllAttempts(List.of(attempts)).setOutput("oh");
  }

  private static Stored.TaskState.Attempt.Builder attempt() {
    return Stored.TaskState.Attempt.newBuilder()
        .setFrom(at(1))
        .setTo(at(2))
        .setResult(Stored.Result.LOST)
        .setDetail("gone");
  }

  private static Stored.TaskState.Run.Builder run() {
    return Stored.TaskState.Run.newBuilder()
        .setNumber(4)
        .setGeneration(5)
        .setAction(save())
        .setBy("ann")
        .setAt(at(100));
  }

  private static Run read(Stored.TaskState.Leg leg) {
    return Runs.read(run().putLegs(3, leg).build());
  }

  private static Run run(Leg leg) {
    return new Run(
        4, 5, SAVE, Args.NONE, "ann", "", AT, new TreeMap<>(Map.of(3, leg)), Optional.empty());
  }

  @Test
  void aLegIsReadInEachOfItsPhases() {
    assertThat(read(leg().setWaiting(Stored.TaskState.Waiting.newBuilder().setFrom(at(9))).build()))
        .isEqualTo(run(new Leg(List.of(), new Phase.Waiting(Instant.ofEpochSecond(9)), "oh")));
    assertThat(
            read(
                leg()
                    .setRunning(
                        Stored.TaskState.Running.newBuilder()
                            .setLease(lease())
                            .setFrom(at(9))
                            .setEnding(true))
                    .build()))
        .isEqualTo(
            run(
                new Leg(
                    List.of(), new Phase.Running(LEASE, Instant.ofEpochSecond(9), true), "oh")));
    assertThat(
            read(
                leg()
                    .setOver(
                        Stored.TaskState.Over.newBuilder()
                            .setResult(Stored.Result.UNPLACED)
                            .setAt(at(9)))
                    .build()))
        .isEqualTo(
            run(
                new Leg(
                    List.of(), new Phase.Over(Result.UNPLACED, Instant.ofEpochSecond(9)), "oh")));
  }

  @Test
  void anAttemptThatNeverBeganHasNoLeaseAndOneThatDidHas() {
    Stored.TaskState.Waiting waiting = Stored.TaskState.Waiting.newBuilder().setFrom(at(9)).build();
    Stored.TaskState.Leg stored =
        leg(attempt().build(), attempt().setLease(lease()).setExit(0).build())
            .setWaiting(waiting)
            .build();
    Instant from = Instant.ofEpochSecond(1);
    Instant to = Instant.ofEpochSecond(2);
    Leg leg =
        new Leg(
            List.of(
                new Attempt(Optional.empty(), from, to, Result.LOST, Optional.empty(), "gone"),
                new Attempt(Optional.of(LEASE), from, to, Result.LOST, Optional.of(0), "gone")),
            new Phase.Waiting(Instant.ofEpochSecond(9)),
            "oh");
    assertThat(read(stored)).isEqualTo(run(leg));
    assertThat(Runs.write(run(leg)).getLegsOrThrow(3)).isEqualTo(stored);
    assertThat(leg.attempt()).isEqualTo(3);
  }

  @Test
  void aLegInAPhaseThatIsNotKnownIsRefused() {
    assertThatThrownBy(() -> read(leg().build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a case of Leg that this version does not know");
    assertThatThrownBy(() -> read(leg(attempt().setResultValue(99).build()).build()))
        .hasMessageEndingWith("that this version does not know");
  }

  @Test
  void whoCancelledIsKeptEvenWithoutAName() {
    assertThat(Runs.read(run().build()).cancelledBy()).isEmpty();
    assertThat(Runs.read(run().setCancelledBy("").build()).cancelledBy()).contains("");
    Run cancelled =
        new Run(4, 5, SAVE, Args.NONE, "ann", "", AT, new TreeMap<>(), Optional.of("bob"));
    assertThat(Runs.write(cancelled)).isEqualTo(run().setCancelledBy("bob").build());
  }

  @Test
  void argumentsThatCouldNeverBeGivenAreRefused() {
    assertThatThrownBy(() -> Runs.read(run().putArgs("a-b", "").putArgs("a_b", "").build()))
        .hasMessage("'a-b' and 'a_b' would be the same variable: leave one out");
    assertThatThrownBy(() -> Runs.read(run().putArgs("9", "").build()))
        .hasMessageContaining("'9' is not an argument's name");
  }

  @Test
  void aTaskOfWhichNothingIsKnownIsReadFromNoBytesAtAll() throws IOException {
    State fresh = new State(0, Optional.empty(), List.of(), List.of());
    assertThat(SERIALIZER.writeState(fresh)).isEmpty();
    assertThat(SERIALIZER.readState(new byte[0])).isEqualTo(fresh);
  }

  @Test
  void runsThatAreOpenAndPastKeepTheirOrder() throws IOException {
    Stored.TaskState stored =
        Stored.TaskState.newBuilder()
            .setLast(9)
            .addOpen(run().setNumber(8))
            .addOpen(run().setNumber(9))
            .addPast(run().setNumber(6))
            .addPast(run().setNumber(7))
            .build();
    State state = SERIALIZER.readState(stored.toByteArray());
    assertThat(state.runs()).extracting(Run::number).containsExactly(6L, 7L, 8L, 9L);
    assertThat(state.schedule()).isEmpty();
    assertThat(Stored.TaskState.parseFrom(SERIALIZER.writeState(state))).isEqualTo(stored);
  }

  @Test
  void slotsAreKeptBySlotWhateverTheirOrderInTheBytes() {
    SortedMap<Integer, Leg> legs = new TreeMap<>();
    Stored.TaskState.Run.Builder stored = run();
    for (int slot : new int[] {9, 0, 255, 4}) {
      legs.put(slot, new Leg(List.of(), new Phase.Waiting(Instant.ofEpochSecond(slot)), ""));
      stored.putLegs(
          slot,
          Stored.TaskState.Leg.newBuilder()
              .setWaiting(Stored.TaskState.Waiting.newBuilder().setFrom(at(slot)))
              .build());
    }
    assertThat(Runs.read(stored.build()).legs()).isEqualTo(legs);
    assertThat(Runs.read(stored.build()).legs().firstKey()).isZero();
  }

  @Test
  void aDamagedSnapshotIsSaidToBeOneOfATask() {
    byte[] stored =
        Stored.TaskState.newBuilder()
            .addOpen(run().putLegs(0, leg().build()))
            .build()
            .toByteArray();
    assertThatThrownBy(() -> SERIALIZER.fromBinary(Checksum.seal(stored), ProtoSerializer.STATE))
        .isInstanceOf(NotSerializableException.class)
        .hasMessage(
            "a stored Task does not parse: a case of Leg that this version does not know;"
                + " it is damaged, or a newer version wrote it");
  }
}
