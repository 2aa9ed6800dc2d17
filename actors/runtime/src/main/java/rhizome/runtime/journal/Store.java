package rhizome.runtime.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The H2 file itself, outside the plugin: its address, its tables, and a reading of every row. */
final class Store {

  /** What H2 adds to the name it is given. */
  static final String FILE = "journal.mv.db";

  /**
   * Reads every event through the table and every key through its index, so that H2 checks the
   * checksum of each page of both. Events are only ever deleted below a row that stays, so the
   * highest sequence number of an entity is the number of events it was ever acknowledged.
   */
  private static final String READ_ALL =
      """
      SELECT
        (SELECT COUNT(*) FROM "event_journal"
           WHERE LENGTH("event_payload") >= 0 AND "sequence_number" > 0),
        (SELECT COALESCE(SUM(highest), 0) FROM
           (SELECT MAX("sequence_number") AS highest FROM "event_journal"
              GROUP BY "persistence_id"))
      """;

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

  /** Makes the tables that are missing and returns how many events were ever acknowledged. */
  static long check(Path folder) throws SQLException {
    try (Connection connection = connect(folder);
        Statement statement = connection.createStatement()) {
      for (String ddl : schema().split(";", -1)) {
        if (!ddl.isBlank()) {
          statement.execute(ddl);
        }
      }
      try (ResultSet found = statement.executeQuery(READ_ALL)) {
        found.next();
        return Math.max(found.getLong(1), found.getLong(2));
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

  /** Gives the file up without another write, after it turned out to be damaged. */
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

  private static String schema() {
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
