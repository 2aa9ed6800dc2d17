package rhizome.grid.task;

import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rhizome.grid.node.Lease;
import rhizome.grid.task.Task.Command.*;
import rhizome.kernel.Decider;
import rhizome.kernel.Decision;
import rhizome.kernel.Seed;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;

/**
 * All runs of one action of one service: it numbers them, carries out one after the other, and
 * knows when the next one is due (ADR 0023). Of runs that are over it keeps the last few.
 */
public final class Task implements Decider<Task.Command, Task.Event, Task.State, Task.Duty> {

  /** Runs that may be asked for and not yet be over. */
  public static final int OPEN_MAX = 16;

  /** Runs that are over and still known. */
  public static final int PAST_MAX = 10;

  /** Workloads beside which one run may be carried out. */
  public static final int LEGS_MAX = 256;

  /** By whom a run is asked for that recurs. */
  public static final String SCHEDULE = "schedule";

  /** How much longer than its timeout an attempt may take until its agent has said how it ended. */
  static final Duration OVERDUE = Duration.ofMinutes(1);

  /** When a run is asked for without anybody asking. */
  public record Schedule(Duration every, Instant next) {}

  public sealed interface Command {
    /** The robot has this action, and it recurs. {@code chance} says when it does first. */
    record Keep(Definition definition, Seed chance, Instant at) implements Command {}

    /**
     * Run it.
     *
     * @param slot beside which workload, if not where its definition says
     * @param key the same wish with the same key is one run
     */
    record Request(
        Definition definition, Optional<Integer> slot, Args args, String by, String key, Instant at)
        implements Command {}

    /** The robot sees that this happened; told again until a run was made of it. */
    record Prompt(Definition definition, Occasion occasion, Instant at) implements Command {}

    /** Time has passed; {@code definition} is what the robot has now. */
    record Tick(Optional<Definition> definition, Instant at) implements Command {}

    /** A node holds the workload by this lease. */
    record Begin(Ticket ticket, Lease lease, Instant at) implements Command {}

    /** An attempt is over. */
    record Finish(Ticket ticket, Finding finding, Instant at) implements Command {}

    record Cancel(long run, String by, Instant at) implements Command {}
  }

  public sealed interface Event {
    Instant at();

    record Scheduled(Schedule schedule, Instant at) implements Event {}

    record Unscheduled(Instant at) implements Event {}

    /** It was due, and not asked for. */
    record Skipped(Instant due, String why, Instant at) implements Event {}

    /** {@code slots} are the workloads beside which it is carried out. */
    record Requested(
        long run,
        Definition definition,
        List<Integer> slots,
        Args args,
        String by,
        String key,
        Instant at)
        implements Event {
      public Requested {
        slots = List.copyOf(slots);
      }
    }

    /** Something happened that has it run, beside the workload to which it did. */
    record Prompted(long run, Definition definition, Occasion occasion, Instant at)
        implements Event {}

    /** The start record: from here on this ticket is given to this lease and to no other. */
    record Started(Ticket ticket, Lease lease, Instant at) implements Event {}

    /** {@code retryAt}: when the next attempt is due, if there is one. */
    record Ended(Ticket ticket, Finding finding, Optional<Instant> retryAt, Instant at)
        implements Event {}

    record Cancelled(long run, String by, Instant at) implements Event {}
  }

  /**
   * @param last number of the newest run; 0 before the first
   * @param open runs that are not over; the first of them is carried out
   * @param past runs that are over, the oldest first
   * @param occasions of which there were runs
   */
  public record State(
      long last, Optional<Schedule> schedule, List<Run> open, List<Run> past, Occasions occasions) {
    public State {
      open = List.copyOf(open);
      past = List.copyOf(past);
    }

    /** Nothing ever happened that had it run. */
    public State(long last, Optional<Schedule> schedule, List<Run> open, List<Run> past) {
      this(last, schedule, open, past, Occasions.NONE);
    }

    /** The runs that are known, the oldest first. */
    public List<Run> runs() {
      List<Run> runs = new ArrayList<>(past);
      runs.addAll(open);
      return runs;
    }

    public Optional<Run> run(long number) {
      return runs().stream().filter(run -> run.number() == number).findFirst();
    }

    /** The one that is carried out. */
    Optional<Run> going() {
      return open.stream().findFirst();
    }
  }

  public sealed interface Duty {
    /** Find out which node holds the workload; not before {@code from}. */
    record Place(TaskId task, Ticket ticket, WorkloadId workload, Instant from) implements Duty {}

    /** Have the node that holds the lease do it, and say how it ended. */
    record Perform(Errand errand, Lease lease) implements Duty {}

    record Remind(TaskId task, Instant at) implements Duty {}
  }

  public enum Refusal implements Decision.Reason {
    NO_SUCH_SLOT,
    TOO_MANY_SLOTS,
    TOO_MANY_RUNS,
    NO_SUCH_RUN,
    RUN_IS_OVER,
    STALE_TICKET,
    NOT_DUE
  }

  private final TaskId id;

  public Task(TaskId id) {
    this.id = id;
  }

  @Override
  public State initial() {
    return new State(0, Optional.empty(), List.of(), List.of());
  }

  @Override
  public Decision<Event> decide(State state, Command command) {
    return switch (command) {
      case Keep keep -> keep(state, keep);
      case Request request -> request(state, request);
      case Prompt prompt -> prompt(state, prompt);
      case Tick tick -> accept(new Passing(state, this::evolve).of(tick));
      case Begin begin -> begin(state, begin);
      case Finish finish -> finish(state, finish);
      case Cancel cancel -> cancel(state, cancel);
    };
  }

  /** Told again and again by the robot, so whatever is known already changes nothing. */
  private static Decision<Event> keep(State state, Keep keep) {
    Optional<Duration> every = keep.definition().action().every();
    if (every.isEmpty() || state.schedule.map(Schedule::every).equals(every)) {
      return unchanged();
    }
    long nanos = (long) (every.get().toNanos() * keep.chance().unit(0));
    Schedule first = new Schedule(every.get(), keep.at().plusNanos(nanos));
    return accept(new Event.Scheduled(first, keep.at()));
  }

  private static Decision<Event> request(State state, Request request) {
    Definition definition = request.definition();
    if (!request.key().isEmpty()
        && state.runs().stream().anyMatch(run -> run.key().equals(request.key()))) {
      return unchanged();
    }
    List<Integer> slots = request.slot().map(List::of).orElseGet(() -> Passing.slots(definition));
    if (slots.isEmpty() || slots.getFirst() < 0 || slots.getLast() >= definition.replicas()) {
      return reject(Refusal.NO_SUCH_SLOT);
    }
    if (slots.size() > LEGS_MAX) {
      return reject(Refusal.TOO_MANY_SLOTS);
    }
    if (state.open.size() >= OPEN_MAX) {
      return reject(Refusal.TOO_MANY_RUNS);
    }
    return accept(
        new Event.Requested(
            state.last + 1,
            definition,
            slots,
            request.args(),
            request.by(),
            request.key(),
            request.at()));
  }

  private static Decision<Event> prompt(State state, Prompt prompt) {
    Occasion occasion = prompt.occasion();
    if (state.occasions.has(occasion)) {
      return unchanged();
    }
    if (occasion.slot() < 0 || occasion.slot() >= prompt.definition().replicas()) {
      return reject(Refusal.NO_SUCH_SLOT);
    }
    return state.open.size() < OPEN_MAX
        ? accept(new Event.Prompted(state.last + 1, prompt.definition(), occasion, prompt.at()))
        : reject(Refusal.TOO_MANY_RUNS);
  }

  private static Decision<Event> begin(State state, Begin begin) {
    Ticket ticket = begin.ticket();
    return switch (leg(state, ticket).map(Leg::phase).orElse(null)) {
      case null -> reject(Refusal.STALE_TICKET);
      case Leg.Phase.Waiting(var from) when begin.at().isBefore(from) -> reject(Refusal.NOT_DUE);
      case Leg.Phase.Waiting _ -> accept(new Event.Started(ticket, begin.lease(), begin.at()));
      case Leg.Phase.Running running when running.lease().equals(begin.lease()) -> unchanged();
      case Leg.Phase.Running _, Leg.Phase.Over _ -> reject(Refusal.STALE_TICKET);
    };
  }

  private static Decision<Event> finish(State state, Finish finish) {
    Ticket ticket = finish.ticket();
    Optional<Leg> leg = leg(state, ticket).filter(l -> l.phase() instanceof Leg.Phase.Running);
    if (leg.isEmpty()) {
      return reject(Refusal.STALE_TICKET);
    }
    return accept(
        Passing.ended(state.going().orElseThrow(), ticket, finish.finding(), finish.at()));
  }

  /** The leg that makes or awaits this very attempt. */
  private static Optional<Leg> leg(State state, Ticket ticket) {
    return state
        .going()
        .filter(run -> run.number() == ticket.run())
        .flatMap(run -> Optional.ofNullable(run.legs().get(ticket.slot())))
        .filter(leg -> leg.attempt() == ticket.attempt());
  }

  private static Decision<Event> cancel(State state, Cancel cancel) {
    Optional<Run> run = state.run(cancel.run());
    if (run.isEmpty()) {
      return reject(Refusal.NO_SUCH_RUN);
    }
    if (run.get().isOver()) {
      return reject(Refusal.RUN_IS_OVER);
    }
    return run.get().cancelledBy().isPresent()
        ? unchanged()
        : accept(new Event.Cancelled(cancel.run(), cancel.by(), cancel.at()));
  }

  @Override
  public State evolve(State state, Event event) {
    return TaskEvolution.evolve(state, event);
  }

  @Override
  public List<Duty> owes(State state) {
    List<Duty> duties = new ArrayList<>();
    state.going().ifPresent(run -> run.legs().forEach((slot, leg) -> owe(run, slot, leg, duties)));
    Stream.concat(
            state.going().stream().flatMap(Passing::deadlines),
            state.schedule.map(Schedule::next).stream())
        .min(Instant::compareTo)
        .ifPresent(next -> duties.add(new Duty.Remind(id, next)));
    return duties;
  }

  private void owe(Run run, int slot, Leg leg, List<Duty> duties) {
    Ticket ticket = new Ticket(run.number(), slot, leg.attempt());
    switch (leg.phase()) {
      case Leg.Phase.Waiting(var from) ->
          duties.add(new Duty.Place(id, ticket, id.workload(slot), from));
      case Leg.Phase.Running(var lease, _, boolean ending) ->
          duties.add(new Duty.Perform(errand(run, ticket, lease, ending), lease));
      case Leg.Phase.Over _ -> {}
    }
  }

  private Errand errand(Run run, Ticket ticket, Lease lease, boolean ending) {
    return new Errand(
        id,
        ticket,
        lease.epoch(),
        run.action().command(),
        run.args().environment(),
        run.action().timeout(),
        ending,
        run.outputMax());
  }

  @Override
  public long generation(State state) {
    return state.last;
  }
}
