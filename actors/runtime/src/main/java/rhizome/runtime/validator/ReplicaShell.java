package rhizome.runtime.validator;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.PreRestart;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.consensus.Timer;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.consensus.vote.Evidence;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.replica.Input;
import rhizome.ledger.replica.Message;
import rhizome.ledger.replica.Output;
import rhizome.ledger.replica.Peer;
import rhizome.ledger.replica.Replica;
import rhizome.ledger.replica.State;

/**
 * Carries out what a {@link Replica} says. One input is one step, all of it that must be durable is
 * written in one piece, and only then is anything said (ADR 0039).
 */
final class ReplicaShell extends AbstractBehavior<Request> {

  /** What it tells itself. */
  sealed interface Own extends Request {}

  /** Said by its notebook, which has read all; that of an earlier life may say so late. */
  record Recovered(ActorRef<NotebookShell.Command> notebook, State state) implements Own {}

  /** Said by its notebook: the page is durable. */
  record Written(ActorRef<NotebookShell.Command> notebook) implements Own {}

  private record Found(Set<ActorRef<Request>> peers) implements Own {}

  private record Left(ActorRef<News> follower) implements Own {}

  private record TimedOut(Timer timer, long height, int round) implements Own {}

  private record LookDue() implements Own {}

  private record RetellingDue() implements Own {}

  private record GossipDue() implements Own {}

  /** Comes behind all that was submitted meanwhile, so the busier, the more are looked at. */
  private record AdmissionDue() implements Own {}

  private final TimerScheduler<Request> timers;
  private final ValidatorShell.Parts parts;
  private final ActorRef<NotebookShell.Command> notebook;
  private final Replica replica;
  private final Peers peers;
  private final Lobby lobby;
  private final Pace pace;
  private final Line line;
  private final Answering answering;
  private final Set<Hash> accused = new TreeSet<>();

  /** As the last step left it, and as all that was carried out left it. */
  private State state;

  private State settled;
  private long heard;
  private @Nullable List<Output> pending;

  private ReplicaShell(
      ValidatorShell.Life life, ActorRef<NotebookShell.Command> notebook, State state) {
    super(life.context());
    this.timers = life.timers();
    this.parts = life.parts();
    this.notebook = notebook;
    this.state = state;
    this.settled = state;
    LedgerSettings settings = parts.settings();
    ActorContext<Request> context = life.context();
    this.replica = new Replica(parts.charter(), parts.voter(), parts.reveals());
    this.peers =
        new Peers(context.getSystem(), context.getSelf(), settings.messageBytesMax(), parts.seed());
    this.lobby = new Lobby(parts.charter(), settings, life.guests(), state.standing().ledger());
    this.pace =
        new Pace(settings.timeouts(), settings.idleInterval(), parts.charter().limits().aheadMax());
    this.line = new Line(settings.waitingMax(), settings.waitingLargeMax());
    this.answering = new Answering(settings.answerInterval());
  }

  /** From what was durable on. */
  static ReplicaShell begin(
      ValidatorShell.Life life, ActorRef<NotebookShell.Command> notebook, State state) {
    ReplicaShell shell = new ReplicaShell(life, notebook, state);
    shell.begin();
    return shell;
  }

  private void begin() {
    ActorContext<Request> context = getContext();
    var receptionist = context.getSystem().receptionist();
    ServiceKey<Request> key = ValidatorShell.key(lobby.ledger().tip().chain());
    receptionist.tell(Receptionist.register(key, context.getSelf()));
    receptionist.tell(
        Receptionist.subscribe(
            key,
            context.messageAdapter(
                Receptionist.Listing.class, it -> new Found(it.getServiceInstances(key)))));
    lobby.open(settled.oldest());
    take(new Input.Started(now()));
  }

  @Override
  public Receive<Request> createReceive() {
    return newReceiveBuilder()
        .onMessage(Request.class, this::on)
        .onSignal(
            ChildFailed.class,
            it -> {
              throw ValidatorShell.failure(it);
            })
        .onSignal(
            PreRestart.class,
            _ -> {
              lobby.close();
              return this;
            })
        .build();
  }

  private Behavior<Request> on(Request request) {
    switch (request) {
      case Request.Hear(var from, var message) -> hear(from, message);
      case Request.Submit it when lobby.arrives(it) ->
          getContext().getSelf().tell(new AdmissionDue());
      case Request.Submit _ -> {}
      case Request.Pass(var entries) -> pass(entries);
      case Request.Follow(var follower) -> follow(follower);
      case Request.AskStatus(var replyTo) -> replyTo.tell(status());
      case Request.AskClaim asked -> asked.answer(settled.standing());
      case Own own -> resume(own);
      default -> getContext().getLog().warn("{} is told to nobody", request);
    }
    return this;
  }

  private void resume(Own own) {
    switch (own) {
      case Recovered _ -> {} // of an earlier life
      case Written(var by) -> written(by);
      case Found(var all) -> found(all);
      case Left(var follower) -> lobby.leaves(follower);
      case TimedOut(var timer, var height, var round) ->
          take(new Input.TimedOut(now(), timer, height, round));
      case LookDue _ -> {
        pace.looked();
        goOn();
      }
      case RetellingDue _ -> {
        tellDropped();
        peers.any().ifPresentOrElse(this::retell, this::scheduleRetelling);
      }
      case AdmissionDue _ -> {
        lobby.admit();
        passOn();
        goOn();
      }
      case GossipDue _ -> passOn();
    }
  }

  /** Who is new hears at once how far this one is, and what waits here. */
  private void found(Set<ActorRef<Request>> all) {
    List<ActorRef<Request>> before = peers.all();
    peers.are(all);
    lobby.reaches(peers.all());
    passOn();
    peers.all().stream().filter(it -> !before.contains(it)).forEach(it -> retell(peers.named(it)));
  }

  private void retell(Peer peer) {
    take(new Input.RetellingDue(now(), peer));
  }

  private long now() {
    return parts.wall().millis();
  }

  private void hear(ActorRef<Request> from, Message message) {
    Peer peer = peers.named(from);
    if (message instanceof Message.Position said) {
      heard = Math.max(heard, said.height());
    }
    if (!(message instanceof Message.Position it)
        || it.height() == state.height()
        || answering.mayAnswer(peer, it.height(), parts.steady().instant())) {
      take(new Input.Arrived(now(), peer, message));
    }
  }

  private void pass(List<Entry> entries) {
    lobby.take(entries);
    goOn();
  }

  /** At once after a quiet interval, for somebody waits; and what comes meanwhile together. */
  private void passOn() {
    if (lobby.hasToPassOn() && !timers.isTimerActive(GossipDue.class)) {
      lobby.batches().forEach((peer, entries) -> peer.tell(new Request.Pass(entries)));
      timers.startSingleTimer(
          GossipDue.class, new GossipDue(), parts.settings().gossip().interval());
    }
  }

  private void follow(ActorRef<News> follower) {
    getContext().watchWith(follower, new Left(follower));
    lobby.follow(follower, settled.oldest());
  }

  private Status status() {
    ValidatorSet set = settled.standing().validators();
    int number = set.number(parts.voter().key());
    var tip = lobby.ledger().tip();
    return new Status(
        parts.voter().key(),
        tip.chain(),
        tip.height(),
        tip.time(),
        settled.agreement().round(),
        number < 0 ? 0 : set.get(number).power(),
        set.total(),
        lobby.size(),
        peers.all().size(),
        heard,
        turnsLeft());
  }

  private OptionalInt turnsLeft() {
    return settled
        .standing()
        .estate()
        .commitment(parts.voter().key())
        .map(parts.reveals()::left)
        .orElse(OptionalInt.empty());
  }

  private void take(Input input) {
    if (!line.add(input)) {
      getContext().getLog().debug("no room for {}", input);
    }
    goOn();
  }

  /** Until a page is being written, or nothing is left to do. */
  private void goOn() {
    while (pending == null) {
      Input next = line.next();
      if (next != null) {
        step(next);
      } else {
        pace.look(sight()).forEach(this::carryOut);
        if (line.isEmpty()) {
          return;
        }
      }
    }
  }

  private void tellDropped() {
    long dropped = line.dropped();
    if (dropped > 0) {
      getContext().getLog().warn("{} messages of peers found no room", dropped);
    }
  }

  private Pace.Sight sight() {
    var agreement = state.agreement();
    boolean stirred =
        lobby.size() > 0
            || agreement.round() > 0
            || !agreement.proposals().all().isEmpty()
            || !agreement.votes().rounds().isEmpty();
    return new Pace.Sight(
        agreement.number(),
        stirred,
        state.standing().ledger().tip().time(),
        parts.wall().millis(),
        parts.steady().instant());
  }

  private void step(Input input) {
    long before = state.height();
    var step = replica.step(state, input);
    state = step.state();
    List<Output> outputs = new ArrayList<>(step.outputs());
    askForMore(input, state.height() - before).ifPresent(outputs::add);
    Memory.Page page = Memory.of(outputs);
    if (page.isEmpty()) {
      settle(outputs);
    } else {
      pending = outputs;
      notebook.tell(new NotebookShell.Write(page));
    }
  }

  /** A message holds fewer blocks than were asked for if they are large; then more may follow. */
  private Optional<Output> askForMore(Input input, long came) {
    return input instanceof Input.Arrived(_, var from, Message.Blocks(var blocks))
            && came == blocks.size()
            && came > 0
            && came < parts.charter().limits().blocksTold()
        ? Optional.of(new Output.Tell(from, new Message.Position(state.height(), List.of())))
        : Optional.empty();
  }

  private void written(ActorRef<NotebookShell.Command> by) {
    if (by.equals(notebook)) {
      List<Output> outputs = Objects.requireNonNull(pending);
      pending = null;
      settle(outputs);
      goOn();
    }
  }

  /** All that is to be durable is. */
  private void settle(List<Output> outputs) {
    outputs.forEach(this::carryOut);
    settled = state;
    if (!lobby.ledger().tip().equals(settled.standing().ledger().tip())) {
      lobby.stand(settled.standing().ledger(), settled.oldest());
    }
  }

  private void carryOut(Output output) {
    switch (output) {
      case Output.Keep _, Output.Persist _, Output.Store _, Output.Save _, Output.Forget _ -> {}
      case Output.Broadcast(var said) -> peers.broadcast(said);
      case Output.Tell(var peer, var message) -> peers.tell(peer, message);
      case Output.Serve(var peer, var from, var count) -> serve(peer, from, count);
      case Output.ScheduleTimeout it -> pace.take(it).ifPresent(this::carryOut);
      case Output.AskEntries it -> pace.take(it).ifPresent(this::carryOut);
      case Output.ScheduleRetelling _ -> scheduleRetelling();
      case Output.Committed(var sealed, var ledger) -> lobby.follow(sealed, ledger);
      case Output.Accuse(var evidence) -> accuse(evidence);
      case Output.Idle it -> getContext().getLog().warn("leaves its turn: {}", it);
      case Output.Refused(var why, var because) ->
          getContext().getLog().debug("refused: {} {}", why, because);
      case Output.NotCounted(var why) -> getContext().getLog().debug("not counted: {}", why);
    }
  }

  private void carryOut(Pace.Deed deed) {
    switch (deed) {
      case Pace.Deed.Time(var it, var after) ->
          timers.startSingleTimer(
              it.timer(), new TimedOut(it.timer(), it.height(), it.round()), after);
      case Pace.Deed.Offer(var it) ->
          line.add(new Input.Offered(now(), it.height(), it.round(), lobby.waiting(it.bytesMax())));
      case Pace.Deed.Look(var after) ->
          timers.startSingleTimer(LookDue.class, new LookDue(), after);
    }
  }

  private void scheduleRetelling() {
    timers.startSingleTimer(
        RetellingDue.class, new RetellingDue(), parts.settings().retellingInterval());
  }

  private void serve(Peer peer, long from, int count) {
    parts
        .blocks()
        .from(from, count)
        .whenComplete(
            (blocks, failure) -> {
              if (failure == null) {
                peers.serve(peer, blocks);
              }
            });
  }

  /** The agreement says it each time that it hears the contradiction. */
  private void accuse(Evidence evidence) {
    if (accused.add(evidence.guilty().octets())) {
      peers.broadcast(new Message.Accusation(evidence));
      getContext()
          .getLog()
          .warn("{} contradicts itself at height {}", evidence.guilty(), evidence.first().height());
    }
  }
}
