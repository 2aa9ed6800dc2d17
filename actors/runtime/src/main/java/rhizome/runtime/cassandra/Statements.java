package rhizome.runtime.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What is said to Cassandra, prepared once. The plugin's own statements are prepared here too and
 * held: the plugin (1.1.1) remembers a failure to prepare for ever, and the driver gives it ours as
 * long as somebody holds them.
 */
record Statements(
    CqlSession session,
    PreparedStatement current,
    PreparedStatement first,
    PreparedStatement again,
    PreparedStatement seal,
    PreparedStatement epoch,
    PreparedStatement newestFirst,
    List<PreparedStatement> ofThePlugin) {

  private static final String PROFILE = "rhizome-fence";

  /**
   * Fails when Cassandra does not answer, or a table is missing.
   *
   * @param others what the plugin will prepare
   */
  static CompletionStage<Statements> prepare(
      CqlSession session, String keyspace, List<String> others) {
    List<String> all = new ArrayList<>(ours(keyspace + ".writers", keyspace + ".messages"));
    all.addAll(others);
    List<CompletableFuture<PreparedStatement>> asked =
        all.stream().map(text -> session.prepareAsync(text).toCompletableFuture()).toList();
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .thenApply(_ -> of(session, asked.stream().map(CompletableFuture::join).toList()));
  }

  private static List<String> ours(String writers, String messages) {
    String ofOne = " WHERE persistence_id = ?";
    return List.of(
        "SELECT epoch, sealed, base FROM " + writers + ofOne,
        "INSERT INTO "
            + writers
            + " (persistence_id, epoch, writer, sealed, base)"
            + " VALUES (?, ?, ?, ?, ?) IF NOT EXISTS",
        // What was sealed meanwhile would else be overlooked.
        "UPDATE " + writers + " SET epoch = ?, writer = ?" + ofOne + " IF epoch = ? AND sealed = ?",
        "UPDATE " + writers + " SET sealed = ?, base = ?" + ofOne + " IF epoch = ?",
        "SELECT epoch FROM " + writers + ofOne,
        // All columns: read repair mends only those that were asked for, and half a row would be
        // found by the next reader.
        "SELECT * FROM "
            + messages
            + ofOne
            + " AND partition_nr = ? AND sequence_nr > ?"
            + " ORDER BY sequence_nr DESC");
  }

  private static Statements of(CqlSession session, List<PreparedStatement> all) {
    return new Statements(
        session,
        all.get(0),
        all.get(1),
        all.get(2),
        all.get(3),
        all.get(4),
        all.get(5),
        all.subList(6, all.size()));
  }

  static String profile() {
    return PROFILE;
  }
}
