package rhizome.runtime.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.pattern.StatusReply;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import rhizome.runtime.entity.Courier;
import rhizome.runtime.entity.EntitySettings;
import rhizome.runtime.entity.EntityShell;
import rhizome.runtime.entity.EntityShell.Request;
import rhizome.runtime.entity.House;
import rhizome.runtime.entity.Lodging;
import rhizome.runtime.entity.Receipt;
import rhizome.runtime.journal.SharedJournal;

/** Couriers who are asked again as soon as they answered, or did not answer in time. */
final class Load implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration ASK_MAX = Duration.ofSeconds(2);

  private final House house;
  private final int couriers;
  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
  private volatile boolean over;

  Load(Contact contact, int couriers) {
    this.house = new House(SharedJournal.of(contact), ConfigFactory.empty());
    this.couriers = couriers;
    EntitySettings settings = EntitySettings.from(house.system().settings().config());
    for (int i = 0; i < couriers; i++) {
      String id = "load-" + i;
      ask(id, house.courier(id, settings, Lodging.alone()), 0);
    }
  }

  private void ask(String id, ActorRef<Request<Courier.Command, Courier.Bag>> courier, long n) {
    AskPattern.<Request<Courier.Command, Courier.Bag>, StatusReply<Receipt>>ask(
            courier,
            replyTo -> new EntityShell.Ask<>(new Courier.Command.Take("p" + n), replyTo),
            ASK_MAX,
            house.system().scheduler())
        .whenComplete(
            (reply, _) -> {
              if (reply != null && reply.isSuccess()) {
                acknowledged.merge(id, reply.getValue().revision(), Math::max);
              }
              if (!over) {
                ask(id, courier, n + 1);
              }
            });
  }

  private long sum() {
    return acknowledged.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Until every courier was acknowledged something that it was not by now. */
  void awaitProgress() throws InterruptedException {
    Map<String, Long> before = Map.copyOf(acknowledged);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (acknowledged.size() < couriers
        || acknowledged.entrySet().stream()
            .anyMatch(now -> now.getValue() <= before.getOrDefault(now.getKey(), 0L))) {
      assertThat(System.nanoTime())
          .as("progress within %s; acknowledged so far: %s", PATIENCE, acknowledged)
          .isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** Until nobody was acknowledged anything for so long. */
  void awaitSilence(Duration silence) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long last = -1;
    while (last != sum()) {
      assertThat(System.nanoTime()).as("silence").isLessThan(deadline);
      last = sum();
      TimeUnit.NANOSECONDS.sleep(silence.toNanos());
    }
  }

  /** Stops asking, and looks for all that was acknowledged. */
  long verify() {
    over = true;
    acknowledged.forEach(
        (id, revision) ->
            assertThat((long) house.written(id))
                .as("events of %s", id)
                .isGreaterThanOrEqualTo(revision));
    return sum();
  }

  ActorSystem<?> system() {
    return house.system();
  }

  @Override
  public void close() {
    over = true;
    house.close();
  }
}
