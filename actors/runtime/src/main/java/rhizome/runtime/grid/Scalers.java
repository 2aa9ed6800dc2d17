package rhizome.runtime.grid;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import rhizome.blueprints.scale.Target;
import rhizome.grid.node.Lease;
import rhizome.grid.robot.Robot;
import rhizome.grid.scaling.Followed;
import rhizome.grid.scaling.Reading;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.scaling.ScalerShell;

/** Who follows the load of each robot's services, in memory, each in one place of the cluster. */
final class Scalers {

  private static final EntityTypeKey<ScalerShell.Message> KEY =
      EntityTypeKey.create(ScalerShell.Message.class, "scaler");

  private final ClusterSharding sharding;

  Scalers(ActorSystem<?> system, Entities entities, Zones zones, ZoneId zone, Clock clock) {
    this.sharding = ClusterSharding.get(system);
    Duration interval = system.settings().config().getDuration("rhizome.grid.scaling-interval");
    ScalerShell.Pulse pulse =
        new ScalerShell.Pulse(clock, interval, entities.resyncMax().multipliedBy(3));
    ScalerShell.Around around = new Neighbourhood(entities, zones, zone);
    sharding.init(
        Entity.of(
                KEY,
                context -> ScalerShell.create(new RobotId(context.getEntityId()), around, pulse))
            .withRole(Entities.ROLE)
            .withSettings(ClusterShardingSettings.create(system).withRememberEntities(false)));
  }

  void follow(RobotId robot, Followed followed) {
    sharding.entityRefFor(KEY, robot.name()).tell(new ScalerShell.Follow(followed));
  }

  private record Neighbourhood(Entities entities, Zones zones, ZoneId zone)
      implements ScalerShell.Around {

    @Override
    public CompletionStage<Reading> measure(
        WorkloadId workload, Lease lease, List<Target.Metric> metrics) {
      return zones.measure(zone, workload, lease, metrics);
    }

    /** What is lost or refused is decided anew by the next look. */
    @Override
    public void scale(RobotId robot, Robot.Command.Scale command) {
      var _ = entities.ask(Kind.ROBOT, robot, command);
    }
  }
}
