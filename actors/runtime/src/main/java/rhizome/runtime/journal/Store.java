package rhizome.runtime.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The H2 file itself, outside the plugin: its address, its tables, its opening and closing. */
final class Store {

  /** What H2 adds to the name it is given. */
  static final String FILE = "journal.mv.db";

  private Store() {}

  /**
   * The JDBC address. {@code WRITE_DELAY=0} makes H2 write at each commit, {@link DurableFiles}
   * makes each write reach the disk, and {@code DB_CLOSE_ON_EXIT=FALSE} leaves the closing to us,
   * after the last actor has stopped.
   */
  static String url(Path folder) {
    DurableFiles.register();
    return "jdbc:h2:%s:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;CACHE_SIZE=16384"
        .formatted(DurableFiles.SCHEME, folder.resolve("journal"));
  }

  /**
   * How many events were ever acknowledged, found by reading all there is. Opens the file for
   * reading only, so that a damaged one stays as it is for whoever can mend it.
   */
  static long count(Path folder) throws SQLException {
    String url =
        "jdbc:h2:file:%s;ACCESS_MODE_DATA=r;DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE=16384"
            .formatted(folder.resolve("journal"));
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement()) {
      try {
        return Audit.count(statement);
      } finally {
        // The file says DB_CLOSE_DELAY=-1, and would stay open with the last connection closed.
        statement.execute("SHUTDOWN IMMEDIATELY");
      }
    }
  }

  /** Makes what is missing, and leaves the file open for the plugin. */
  static void prepare(Path folder) throws SQLException {
    try (Connection connection = connect(folder);
        Statement statement = connection.createStatement()) {
      for (String ddl : schema().split(";", -1)) {
        if (!ddl.isBlank()) {
          statement.execute(ddl);
        }
      }
    }
  }

  /** Closes the file in good order; connections that are still open are cut. */
  static void shutdown(Path folder) throws SQLException {
    try (Connection connection = connect(folder);
        Statement statement = connection.createStatement()) {
      statement.execute("SHUTDOWN");
    }
  }

  /** Gives the file up without another write. */
  static void abandon(Path folder) {
    try (Connection connection = connect(folder);
        Statement statement = connection.createStatement()) {
      statement.execute("SHUTDOWN IMMEDIATELY");
    } catch (SQLException damaged) {
      // It would not even open, so there is nothing left to close.
    }
  }

  private static Connection connect(Path folder) throws SQLException {
    return DriverManager.getConnection(url(folder), "sa", "");
  }

  static String schema() {
    try (InputStream in = Store.class.getResourceAsStream("/rhizome/journal/h2-schema.sql")) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks rhizome/journal/h2-schema.sql");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
