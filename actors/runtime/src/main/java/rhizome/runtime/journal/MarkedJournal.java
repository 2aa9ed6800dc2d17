package rhizome.runtime.journal;

import akka.persistence.AtomicWrite;
import akka.persistence.jdbc.journal.JdbcAsyncWriteJournal;
import com.typesafe.config.Config;
import java.nio.file.Path;
import scala.collection.immutable.Seq;
import scala.concurrent.Future;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/**
 * The plugin's own journal, which moves the mark after the events are durable and before their
 * writers hear of it. Named by {@code jdbc-journal.class}; Akka makes it by reflection.
 */
public final class MarkedJournal extends JdbcAsyncWriteJournal {

  private final Mark mark;

  public MarkedJournal(Config config) {
    super(config);
    String folder = context().system().settings().config().getString(EmbeddedJournal.FOLDER_KEY);
    this.mark = EmbeddedJournal.opened(Path.of(folder)).mark();
  }

  @Override
  public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> messages) {
    return super.asyncWriteMessages(messages)
        .map(
            results -> {
              mark.add(durable(messages, results));
              return results;
            },
            ec());
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
