package rhizome.runtime.journal;

import akka.persistence.AtomicWrite;
import akka.persistence.jdbc.config.JournalConfig;
import akka.persistence.jdbc.journal.dao.DefaultJournalDao;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import java.nio.file.Path;
import scala.collection.immutable.Seq;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.runtime.BoxedUnit;
import scala.util.Try;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/**
 * The plugin's own way to the tables, which moves the mark after the events are durable and before
 * their writers hear of it. Named by {@code jdbc-journal.dao}; the plugin makes it by reflection.
 */
public final class MarkedJournalDao extends DefaultJournalDao {

  private final Mark mark;
  private final ExecutionContext executor;

  public MarkedJournalDao(
      JdbcBackend.DatabaseDef database,
      JdbcProfile profile,
      JournalConfig config,
      Serialization serialization,
      ExecutionContext executor,
      Materializer materializer) {
    super(database, profile, config, serialization, executor, materializer);
    String folder =
        materializer.system().settings().config().getString(Journal.FOLDER_KEY);
    this.mark = Journal.opened(Path.of(folder)).mark();
    this.executor = executor;
  }

  @Override
  public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> messages) {
    return super.asyncWriteMessages(messages)
        .map(
            results -> {
              mark.add(durable(messages, results));
              return results;
            },
            executor);
  }

  /** No results at all is the plugin's way to say that every write succeeded. */
  private static int durable(Seq<AtomicWrite> messages, Seq<Try<BoxedUnit>> results) {
    int events = 0;
    for (int i = 0; i < messages.size(); i++) {
      if (results.isEmpty() || results.apply(i).isSuccess()) {
        events += messages.apply(i).payload().size();
      }
    }
    return events;
  }
}
