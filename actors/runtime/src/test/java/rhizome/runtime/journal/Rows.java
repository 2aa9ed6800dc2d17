package rhizome.runtime.journal;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** Events in the tables of the plugin, written and read as it does, of ten entities in turn. */
final class Rows {

  static final int PAYLOAD = 200;
  static final int SERIALIZER = 7101;

  private Rows() {}

  /** Goes on behind the last event in {@code folder}, and counts as the plugin does. */
  static void write(Path folder, int events) throws SQLException {
    try (EmbeddedJournal journal = Journal.open(folder);
        Connection connection = DriverManager.getConnection(Store.url(folder), "sa", "");
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO "event_journal" ("deleted", "persistence_id", "sequence_number",
                  "writer", "write_timestamp", "adapter_manifest", "event_payload",
                  "event_ser_id", "event_ser_manifest")
                VALUES (FALSE, ?, ?, 'w', 0, '', ?, ?, 'E')\
                """)) {
      long first = journal.acknowledged();
      connection.setAutoCommit(false);
      for (long i = first; i < first + events; i++) {
        insert.setString(1, entity(i));
        insert.setLong(2, i / 10 + 1);
        insert.setBytes(3, payload(i));
        insert.setInt(4, SERIALIZER);
        insert.executeUpdate();
        journal.mark().add(1);
        if (i % 20 == 0) {
          connection.commit();
        }
      }
      connection.commit();
    }
  }

  /** What {@link #row} must say of each event of each entity after so many. */
  static Map<String, List<String>> expected(int events) {
    Map<String, List<String>> expected = new TreeMap<>();
    for (long i = 0; i < events; i++) {
      expected
          .computeIfAbsent(entity(i), _ -> new ArrayList<>())
          .add(text(i / 10 + 1, payload(i), SERIALIZER, "E"));
    }
    return expected;
  }

  /** The query of akka-persistence-jdbc 5.2.1, JournalQueries.messagesQuery. */
  static String story(String entity) {
    return """
    SELECT "sequence_number", "event_payload", "event_ser_id", "event_ser_manifest"
      FROM "event_journal" WHERE "persistence_id" = '%s' AND "deleted" = FALSE
        AND "sequence_number" >= 1 AND "sequence_number" <= 9223372036854775807
      ORDER BY "sequence_number"
    """
        .formatted(entity);
  }

  static String row(ResultSet row) throws SQLException {
    return text(row.getLong(1), row.getBytes(2), row.getInt(3), row.getString(4));
  }

  private static String text(long number, byte[] payload, int serializer, String manifest) {
    return "%d %d %s %s".formatted(number, serializer, manifest, HexFormat.of().formatHex(payload));
  }

  private static String entity(long i) {
    return "courier|" + i % 10;
  }

  /** Random bytes with the seal that every stored event has. */
  static byte[] payload(long number) {
    byte[] random = new byte[PAYLOAD];
    new Random(number).nextBytes(random);
    CRC32C crc = new CRC32C();
    crc.update(random);
    return ByteBuffer.allocate(PAYLOAD + 4).put(random).putInt((int) crc.getValue()).array();
  }
}
