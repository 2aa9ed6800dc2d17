package rhizome.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import rhizome.runtime.cassandra.Contact;
import rhizome.runtime.cassandra.OnCassandra;
import rhizome.runtime.cassandra.OneCassandra;
import rhizome.runtime.entity.Courier.Command.Take;
import rhizome.runtime.entity.Courier.Event;
import rhizome.runtime.entity.House;

@OnCassandra
@Tag("chaos")
class JournalKillOnCassandraTest extends JournalKillTest {

  private Contact contact() {
    return OneCassandra.keyspace(OneCassandra.contact(), folder);
  }

  @Override
  String where() {
    return Scribe.where(contact());
  }

  @Override
  Map<String, Long> found() {
    Map<String, Long> found = new TreeMap<>();
    try (House house = new House(SharedJournal.of(contact()), ConfigFactory.empty())) {
      for (int i = 0; i < ENTITIES; i++) {
        found.put("courier|scribe-" + i, (long) house.written("scribe-" + i));
      }
    }
    return found;
  }

  /** As a JVM that was paused, taken for dead, and comes back. */
  @Test
  void aWriterHeldStillWhileAnotherTakesOverIsNotBelievedWhenItGoesOn() throws Exception {
    Path acknowledged = folder.resolve("acknowledged");
    Process scribe = start(where(), acknowledged);
    try (House house = new House(SharedJournal.of(contact()), ConfigFactory.empty())) {
      awaitLines(scribe, acknowledged, 500);
      signal(scribe, "STOP");
      Map<String, Long> marks = new TreeMap<>();
      for (int i = 0; i < ENTITIES; i++) {
        String id = "scribe-" + i;
        var courier = house.courier(id);
        marks.put(id, house.ask(courier, new Take("mark")).getValue().revision());
      }
      signal(scribe, "CONT");
      TimeUnit.SECONDS.sleep(5); // time for it to do harm; there is no signal for what must not be
      scribe.destroyForcibly().waitFor();
      Map<String, Long> promised = promised(acknowledged);
      for (Map.Entry<String, Long> mark : marks.entrySet()) {
        String id = mark.getKey();
        var story = new History(house.system()).read("courier|" + id, 0, 1_000_000);
        var events = story.toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThat(events.get(mark.getValue().intValue() - 1).event())
            .as("what the newer writer was acknowledged for %s", id)
            .isEqualTo(new Event.Taken("mark"));
        assertThat(promised.getOrDefault(id, 0L))
            .as("what the older was acknowledged for %s", id)
            .isNotEqualTo(mark.getValue())
            .isLessThanOrEqualTo(events.size());
      }
    } finally {
      scribe.destroyForcibly();
    }
    assertThat(Files.readString(folder.resolve("scribe.log"))).contains("lives elsewhere by now");
  }

  private static void signal(Process process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }
}
