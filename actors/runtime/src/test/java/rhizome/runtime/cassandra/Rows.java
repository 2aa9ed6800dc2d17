package rhizome.runtime.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** The tables as they are, for tests that put into them what a paused writer would. */
final class Rows implements AutoCloseable {

  private final CqlSession session;
  private final String keyspace;

  Rows(Contact contact) {
    this.session = contact.connect(Duration.ofSeconds(20)).toCompletableFuture().join();
    this.keyspace = contact.keyspace();
  }

  CqlSession session() {
    return session;
  }

  /** The event that is the first of {@code donor}, as if a writer of that epoch had written it. */
  void land(String donor, String entity, long number, long epoch, UUID time) {
    Row row =
        Objects.requireNonNull(
            session
                .execute(
                    "SELECT * FROM "
                        + keyspace
                        + ".messages WHERE persistence_id = ?"
                        + " AND partition_nr = 0 AND sequence_nr = 1",
                    donor)
                .one());
    session.execute(
        "INSERT INTO "
            + keyspace
            + ".messages (persistence_id, partition_nr, sequence_nr,"
            + " timestamp, timebucket, writer_uuid, ser_id, ser_manifest, event_manifest, event)"
            + " VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?)",
        entity,
        number,
        time,
        StoredEvents.text(row, "timebucket"),
        epoch + ":" + UUID.randomUUID(),
        row.getInt("ser_id"),
        StoredEvents.text(row, "ser_manifest"),
        StoredEvents.text(row, "event_manifest"),
        Objects.requireNonNull(row.getByteBuffer("event")));
  }

  static UUID now() {
    return Uuids.timeBased();
  }

  /** Before anything that was written by now. */
  static UUID longAgo() {
    return Uuids.startOf(0);
  }

  /** How many rows there are, whether they count or not. */
  int count(String entity) {
    List<Row> rows =
        session
            .execute(
                "SELECT * FROM "
                    + keyspace
                    + ".messages WHERE persistence_id = ?"
                    + " AND partition_nr = 0",
                entity)
            .all();
    return rows.size();
  }

  Claim claim(String entity) {
    return Fence.read(
        session
            .execute(
                "SELECT epoch, sealed, base FROM "
                    + keyspace
                    + ".writers"
                    + " WHERE persistence_id = ?",
                entity)
            .one());
  }

  @Override
  public void close() {
    session.close();
  }
}
