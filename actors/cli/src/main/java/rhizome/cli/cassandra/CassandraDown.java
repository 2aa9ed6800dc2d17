package rhizome.cli.cassandra;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.runtime.cassandra.server.CassandraServer;
import rhizome.runtime.cassandra.server.ServerSettings;

/** Ends a Cassandra of our own. */
@Command(name = "down", description = "Stop the Cassandra of a folder; its data stay.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class CassandraDown implements Callable<Integer> {

  @Mixin private ServerOptions options;

  private final Terminal terminal;

  public CassandraDown(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CassandraServer server =
        CassandraServer.running(options.data(), ServerSettings.usual())
            .orElseThrow(
                () ->
                    new Trouble(
                        ExitCode.UNREACHABLE,
                        "no Cassandra serves " + options.data(),
                        "start one with 'rhizome cassandra up', or name its folder with --data"));
    server.stop();
    options.answer(
        terminal,
        Json.object("pid", server.pid()),
        () -> List.of("Cassandra has ended; its data stay in " + options.data()));
    return ExitCode.OK.code();
  }
}
