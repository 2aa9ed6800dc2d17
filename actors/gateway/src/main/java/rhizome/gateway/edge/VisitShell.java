package rhizome.gateway.edge;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.zone.Heartbeat;
import rhizome.runtime.edge.AgentFrame;
import rhizome.runtime.edge.AgentFrame.Ask;
import rhizome.runtime.edge.AgentFrame.Beat;
import rhizome.runtime.edge.AgentFrame.Hello;
import rhizome.runtime.edge.AgentFrame.LogReply;
import rhizome.runtime.edge.Agreement;
import rhizome.runtime.edge.Frames;
import rhizome.runtime.edge.Garbled;
import rhizome.runtime.edge.GatewayFrame;
import rhizome.runtime.edge.Refusal;
import rhizome.runtime.edge.TooLarge;
import rhizome.runtime.node.AgentLink;
import rhizome.runtime.node.AgentLink.Answer;
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

  private record Ordered(int turn, Order order) implements Message {}

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
  private final Inquiries inquiries;
  private final TooLarge tooLarge;
  private ActorRef<Order> orders;
  private int turn;
  private Stage stage = Stage.STRANGER;
  private @Nullable Hello hello;
  private @Nullable Facts facts;
  private String boot = "";
  private boolean parted;
  private int inFlight;

  private VisitShell(ActorContext<Message> context, TimerScheduler<Message> timers, Parts parts) {
    super(context);
    this.timers = timers;
    this.parts = parts;
    this.inquiries = new Inquiries(parts.peer, parts.settings.logReadsMax());
    this.tooLarge = new TooLarge(parts.settings.frameMax());
    this.orders = orders(0);
    timers.startSingleTimer(new Overdue(), parts.settings.handshakeTimeout());
    parts.guardian.tell(new DoorGuardian.Upgraded(parts.number));
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
      case Ended(var failure) -> end(failure);
      case Verdict verdict -> settle(verdict);
      case Ordered(int told, var order) -> obey(told, order);
      case Answered(long id, var answer) -> {
        inFlight--;
        say(new GatewayFrame.Answered(id, answer));
      }
      case Overdue _ -> {
        if (stage == Stage.OVER) {
          parts.abort.run();
          part(Optional.empty());
          return Behaviors.stopped();
        }
        if (stage != Stage.SEATED) {
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
    Agreement.refusal(frame, parts.grid.zone())
        .ifPresentOrElse(no -> close(no.reason(), no.remedy()), () -> heed(frame));
  }

  private void heed(AgentFrame frame) {
    switch (frame) {
      case Hello _ -> close(Refusal.GARBLED, "Hello is said once");
      case Beat beat -> beat(beat);
      case Ask ask -> ask(ask);
      case LogReply reply -> inquiries.answer(reply);
      case AgentFrame.Performed performed -> inquiries.answer(performed);
      case AgentFrame.Measured measured -> inquiries.answer(measured);
      case AgentFrame.Bye _ -> over(); // else its end might overtake what is not read yet
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
    } else {
      Agreement.refusal(said, parts.grid.terms(), parts.grid.zone())
          .ifPresentOrElse(no -> close(no.reason(), no.remedy()), () -> knock(said));
    }
  }

  private void knock(Hello said) {
    stage = Stage.KNOCKING;
    parts.guardian.tell(
        new DoorGuardian.Knock(
            parts.number, said.node(), said.boot(), said.since(), getContext().getSelf()));
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
    if (beat.boot().isPresent()) {
      turn = beat.turn();
      boot = beat.boot().get();
      getContext().stop(orders);
      orders = orders(turn);
    }
    if (beat.turn() != turn) {
      close(Refusal.GARBLED, "turn %d has no boot yet".formatted(beat.turn()));
      return;
    }
    Facts now = beat.facts().orElseGet(this::facts);
    facts = now;
    Heartbeat heartbeat = new Heartbeat(known.node(), boot, beat.number(), now, beat.digest());
    surroundings().beat(heartbeat, orders);
  }

  /** Orders reach a boot by an address of its own, which goes with it. */
  private ActorRef<Order> orders(int turn) {
    ActorRef<Message> self = getContext().getSelf();
    return getContext()
        .spawnAnonymous(
            Behaviors.receiveMessage(
                order -> {
                  self.tell(new Ordered(turn, order));
                  return Behaviors.same();
                }));
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
            parts.grid.ask(ask.matter(), known().node(), facts()),
            (answer, _) -> new Answered(ask.id(), answer == null ? new Answer.Lost() : answer));
  }

  private void obey(int told, Order order) {
    switch (order) {
      case Order.Question question -> {
        if (stage == Stage.SEATED) {
          say(inquiries.ask(question));
        } else {
          inquiries.refuse(question);
        }
      }
      case Order.Sync(var assignments) -> {
        Frames.Listing listing = Frames.sync(told, assignments, parts.settings.frameMax());
        listing.frames().forEach(this::say);
        listing.omitted().forEach(this::fail);
      }
      case Order.Assign(var assignment) when !Frames.fits(assignment, parts.settings.frameMax()) ->
          fail(assignment);
      case Order.Announce _ when !known().tables() -> {} // owed until it is of a newer build
      case Order.Introduce _, Order.Assign _, Order.Drop _, Order.Announce _, Order.Renewed _ ->
          say(new GatewayFrame.Ordered(told, order, false));
      case Order.PowerDown _ -> say(new GatewayFrame.Ordered(told, order, false));
    }
  }

  /** It cannot be told, so it will never run there; its workload hears that from us. */
  private void fail(Assignment assignment) {
    if (stage == Stage.SEATED) {
      var _ =
          surroundings()
              .workload(
                  assignment.workload(),
                  tooLarge.report(known().node(), assignment, Instant.now()));
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

  /** The other side may leave what was said unread, and its connection open; not for long. */
  private void over() {
    stage = Stage.OVER;
    inquiries.end();
    parts.outbound.end();
    timers.startSingleTimer(new Overdue(), LAST_WORD_MAX);
  }

  /** Silence is no death: a partition is silent, too. */
  private void end(Optional<Throwable> failure) {
    boolean silent = failure.filter(TimeoutException.class::isInstance).isPresent();
    boolean died = stage == Stage.SEATED && !silent;
    String how = failure.map(Throwable::toString).orElse("it was closed");
    Optional<String> death =
        died
            ? Optional.of("the connection of %s broke: %s".formatted(parts.peer, how))
            : Optional.empty();
    part(death);
    over();
  }

  /** Told once: also of who does not hang up though all is said. */
  private void part(Optional<String> death) {
    if (hello != null && !parted) {
      parted = true;
      parts.guardian.tell(new DoorGuardian.Parted(parts.number, hello.node(), boot, death));
    }
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
