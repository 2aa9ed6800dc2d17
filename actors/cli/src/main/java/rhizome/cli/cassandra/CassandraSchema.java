package rhizome.cli.cassandra;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.terminal.Terminal;
import rhizome.runtime.cassandra.Contact;
import rhizome.runtime.cassandra.Schema;
import rhizome.runtime.tls.JournalEngines;

/** Makes keyspace and tables in any Cassandra. */
@Command(
    name = "schema",
    description = {
      "Make keyspace and tables of a grid in a Cassandra; what is there stays as it is.",
      "Say it once, before the first member starts."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class CassandraSchema implements Callable<Integer> {

  @Option(
      names = "--contact",
      paramLabel = "HOST:PORT",
      required = true,
      split = ",",
      description = "One or more of its nodes.")
  private List<String> contact;

  @Option(
      names = "--copies",
      paramLabel = "N",
      defaultValue = "3",
      description = "Of each event in the data center; 1 only for trying (default: 3).")
  private int copies;

  @Option(
      names = "--datacenter",
      paramLabel = "NAME",
      defaultValue = Contact.DATACENTER,
      description = "The one the members are in (default: ${DEFAULT-VALUE}).")
  private String datacenter;

  @Option(
      names = "--keyspace",
      paramLabel = "NAME",
      defaultValue = Contact.KEYSPACE,
      description = "One for each grid (default: ${DEFAULT-VALUE}).")
  private String keyspace;

  @Option(
      names = "--tls",
      paramLabel = "FOLDER",
      description = "With tls.key, tls.crt and ca.crt, to show and to trust.")
  private @Nullable Path tls;

  private final Terminal terminal;

  public CassandraSchema(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      Contact there =
          new Contact(
              contact,
              datacenter,
              keyspace,
              tls == null ? ConfigFactory.empty() : JournalEngines.config(tls));
      Schema.apply(there, copies);
      terminal.say(
          "keyspace %s at %s is complete, %d cop%s of each event"
              .formatted(keyspace, there, copies, copies == 1 ? "y" : "ies"));
      return ExitCode.OK.code();
    } catch (IllegalArgumentException e) {
      throw new Trouble(ExitCode.USAGE, String.valueOf(e.getMessage()));
    } catch (Schema.Missing e) {
      throw new Trouble(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }
}
