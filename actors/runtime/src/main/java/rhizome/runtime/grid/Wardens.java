package rhizome.runtime.grid;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import rhizome.grid.zone.Heartbeat;
import rhizome.grid.zone.Sign;
import rhizome.kernel.NodeId;
import rhizome.runtime.Liveness;
import rhizome.runtime.node.Order;
import rhizome.runtime.node.Silences;
import rhizome.runtime.node.Warden;

/** The wardens of all control members, seen from this member, and its own if it is one of them. */
final class Wardens implements Silences {

  private final ActorRef<SignRouter.Message> router;

  private Wardens(ActorRef<SignRouter.Message> router) {
    this.router = router;
  }

  static Wardens on(ActorSystem<?> system, Duration lease) {
    Cluster cluster = Cluster.get(system);
    Optional<ActorRef<Warden.Message>> own = Optional.empty();
    if (cluster.selfMember().hasRole(Entities.ROLE)) {
      String voter = SignRouter.name(cluster.selfMember().uniqueAddress());
      own =
          Optional.of(
              system.systemActorOf(
                  Warden.create(voter, lease, () -> Duration.ofNanos(System.nanoTime())),
                  Warden.NAME,
                  Liveness.THREADS));
    }
    return new Wardens(
        system.systemActorOf(SignRouter.create(lease, own), "signs", Liveness.THREADS));
  }

  /** A node is alive; {@code orders} hears {@link Order.Renewed} once a majority has noted it. */
  void beat(Heartbeat heartbeat, ActorRef<Order> orders) {
    router.tell(new SignRouter.Beat(Sign.of(heartbeat), orders));
  }

  @Override
  public CompletionStage<Map<NodeId, Duration>> of(Collection<NodeId> nodes) {
    CompletableFuture<Map<NodeId, Duration>> answer = new CompletableFuture<>();
    router.tell(new SignRouter.Ask(List.copyOf(nodes), answer));
    return answer;
  }
}
