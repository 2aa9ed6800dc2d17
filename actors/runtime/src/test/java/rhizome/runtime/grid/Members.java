package rhizome.runtime.grid;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import rhizome.runtime.cassandra.OneCassandra;
import rhizome.runtime.journal.Journal;
import rhizome.runtime.journal.SharedJournal;

/** Members of the embedded profile, as the command line starts them. */
final class Members {

  /** Data folders of tests on Cassandra; others run beside them, each in a folder of its own. */
  private static final Set<Path> ON_CASSANDRA = ConcurrentHashMap.newKeySet();

  /** Few shards, for each of them claims what it writes: it is not their number that is tested. */
  private static final Config SHARED =
      ConfigFactory.parseString(
          """
          akka.cluster.sharding.number-of-shards = 6
          """);

  private Members() {}

  /** Whoever has this data folder keeps its events on Cassandra. */
  static void share(Path data) {
    ON_CASSANDRA.add(data);
  }

  static Member control(Path data) {
    return control(data, ConfigFactory.empty());
  }

  static Member control(Path data, Config own) {
    Journal journal = ON_CASSANDRA.contains(data) ? OneCassandra.journal(data) : Journal.open(data);
    Config mine = journal instanceof SharedJournal ? own.withFallback(SHARED) : own;
    Config all = Member.profile(mine.withFallback(journal.config()));
    return Member.control(data, journal, mine, GridSettings.from(all));
  }

  static Member node(Path data, String address) {
    return node(data, address, ConfigFactory.empty());
  }

  static Member node(Path data, String address, Config own) {
    return Member.node(data, address, own, GridSettings.from(Member.profile(own)));
  }
}
