package rhizome.runtime.node;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.pattern.StatusReply;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.node.LeaseTerms;
import rhizome.grid.node.Node;
import rhizome.grid.node.Report;
import rhizome.grid.workload.Workload;
import rhizome.grid.zone.Heartbeat;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/**
 * Stands beside an agent and speaks for it: enrols the node until it is accepted, beats once a
 * second with a message of constant size, tells its machine how long the lease runs, takes the
 * zone's orders, and delivers each report until its workload has acknowledged or refused it. A link
 * that was without an answer for a whole lease goes on under a new boot.
 */
public final class AgentLink extends AbstractBehavior<AgentLink.Message> {

  /** What a link hears. */
  public sealed interface Message {}

  /** The agent reports; called from the agent's own thread. */
  public record Told(Report report) implements Message {}

  /** The member is about to close: send nothing more. */
  public record Leave() implements Message {}

  private record Ordered(String boot, Order order) implements Message {}

  private record Beat() implements Message {}

  private record Enrolled(String boot, boolean accepted) implements Message {}

  private record Answered(Report report, Answer answer) implements Message {}

  private record Again(WorkloadId workload) implements Message {}

  /** What became of something sent to an entity. */
  public sealed interface Answer {
    record Taken() implements Answer {}

    /** Refused by name; sending it again would not help. */
    record Refused(String refusal) implements Answer {}

    /** Nobody answered in time; send it again. */
    record Lost() implements Answer {}
  }

  /** The rest of the grid, as a link needs it. */
  public interface Surroundings {
    CompletionStage<Answer> node(Node.Command command);

    CompletionStage<Answer> workload(WorkloadId workload, Workload.Command command);

    /** The agent is alive; its orders, {@link Order.Renewed} among them, go to {@code orders}. */
    void beat(Heartbeat heartbeat, ActorRef<Order> orders);
  }

  /**
   * Who the link speaks for.
   *
   * @param boot name of its first boot; later ones are numbered
   * @param terms on which it holds what is single
   */
  public record Identity(
      NodeId node, String boot, Facts facts, Duration heartbeatInterval, LeaseTerms terms) {

    /** Without a lease. */
    public Identity(NodeId node, String boot, Facts facts, Duration heartbeatInterval) {
      this(node, boot, facts, heartbeatInterval, LeaseTerms.NONE);
    }
  }

  private static final Duration RETRY = Duration.ofSeconds(1);

  private final TimerScheduler<Message> timers;
  private final Identity identity;
  private final Workshop workshop;
  private final Surroundings surroundings;
  private final Clock clock;
  private final Outbox outbox = new Outbox();
  private Tenure tenure;
  private int boots;

  private AgentLink(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      Identity identity,
      Workshop workshop,
      Surroundings surroundings) {
    super(context);
    this.timers = timers;
    this.identity = identity;
    this.workshop = workshop;
    this.surroundings = surroundings;
    this.clock = Clock.systemUTC();
    this.tenure = begin(identity.boot);
    enrol();
    timers.startTimerWithFixedDelay(new Beat(), Duration.ZERO, identity.heartbeatInterval);
  }

  public static Behavior<Message> create(
      Identity identity, Workshop workshop, Surroundings surroundings) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new AgentLink(context, timers, identity, workshop, surroundings)));
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder().onAnyMessage(this::on).build();
  }

  private Behavior<Message> on(Message message) {
    if (tenure.isOver(workshop.now())) {
      beginAnew();
    }
    switch (message) {
      case Leave _ -> {
        return Behaviors.stopped();
      }
      case Told(var report) -> {
        if (outbox.add(report)) {
          deliver(report);
        }
      }
      case Ordered(var boot, var order) -> {
        if (boot.equals(tenure.boot()) || order instanceof Order.Question) {
          obey(order);
        }
      }
      case Beat _ -> beat();
      case Enrolled(var boot, boolean accepted) -> {
        if (boot.equals(tenure.boot())) {
          enrolled(accepted);
        }
      }
      case Answered(var report, var answer) -> settle(report, answer);
      case Again(var workload) -> outbox.first(workload).ifPresent(this::deliver);
    }
    return this;
  }

  /** Orders reach a boot by an address of its own, so that none for another can be taken for it. */
  private Tenure begin(String boot) {
    ActorRef<Message> self = getContext().getSelf();
    ActorRef<Order> orders =
        getContext()
            .spawnAnonymous(
                Behaviors.receiveMessage(
                    order -> {
                      self.tell(new Ordered(boot, order));
                      return Behaviors.same();
                    }));
    return new Tenure(boot, identity.terms, workshop.now(), orders);
  }

  private void beginAnew() {
    getContext()
        .getLog()
        .warn("no answer for a whole lease: {} is over, {} begins", tenure.boot(), ++boots);
    getContext().stop(tenure.orders());
    timers.cancel(Enrolled.class);
    tenure = begin(identity.boot + "." + boots);
    enrol();
  }

  private void enrol() {
    if (!tenure.mayEnrol()) {
      return;
    }
    String boot = tenure.boot();
    getContext()
        .pipeToSelf(
            surroundings.node(new Node.Command.Enrol(identity.facts, boot, clock.instant())),
            (answer, _) -> new Enrolled(boot, answer instanceof Answer.Taken));
  }

  private void enrolled(boolean accepted) {
    if (accepted) {
      tenure.enrolled();
      renew();
    } else {
      Ordered again = new Ordered(tenure.boot(), new Order.Introduce());
      timers.startSingleTimer(Enrolled.class, again, RETRY);
    }
  }

  private void beat() {
    long digest = 0;
    for (Workshop.Holding holding : workshop.inventory()) {
      digest += Digest.of(holding.workload(), holding.epoch());
    }
    long number = tenure.beat(workshop.now());
    Heartbeat heartbeat =
        new Heartbeat(identity.node, tenure.boot(), number, identity.facts, digest);
    surroundings.beat(heartbeat, tenure.orders());
    renew();
  }

  /** Tells the machine how long it may go on; what waited for that begins now. */
  private void renew() {
    Optional<Duration> until = tenure.until();
    if (until.isEmpty()) {
      return;
    }
    if (workshop.renew(tenure.boot(), until.get())) {
      tenure.release().forEach(workshop::assign);
    } else {
      beginAnew();
    }
  }

  private void obey(Order order) {
    switch (order) {
      case Order.Introduce _ -> enrol();
      case Order.Assign(var assignment) -> assign(assignment);
      case Order.Drop(var workload, long epoch) -> {
        tenure.drop(workload, epoch);
        workshop.stop(workload, epoch);
      }
      case Order.Sync(var assignments) -> sync(assignments);
      case Order.Renewed(long number) -> {
        if (tenure.answered(number, workshop.now())) {
          enrol();
        }
        renew();
      }
      case Order.ReadLog read -> read.replyTo().tell(read(read));
      case Order.Perform(var errand, var replyTo) ->
          workshop.perform(errand, answer -> replyTo.tell(StatusReply.success(answer)));
    }
  }

  private void assign(Assignment assignment) {
    if (!tenure.holdsBack(assignment)) {
      workshop.assign(assignment);
    }
  }

  private void sync(List<Assignment> assignments) {
    tenure.dropAll();
    Map<WorkloadId, Long> wanted = new TreeMap<>();
    assignments.forEach(a -> wanted.put(a.workload(), a.epoch()));
    for (Workshop.Holding holding : workshop.inventory()) {
      if (!wanted.containsKey(holding.workload())) {
        workshop.stop(holding.workload(), holding.epoch());
      }
    }
    assignments.forEach(this::assign);
  }

  private StatusReply<LogSlice> read(Order.ReadLog read) {
    try {
      int max = Math.clamp(read.max(), 0, LogSlice.BYTES_MAX);
      return StatusReply.success(workshop.readLog(read.workload(), read.offset(), max));
    } catch (IOException e) {
      return StatusReply.error("no log of " + read.workload() + " can be read: " + e.getMessage());
    }
  }

  private void deliver(Report report) {
    Workload.Command observe = new Workload.Command.Observe(identity.node, report);
    getContext()
        .pipeToSelf(
            surroundings
                .workload(report.workload(), observe)
                .thenCompose(answer -> free(report, answer)),
            (answer, _) -> new Answered(report, answer == null ? new Answer.Lost() : answer));
  }

  /** What was stopped, and what a stale lease still runs, the node must not count as held. */
  private CompletionStage<Answer> free(Report report, Answer answer) {
    if (!isOver(report, answer)) {
      return CompletableFuture.completedFuture(answer);
    }
    return surroundings.node(
        new Node.Command.Free(report.workload(), report.epoch(), clock.instant()));
  }

  private static boolean isOver(Report report, Answer answer) {
    return switch (answer) {
      case Answer.Taken _ -> report instanceof Report.Stopped;
      case Answer.Refused(var name) ->
          Arrays.stream(Workload.Refusal.values())
              .anyMatch(refusal -> refusal.name().equals(name) && isStale(refusal));
      case Answer.Lost _ -> false;
    };
  }

  /**
   * Whether a workload says by this that the lease is none of its own. What a law never answers to
   * a report, a broken law, and the word of another version say nothing about the lease.
   */
  private static boolean isStale(Workload.Refusal refusal) {
    return switch (refusal) {
      case NOT_DEPLOYED, STALE_EPOCH -> true;
      case NOT_PARKED, STALE_GENERATION -> false;
    };
  }

  private void settle(Report report, Answer answer) {
    if (answer instanceof Answer.Lost) {
      timers.startSingleTimer(report.workload(), new Again(report.workload()), RETRY);
      return;
    }
    Optional<Report> next = outbox.acknowledge(report.workload());
    next.ifPresent(this::deliver);
  }
}
