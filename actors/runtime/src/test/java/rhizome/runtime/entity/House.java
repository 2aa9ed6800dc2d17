package rhizome.runtime.entity;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.pattern.StatusReply;
import akka.persistence.typed.PersistenceId;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import rhizome.runtime.entity.EntityShell.Request;
import rhizome.runtime.journal.History;
import rhizome.runtime.journal.Journal;

/** An actor system on a real journal, without a cluster, and couriers living in it. */
public final class House implements AutoCloseable {

  public static final EntitySettings BRISK =
      new EntitySettings(
          Duration.ofMillis(50),
          Duration.ofMillis(400),
          Duration.ofMillis(300),
          4096,
          5,
          2,
          false,
          Duration.ofMillis(100),
          Duration.ofSeconds(1));

  private final Journal journal;
  private final ActorTestKit kit;
  private final EventFeed feed = new EventFeed(1000, 10, ForkJoinPool.commonPool());
  private final TestProbe<Courier.Carry> duties;

  public House(Path folder) {
    this(folder, ConfigFactory.empty());
  }

  public House(Path folder, Config more) {
    this(Journal.open(folder), more);
  }

  public House(Journal journal, Config more) {
    this.journal = journal;
    kit = ActorTestKit.create("house", config(journal, more));
    duties = kit.createTestProbe();
  }

  /** The embedded profile without its cluster; couriers are written by Jackson. */
  public static Config config(Journal journal, Config more) {
    return more.withFallback(journal.config())
        .withFallback(ConfigFactory.parseResources("house.conf"))
        .withFallback(ConfigFactory.parseResources("rhizome/embedded.conf"))
        .withFallback(ConfigFactory.defaultReference())
        .resolve();
  }

  public ActorSystem<?> system() {
    return kit.system();
  }

  public ActorTestKit kit() {
    return kit;
  }

  /** How many events of a courier the journal holds. */
  public int written(String id) {
    return new History(system())
        .read("courier|" + id, 0, 1_000_000)
        .toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS)
        .join()
        .size();
  }

  EventFeed feed() {
    return feed;
  }

  TestProbe<Courier.Carry> duties() {
    return duties;
  }

  /** Waits until this is handed out, whatever else is. */
  void owed(Courier.Carry duty) {
    duties.fishForMessage(
        Duration.ofSeconds(20),
        seen ->
            seen.equals(duty) ? FishingOutcomes.complete() : FishingOutcomes.continueAndIgnore());
  }

  /** Forgets what was handed out so far. */
  void drainDuties() {
    while (true) {
      try {
        duties.receiveMessage(Duration.ofMillis(20));
      } catch (AssertionError empty) {
        return;
      }
    }
  }

  EntityShell.Parts<Courier.Command, Courier.Event, Courier.Bag, Courier.Carry> parts(
      String id, EntitySettings settings) {
    return new EntityShell.Parts<>(
        PersistenceId.of("courier", id),
        new Courier(),
        (duty, _) -> duties.getRef().tell(duty),
        feed,
        settings);
  }

  /** Lives alone, by a law that a test has changed. */
  ActorRef<Request<Courier.Command, Courier.Bag>> courier(
      String id, Courier law, EntitySettings settings) {
    var parts =
        new EntityShell.Parts<>(
            PersistenceId.of("courier", id),
            law,
            (duty, _) -> duties.getRef().tell(duty),
            feed,
            settings);
    return kit.spawn(EntityShell.create(parts, Lodging.<Courier.Command, Courier.Bag>alone()));
  }

  public ActorRef<Request<Courier.Command, Courier.Bag>> courier(
      String id, EntitySettings settings, Lodging<Courier.Command, Courier.Bag> lodging) {
    return kit.spawn(EntityShell.create(parts(id, settings), lodging));
  }

  /** Lives alone: leaves when it wants to, and comes back only when it is spawned again. */
  public ActorRef<Request<Courier.Command, Courier.Bag>> courier(String id) {
    return courier(id, BRISK, Lodging.alone());
  }

  public StatusReply<Receipt> ask(
      ActorRef<Request<Courier.Command, Courier.Bag>> courier, Courier.Command command) {
    TestProbe<StatusReply<Receipt>> probe = kit.createTestProbe();
    courier.tell(new EntityShell.Ask<>(command, probe.getRef()));
    return probe.receiveMessage(Duration.ofSeconds(10));
  }

  public Courier.Bag read(ActorRef<Request<Courier.Command, Courier.Bag>> courier) {
    TestProbe<Courier.Bag> probe = kit.createTestProbe();
    courier.tell(new EntityShell.Read<>(probe.getRef()));
    return probe.receiveMessage(Duration.ofSeconds(10));
  }

  public void stop(ActorRef<Request<Courier.Command, Courier.Bag>> courier) {
    courier.tell(new EntityShell.Stop<>());
    kit.createTestProbe().expectTerminated(courier, Duration.ofSeconds(10));
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
    journal.close();
  }
}
