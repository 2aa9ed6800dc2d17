package rhizome.cli.cassandra;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import rhizome.cli.terminal.Terminal;

/** What can be done with a Cassandra. */
@Command(
    name = "cassandra",
    description = "Start a Cassandra for trying a cluster, stop it, or make the schema in any.")
public final class CassandraWord implements Runnable {

  private final Terminal terminal;

  private CassandraWord(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The word with the words below it. */
  public static CommandLine line(Terminal terminal) {
    return new CommandLine(new CassandraWord(terminal))
        .addSubcommand("up", new CassandraUp(terminal))
        .addSubcommand("down", new CassandraDown(terminal))
        .addSubcommand("schema", new CassandraSchema(terminal));
  }

  @Override
  public void run() {
    line(terminal).usage(terminal.out());
  }
}
