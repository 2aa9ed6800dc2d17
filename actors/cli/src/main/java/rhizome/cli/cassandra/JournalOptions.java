package rhizome.cli.cassandra;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the journal of a cluster is, for those who work on it. */
public final class JournalOptions {

  @Option(
      names = "--cassandra",
      split = ",",
      paramLabel = "HOST:PORT",
      description = "Where the journal is that all members share.")
  private List<String> contacts = new ArrayList<>();

  /** As they were given; none where the journal is not shared. */
  public List<String> contacts() {
    return List.copyOf(contacts);
  }
}
