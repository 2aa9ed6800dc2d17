package rhizome.runtime.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Finds the last event of an entity that counts; usually the first row from the end.
 *
 * @param eventsMax of one write
 */
record NewestEvent(Statements statements, long partitionSize, int eventsMax) {

  private static final String PROFILE = "akka-persistence-cassandra-profile";
  private static final int PAGE = 4;

  /** Its number, or {@code from} if none past that counts. */
  CompletionStage<Long> find(String entity, long from, Claim claim) {
    return find(entity, from, claim, from / partitionSize);
  }

  private CompletionStage<Long> find(String entity, long from, Claim claim, long partition) {
    return newest(entity, from, claim, partition)
        .thenCompose(
            here -> {
              long last = here.orElse(from);
              return last + eventsMax < (partition + 1) * partitionSize
                  ? CompletableFuture.completedFuture(last)
                  : beyond(entity, last, claim, partition + 1);
            });
  }

  /**
   * A write across a border lies behind it as a whole; further from it there is no need to look.
   */
  private CompletionStage<Long> beyond(String entity, long last, Claim claim, long partition) {
    return newest(entity, last, claim, partition)
        .thenCompose(
            there ->
                there.isPresent()
                    ? find(entity, there.getAsLong(), claim, partition)
                    : CompletableFuture.completedFuture(last));
  }

  private CompletionStage<OptionalLong> newest(
      String entity, long from, Claim claim, long partition) {
    return statements
        .session()
        .executeAsync(
            statements
                .newestFirst()
                .bind(entity, partition, from)
                .setPageSize(PAGE)
                .setExecutionProfileName(PROFILE))
        .thenCompose(page -> scan(page, claim));
  }

  private static CompletionStage<OptionalLong> scan(AsyncResultSet page, Claim claim) {
    for (Row row : page.currentPage()) {
      long number = row.getLong("sequence_nr");
      if (claim.counts(number, Claim.epochOf(StoredEvents.text(row, "writer_uuid")))) {
        return CompletableFuture.completedFuture(OptionalLong.of(number));
      }
    }
    return page.hasMorePages()
        ? page.fetchNextPage().thenCompose(next -> scan(next, claim))
        : CompletableFuture.completedFuture(OptionalLong.empty());
  }
}
