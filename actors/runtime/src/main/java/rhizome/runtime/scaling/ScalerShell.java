package rhizome.runtime.scaling;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import rhizome.blueprints.scale.Target;
import rhizome.grid.node.Lease;
import rhizome.grid.robot.Robot;
import rhizome.grid.scaling.Course;
import rhizome.grid.scaling.Followed;
import rhizome.grid.scaling.Reading;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.Wire;

/**
 * Follows the load of one robot's services: asks their replicas now and then what they use, and has
 * the robot scale what {@link Course} says. What it knows is in memory only, so one that moved with
 * its shard takes nothing away before it has looked on for a whole window.
 */
public final class ScalerShell extends AbstractBehavior<ScalerShell.Message> {

  static final String BY_LOAD = "load";

  public sealed interface Message {}

  /** This is how the service is now; to be said again and again. */
  public record Follow(Followed followed) implements Message, Wire {}

  private record Tick() implements Message {}

  private record Answered(
      String service, long round, int slot, Lease lease, Optional<Reading> reading)
      implements Message {}

  /** The rest of the grid, as a scaler needs it. */
  public interface Around {

    /** Fails when nobody can tell. */
    CompletionStage<Reading> measure(WorkloadId workload, Lease lease, List<Target.Metric> metrics);

    void scale(RobotId robot, Robot.Command.Scale command);
  }

  /**
   * When it does what.
   *
   * @param interval pause between two looks
   * @param forgotten what nobody said for so long is followed no more
   */
  public record Pulse(Clock clock, Duration interval, Duration forgotten) {}

  private final RobotId robot;
  private final Around around;
  private final Pulse pulse;
  private final Map<String, Look> looks = new TreeMap<>();

  private ScalerShell(ActorContext<Message> context, RobotId robot, Around around, Pulse pulse) {
    super(context);
    this.robot = robot;
    this.around = around;
    this.pulse = pulse;
  }

  public static Behavior<Message> create(RobotId robot, Around around, Pulse pulse) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(new Tick(), pulse.interval());
                  return new ScalerShell(context, robot, around, pulse);
                }));
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder().onAnyMessage(this::on).build();
  }

  private Behavior<Message> on(Message message) {
    switch (message) {
      case Follow(var followed) -> follow(followed);
      case Tick _ -> {
        looks.values().removeIf(look -> look.isForgotten(now().minus(pulse.forgotten())));
        if (looks.isEmpty()) {
          return Behaviors.stopped();
        }
        looks.values().forEach(this::look);
      }
      case Answered answer -> answered(answer);
    }
    return this;
  }

  private void follow(Followed followed) {
    Look known = looks.get(followed.service());
    if (known == null) {
      looks.put(followed.service(), new Look(followed, now()));
    } else {
      known.tell(followed, now());
    }
  }

  private void look(Look look) {
    Followed followed = look.followed();
    long round = look.begin();
    if (followed.ready().isEmpty()) {
      decide(look);
      return;
    }
    List<Target.Metric> metrics =
        followed.scale().targets().stream()
            .filter(Target.Metric.class::isInstance)
            .map(Target.Metric.class::cast)
            .toList();
    followed
        .ready()
        .forEach(
            (slot, lease) ->
                getContext()
                    .pipeToSelf(
                        around.measure(
                            new WorkloadId(robot, followed.service(), slot), lease, metrics),
                        (reading, _) ->
                            new Answered(
                                followed.service(),
                                round,
                                slot,
                                lease,
                                Optional.ofNullable(reading))));
  }

  private void answered(Answered answer) {
    Look look = looks.get(answer.service);
    if (look != null && look.take(answer.round, answer.slot, answer.lease, answer.reading)) {
      decide(look);
    }
  }

  private void decide(Look look) {
    look.decide(now()).ifPresent(decided -> scale(look.followed().service(), decided));
  }

  private void scale(String service, Course.Decided decided) {
    around.scale(
        robot,
        new Robot.Command.Scale(
            service, decided.to(), Optional.of(decided.from()), BY_LOAD, decided.why(), now()));
  }

  private Instant now() {
    return pulse.clock().instant();
  }
}
