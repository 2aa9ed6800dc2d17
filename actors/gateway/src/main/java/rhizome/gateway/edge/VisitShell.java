package rhizome.gateway.edge;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import rhizome.grid.node.Facts;
import rhizome.grid.node.Node;
import rhizome.grid.workload.Workload;
import rhizome.grid.zone.Heartbeat;
import rhizome.runtime.edge.AgentFrame;
import rhizome.runtime.edge.AgentFrame.Ask;
import rhizome.runtime.edge.AgentFrame.Beat;
import rhizome.runtime.edge.AgentFrame.Hello;
import rhizome.runtime.edge.AgentFrame.LogReply;
import rhizome.runtime.edge.AgentFrame.Matter;
import rhizome.runtime.edge.Frames;
import rhizome.runtime.edge.Garbled;
import rhizome.runtime.edge.GatewayFrame;
import rhizome.runtime.edge.Refusal;
import rhizome.runtime.node.AgentLink;
import rhizome.runtime.node.AgentLink.Answer;
import rhizome.runtime.node.LogSlice;
import rhizome.runtime.node.Order;

/**
 * One agent's connection: its questions become questions to entities, its heartbeats those of the
 * zone, and the zone's orders its frames. Speaks for no other node than the one whose certificate
 * was shown.
 */
final class VisitShell extends AbstractBehavior<VisitShell.Message> {

  sealed interface Message {}

  /** The stream is there, and waits to be told to go on. */
  record Began(ActorRef<Ack> more) implements Message {}

  record Said(Inbound.Piece piece, ActorRef<Ack> more) implements Message {}

  /** The stream is over: with a failure, or by the word of the other side. */
  record Ended(Optional<Throwable> failure) implements Message {}

  /** What the guardian of the door says of this visit. */
  sealed interface Verdict extends Message {
    record In(long since) implements Verdict {}

    record Out(Refusal reason, String remedy) implements Verdict {}

    /** The same agent is here again. */
    record Replaced() implements Verdict {}
  }

  private record Ordered(Order order) implements Message {}

  private record Answered(long id, Answer answer) implements Message {}

  private record Overdue() implements Message {}

  enum Ack {
    MORE
  }

  /** Where a visit stands. */
  private enum Stage {
    /** Hello has not come. */
    STRANGER,
    /** Hello has come, and the guardian has not yet said what to do about it. */
    KNOCKING,
    SEATED,
    /** The last word is said. */
    OVER
  }

  /**
   * What a visit is made of.
   *
   * @param peer the node that the certificate was issued for
   */
  record Parts(
      long number,
      String peer,
      Outbound outbound,
      Runnable abort,
      ActorRef<DoorGuardian.Message> guardian,
      EdgePort grid,
      DoorSettings settings,
      Traffic.Meter meter) {}

  private static final Duration LAST_WORD_MAX = Duration.ofSeconds(1);

  private final TimerScheduler<Message> timers;
  private final Parts parts;
  private final ActorRef<Order> orders;
  private final Map<Long, ActorRef<StatusReply<LogSlice>>> logReads = new LinkedHashMap<>();
  private Stage stage = Stage.STRANGER;
  private @Nullable Hello hello;
  private @Nullable Facts facts;
  private String boot = "";
  private boolean bye;
  private int inFlight;
  private long reads;

  private VisitShell(ActorContext<Message> context, TimerScheduler<Message> timers, Parts parts) {
    super(context);
    this.timers = timers;
    this.parts = parts;
    this.orders = context.messageAdapter(Order.class, Ordered::new);
    timers.startSingleTimer(new Overdue(), parts.settings.handshakeTimeout());
  }

  static Behavior<Message> create(Parts parts) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new VisitShell(context, timers, parts)));
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder().onAnyMessage(this::on).build();
  }

  private Behavior<Message> on(Message message) {
    switch (message) {
      case Began(var more) -> more.tell(Ack.MORE);
      case Said(var piece, var more) -> {
        if (stage != Stage.OVER) {
          hear(piece);
        }
        more.tell(Ack.MORE);
      }
      case Ended(var failure) -> {
        return end(failure);
      }
      case Verdict verdict -> settle(verdict);
      case Ordered(var order) -> obey(order);
      case Answered(long id, var answer) -> {
        inFlight--;
        say(new GatewayFrame.Answered(id, answer));
      }
      case Overdue _ -> {
        if (stage == Stage.OVER) {
          parts.abort.run();
        } else if (stage != Stage.SEATED) {
          close(Refusal.TOO_SLOW, "say Hello within " + parts.settings.handshakeTimeout());
        }
      }
    }
    return this;
  }

  private void hear(Inbound.Piece piece) {
    switch (piece) {
      case Inbound.Piece.Bad(var reason, var remedy) -> close(reason, remedy);
      case Inbound.Piece.Whole(byte[] bytes) -> {
        parts.meter.frameIn(bytes.length);
        try {
          hear(Frames.readAgent(bytes));
        } catch (Garbled e) {
          close(Refusal.GARBLED, String.valueOf(e.getMessage()));
        }
      }
    }
  }

  private void hear(AgentFrame frame) {
    if (frame instanceof Hello said && stage == Stage.STRANGER) {
      greet(said);
      return;
    }
    if (stage != Stage.SEATED) {
      close(Refusal.GARBLED, "the first frame is Hello, and the next ones wait for Welcome");
      return;
    }
    switch (frame) {
      case Hello _ -> close(Refusal.GARBLED, "Hello is said once");
      case Beat beat -> beat(beat);
      case Ask ask -> ask(ask);
      case LogReply reply -> reply(reply);
      case AgentFrame.Bye _ -> bye = true;
    }
  }

  private void greet(Hello said) {
    hello = said;
    facts = said.facts();
    boot = said.boot();
    if (!said.node().name().equals(parts.peer)) {
      close(
          Refusal.NOT_THAT_NODE,
          "this certificate was issued for %s: use that name, or a certificate for %s"
              .formatted(parts.peer, said.node()));
    } else if (said.version() != Frames.VERSION) {
      close(
          Refusal.VERSION,
          "this gateway speaks version %d and the agent %d: upgrade the older one"
              .formatted(Frames.VERSION, said.version()));
    } else if (!said.lease().equals(parts.grid.lease())) {
      close(
          Refusal.LEASE_DIFFERS,
          "the lease of this grid is %d ms and that of the agent %d ms: set rhizome.grid.lease ="
                  .formatted(parts.grid.lease().toMillis(), said.lease().toMillis())
              + " %d ms in the rhizome.conf of the node".formatted(parts.grid.lease().toMillis()));
    } else {
      stage = Stage.KNOCKING;
      parts.guardian.tell(
          new DoorGuardian.Knock(
              parts.number, said.node(), said.boot(), said.since(), getContext().getSelf()));
    }
  }

  private void settle(Verdict verdict) {
    switch (verdict) {
      case Verdict.In(long since) -> {
        if (stage == Stage.KNOCKING) {
          stage = Stage.SEATED;
          say(new GatewayFrame.Welcome(Frames.VERSION, since, parts.settings.inFlightMax()));
        }
      }
      case Verdict.Out(var reason, var remedy) -> close(reason, remedy);
      case Verdict.Replaced _ -> over();
    }
  }

  private void beat(Beat beat) {
    Hello known = known();
    boot = beat.boot().orElse(known.boot());
    Facts now = beat.facts().orElseGet(this::facts);
    facts = now;
    Heartbeat heartbeat = new Heartbeat(known.node(), boot, beat.number(), now, beat.digest());
    surroundings().beat(heartbeat, orders);
  }

  /** Beyond the limit nobody is asked: silence made quick, and the agent asks again. */
  private void ask(Ask ask) {
    if (inFlight >= parts.settings.inFlightMax()) {
      say(new GatewayFrame.Answered(ask.id(), new Answer.Lost()));
      return;
    }
    inFlight++;
    getContext()
        .pipeToSelf(
            asked(ask.matter()),
            (answer, _) -> new Answered(ask.id(), answer == null ? new Answer.Lost() : answer));
  }

  private CompletionStage<Answer> asked(Matter matter) {
    AgentLink.Surroundings grid = surroundings();
    return switch (matter) {
      case Matter.Enrol(var said, var newBoot, var at) -> {
        boot = newBoot;
        facts = said;
        yield grid.node(new Node.Command.Enrol(said, newBoot, at));
      }
      case Matter.Free(var workload, long epoch, var at) ->
          grid.node(new Node.Command.Free(workload, epoch, at));
      case Matter.Observe(var report) ->
          grid.workload(report.workload(), new Workload.Command.Observe(known().node(), report));
    };
  }

  private void obey(Order order) {
    switch (order) {
      case Order.Introduce _ -> say(new GatewayFrame.Introduce());
      case Order.Sync(var assignments) -> {
        List<GatewayFrame.Sync> frames = Frames.sync(assignments, parts.settings.frameMax());
        frames.forEach(this::say);
      }
      case Order.Assign(var assignment) -> say(new GatewayFrame.Assign(assignment));
      case Order.Drop(var workload, long epoch) -> say(new GatewayFrame.Drop(workload, epoch));
      case Order.Renewed(long number) -> say(new GatewayFrame.Renewed(number));
      case Order.ReadLog read -> read(read);
    }
  }

  private void read(Order.ReadLog read) {
    if (stage != Stage.SEATED) {
      read.replyTo().tell(StatusReply.error(parts.peer + " is not connected"));
      return;
    }
    if (logReads.size() >= parts.settings.logReadsMax()) {
      Iterator<ActorRef<StatusReply<LogSlice>>> oldest = logReads.values().iterator();
      oldest.next().tell(StatusReply.error(parts.peer + " does not answer"));
      oldest.remove();
    }
    logReads.put(++reads, read.replyTo());
    int max = Math.clamp(read.max(), 0, LogSlice.BYTES_MAX);
    say(new GatewayFrame.ReadLog(reads, read.workload(), read.offset(), max));
  }

  private void reply(LogReply reply) {
    ActorRef<StatusReply<LogSlice>> asker = logReads.remove(reply.id());
    if (asker != null) {
      asker.tell(
          reply
              .slice()
              .map(StatusReply::success)
              .orElseGet(() -> StatusReply.error(reply.error())));
    }
  }

  private void say(GatewayFrame frame) {
    if (stage == Stage.OVER) {
      return;
    }
    byte[] bytes = Frames.write(frame);
    if (bytes.length > parts.settings.frameMax()) {
      getContext()
          .getLog()
          .warn(
              "{} cannot be told {}: {} bytes are more than rhizome.agents.frame-max",
              parts.peer,
              frame.getClass().getSimpleName(),
              bytes.length);
    } else if (parts.outbound.say(bytes)) {
      parts.meter.frameOut(bytes.length);
    } else {
      getContext()
          .getLog()
          .warn("{} does not read what it is told; it has to come again", parts.peer);
      stage = Stage.OVER;
      parts.abort.run();
    }
  }

  private void close(Refusal reason, String remedy) {
    if (stage == Stage.OVER) {
      return;
    }
    getContext().getLog().info("{} is turned away: {}, {}", parts.peer, reason, remedy);
    say(new GatewayFrame.Refused(reason, remedy));
    over();
  }

  private void over() {
    stage = Stage.OVER;
    parts.outbound.end();
    timers.startSingleTimer(new Overdue(), LAST_WORD_MAX);
  }

  /** Silence is no death: a partition is silent, too. */
  private Behavior<Message> end(Optional<Throwable> failure) {
    boolean silent = failure.filter(TimeoutException.class::isInstance).isPresent();
    boolean died = stage == Stage.SEATED && !bye && !silent;
    logReads
        .values()
        .forEach(asker -> asker.tell(StatusReply.error(parts.peer + " is not connected")));
    if (hello != null) {
      String how = failure.map(Throwable::toString).orElse("it was closed");
      parts.guardian.tell(
          new DoorGuardian.Parted(
              parts.number,
              hello.node(),
              boot,
              died
                  ? Optional.of("the connection of %s broke: %s".formatted(parts.peer, how))
                  : Optional.empty()));
    }
    return Behaviors.stopped();
  }

  private AgentLink.Surroundings surroundings() {
    return parts.grid.surroundings(known().node(), facts().zone());
  }

  private Hello known() {
    if (hello == null) {
      throw new IllegalStateException("nobody has said Hello, and stage is " + stage);
    }
    return hello;
  }

  private Facts facts() {
    return facts == null ? known().facts() : facts;
  }
}
