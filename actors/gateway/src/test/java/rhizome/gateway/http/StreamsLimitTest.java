package rhizome.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rhizome.gateway.DrainSettings;
import rhizome.gateway.GatewaySettings;
import rhizome.gateway.InMemoryGrid;
import rhizome.gateway.problem.Refusal;

class StreamsLimitTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int MOST = 2;
  private static final DrainSettings DRAIN = new DrainSettings(SOON, SOON, 1, 1);

  private final ActorTestKit kit =
      ActorTestKit.create(
          ConfigFactory.parseString("akka { actor.provider = local, loglevel = WARNING }")
              .withFallback(ConfigFactory.defaultReference()));

  private final GatewaySettings settings =
      new GatewaySettings("127.0.0.1", 0, false, 1, 1, 1, MOST, SOON, SOON, false, DRAIN);
  private final Streams streams = new Streams(kit.system(), new InMemoryGrid(), settings);

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  /** They are let in when they ask, and are open only once somebody reads. */
  @Test
  void ofManyWhoAskAtOnceNoMoreAreOpenedThanMayBe() {
    List<Source<String, NotUsed>> letIn =
        Stream.generate(() -> streams.limited(endless())).limit(MOST + 1).toList();
    CompletableFuture<?>[] ends =
        letIn.stream()
            .map(source -> source.runWith(Sink.ignore(), kit.system()).toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    assertThat(CompletableFuture.anyOf(ends))
        .failsWithin(SOON)
        .withThrowableThat()
        .withCauseInstanceOf(Refusal.class);
    assertThat(streams.open()).isEqualTo(MOST);
  }

  private static Source<String, NotUsed> endless() {
    return Source.<String>maybe().mapMaterializedValue(_ -> NotUsed.getInstance());
  }
}
