package rhizome.runtime.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.tools.Server;

/**
 * One journal for members in several systems and JVMs: H2 in memory, served over TCP by this JVM.
 * Stands in for Cassandra where a test is about members and not about their journal.
 */
public final class SharedStore implements AutoCloseable {

  private final Server server;
  private final Connection open;
  private final String url;

  private SharedStore(Server server, String url, Connection open) {
    this.server = server;
    this.url = url;
    this.open = open;
  }

  public static SharedStore open() {
    try {
      Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
      String url = "jdbc:h2:tcp://127.0.0.1:%d/mem:grid".formatted(server.getPort());
      Connection open = DriverManager.getConnection(url, "sa", "");
      try (Statement statement = open.createStatement()) {
        for (String ddl : Store.schema().split(";", -1)) {
          if (!ddl.isBlank()) {
            statement.execute(ddl);
          }
        }
      }
      return new SharedStore(server, url, open);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What must come before the profile, as text for a settings file, too. */
  public String text() {
    return """
    include classpath("rhizome/journal-h2.conf")
    akka-persistence-jdbc.shared-databases.slick.db.url = "%s"
    jdbc-journal.class = "akka.persistence.jdbc.journal.JdbcAsyncWriteJournal"
    """
        .formatted(url);
  }

  public Config config() {
    return ConfigFactory.parseString(text());
  }

  @Override
  public void close() {
    try {
      open.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } finally {
      server.stop();
    }
  }
}
