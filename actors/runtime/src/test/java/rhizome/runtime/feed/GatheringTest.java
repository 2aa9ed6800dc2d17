package rhizome.runtime.feed;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import com.typesafe.config.ConfigFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rhizome.runtime.entity.EventFeed;

/** Feeds of several members, read into one by a gateway. */
class GatheringTest {

  private static final Executor HERE = Runnable::run;

  private final ActorTestKit kit =
      ActorTestKit.create(
          ConfigFactory.parseString("akka { actor.provider = local, loglevel = WARNING }")
              .withFallback(ConfigFactory.defaultReference()));
  private final EventFeed all = new EventFeed(10_000, 10, HERE);

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void whatHappenedBeforeAndAfterIsGatheredFromEveryMember() {
    EventFeed one = feed();
    EventFeed two = feed();
    happen(one, "a");
    kit.spawn(FeedShell.create(one));
    kit.spawn(FeedShell.create(two));
    kit.spawn(GathererShell.create(all));
    awaitEvents("a");
    happen(two, "b");
    awaitEvents("a", "b");
    happen(one, "c");
    awaitEvents("a", "b", "c");
  }

  @Test
  void aMemberThatComesLaterIsGatheredFromItsBeginning() {
    kit.spawn(GathererShell.create(all));
    EventFeed late = feed();
    happen(late, "a");
    happen(late, "b");
    kit.spawn(FeedShell.create(late));
    awaitEvents("a", "b");
  }

  @Test
  void aMemberThatIsGoneHoldsUpNobody() {
    EventFeed dying = feed();
    EventFeed living = feed();
    ActorRef<FeedShell.Message> first = kit.spawn(FeedShell.create(dying));
    kit.spawn(FeedShell.create(living));
    kit.spawn(GathererShell.create(all));
    happen(dying, "a");
    awaitEvents("a");
    kit.stop(first);
    happen(dying, "unheard");
    happen(living, "b");
    awaitEvents("a", "b");
  }

  @Test
  void moreThanOneMessageHoldsArrivesWholeAndInOrder() {
    EventFeed busy = feed();
    String large = "x".repeat(FeedShell.BYTES_MAX / 3);
    List<String> told =
        IntStream.range(0, 1_000).mapToObj(i -> i % 100 == 0 ? i + large : "e" + i).toList();
    told.forEach(event -> happen(busy, event));
    kit.spawn(FeedShell.create(busy));
    kit.spawn(GathererShell.create(all));
    awaitEvents(told.toArray(String[]::new));
  }

  @Test
  void anEventThatFitsInNoMessageIsLeftOutAndCounted() {
    EventFeed feed = feed();
    kit.spawn(FeedShell.create(feed));
    kit.spawn(GathererShell.create(all));
    happen(feed, "a");
    awaitEvents("a");
    happen(feed, "x".repeat(FeedShell.BYTES_MAX + 1));
    happen(feed, "b");
    awaitAll("a", new EventFeed.Missed(1), "b");
  }

  /** While members are upgraded one by one, a newer one tells what an older cannot read. */
  @Test
  void anEventThatIsNotUnderstoodIsLeftOutAndCountedAndTheRestIsGathered() {
    List<FeedShell.Packed> events = List.of(packed(1, 20, "a"), packed(2, 4711, "?"));
    ActorRef<FeedShell.Message> newer =
        kit.spawn(
            Behaviors.receive(FeedShell.Message.class)
                .onMessage(
                    FeedShell.Next.class,
                    next -> {
                      int told = (int) Math.min(next.after(), events.size());
                      if (told < events.size()) {
                        List<FeedShell.Packed> rest = events.subList(told, events.size());
                        next.replyTo().tell(new FeedShell.Piece(rest, 0, events.size()));
                      }
                      return Behaviors.same();
                    })
                .build());
    kit.system().receptionist().tell(Receptionist.register(FeedShell.KEY, newer));
    kit.spawn(GathererShell.create(all));
    awaitAll("a", new EventFeed.Missed(1));
    EventFeed late = feed();
    kit.spawn(FeedShell.create(late));
    happen(late, "b");
    awaitAll("a", new EventFeed.Missed(1), "b");
  }

  /** 20 is Akka's serializer of texts. */
  private static FeedShell.Packed packed(long revision, int serializer, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new FeedShell.Packed("robot|shop", revision, 0, serializer, "", bytes);
  }

  @Test
  void aQuietFeedSaysSoAndIsNotForgotten() {
    EventFeed quiet = feed();
    ActorRef<FeedShell.Message> shell = kit.spawn(FeedShell.create(quiet));
    TestProbe<FeedShell.Piece> reader = kit.createTestProbe();
    shell.tell(new FeedShell.Next(0, reader.ref()));
    FeedShell.Piece nothing =
        reader.receiveMessage(FeedShell.SILENCE_MAX.plus(Duration.ofSeconds(10)));
    assertThat(nothing).isEqualTo(new FeedShell.Piece(List.of(), 0, 0));
    shell.tell(new FeedShell.Next(nothing.position(), reader.ref()));
    happen(quiet, "a");
    assertThat(reader.receiveMessage(Duration.ofSeconds(10)).events()).hasSize(1);
  }

  @Test
  void moreReadersThanMayWaitAreAnsweredAtOnce() {
    ActorRef<FeedShell.Message> shell = kit.spawn(FeedShell.create(feed()));
    TestProbe<FeedShell.Piece> waiting = kit.createTestProbe();
    for (int i = 0; i < 64; i++) {
      shell.tell(new FeedShell.Next(0, waiting.ref()));
    }
    TestProbe<FeedShell.Piece> late = kit.createTestProbe();
    shell.tell(new FeedShell.Next(0, late.ref()));
    assertThat(late.receiveMessage(Duration.ofSeconds(3)).events()).isEmpty();
  }

  /** As a feed does at which too many wait already. */
  @Test
  void whoIsAnsweredAtOnceWithNothingDoesNotAskAgainAtOnce() {
    TestProbe<Long> questions = kit.createTestProbe();
    ActorRef<FeedShell.Message> crowded =
        kit.spawn(
            Behaviors.receive(FeedShell.Message.class)
                .onMessage(
                    FeedShell.Next.class,
                    next -> {
                      next.replyTo().tell(new FeedShell.Piece(List.of(), 0, next.after()));
                      questions.ref().tell(System.nanoTime());
                      return Behaviors.same();
                    })
                .build());
    kit.system().receptionist().tell(Receptionist.register(FeedShell.KEY, crowded));
    kit.spawn(GathererShell.create(all));
    List<Long> asked = questions.receiveSeveralMessages(4, Duration.ofSeconds(20));
    assertThat(Duration.ofNanos(asked.getLast() - asked.getFirst()))
        .isGreaterThanOrEqualTo(GathererShell.LULL.multipliedBy(3).minusMillis(50));
  }

  private static EventFeed feed() {
    return new EventFeed(10_000, 10, HERE);
  }

  private static void happen(EventFeed feed, String event) {
    feed.publish("robot|shop", feed.position() + 1, 0, event);
  }

  private void awaitAll(Object... expected) {
    awaitLaw(events -> assertThat(events).containsExactly(expected));
  }

  private void awaitEvents(String... expected) {
    awaitLaw(events -> assertThat(events).containsExactlyInAnyOrder((Object[]) expected));
  }

  private void awaitLaw(Consumer<List<Object>> law) {
    TestProbe<Object> probe = kit.createTestProbe();
    probe.awaitAssert(
        Duration.ofSeconds(20),
        () -> {
          law.accept(all.read(0, 10_000).entries().stream().map(EventFeed.Entry::event).toList());
          return 0;
        });
  }
}
