package rhizome.runtime.validator;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.Patterns;
import akka.persistence.DeleteMessagesFailure;
import akka.persistence.JournalProtocol;
import akka.persistence.Persistence;
import akka.persistence.SaveSnapshotFailure;
import akka.persistence.SnapshotMetadata;
import akka.persistence.SnapshotProtocol;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.SignalHandler;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rhizome.ledger.replica.Recovering;
import rhizome.ledger.replica.Standing;

/**
 * Writes down what a validator must not forget, one page at a time, and tells it what that comes to
 * when it wakes. Its snapshots are written while it goes on: Akka's own way would have it wait for
 * the disk (ADR 0039). It fails with its journal, and its validator with it.
 */
final class NotebookShell
    extends EventSourcedBehavior<NotebookShell.Command, Memory.Event, Recovering> {

  /** How long a disk may take; then it is as if it had refused. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** What a notebook is told. */
  sealed interface Command {}

  /** Is answered by {@link ReplicaShell.Written}, and nothing else may come before that. */
  record Write(Memory.Page page) implements Command {}

  private record Saved(Job job, @Nullable Throwable failure) implements Command {}

  private record Deleted(@Nullable Throwable failure) implements Command {}

  /**
   * A snapshot to be written.
   *
   * @param number of the journal after which it holds
   * @param deleteTo events up to there go, once it is written; 0 for none
   * @param behind what may be written only then, if the snapshot jumps over blocks
   */
  private record Job(
      Memory.Saved saved, long number, long deleteTo, @Nullable List<Memory.Event> behind) {}

  private final ActorContext<Command> context;
  private final PersistenceId id;
  private final ValidatorShell.Parts parts;
  private final ActorRef<Request> validator;
  private final JournalBlocks blocks;
  private final Recovering beginning;
  private boolean awake;
  private boolean saving;
  private long reached;

  private NotebookShell(
      ActorContext<Command> context,
      PersistenceId id,
      ValidatorShell.Parts parts,
      ActorRef<Request> validator) {
    super(id);
    this.context = context;
    this.id = id;
    this.parts = parts;
    this.validator = validator;
    this.blocks = parts.blocks();
    this.beginning = Recovering.beginning(parts.charter());
    blocks.begin(Collections.emptyNavigableMap());
  }

  static Behavior<Command> create(ValidatorShell.Parts parts, ActorRef<Request> validator) {
    return Behaviors.setup(
        context ->
            new NotebookShell(
                context, ValidatorShell.persistenceId(parts.voter().key()), parts, validator));
  }

  @Override
  public String journalPluginId() {
    return parts.settings().journal();
  }

  @Override
  public String snapshotPluginId() {
    return parts.settings().snapshots();
  }

  @Override
  public Recovering emptyState() {
    return beginning;
  }

  /** Blocks before the snapshot are not told again, only where they stand. */
  @Override
  public SnapshotAdapter<Recovering> snapshotAdapter() {
    return new SnapshotAdapter<>() {
      @Override
      public Object toJournal(Recovering state) {
        throw new IllegalStateException("snapshots are written by " + id);
      }

      @Override
      public Recovering fromJournal(Object from) {
        Memory.Saved saved = (Memory.Saved) from;
        blocks.begin(saved.places());
        Recovering all = beginning.saved(saved.standing());
        return saved.places().isEmpty() ? all : all.keptFrom(saved.places().firstKey());
      }
    };
  }

  /** Once it is awake the validator knows better what holds, and nothing is done twice. */
  @Override
  public EventHandler<Recovering, Memory.Event> eventHandler() {
    return (state, event) -> awake ? beginning : told(state, event);
  }

  private Recovering told(Recovering state, Memory.Event event) {
    return switch (event) {
      case Memory.Event.Kept(var candidate) -> state.kept(candidate);
      case Memory.Event.Agreed(var agreement) -> state.persisted(agreement);
      case Memory.Event.Stored(var block) -> {
        blocks.note(block.height(), lastSequenceNumber(context));
        yield state.stored(block);
      }
      case Memory.Event.Jumped _ -> state; // it did not come to that, or there is a snapshot
    };
  }

  @Override
  public SignalHandler<Recovering> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::recovered)
        .build();
  }

  private void recovered(Recovering all) {
    awake = true;
    reached = all.standing().height();
    validator.tell(new ReplicaShell.Recovered(context.getSelf(), all.state()));
  }

  @Override
  public CommandHandler<Command, Memory.Event, Recovering> commandHandler() {
    return (_, command) ->
        switch (command) {
          case Write(var page) -> write(page);
          case Saved(var job, var failure) -> saved(job, failure);
          case Deleted(var failure) -> {
            if (failure != null) {
              context.getLog().warn("{}: forgetting failed, and is tried again", id.id(), failure);
            }
            yield Effect().none();
          }
        };
  }

  private Effect<Memory.Event, Recovering> write(Memory.Page page) {
    long next =
        page.events().stream()
            .mapToLong(it -> it instanceof Memory.Event.Stored(var block) ? block.height() : 0)
            .reduce(reached, Math::max);
    Standing save = page.save().orElse(null);
    if (save != null && save.height() > next) {
      return Effect()
          .persist(new Memory.Event.Jumped(save.height()))
          .thenRun(() -> jump(save, page.events()));
    }
    return persist(
        page.events(),
        () -> {
          reached = next;
          if (save != null) {
            save(save, page.forget());
          }
        });
  }

  private Effect<Memory.Event, Recovering> persist(List<Memory.Event> events, Runnable then) {
    if (events.isEmpty()) {
      return Effect().none().thenRun(then::run).thenRun(this::done);
    }
    return Effect()
        .persist(events)
        .thenRun(() -> note(events))
        .thenRun(then::run)
        .thenRun(this::done);
  }

  private void note(List<Memory.Event> events) {
    long number = lastSequenceNumber(context) - events.size();
    for (Memory.Event event : events) {
      number++;
      if (event instanceof Memory.Event.Stored(var block)) {
        blocks.note(block.height(), number);
      }
    }
  }

  private void done() {
    validator.tell(new ReplicaShell.Written(context.getSelf()));
  }

  /** The blocks up to there are in no journal, so nothing goes on before the snapshot is there. */
  private void jump(Standing to, List<Memory.Event> behind) {
    blocks.begin(Collections.emptyNavigableMap());
    long number = lastSequenceNumber(context);
    start(new Job(new Memory.Saved(to, new TreeMap<>()), number, number, behind));
  }

  /** What holds after its block, which is the newest event that it needs no more. */
  private void save(Standing standing, long forget) {
    long number = Objects.requireNonNull(blocks.places().get(standing.height()));
    blocks.forget(forget);
    if (saving) {
      return; // the disk is slow; the next one will do for both
    }
    NavigableMap<Long, Long> kept = blocks.places().headMap(standing.height(), true);
    long deleteTo = kept.isEmpty() ? number : kept.firstEntry().getValue() - 1;
    start(new Job(new Memory.Saved(standing, kept), number, forget > 0 ? deleteTo : 0, null));
  }

  private void start(Job job) {
    saving = true;
    var metadata = new SnapshotMetadata(id.id(), job.number(), System.currentTimeMillis());
    context.pipeToSelf(
        Patterns.ask(
            persistence().snapshotStoreFor(parts.settings().snapshots(), ConfigFactory.empty()),
            new SnapshotProtocol.SaveSnapshot(metadata, job.saved()),
            PATIENCE),
        (answer, failure) ->
            new Saved(
                job, answer instanceof SaveSnapshotFailure refused ? refused.cause() : failure));
  }

  private Persistence persistence() {
    return Persistence.get(Adapter.toClassic(context.getSystem()));
  }

  private Effect<Memory.Event, Recovering> saved(Job job, @Nullable Throwable failure) {
    saving = false;
    if (failure == null) {
      delete(job.deleteTo());
    } else {
      context.getLog().warn("{}: no snapshot after {}", id.id(), job.number(), failure);
    }
    if (job.behind() == null) {
      return Effect().none();
    }
    if (failure != null) {
      throw new IllegalStateException("nothing may follow blocks that are not here", failure);
    }
    reached = job.saved().standing().height();
    return persist(job.behind(), () -> {});
  }

  private void delete(long to) {
    if (to > 0) {
      context.pipeToSelf(
          Patterns.askWithReplyTo(
              persistence().journalFor(parts.settings().journal(), ConfigFactory.empty()),
              replyTo -> new JournalProtocol.DeleteMessagesTo(id.id(), to, replyTo),
              PATIENCE),
          (answer, failure) ->
              new Deleted(
                  answer instanceof DeleteMessagesFailure refused ? refused.cause() : failure));
    }
  }
}
