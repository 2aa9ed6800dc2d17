package rhizome.runtime.journal;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.AskPattern;
import akka.pattern.StatusReply;
import akka.persistence.typed.PersistenceId;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import rhizome.runtime.cassandra.Contact;
import rhizome.runtime.entity.Courier;
import rhizome.runtime.entity.EntitySettings;
import rhizome.runtime.entity.EntityShell;
import rhizome.runtime.entity.EntityShell.Request;
import rhizome.runtime.entity.EventFeed;
import rhizome.runtime.entity.House;
import rhizome.runtime.entity.Lodging;
import rhizome.runtime.entity.Receipt;

/**
 * A process to be killed: many entities write as fast as they are acknowledged, and each
 * acknowledgement is written to a file before the next command. Arguments: data folder or {@code
 * cassandra:KEYSPACE@HOST:PORT}, file, number of entities.
 */
final class Scribe {

  private static final String SHARED = "cassandra:";

  private final ActorTestKit kit;
  private final PrintStream acknowledged;

  private Scribe(ActorTestKit kit, PrintStream acknowledged) {
    this.kit = kit;
    this.acknowledged = acknowledged;
  }

  public static void main(String[] args) throws IOException {
    Journal journal = open(args[0]);
    ActorTestKit kit = ActorTestKit.create("scribe", House.config(journal, ConfigFactory.empty()));
    PrintStream out =
        new PrintStream(Files.newOutputStream(Path.of(args[1])), true, StandardCharsets.UTF_8);
    Scribe scribe = new Scribe(kit, out);
    EventFeed feed = new EventFeed(10, 1, ForkJoinPool.commonPool());
    EntitySettings settings = EntitySettings.from(kit.system().settings().config());
    for (int i = 0; i < Integer.parseInt(args[2]); i++) {
      String id = "scribe-" + i;
      var parts =
          new EntityShell.Parts<>(
              PersistenceId.of("courier", id), new Courier(), (_, _) -> {}, feed, settings);
      scribe.write(id, kit.spawn(EntityShell.create(parts, Lodging.alone())), 0);
    }
  }

  private static Journal open(String where) {
    if (!where.startsWith(SHARED)) {
      return Journal.open(Path.of(where));
    }
    int at = where.indexOf('@');
    Contact contact = Contact.at(where.substring(at + 1));
    return SharedJournal.of(contact.in(where.substring(SHARED.length(), at)));
  }

  /** The same again as an argument. */
  static String where(Contact contact) {
    return SHARED + contact.keyspace() + "@" + contact;
  }

  private void write(String id, ActorRef<Request<Courier.Command, Courier.Bag>> entity, long n) {
    Courier.Command command =
        n % 2 == 0 ? new Courier.Command.Take("parcel") : new Courier.Command.Deliver("parcel");
    AskPattern.<Request<Courier.Command, Courier.Bag>, StatusReply<Receipt>>ask(
            entity,
            replyTo -> new EntityShell.Ask<>(command, replyTo),
            Duration.ofMinutes(1),
            kit.scheduler())
        .thenAccept(
            reply -> {
              acknowledged.print(id + " " + reply.getValue().revision() + "\n");
              write(id, entity, n + 1);
            });
  }
}
