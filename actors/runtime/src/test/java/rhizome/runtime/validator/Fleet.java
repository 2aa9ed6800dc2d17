package rhizome.runtime.validator;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import rhizome.ledger.chain.Entry;

/** Validators of one chain in one actor system, on a disk that does as it is told. */
final class Fleet implements AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final Hamlet hamlet;
  final ScriptedDisk disk;
  final ActorTestKit kit;
  final LedgerSettings settings;
  final Ear ear = new Ear();

  private final Map<Integer, ActorRef<Request>> running = new LinkedHashMap<>();

  Fleet(String more, int... powers) {
    hamlet = new Hamlet(powers);
    String name = "fleet-" + COUNT.incrementAndGet();
    disk = ScriptedDisk.named(name);
    Config config = config(name, more);
    kit = ActorTestKit.create(name, config);
    settings = LedgerSettings.from(config);
    kit.spawn(ear.listens(hamlet.chain()));
  }

  /** Rounds are patient, all else is brisk; {@code more} goes before that. */
  static Config config(String disk, String more) {
    return ConfigFactory.parseString(more)
        .withFallback(
            ConfigFactory.parseString(
                """
                akka.actor.provider = local
                akka.loglevel = WARNING
                akka.actor.testkit.typed.filter-leeway = 60s
                rhizome.ledger {
                  timeouts { propose = 1s, prevote = 500ms, precommit = 500ms, growth = 250ms }
                  idle-interval = 100ms
                  retelling-interval = 100ms
                  answer-interval = 20ms
                  restart-min = 50ms
                  restart-max = 500ms
                  journal { class = "rhizome.runtime.validator.ScriptedJournal", disk = "%1$s" }
                  snapshots { class = "rhizome.runtime.validator.ScriptedSnapshots", disk = "%1$s" }
                }
                """
                    .formatted(disk)))
        .withFallback(ConfigFactory.parseResources("rhizome/akka.conf"))
        .withFallback(ConfigFactory.parseResources("rhizome/serialization.conf"))
        .withFallback(ConfigFactory.parseResources("rhizome/ledger.conf"))
        .withFallback(ConfigFactory.defaultReference())
        .resolve();
  }

  ActorRef<Request> start(int number) {
    JournalBlocks blocks = disk.blocks(hamlet.id(number));
    ActorRef<Request> ref =
        kit.spawn(ValidatorShell.create(hamlet.parts(number, settings, blocks)));
    running.put(number, ref);
    return ref;
  }

  Fleet startAll(int count) {
    for (int i = 0; i < count; i++) {
      start(i);
    }
    return this;
  }

  void stop(int number) {
    kit.stop(Objects.requireNonNull(running.remove(number)), PATIENCE);
  }

  ActorRef<Request> ref(int number) {
    return Objects.requireNonNull(running.get(number));
  }

  Reader follow(int number) {
    TestProbe<News> probe = kit.createTestProbe();
    ref(number).tell(new Request.Follow(probe.getRef()));
    return new Reader(probe);
  }

  Submitted submit(int number, Entry entry) {
    TestProbe<Submitted> probe = kit.createTestProbe();
    ref(number).tell(new Request.Submit(entry, probe.getRef()));
    return probe.receiveMessage(PATIENCE);
  }

  /** Until it takes entries again. */
  void insist(int number, Entry entry) {
    Submitted said = submit(number, entry);
    while (said instanceof Submitted.Refused(var why, _) && why.equals(ValidatorShell.RECOVERING)) {
      said = submit(number, entry);
    }
    assertThat(said).isInstanceOf(Submitted.Waits.class);
  }

  Status status(int number) {
    TestProbe<Status> probe = kit.createTestProbe();
    ref(number).tell(new Request.AskStatus(probe.getRef()));
    return probe.receiveMessage(PATIENCE);
  }

  /** Asks until it is so. */
  Status await(int number, Predicate<Status> until) {
    return kit.createTestProbe()
        .awaitAssert(
            PATIENCE,
            Duration.ofMillis(20),
            () -> {
              Status status = status(number);
              assertThat(until.test(status)).as("%s", status).isTrue();
              return status;
            });
  }

  /** So much goes on that a block would have been made, if one could be. */
  void awaitRetellings(int more) {
    int wanted = ear.positions() + more;
    kit.createTestProbe()
        .awaitAssert(
            PATIENCE,
            () -> {
              assertThat(ear.positions()).isGreaterThanOrEqualTo(wanted);
              return wanted;
            });
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}
