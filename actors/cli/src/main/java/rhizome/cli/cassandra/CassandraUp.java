package rhizome.cli.cassandra;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.terminal.Tint;
import rhizome.runtime.cassandra.Contact;
import rhizome.runtime.cassandra.Schema;
import rhizome.runtime.cassandra.server.CassandraServer;
import rhizome.runtime.cassandra.server.ServerSettings;
import rhizome.runtime.cassandra.server.Unavailable;
import rhizome.runtime.cluster.HostPort;
import rhizome.runtime.tls.Credentials;
import rhizome.runtime.tls.JournalEngines;
import rhizome.runtime.tls.Role;
import rhizome.runtime.tls.TlsRefused;

/** Starts a Cassandra of our own. */
@Command(
    name = "up",
    description = {
      "Start one Cassandra on this machine, with the schema of a grid, for trying a cluster,",
      "or one of several on as many machines.",
      "Its jars are got by Maven, once; it runs on a Java 17."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class CassandraUp implements Callable<Integer> {

  @Option(
      names = {"-d", "--detach"},
      description = "Leave it running in the background.")
  private boolean detach;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "For clients; 0 for any that is free (default: 9042).")
  private @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Where it listens (default: 127.0.0.1); beyond loopback only with --tls.")
  private @Nullable String host;

  @Option(
      names = "--tls",
      paramLabel = "FOLDER",
      description = {
        "With tls.key, tls.crt and ca.crt: clients must show a certificate of that authority.",
        "Without it anybody on this machine may read and write the journal."
      })
  private @Nullable Path tls;

  @Option(
      names = "--ring-port",
      paramLabel = "PORT",
      description = {
        "Be one of several, which reach this one there.",
        "Then 'rhizome cassandra schema' makes the tables, when all are up."
      })
  private @Nullable Integer ringPort;

  @Option(
      names = "--seed",
      paramLabel = "HOST:PORT",
      split = ",",
      description = "Ring ports of others that are up; none for the first.")
  private List<String> seeds = List.of();

  @Mixin private ServerOptions options;

  private final Terminal terminal;

  public CassandraUp(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path data = options.data();
    Config driver = tls == null ? ConfigFactory.empty() : JournalEngines.config(readable(tls));
    CassandraServer server;
    try {
      server =
          CassandraServer.start(
              new CassandraServer.Order(
                  data, data.resolve("jars"), settings(), detach, driver, this::told));
      if (ringPort == null) {
        told("making the schema");
        Schema.apply(server.contact().with(driver), 1);
      }
    } catch (Unavailable e) {
      throw new Trouble(ExitCode.FAILED, e.getMessage());
    } catch (Schema.Missing e) {
      throw new Trouble(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
    options.answer(terminal, json(server, data), () -> lines(server, data));
    if (!detach) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server), "cassandra-ending"));
      server.ended().join();
    }
    return ExitCode.OK.code();
  }

  private ServerSettings settings() {
    ServerSettings usual = ServerSettings.usual();
    try {
      ServerSettings wanted =
          usual.at(
              host == null ? usual.host() : closed(host), port == null ? usual.cqlPort() : port);
      ServerSettings closed = tls == null ? wanted : wanted.withTls(tls.toAbsolutePath());
      return place(closed);
    } catch (IllegalArgumentException e) {
      throw new Trouble(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private ServerSettings place(ServerSettings wanted) {
    seeds.forEach(HostPort::parse);
    if (ringPort != null) {
      return wanted.inRing(ringPort, seeds);
    }
    if (!seeds.isEmpty()) {
      throw new Trouble(
          ExitCode.USAGE,
          "--seed names others, which must find this one, too",
          "say with --ring-port where");
    }
    return wanted;
  }

  /** Without certificates a journal is open to whoever reaches it. */
  private String closed(String address) {
    boolean loopback;
    try {
      loopback = InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new Trouble(
          ExitCode.USAGE,
          "there is no address " + address,
          "give --host an address of this machine");
    }
    if (tls == null && !loopback) {
      throw new Trouble(
          ExitCode.USAGE,
          "on %s anybody who reaches it could read and write the journal".formatted(address),
          "name certificates with --tls; 'rhizome pki issue --role journal' makes them");
    }
    return address;
  }

  /** Else it would be known only when nobody had answered for minutes. */
  private static Path readable(Path folder) {
    for (String name : List.of("tls.key", "tls.crt", "ca.crt")) {
      if (!Files.isReadable(folder.resolve(name))) {
        throw new Trouble(
            ExitCode.FAILED,
            folder.resolve(name) + " cannot be read",
            "name a folder with tls.key, tls.crt and ca.crt");
      }
    }
    try {
      var _ = Credentials.open(folder, Role.JOURNAL);
    } catch (TlsRefused e) {
      throw new Trouble(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
    return folder;
  }

  private void told(String step) {
    terminal.note("  " + terminal.paint(Tint.BUSY, step));
  }

  private void end(CassandraServer server) {
    try {
      server.close();
    } catch (IOException e) {
      terminal.note("Cassandra did not end in good order: " + e.getMessage());
    }
  }

  private static Json json(CassandraServer server, Path data) {
    Contact contact = server.contact();
    return Json.object("contact", contact.toString())
        .with("datacenter", contact.datacenter())
        .with("keyspace", contact.keyspace())
        .with("pid", server.pid())
        .with("data", data.toString());
  }

  private List<String> lines(CassandraServer server, Path data) {
    return Columns.plain(2)
        .row(Cell.label("contact"), new Cell(server.contact().toString(), Tint.GOOD))
        .row(Cell.label("keyspace"), Cell.of(server.contact().keyspace()))
        .row(Cell.label("data"), Cell.of(data))
        .row(Cell.label("log"), Cell.of(server.log()))
        .row(Cell.label("process"), Cell.of(server.pid()))
        .lines(terminal.colours());
  }
}
