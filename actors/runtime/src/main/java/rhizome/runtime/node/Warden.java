package rhizome.runtime.node;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import rhizome.grid.zone.Patience;
import rhizome.grid.zone.Quorum;
import rhizome.grid.zone.Sign;
import rhizome.grid.zone.Vigil;
import rhizome.kernel.NodeId;
import rhizome.runtime.Wire;

/**
 * Notes when this control member last heard which node, for every node of the grid. A lease is held
 * against a majority of the wardens, and only a majority of them may call it over (ADR 0011). In
 * memory only: one that starts anew counts everybody as heard.
 */
public final class Warden extends AbstractBehavior<Warden.Message> {

  /** Where a warden lives on each control member. */
  public static final String NAME = "warden";

  private static final Duration TICK = Duration.ofMillis(100);

  /** What a warden hears. */
  public sealed interface Message {}

  /**
   * Signs of life of many nodes. Noted only if the sender counts the same voters as the warden.
   *
   * @param batch names them in the answer
   */
  public record Signs(List<Sign> signs, long view, long batch, ActorRef<Noted> replyTo)
      implements Message, Wire {}

  /**
   * For how long nothing was heard of these; answered to one who counts the same voters, without
   * those of whom it cannot say.
   */
  public record AskSilence(List<NodeId> nodes, long view, long number, ActorRef<Silence> replyTo)
      implements Message, Wire {}

  /** Who votes from now on, this member among them or not. */
  public record Vote(Quorum quorum) implements Message {}

  private record Tick() implements Message {}

  /**
   * The answer to {@link Signs}: noted, but for boots that a younger one has taken the place of.
   */
  public record Noted(String voter, long view, long batch, List<NodeId> refused) implements Wire {}

  /** The answer to {@link AskSilence}. */
  public record Silence(String voter, long number, Map<NodeId, Duration> silences)
      implements Wire {}

  private final String voter;
  private final Supplier<Duration> clock;
  private final Vigil vigil;
  private Quorum quorum = Quorum.NOBODY;

  private Warden(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      String voter,
      Duration lease,
      Supplier<Duration> clock) {
    super(context);
    this.voter = voter;
    this.clock = clock;
    this.vigil =
        new Vigil(lease.dividedBy(2), lease.multipliedBy(Patience.UNHEARD_LEASES), clock.get());
    timers.startTimerWithFixedDelay(new Tick(), TICK);
  }

  /**
   * A warden of the member that votes by this name.
   *
   * @param lease half of which it may sleep and still speak of silence; {@link
   *     Patience#UNHEARD_LEASES} times as long it waits to hear a node for the first time
   * @param clock one that only runs forward
   */
  public static Behavior<Message> create(String voter, Duration lease, Supplier<Duration> clock) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(timers -> new Warden(context, timers, voter, lease, clock)));
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder().onAnyMessage(this::on).build();
  }

  private Behavior<Message> on(Message message) {
    Duration now = clock.get();
    vigil.wake(now);
    switch (message) {
      case Signs signs -> {
        if (signs.view == quorum.view()) {
          note(signs, now);
        }
      }
      case AskSilence ask -> {
        if (ask.view == quorum.view()) {
          Map<NodeId, Duration> silences = new TreeMap<>();
          ask.nodes.forEach(
              node -> vigil.silence(node, now).ifPresent(silence -> silences.put(node, silence)));
          ask.replyTo.tell(new Silence(voter, ask.number, silences));
        }
      }
      case Vote(var others) -> {
        if (!others.equals(quorum)) {
          quorum = others;
          vigil.startOver(now);
        }
      }
      case Tick _ -> {}
    }
    return this;
  }

  private void note(Signs signs, Duration now) {
    List<NodeId> refused = new ArrayList<>();
    for (Sign sign : signs.signs) {
      if (!vigil.hear(sign, now)) {
        refused.add(sign.node());
      }
    }
    signs.replyTo.tell(new Noted(voter, signs.view, signs.batch, refused));
  }
}
