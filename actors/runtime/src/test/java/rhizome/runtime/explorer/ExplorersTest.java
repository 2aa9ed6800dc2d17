package rhizome.runtime.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.json.Json;
import rhizome.runtime.validator.Request;

/** A ledger on one member, asked from another: real remoting, serialization and receptionist. */
class ExplorersTest {

  private static final Config CLUSTER =
      ConfigFactory.parseString(
              """
              akka {
                loglevel = WARNING
                actor { provider = cluster, allow-java-serialization = off }
                remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                cluster.jmx.multi-mbeans-in-same-jvm = on
              }
              """)
          .withFallback(ConfigFactory.parseResources("rhizome/serialization.conf"))
          .withFallback(ConfigFactory.defaultReference())
          .resolve();

  private final ActorTestKit one = ActorTestKit.create("explorers", CLUSTER);
  private final ActorTestKit other = ActorTestKit.create("explorers", CLUSTER);

  @AfterEach
  void close() {
    other.shutdownTestKit();
    one.shutdownTestKit();
  }

  private static void join(ActorSystem<?> system, ActorSystem<?> at) {
    Cluster.get(system).manager().tell(Join.create(Cluster.get(at).selfMember().address()));
  }

  @Test
  void aMemberWithoutALedgerAsksTheOneThatHasIt() {
    join(one.system(), one.system());
    join(other.system(), one.system());
    PlayedValidator played = new PlayedValidator(new Holding(5, new Condition.Nil()));
    ActorRef<Request> validator = one.spawn(played.behavior());
    one.spawn(ExplorerShell.create(played.beside(validator), PlayedLedger.settings(3)));

    Explorers seen = new Explorers(other.system(), played.chain(), Duration.ofSeconds(10));
    TestProbe<Long> asker = other.createTestProbe();
    Optional<Answered> answer =
        asker.awaitAssert(
            Duration.ofSeconds(30),
            () -> {
              Optional<Answered> found =
                  seen.ask(new Question.Supply()).toCompletableFuture().join();
              assertThat(found.orElseThrow()).isInstanceOf(Answered.Found.class);
              return found;
            });
    String json = ((Answered.Found) answer.orElseThrow()).json();
    assertThat(Json.parse(json).at("/coins").asText()).isEqualTo("5");
    Explorers any = new Explorers(other.system(), Optional.empty(), Duration.ofSeconds(10));
    TestProbe<Long> stranger = other.createTestProbe();
    stranger.awaitAssert(
        Duration.ofSeconds(30),
        () -> {
          assertThat(any.ask(new Question.Supply()).toCompletableFuture().join())
              .as("by who knows no chain")
              .isEqualTo(answer);
          return answer;
        });
    assertThat(seen.ask(new Question.Block("x", "")).toCompletableFuture().join())
        .contains(new Answered.Bad("number: wanted a whole number from 0 on"));
  }
}
