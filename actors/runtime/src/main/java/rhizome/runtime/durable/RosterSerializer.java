package rhizome.runtime.durable;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;
import rhizome.grid.robot.Roster;
import rhizome.grid.robot.Roster.Event;
import rhizome.kernel.RobotId;
import rhizome.runtime.durable.proto.Stored;

/** {@link Roster} in the journal. */
public final class RosterSerializer extends ProtoSerializer<Event, Roster.State> {

  public RosterSerializer() {
    super(7104, Event.class, Roster.State.class);
  }

  @Override
  protected byte[] writeEvent(Event event) {
    Stored.RosterEvent.Builder stored = Stored.RosterEvent.newBuilder();
    switch (event) {
      case Event.Enlisted(var robot, var at) ->
          stored
              .setAt(Times.write(at))
              .setEnlisted(Stored.RosterEvent.Enlisted.newBuilder().setRobot(robot.name()));
      case Event.Delisted(var robot, var at) ->
          stored
              .setAt(Times.write(at))
              .setDelisted(Stored.RosterEvent.Delisted.newBuilder().setRobot(robot.name()));
    }
    return stored.build().toByteArray();
  }

  @Override
  protected Event readEvent(byte[] bytes) throws InvalidProtocolBufferException {
    Stored.RosterEvent stored = Stored.RosterEvent.parseFrom(bytes);
    Instant at = Times.read(stored.getAt());
    return switch (stored.getEventCase()) {
      case ENLISTED -> new Event.Enlisted(new RobotId(stored.getEnlisted().getRobot()), at);
      case DELISTED -> new Event.Delisted(new RobotId(stored.getDelisted().getRobot()), at);
      case EVENT_NOT_SET -> throw unknownCase("RosterEvent");
    };
  }

  @Override
  protected byte[] writeState(Roster.State state) {
    Stored.RosterState.Builder stored = Stored.RosterState.newBuilder();
    state.robots().forEach(robot -> stored.addRobots(robot.name()));
    return stored.build().toByteArray();
  }

  @Override
  protected Roster.State readState(byte[] bytes) throws InvalidProtocolBufferException {
    SortedSet<RobotId> robots = new TreeSet<>();
    Stored.RosterState.parseFrom(bytes).getRobotsList().forEach(r -> robots.add(new RobotId(r)));
    return new Roster.State(robots);
  }
}
