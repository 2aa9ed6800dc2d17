package rhizome.runtime.grid;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.function.Function;
import rhizome.runtime.journal.Journal;
import rhizome.runtime.journal.SharedJournal;

/** Members of the embedded profile, as the command line starts them. */
final class Members {

  /** Where control members keep their events; the suites on Cassandra put theirs here. */
  static Function<Path, Journal> journals = Journal::open;

  /** Few shards, for each of them claims what it writes: it is not their number that is tested. */
  private static final Config SHARED =
      ConfigFactory.parseString(
          """
          akka.cluster.sharding.number-of-shards = 6
          """);

  private Members() {}

  static Member control(Path data) {
    return control(data, ConfigFactory.empty());
  }

  static Member control(Path data, Config own) {
    Journal journal = journals.apply(data);
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
