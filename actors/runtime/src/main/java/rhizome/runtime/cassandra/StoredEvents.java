package rhizome.runtime.cassandra;

import akka.actor.typed.ActorSystem;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.stream.alpakka.cassandra.javadsl.CassandraSessionRegistry;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import com.datastax.oss.protocol.internal.util.Bytes;
import com.typesafe.config.Config;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The events of one entity as they lie in Cassandra, without those of stale writers. */
public final class StoredEvents {

  private static final String PROFILE = "akka-persistence-cassandra-profile";
  private static final int PAGE = 500;

  private final ActorSystem<?> system;
  private final String keyspace;
  private final long partitionSize;

  /**
   * One event.
   *
   * @param number in the life of the entity, counted from 1
   * @param written when it was written, to the millisecond
   */
  public record Event(long number, Instant written, Object event) {}

  public StoredEvents(ActorSystem<?> system) {
    this.system = system;
    Config journal = system.settings().config().getConfig(FencedJournal.PATH);
    this.keyspace = journal.getString("keyspace");
    this.partitionSize = journal.getLong("target-partition-size");
  }

  /** At most {@code max} events past {@code after}, oldest first. */
  public CompletionStage<List<Event>> read(String entity, long after, int max) {
    return CassandraSessionRegistry.get(system)
        .sessionFor(FencedJournal.SHARED_PATH)
        .underlying()
        .thenCompose(
            session ->
                claim(session, entity)
                    .thenCompose(
                        claim ->
                            new Reading(
                                    session,
                                    entity,
                                    new Succession<>(entity, claim, Long.MAX_VALUE),
                                    max)
                                .partition(after / partitionSize, after)));
  }

  private CompletionStage<Claim> claim(CqlSession session, String entity) {
    return execute(
            session,
            "SELECT epoch, sealed, base FROM " + keyspace + ".writers WHERE persistence_id = ?",
            entity)
        .thenApply(result -> Fence.read(result.one()));
  }

  private static CompletionStage<AsyncResultSet> execute(
      CqlSession session, String cql, Object... values) {
    return session.executeAsync(
        SimpleStatement.newInstance(cql, values)
            .setExecutionProfileName(PROFILE)
            .setPageSize(PAGE));
  }

  /** One way through the rows of an entity, page by page and partition by partition. */
  private final class Reading {

    private final CqlSession session;
    private final String entity;
    private final Succession<Row> succession;
    private final int max;
    private final List<Event> events = new ArrayList<>();

    Reading(CqlSession session, String entity, Succession<Row> succession, int max) {
      this.session = session;
      this.entity = entity;
      this.succession = succession;
      this.max = max;
    }

    CompletionStage<List<Event>> partition(long partition, long after) {
      return execute(
              session,
              "SELECT * FROM "
                  + keyspace
                  + ".messages WHERE persistence_id = ?"
                  + " AND partition_nr = ? AND sequence_nr > ?",
              entity,
              partition,
              after)
          .thenCompose(first -> page(first, partition, after, 0));
    }

    private CompletionStage<List<Event>> page(
        AsyncResultSet page, long partition, long after, long rowsBefore) {
      long rows = rowsBefore;
      for (Row row : page.currentPage()) {
        rows++;
        succession
            .next(row.getLong("sequence_nr"), text(row, "writer_uuid"), row)
            .ifPresent(this::add);
        if (events.size() == max) {
          return CompletableFuture.completedFuture(events);
        }
      }
      if (page.hasMorePages()) {
        long soFar = rows;
        return page.fetchNextPage().thenCompose(next -> page(next, partition, after, soFar));
      }
      // A write across the border lies behind it as a whole, so the one before may end early.
      if (rows > 0 || partition == after / partitionSize) {
        return partition(partition + 1, after);
      }
      succession.last().ifPresent(this::add);
      return CompletableFuture.completedFuture(events);
    }

    private void add(Row row) {
      UUID time = Objects.requireNonNull(row.getUuid("timestamp"));
      events.add(
          new Event(
              row.getLong("sequence_nr"),
              Instant.ofEpochMilli(Uuids.unixTimestamp(time)),
              event(row)));
    }

    private Object event(Row row) {
      Serialization serialization = SerializationExtension.get(system);
      ByteBuffer bytes = Objects.requireNonNull(row.getByteBuffer("event"));
      return serialization
          .deserialize(Bytes.getArray(bytes), row.getInt("ser_id"), text(row, "ser_manifest"))
          .get();
    }
  }

  static String text(Row row, String column) {
    @Nullable String text = row.getString(column);
    return text == null ? "" : text;
  }
}
