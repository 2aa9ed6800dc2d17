package rhizome.grid.robot;

import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.unchanged;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import rhizome.kernel.Decider;
import rhizome.kernel.Decision;
import rhizome.kernel.RobotId;

/**
 * Which robots an organization has; robots know their workloads, so nobody lists the whole grid.
 */
public final class Roster implements Decider<Roster.Command, Roster.Event, Roster.State, Void> {

  public sealed interface Command {
    record Enlist(RobotId robot, Instant at) implements Command {}

    record Delist(RobotId robot, Instant at) implements Command {}
  }

  public sealed interface Event {
    record Enlisted(RobotId robot, Instant at) implements Event {}

    record Delisted(RobotId robot, Instant at) implements Event {}
  }

  /** The robots, by name. */
  public record State(SortedSet<RobotId> robots) {
    public State {
      robots = Collections.unmodifiableSortedSet(new TreeSet<>(robots));
    }
  }

  @Override
  public State initial() {
    return new State(new TreeSet<>());
  }

  @Override
  public Decision<Event> decide(State state, Command command) {
    return switch (command) {
      case Command.Enlist(var robot, var at) ->
          state.robots.contains(robot) ? unchanged() : accept(new Event.Enlisted(robot, at));
      case Command.Delist(var robot, var at) ->
          state.robots.contains(robot) ? accept(new Event.Delisted(robot, at)) : unchanged();
    };
  }

  @Override
  public State evolve(State state, Event event) {
    SortedSet<RobotId> robots = new TreeSet<>(state.robots);
    switch (event) {
      case Event.Enlisted(var robot, _) -> robots.add(robot);
      case Event.Delisted(var robot, _) -> robots.remove(robot);
    }
    return new State(robots);
  }

  @Override
  public List<Void> owes(State state) {
    return List.of();
  }
}
