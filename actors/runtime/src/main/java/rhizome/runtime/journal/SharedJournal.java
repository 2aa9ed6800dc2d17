package rhizome.runtime.journal;

import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import rhizome.runtime.cassandra.Contact;
import rhizome.runtime.cassandra.Schema;

/**
 * The journal that all control members of a cluster write: Cassandra, behind a fence that keeps a
 * stale writer from being believed (ADR 0008). The actor system's plugins hold the connections;
 * this says where, and whether it is fit for use.
 */
public final class SharedJournal implements Journal {

  private static final String PLUGIN = "akka.persistence.cassandra.journal";

  private final Contact contact;

  private SharedJournal(Contact contact) {
    this.contact = contact;
  }

  /** Looks at nothing yet: a member may start without Cassandra, and its entities wait for it. */
  public static SharedJournal of(Contact contact) {
    return new SharedJournal(contact);
  }

  /**
   * Waits until Cassandra answers and holds the tables.
   *
   * @param patience after which it is refused
   * @param progress is told what is waited for, whenever that changes
   * @throws JournalRefused if nobody answers in time, or at once if what answers is not fit for
   *     use; says what is missing, and the remedy
   */
  public static SharedJournal await(Contact contact, Duration patience, Consumer<String> progress)
      throws InterruptedException {
    try {
      Schema.await(contact, patience, progress);
      return new SharedJournal(contact);
    } catch (Schema.Missing e) {
      throw new JournalRefused(String.valueOf(e.getMessage()), e);
    }
  }

  static boolean isUsedBy(ActorSystem<?> system) {
    return system.settings().config().getString("akka.persistence.journal.plugin").equals(PLUGIN);
  }

  @Override
  public Config config() {
    return contact.config();
  }

  @Override
  public List<String> remarks() {
    return List.of();
  }

  /** There is nothing to close: the connections end with the actor system. */
  @Override
  public void close() {
    // Nothing is held here.
  }
}
