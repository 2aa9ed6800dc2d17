package rhizome.runtime.journal;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.persistence.typed.PersistenceId;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import rhizome.runtime.cassandra.Contact;
import rhizome.runtime.cassandra.Schema;
import rhizome.runtime.cassandra.server.CassandraServer;
import rhizome.runtime.cassandra.server.ServerSettings;
import rhizome.runtime.entity.Courier;
import rhizome.runtime.entity.EntitySettings;
import rhizome.runtime.entity.EntityShell;
import rhizome.runtime.entity.EntityShell.Request;
import rhizome.runtime.entity.EventFeed;
import rhizome.runtime.entity.House;
import rhizome.runtime.entity.Lodging;

/**
 * What the fence costs: writes and recoveries with it, and with the plugin alone. Not a test: run
 * it by hand, as {@code FenceBench FOLDER}; the figures are in docs/adr/0008.
 */
final class FenceBench {

  private static final String UNFENCED =
      """
      akka.persistence.cassandra.journal.class =
        "akka.persistence.cassandra.journal.CassandraJournal"
      """;

  private FenceBench() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    ServerSettings settings = ServerSettings.usual().at("127.0.0.1", 0);
    try (CassandraServer server =
        CassandraServer.start(
            CassandraServer.Order.of(
                folder, folder.resolve("jars"), settings, ConfigFactory.empty()))) {
      for (String way : new String[] {"unfenced", "fenced", "unfenced", "fenced"}) {
        Contact contact = server.contact().in("bench" + Math.abs(System.nanoTime() % 1_000_000));
        Schema.apply(contact, 1);
        Config more =
            way.equals("fenced") ? ConfigFactory.empty() : ConfigFactory.parseString(UNFENCED);
        ActorTestKit kit =
            ActorTestKit.create("bench", House.config(SharedJournal.of(contact), more));
        JournalBench bench = new JournalBench(kit);
        bench.run("warm-up", 100, 5_000);
        bench.run(way + ", 1 writer", 1, 1_000);
        bench.run(way + ", 100 writers", 100, 20_000);
        recover(kit, way + ", empty", 1_000);
        recover(kit, way + ", 100 writers", 100);
        kit.shutdownTestKit();
      }
    }
  }

  private static void recover(ActorTestKit kit, String name, int entities) {
    EventFeed feed = new EventFeed(10, 1, ForkJoinPool.commonPool());
    EntitySettings settings = EntitySettings.from(kit.system().settings().config());
    var probe = kit.<Courier.Bag>createTestProbe();
    long begin = System.nanoTime();
    for (int i = 0; i < entities; i++) {
      var parts =
          new EntityShell.Parts<>(
              PersistenceId.of("courier", name + i), new Courier(), (_, _) -> {}, feed, settings);
      kit.<Request<Courier.Command, Courier.Bag>>spawn(
              EntityShell.create(parts, Lodging.<Courier.Command, Courier.Bag>alone()))
          .tell(new EntityShell.Read<>(probe.getRef()));
    }
    for (int i = 0; i < entities; i++) {
      probe.receiveMessage(Duration.ofMinutes(2));
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf("%-45s %8.0f recoveries/s%n", name, entities / seconds);
  }
}
