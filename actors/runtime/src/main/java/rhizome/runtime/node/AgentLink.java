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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import rhizome.grid.endpoint.Table;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.node.LeaseTerms;
import rhizome.grid.node.Node;
import rhizome.grid.node.Report;
import rhizome.grid.robot.Robot;
import rhizome.grid.workload.Workload;
import rhizome.grid.zone.Heartbeat;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
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

  private record Written(WorkloadId workload, long epoch, long revision) implements Message {}

  /** It has waited long enough for its first table. */
  private record Begin(WorkloadId workload, long epoch) implements Message {}

  private record Lacking(Assignment assignment) implements Message {}

  private record Asked(Assignment assignment, Answer answer) implements Message {}

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

    CompletionStage<Answer> robot(RobotId robot, Robot.Command command);

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

  /** Less than what makes a zone wonder why an agent does not hold what it was told to. */
  private static final Duration UNTOLD_MAX = Duration.ofSeconds(2);

  private final TimerScheduler<Message> timers;
  private final Identity identity;
  private final Workshop workshop;
  private final Surroundings surroundings;
  private final Clock clock;
  private final Outbox outbox = new Outbox();
  private final Untold untold;
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
    this.untold = new Untold(workshop);
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
      case Written written -> written(written);
      case Begin(var workload, long epoch) -> untold.begin(workload, epoch);
      case Lacking(var assignment) -> lack(assignment);
      case Asked(var assignment, var answer) -> {
        if (answer instanceof Answer.Lost) {
          getContext().scheduleOnce(RETRY, getContext().getSelf(), new Lacking(assignment));
        }
      }
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
    untold.dropAll();
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
      tenure.release().forEach(this::begin);
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
        untold.drop(workload, epoch);
        workshop.stop(workload, epoch);
      }
      case Order.Sync(var assignments) -> sync(assignments);
      case Order.Announce(var workload, long epoch, var table) -> announce(workload, epoch, table);
      case Order.Renewed(long number) -> {
        if (tenure.answered(number, workshop.now())) {
          enrol();
        }
        renew();
      }
      case Order.PowerDown _ -> workshop.powerDown();
      case Order.ReadLog read -> read.replyTo().tell(read(read));
      case Order.Perform(var errand, var replyTo) ->
          workshop.perform(errand, answer -> replyTo.tell(StatusReply.success(answer)));
      case Order.Measure(var workload, long epoch, var metrics, var replyTo) ->
          workshop.measure(
              workload,
              epoch,
              metrics,
              reading ->
                  replyTo.tell(
                      reading
                          .map(StatusReply::success)
                          .orElse(StatusReply.error(workload + " has no process here"))));
    }
  }

  private void assign(Assignment assignment) {
    if (!tenure.holdsBack(assignment)) {
      begin(assignment);
    }
  }

  private void begin(Assignment assignment) {
    if (untold.holdsBack(assignment)) {
      lack(assignment);
      Begin late = new Begin(assignment.workload(), assignment.epoch());
      getContext().scheduleOnce(UNTOLD_MAX, getContext().getSelf(), late);
    }
  }

  /** Its robot may think that it was told, before this machine lost what it had. */
  private void lack(Assignment assignment) {
    if (!untold.isTold(assignment)) {
      getContext()
          .pipeToSelf(
              confirm(assignment.workload(), assignment.epoch(), 0),
              (answer, _) -> new Asked(assignment, answer == null ? new Answer.Lost() : answer));
    }
  }

  private void announce(WorkloadId workload, long epoch, Table table) {
    ActorRef<Message> self = getContext().getSelf();
    Written written = new Written(workload, epoch, table.revision());
    workshop.announce(workload, epoch, table, () -> self.tell(written));
  }

  /** If this is lost, the table comes once more. */
  private void written(Written written) {
    untold.begin(written.workload, written.epoch);
    var _ = confirm(written.workload, written.epoch, written.revision);
  }

  private CompletionStage<Answer> confirm(WorkloadId workload, long epoch, long revision) {
    return surroundings.robot(
        workload.robot(),
        new Robot.Command.ConfirmTable(workload, epoch, revision, clock.instant()));
  }

  private void sync(List<Assignment> assignments) {
    tenure.dropAll();
    untold.dropAll();
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
    Workload.Command observe =
        new Workload.Command.Observe(identity.node, report, identity.facts.address());
    getContext()
        .pipeToSelf(
            surroundings
                .workload(report.workload(), observe)
                .thenCompose(answer -> free(report, answer)),
            (answer, _) -> new Answered(report, answer == null ? new Answer.Lost() : answer));
  }

  /** What was stopped, and what a stale lease still runs, the node must not count as held. */
  private CompletionStage<Answer> free(Report report, Answer answer) {
    if (!Outbox.isOver(report, answer)) {
      return CompletableFuture.completedFuture(answer);
    }
    return surroundings.node(
        new Node.Command.Free(report.workload(), report.epoch(), clock.instant()));
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
