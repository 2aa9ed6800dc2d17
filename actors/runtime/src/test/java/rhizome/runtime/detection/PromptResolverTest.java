package rhizome.runtime.detection;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.AbstractActor;
import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.actor.Props;
import akka.cluster.Cluster;
import akka.cluster.sbr.SplitBrainResolver;
import akka.testkit.javadsl.TestKit;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PromptResolverTest {

  private final ActorSystem system =
      ActorSystem.create(
          "PromptResolverTest",
          ConfigFactory.parseString(
                  """
                  akka.actor.provider = cluster
                  akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                  akka.cluster {
                    jmx.enabled = off
                    downing-provider-class = "rhizome.runtime.detection.PromptResolver"
                    split-brain-resolver.stable-after = 400ms
                    down-removal-margin = 130ms
                  }
                  """)
              .withFallback(ConfigFactory.load()));

  private final TestKit probe = new TestKit(system);

  @AfterEach
  void stop() {
    TestKit.shutdownActorSystem(system);
  }

  private static final class Relay extends AbstractActor {
    private final ActorRef probe;

    Relay(ActorRef probe) {
      this.probe = probe;
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder().matchAny(it -> probe.forward(it, getContext())).build();
    }
  }

  @Test
  void theResolverHearsAgainAndAgainThatItIsTime() {
    ActorRef target = probe.getRef();
    Props resolver = Props.create(Relay.class, () -> new Relay(target));
    system.actorOf(PromptResolver.urging(resolver, Duration.ofMillis(10)));
    for (int i = 0; i < 3; i++) {
      probe.expectMsg(SplitBrainResolver.Tick$.MODULE$);
    }
  }

  @Test
  void itIsAkkasOwnResolverThatDecides() {
    assertThat(Cluster.get(system).downingProvider()).isInstanceOf(PromptResolver.class);
    assertThat(Cluster.get(system).downingProvider().downRemovalMargin().toMillis()).isEqualTo(130);
    var found =
        system
            .actorSelection("/system/cluster/core/daemon/downingProvider/resolver")
            .resolveOne(Duration.ofSeconds(10))
            .toCompletableFuture()
            .join();
    assertThat(found.path().name()).isEqualTo("resolver");
  }
}
