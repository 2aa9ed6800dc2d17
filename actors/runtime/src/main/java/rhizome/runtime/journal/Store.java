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
import rhizome.runtime.durable.Checksum;

/** The H2 file itself, outside the plugin: its address, its tables, and a reading of every row. */
final class Store {

  /** What H2 adds to the name it is given. */
  static final String FILE = "journal.mv.db";

  private static final String HAS_TABLE =
      "SELECT 1 FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'event_journal'";

  private static final String READ_EVENTS =
      """
      SELECT "persistence_id", "sequence_number", "event_ser_id", "event_payload"
        FROM "event_journal" ORDER BY "ordering"
      """;

  /**
   * Through the other index. Events are only ever deleted below a row that stays, so the highest
   * sequence number of an entity is the number of events it was ever acknowledged.
   */
  private static final String COUNT_BY_ENTITY =
      """
      SELECT COALESCE(SUM(highest), 0) FROM
        (SELECT MAX("sequence_number") AS highest FROM "event_journal"
           GROUP BY "persistence_id")\
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
        return count(statement);
      } finally {
        // The file says DB_CLOSE_DELAY=-1, and would stay open with the last connection closed.
        statement.execute("SHUTDOWN IMMEDIATELY");
      }
    }
  }

  private static long count(Statement statement) throws SQLException {
    try (ResultSet tables = statement.executeQuery(HAS_TABLE)) {
      if (!tables.next()) {
        return 0;
      }
    }
    long events = readEvents(statement);
    try (ResultSet found = statement.executeQuery(COUNT_BY_ENTITY)) {
      found.next();
      return Math.max(events, found.getLong(1));
    }
  }

  /** H2 finds a page that is not where it belongs; only the seal finds a byte that has changed. */
  private static long readEvents(Statement statement) throws SQLException {
    long events = 0;
    statement.setFetchSize(1000);
    try (ResultSet rows = statement.executeQuery(READ_EVENTS)) {
      while (rows.next()) {
        events++;
        if (Checksum.seals(rows.getInt(3)) && !Checksum.isWhole(rows.getBytes(4))) {
          throw new SQLException(
              "event %d of %s does not match its checksum"
                  .formatted(rows.getLong(2), rows.getString(1)));
        }
      }
    }
    return events;
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
