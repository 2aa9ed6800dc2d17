package rhizome.cli.bench.ledger;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import rhizome.cli.host.LedgerHost;
import rhizome.runtime.validator.LedgerSettings;
import rhizome.runtime.validator.News;
import rhizome.runtime.validator.Request;
import rhizome.runtime.validator.Status;

/** All validators of a chain in this process; one log on one disk has what each must not forget. */
final class Validators implements AutoCloseable {

  private static final Duration AWAKE_MAX = Duration.ofMinutes(2);

  private final ActorSystem<Void> system;
  private final List<ActorRef<Request>> all = new ArrayList<>();

  /**
   * @param ear hears what is final at the first of them
   */
  Validators(Path folder, Traffic traffic, int beacon, Consumer<News> ear) {
    Config config = config(folder, beacon);
    LedgerSettings settings = LedgerSettings.from(config);
    system = ActorSystem.create(Behaviors.empty(), "bench", config);
    traffic
        .keys()
        .forEach(
            secret ->
                all.add(LedgerHost.begin(system, settings, traffic.constitution(), secret).ref()));
    ActorRef<News> follower =
        system.systemActorOf(
            Behaviors.receiveMessage(
                news -> {
                  ear.accept(news);
                  return Behaviors.same();
                }),
            "ear",
            Props.empty());
    all.getFirst().tell(new Request.Follow(follower));
    all.forEach(this::awaitAwake);
  }

  /** What they would live in, without anybody: what it costs by itself is none of theirs. */
  static ActorSystem<Void> nobody(Path folder) {
    return ActorSystem.create(Behaviors.empty(), "nobody", config(folder, 1));
  }

  private static Config config(Path folder, int beacon) {
    Config own =
        ConfigFactory.parseMap(
            Map.of(
                "akka.actor.provider",
                "local",
                "akka.persistence.journal.auto-start-journals",
                List.of(),
                "akka.persistence.snapshot-store.auto-start-snapshot-stores",
                List.of(),
                "rhizome.ledger.beacon-length",
                beacon,
                "rhizome.ledger.journal.folder",
                folder.toString()));
    return own.withFallback(ConfigFactory.load("rhizome/embedded"));
  }

  /** Until it has read its log it takes no entry; what it is asked waits. */
  private void awaitAwake(ActorRef<Request> validator) {
    AskPattern.<Request, Status>ask(
            validator, Request.AskStatus::new, AWAKE_MAX, system.scheduler())
        .toCompletableFuture()
        .join();
  }

  ActorSystem<Void> system() {
    return system;
  }

  ActorRef<Request> of(int number) {
    return all.get(number % all.size());
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }
}
