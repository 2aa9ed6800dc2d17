package rhizome.runtime.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.runtime.cassandra.OnCassandra;
import rhizome.runtime.cassandra.OneCassandra;
import rhizome.runtime.entity.House;
import rhizome.runtime.journal.History.Entry;

/** A grid of one machine moves to a cluster, and back. */
@OnCassandra
class ArchiveOnCassandraTest {

  @TempDir Path folder;

  @Test
  @Tag("chaos")
  void livesAreCarriedOverToCassandraAndBackEventByEvent() throws Exception {
    Path there = folder.resolve("there.archive");
    Path back = folder.resolve("back.archive");
    List<Object> lived;
    try (House house = new House(folder.resolve("old"))) {
      ArchiveTest.live(house, "a", 3);
      ArchiveTest.live(house, "b", 250); // more than one batch
      ArchiveTest.backup(house, there);
      lived = events(house);
    }
    try (House house =
        new House(OneCassandra.journal(folder.resolve("shared")), ConfigFactory.empty())) {
      assertThat(ArchiveTest.restore(house).from(there, _ -> {}).events()).isEqualTo(253);
      assertThat(events(house)).isEqualTo(lived);
      ArchiveTest.backup(house, back);
    }
    try (House house = new House(folder.resolve("new"))) {
      assertThat(ArchiveTest.restore(house).from(back, _ -> {}).events()).isEqualTo(253);
      assertThat(events(house)).isEqualTo(lived);
    }
  }

  private static List<Object> events(House house) throws Exception {
    return List.of(
        ArchiveTest.history(house, "a").stream().map(Entry::event).toList(),
        ArchiveTest.history(house, "b").stream().map(Entry::event).toList());
  }
}
