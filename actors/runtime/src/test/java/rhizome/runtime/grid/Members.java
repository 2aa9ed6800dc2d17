package rhizome.runtime.grid;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.function.Function;
import rhizome.runtime.journal.Journal;

/** Members of the embedded profile, as the command line starts them. */
final class Members {

  /** Where control members keep their events; the suites on Cassandra put theirs here. */
  static Function<Path, Journal> journals = Journal::open;

  private Members() {}

  static Member control(Path data) {
    return control(data, ConfigFactory.empty());
  }

  static Member control(Path data, Config own) {
    Journal journal = journals.apply(data);
    Config all = Member.profile(own.withFallback(journal.config()));
    return Member.control(data, journal, own, GridSettings.from(all));
  }

  static Member node(Path data, String address) {
    return node(data, address, ConfigFactory.empty());
  }

  static Member node(Path data, String address, Config own) {
    return Member.node(data, address, own, GridSettings.from(Member.profile(own)));
  }
}
