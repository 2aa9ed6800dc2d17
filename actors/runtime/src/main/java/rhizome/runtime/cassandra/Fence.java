package rhizome.runtime.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Who may write an entity. A writer claims it before it reads, seals its claim before it writes,
 * and looks once more before it tells anybody that a write is done (ADR 0008).
 */
final class Fence {

  private final Statements statements;
  private final String self;
  private final int attemptsMax;

  /**
   * @param self who claims, for those who look into the table
   */
  Fence(Statements statements, String self, int attemptsMax) {
    this.statements = statements;
    this.self = self;
    this.attemptsMax = attemptsMax;
  }

  /** What was claimed so far; claims nothing. */
  CompletionStage<Claim> current(String entity) {
    return ask(statements.current().bind(entity).setIdempotent(true))
        .thenApply(result -> read(result.one()));
  }

  /** Takes the next epoch; from here on nobody's write is acknowledged but ours. */
  CompletionStage<Claim> claim(String entity) {
    return current(entity).thenCompose(found -> claim(entity, found, 1));
  }

  private CompletionStage<Claim> claim(String entity, Claim found, int attempt) {
    Claim wanted = found.next();
    BoundStatement statement =
        found.epoch() == 0
            ? statements.first().bind(entity, wanted.epoch(), self, wanted.sealed(), wanted.base())
            : statements.again().bind(wanted.epoch(), self, entity, found.epoch(), found.sealed());
    return ask(statement)
        .thenCompose(
            result -> {
              if (result.wasApplied()) {
                return CompletableFuture.completedFuture(wanted);
              }
              if (attempt >= attemptsMax) {
                return CompletableFuture.failedFuture(
                    new Fenced(
                        "%s is claimed by others faster than by us: lost %d times"
                            .formatted(entity, attempt)));
              }
              return current(entity).thenCompose(newer -> claim(entity, newer, attempt + 1));
            });
  }

  /** Begins the writing of an epoch: what is not seen of earlier ones by now will never count. */
  CompletionStage<Claim> seal(String entity, Claim claim, long base) {
    return ask(statements.seal().bind(claim.epoch(), base, entity, claim.epoch()))
        .thenCompose(
            result ->
                result.wasApplied()
                    ? CompletableFuture.completedFuture(claim.sealedAt(base))
                    : CompletableFuture.failedFuture(overtaken(entity, claim)));
  }

  /** Fails if the entity was claimed after us; asked when a write is on the disks. */
  CompletionStage<Void> verify(String entity, Claim claim) {
    return ask(statements.epoch().bind(entity).setIdempotent(true))
        .thenCompose(
            result -> {
              Row row = result.one();
              return row != null && row.getLong("epoch") == claim.epoch()
                  ? CompletableFuture.<Void>completedFuture(null)
                  : CompletableFuture.failedFuture(overtaken(entity, claim));
            });
  }

  static Fenced overtaken(String entity, Claim claim) {
    return new Fenced(
        "%s lives elsewhere by now: claim %d is not the newest, and nothing it writes counts"
            .formatted(entity, claim.epoch()));
  }

  private CompletionStage<AsyncResultSet> ask(BoundStatement statement) {
    return statements
        .session()
        .executeAsync(statement.setExecutionProfileName(Statements.profile()));
  }

  static Claim read(@Nullable Row row) {
    return row == null
        ? Claim.NONE
        : new Claim(row.getLong("epoch"), row.getLong("sealed"), row.getLong("base"));
  }
}
