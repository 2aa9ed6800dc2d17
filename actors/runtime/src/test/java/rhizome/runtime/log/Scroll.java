package rhizome.runtime.log;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import java.util.ArrayList;
import java.util.List;

/** An entity that counts: its events are the numbers from 1 on, its state is the last one. */
final class Scroll extends EventSourcedBehavior<Scroll.Command, String, String> {

  private final Plugins plugins;
  private final RetentionCriteria retention;

  /** Where it is kept. */
  record Plugins(String journal, String snapshots) {
    static final Plugins LOG = new Plugins(LogSettings.JOURNAL, LogSettings.SNAPSHOTS);
  }

  sealed interface Command {
    /** Writes the next numbers at once, and answers with the last. */
    record Write(int numbers, ActorRef<String> replyTo) implements Command {}

    record Read(ActorRef<String> replyTo) implements Command {}

    record Stop() implements Command {}
  }

  private Scroll(String id, Plugins plugins, RetentionCriteria retention) {
    super(PersistenceId.ofUniqueId(id));
    this.plugins = plugins;
    this.retention = retention;
  }

  static Behavior<Command> of(String id) {
    return in(Plugins.LOG, id);
  }

  static Behavior<Command> in(Plugins plugins, String id) {
    return new Scroll(id, plugins, RetentionCriteria.disabled());
  }

  /** Keeps two snapshots, and deletes the events behind them. */
  static Behavior<Command> thatForgets(String id, int every) {
    return new Scroll(
        id, Plugins.LOG, RetentionCriteria.snapshotEvery(every, 2).withDeleteEventsOnSnapshot());
  }

  @Override
  public String journalPluginId() {
    return plugins.journal;
  }

  @Override
  public String snapshotPluginId() {
    return plugins.snapshots;
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return retention;
  }

  @Override
  public String emptyState() {
    return "0";
  }

  @Override
  public CommandHandler<Command, String, String> commandHandler() {
    return (state, command) ->
        switch (command) {
          case Command.Write(var numbers, var replyTo) ->
              Effect().persist(next(state, numbers)).thenRun((String now) -> replyTo.tell(now));
          case Command.Read(var replyTo) -> Effect().none().thenRun(replyTo::tell);
          case Command.Stop _ -> Effect().stop();
        };
  }

  private static List<String> next(String state, int numbers) {
    List<String> events = new ArrayList<>();
    for (int i = 1; i <= numbers; i++) {
      events.add(Long.toString(Long.parseLong(state) + i));
    }
    return events;
  }

  @Override
  public EventHandler<String, String> eventHandler() {
    return (state, event) -> {
      if (!event.equals(next(state, 1).getFirst())) {
        throw new IllegalStateException("journal is corrupt: " + event + " after " + state);
      }
      return event;
    };
  }
}
