package rhizome.runtime.detection;

import akka.actor.AbstractActorWithTimers;
import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.actor.Props;
import akka.cluster.DowningProvider;
import akka.cluster.sbr.SplitBrainResolver;
import akka.cluster.sbr.SplitBrainResolverProvider;
import java.time.Duration;
import scala.Option;
import scala.concurrent.duration.FiniteDuration;

/**
 * Akka's split brain resolver, which is told to look as often as the failure detector does. By
 * itself it looks once a second, however short {@code stable-after} is; what it decides, and after
 * how much quiet, is the same (docs/adr/0042).
 *
 * <p>Akka makes one, by {@code akka.cluster.downing-provider-class}.
 */
public final class PromptResolver extends DowningProvider {

  private static final Object TICK = SplitBrainResolver.Tick$.MODULE$;

  private final DowningProvider akka;
  private final Duration interval;

  /** As Akka's loader wants it. */
  public PromptResolver(ActorSystem system) {
    this.akka = new SplitBrainResolverProvider(system);
    this.interval =
        system.settings().config().getDuration("akka.cluster.unreachable-nodes-reaper-interval");
  }

  @Override
  public FiniteDuration downRemovalMargin() {
    return akka.downRemovalMargin();
  }

  @Override
  public Option<Props> downingActorProps() {
    return Option.apply(urging(akka.downingActorProps().get(), interval));
  }

  /** Its child, which hears of the cluster by itself, hears at each interval that it is time. */
  static Props urging(Props resolver, Duration interval) {
    return Props.create(Urging.class, () -> new Urging(resolver, interval));
  }

  private static final class Urging extends AbstractActorWithTimers {

    private final ActorRef resolver;

    Urging(Props resolver, Duration interval) {
      String dispatcher = getContext().getProps().dispatcher();
      this.resolver = getContext().actorOf(resolver.withDispatcher(dispatcher), "resolver");
      getTimers().startTimerWithFixedDelay(TICK, TICK, interval);
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder().matchEquals(TICK, it -> resolver.tell(it, self())).build();
    }
  }
}
