package rhizome.runtime.journal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import rhizome.runtime.durable.Checksum;

/**
 * Reads all of a journal and fails at the first thing that is not as it was written. H2 itself
 * finds a page that is not where it belongs. Here each row is held against its seal, and then
 * looked up as the plugin will, because a tree whose leaves are whole may still lead astray.
 */
final class Audit {

  private static final String HAS_TABLE =
      "SELECT 1 FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'event_journal'";

  /** A journal from before there were seals gets them when it is opened for writing. */
  private static final String SEAL =
      """
      SELECT GENERATION_EXPRESSION FROM INFORMATION_SCHEMA.COLUMNS
        WHERE TABLE_NAME = 'event_journal' AND COLUMN_NAME = 'seal'
      """;

  private static final String ROWS =
      """
      SELECT "ordering", "persistence_id", "sequence_number", "event_ser_id", "event_payload", \
      """;

  private static final String IN_ORDER = " FROM \"event_journal\" ORDER BY \"ordering\"";

  /** Down the index and down to the row, as whoever looks for it must go. */
  private static final String LOOK_UP =
      """
      SELECT "ordering" FROM "event_journal"
        WHERE "persistence_id" = ? AND "sequence_number" = ? AND "deleted" IN (TRUE, FALSE)
      """;

  private static final String HIGHEST =
      "SELECT MAX(\"sequence_number\") FROM \"event_journal\" WHERE \"persistence_id\" = ?";

  private final Map<String, Long> highest = new TreeMap<>();
  private final Statement statement;

  private Audit(Statement statement) {
    this.statement = statement;
  }

  /**
   * How many events were ever acknowledged. Events are only ever deleted below a row that stays, so
   * the highest number of an entity is the number of its events.
   */
  static long count(Statement statement) throws SQLException {
    try (ResultSet tables = statement.executeQuery(HAS_TABLE)) {
      if (!tables.next()) {
        return 0;
      }
    }
    Audit audit = new Audit(statement);
    audit.readRows();
    audit.seekHighest();
    return audit.highest.values().stream().mapToLong(Long::longValue).sum();
  }

  private void readRows() throws SQLException {
    String seal = "TRUE";
    try (ResultSet expression = statement.executeQuery(SEAL)) {
      if (expression.next()) {
        seal = "\"seal\" IS NOT DISTINCT FROM (" + expression.getString(1) + ")";
      }
    }
    statement.setFetchSize(1000);
    try (PreparedStatement lookUp = statement.getConnection().prepareStatement(LOOK_UP);
        ResultSet rows = statement.executeQuery(ROWS + seal + IN_ORDER)) {
      while (rows.next()) {
        String entity = rows.getString(2);
        long number = rows.getLong(3);
        boolean whole = !Checksum.seals(rows.getInt(4)) || Checksum.isWhole(rows.getBytes(5));
        if (!whole || !rows.getBoolean(6)) {
          throw new SQLException(
              "event %d of %s does not match its checksum".formatted(number, entity));
        }
        lookUp.setString(1, entity);
        lookUp.setLong(2, number);
        if (!isOnly(lookUp, rows.getLong(1))) {
          throw astray(entity);
        }
        highest.merge(entity, number, Math::max);
      }
    }
  }

  private void seekHighest() throws SQLException {
    try (PreparedStatement query = statement.getConnection().prepareStatement(HIGHEST)) {
      for (Map.Entry<String, Long> entity : highest.entrySet()) {
        query.setString(1, entity.getKey());
        if (!isOnly(query, entity.getValue())) {
          throw astray(entity.getKey());
        }
      }
    }
  }

  private static boolean isOnly(PreparedStatement query, long expected) throws SQLException {
    try (ResultSet found = query.executeQuery()) {
      return found.next() && found.getLong(1) == expected && !found.next();
    }
  }

  private static SQLException astray(String entity) {
    return new SQLException("its index does not lead to every event of " + entity);
  }
}
