package rhizome.runtime.log;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.AskPattern;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import rhizome.runtime.entity.House;
import rhizome.runtime.journal.Journal;

/**
 * How many events the log acknowledges in a second, and what it asks of the disk for them, beside
 * H2 with {@code WRITE_DELAY=0} in the same run. With a second argument H2 forces its writes, too
 * (ADR 0004). Not a test: run it by hand, as {@code LogBench FOLDER [forced]}; the figures are in
 * docs/adr.
 */
final class LogBench {

  private static final String URL = "akka-persistence-jdbc.shared-databases.slick.db.url";
  private static final Scroll.Plugins H2 =
      new Scroll.Plugins("jdbc-journal", "jdbc-snapshot-store");

  private final ActorTestKit kit;

  private LogBench(ActorTestKit kit) {
    this.kit = kit;
  }

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory(Path.of(args[0]), "bench");
    String url;
    try (Journal other = Journal.open(folder.resolve("h2"))) {
      String forced = other.config().getString(URL);
      url = args.length > 1 ? forced : forced.replace("durable:", "file:");
    }
    try (Journal mark = Journal.open(folder.resolve("mark"))) {
      ActorTestKit kit =
          ActorTestKit.create(
              "bench",
              House.config(
                  mark,
                  ConfigFactory.parseMap(
                          Map.of(
                              URL,
                              url,
                              LogSettings.JOURNAL + ".folder",
                              folder.resolve("log") + ""))
                      .withFallback(ConfigFactory.parseResources("rhizome/ledger-log.conf"))));
      LogBench bench = new LogBench(kit);
      for (String round : new String[] {"warm-up", "measured"}) {
        for (Scroll.Plugins plugins : new Scroll.Plugins[] {H2, Scroll.Plugins.LOG}) {
          bench.run(round, plugins, new Load(1, 1, 2_000));
          bench.run(round, plugins, new Load(1, 20, 1_000));
          bench.run(round, plugins, new Load(4, 1, 8_000));
          bench.run(round, plugins, new Load(1000, 1, 50_000));
        }
      }
      kit.shutdownTestKit();
    }
  }

  /**
   * What is done.
   *
   * @param writers entities, each with one write at a time
   * @param together events of one write
   * @param writes of all of them
   */
  private record Load(int writers, int together, int writes) {}

  private void run(String round, Scroll.Plugins plugins, Load load) throws InterruptedException {
    EventLog log = EventLog.on(kit.system());
    long groups = log.groups();
    CountDownLatch done = new CountDownLatch(load.writers);
    int each = load.writes / load.writers;
    long[] latencies = new long[load.writers * each];
    long start = System.nanoTime();
    for (int i = 0; i < load.writers; i++) {
      String id = round + load + plugins.journal() + i;
      new Writer(kit.spawn(Scroll.in(plugins, id)), load.together, latencies, done)
          .write(i * each, each);
    }
    done.await();
    double seconds = (System.nanoTime() - start) / 1e9;
    Arrays.sort(latencies);
    double events = latencies.length * (double) load.together;
    System.out.printf(
        "%-8s %-24s %4d writers, %2d at once: %8.0f events/s  p50 %.2f ms  p99 %.2f ms"
            + "  %.4f forces/event%n",
        round,
        plugins.journal(),
        load.writers,
        load.together,
        events / seconds,
        latencies[latencies.length / 2] / 1e6,
        latencies[latencies.length * 99 / 100] / 1e6,
        (log.groups() - groups) / events);
  }

  /** One entity's writes, one after the other. */
  private final class Writer {
    private final ActorRef<Scroll.Command> scroll;
    private final int together;
    private final long[] latencies;
    private final CountDownLatch done;

    Writer(ActorRef<Scroll.Command> scroll, int together, long[] latencies, CountDownLatch done) {
      this.scroll = scroll;
      this.together = together;
      this.latencies = latencies;
      this.done = done;
    }

    void write(int at, int left) {
      if (left == 0) {
        done.countDown();
        return;
      }
      long start = System.nanoTime();
      var _ =
          AskPattern.<Scroll.Command, String>ask(
                  scroll,
                  replyTo -> new Scroll.Command.Write(together, replyTo),
                  Duration.ofMinutes(1),
                  kit.scheduler())
              .thenAccept(
                  _ -> {
                    latencies[at] = System.nanoTime() - start;
                    write(at + 1, left - 1);
                  });
    }
  }
}
