package rhizome.cli.bench.cluster;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.launch.Leftovers;
import rhizome.cli.terminal.Terminal;
import rhizome.runtime.cassandra.Contact;
import rhizome.runtime.cassandra.Schema;
import rhizome.runtime.cassandra.server.CassandraServer;
import rhizome.runtime.cassandra.server.ServerSettings;
import rhizome.runtime.cassandra.server.Unavailable;

/** One Cassandra for all of a run that needs a shared journal, started for the first of it. */
final class Store implements AutoCloseable {

  private final Terminal terminal;
  private @Nullable Path folder;
  private @Nullable CassandraServer server;
  private @Nullable Unavailable unavailable;
  private int keyspaces;

  Store(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * A keyspace in which nothing is kept yet.
   *
   * @throws Unavailable if this machine has no Cassandra; tried once
   */
  Contact fresh() throws Unavailable, IOException, InterruptedException {
    if (unavailable != null) {
      throw unavailable;
    }
    try {
      Contact contact = server().contact().in("bench" + ++keyspaces);
      Schema.apply(contact, 1);
      return contact;
    } catch (Unavailable e) {
      unavailable = e;
      throw e;
    } catch (Schema.Missing e) {
      throw new Trouble(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private CassandraServer server() throws Unavailable, IOException, InterruptedException {
    if (server == null) {
      Path made = Files.createTempDirectory("rhizome-bench-cassandra").toRealPath();
      folder = made;
      server =
          CassandraServer.start(
              new CassandraServer.Order(
                  made,
                  made.resolve("jars"),
                  ServerSettings.usual().at("127.0.0.1", 0),
                  false,
                  ConfigFactory.empty(),
                  step -> terminal.note("Cassandra: " + step)));
    }
    return server;
  }

  /** What a member of a keyspace's cluster has to be told beside the address. */
  static String settings(Contact journal) {
    return "rhizome.cluster.journal.keyspace = \"%s\"\n".formatted(journal.keyspace());
  }

  /** Why there is no Cassandra, once somebody asked for one. */
  Optional<String> missing() {
    return Optional.ofNullable(unavailable).map(Unavailable::getMessage);
  }

  /** Ends it and removes its folder; nobody needs what it holds. */
  @Override
  public void close() throws IOException {
    try {
      if (server != null) {
        server.kill();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      if (folder != null) {
        new Leftovers(folder).clear();
      }
    }
  }
}
