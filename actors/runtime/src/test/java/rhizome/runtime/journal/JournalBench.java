package rhizome.runtime.journal;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.AskPattern;
import akka.pattern.StatusReply;
import akka.persistence.typed.PersistenceId;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import rhizome.runtime.entity.Courier;
import rhizome.runtime.entity.EntitySettings;
import rhizome.runtime.entity.EntityShell;
import rhizome.runtime.entity.EntityShell.Request;
import rhizome.runtime.entity.EventFeed;
import rhizome.runtime.entity.House;
import rhizome.runtime.entity.Lodging;
import rhizome.runtime.entity.Receipt;

/**
 * How many events each way of writing H2 acknowledges in a second. Not a test: run it by hand, as
 * {@code JournalBench FOLDER}; the figures are in docs/adr.
 */
final class JournalBench {

  private static final String URL = "akka-persistence-jdbc.shared-databases.slick.db.url";

  private final ActorTestKit kit;

  JournalBench(ActorTestKit kit) {
    this.kit = kit;
  }

  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[0]);
    for (String way : new String[] {"default", "write-delay-0", "durable"}) {
      for (int batches : new int[] {1, 8}) {
        Path folder = Files.createTempDirectory(root, way);
        try (Journal journal = Journal.open(folder)) {
          ActorTestKit kit =
              ActorTestKit.create("bench", House.config(journal, more(way, batches, folder)));
          JournalBench bench = new JournalBench(kit);
          bench.run("warm-up", 100, 10_000);
          bench.run(way + ", " + batches + " batch(es), 1 writer", 1, 2_000);
          bench.run(way + ", " + batches + " batch(es), 100 writers", 100, 30_000);
          bench.run(way + ", " + batches + " batch(es), 1000 writers", 1000, 50_000);
          kit.shutdownTestKit();
        }
      }
    }
  }

  /** The mark is kept as always; only the file that the plugin writes is opened differently. */
  private static Config more(String way, int batches, Path folder) {
    Path other = folder.resolve("other");
    Journal.open(other).close();
    String durable = Store.url(other);
    String url =
        switch (way) {
          case "durable" -> durable;
          case "default" -> durable.replace("durable:", "file:").replace("WRITE_DELAY=0;", "");
          default -> durable.replace("durable:", "file:");
        };
    return ConfigFactory.parseMap(Map.of(URL, url, "jdbc-journal.parallelism", batches));
  }

  void run(String name, int writers, int events) throws InterruptedException {
    EventFeed feed = new EventFeed(10, 1, ForkJoinPool.commonPool());
    EntitySettings settings = EntitySettings.from(kit.system().settings().config());
    CountDownLatch done = new CountDownLatch(writers);
    long[] latencies = new long[writers * (events / writers)];
    long start = System.nanoTime();
    for (int i = 0; i < writers; i++) {
      var parts =
          new EntityShell.Parts<>(
              PersistenceId.of("courier", name + i), new Courier(), (_, _) -> {}, feed, settings);
      var entity =
          kit.spawn(EntityShell.create(parts, Lodging.<Courier.Command, Courier.Bag>alone()));
      write(entity, latencies, i * (events / writers), events / writers, done);
    }
    done.await();
    double seconds = (System.nanoTime() - start) / 1e9;
    Arrays.sort(latencies);
    System.out.printf(
        "%-45s %8.0f events/s  p50 %.2f ms  p99 %.2f ms%n",
        name,
        latencies.length / seconds,
        latencies[latencies.length / 2] / 1e6,
        latencies[latencies.length * 99 / 100] / 1e6);
  }

  private void write(
      ActorRef<Request<Courier.Command, Courier.Bag>> entity,
      long[] latencies,
      int at,
      int left,
      CountDownLatch done) {
    if (left == 0) {
      done.countDown();
      return;
    }
    Courier.Command command =
        left % 2 == 0 ? new Courier.Command.Take("parcel") : new Courier.Command.Deliver("parcel");
    long start = System.nanoTime();
    AskPattern.<Request<Courier.Command, Courier.Bag>, StatusReply<Receipt>>ask(
            entity,
            replyTo -> new EntityShell.Ask<>(command, replyTo),
            Duration.ofMinutes(1),
            kit.scheduler())
        .thenAccept(
            reply -> {
              latencies[at] = System.nanoTime() - start;
              write(entity, latencies, at + 1, left - 1, done);
            });
  }
}
