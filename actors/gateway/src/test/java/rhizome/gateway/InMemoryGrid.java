package rhizome.gateway;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Resources;
import rhizome.gateway.timeline.Fact;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.node.Node;
import rhizome.grid.notice.Notices;
import rhizome.grid.notice.Severity;
import rhizome.grid.notice.Terms;
import rhizome.grid.placement.Rehearsal;
import rhizome.grid.robot.Robot;
import rhizome.grid.task.Task;
import rhizome.grid.workload.Workload;
import rhizome.grid.zone.Heartbeat;
import rhizome.grid.zone.ZoneIndex;
import rhizome.kernel.Decision;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.checkup.AgentCertificates;
import rhizome.runtime.checkup.OwnCertificate;
import rhizome.runtime.checkup.Symptoms;
import rhizome.runtime.checkup.Vitals;
import rhizome.runtime.node.Governance;

/** A whole grid in memory that works; only its programs are pretended, see {@link SmallWorld}. */
public final class InMemoryGrid implements GridPort {

  public static final ZoneId ZONE = new ZoneId("cellar");

  private record Waiter(long after, int max, CompletableFuture<Events> answer) {}

  private final int feedMax;
  private final SmallWorld world = new SmallWorld(this::publish);
  private final List<Fact> feed = new ArrayList<>();
  private final List<Waiter> waiters = new ArrayList<>();
  private final Map<WorkloadId, StringBuilder> logs = new TreeMap<>();
  private final Map<TaskId, Task.State> tasks = new TreeMap<>();
  private Governance governance = new Governance(Optional.empty(), 1, 0, 0, 0);
  private Notices notices = nobody();
  private LongFunction<Notices.Command> carrier =
      letter -> new Notices.Command.ConfirmDelivery("desk", letter, Instant.now());
  private Notices.State board = notices.initial();
  private Optional<RuntimeException> fault = Optional.empty();
  private Optional<OwnCertificate> certificate = Optional.empty();
  private final List<AgentCertificates.Shown> agents = new ArrayList<>();
  private Optional<Blueprint> overtaking = Optional.empty();
  private boolean counts = true;
  private volatile LedgerPort ledger = LedgerPort.NONE;
  private final CompletableFuture<Boolean> shutdown = new CompletableFuture<>();

  private static Notices nobody() {
    return telling(new TreeMap<>());
  }

  /** A law that tells these at once, and tries twice. */
  public static Notices telling(SortedMap<String, Severity> receivers) {
    Duration none = Duration.ZERO;
    Duration second = Duration.ofSeconds(1);
    return new Notices(
        new Terms(receivers, none, none, none, 10, 10, 10, new Terms.Retries(2, second, second)));
  }

  /** A grid with one roomy node, {@code n1}. */
  public InMemoryGrid() {
    this(1_000);
  }

  /**
   * @param feedMax how many events the feed keeps
   */
  public InMemoryGrid(int feedMax) {
    this.feedMax = feedMax;
    enrol("n1", new Resources(8_000, 8L << 30));
  }

  /** From now on this is beside it. */
  public void ledger(LedgerPort beside) {
    ledger = beside;
  }

  @Override
  public LedgerPort ledger() {
    return question -> ledger.ask(question);
  }

  public synchronized void enrol(String name, Resources capacity) {
    world.enrol(name, new Facts(ZONE, "localhost", capacity));
  }

  /** One whose power follows what is needed. */
  public synchronized void enrolPowered(String name) {
    Labels labels = Labels.parse(List.of("power=on-demand"));
    world.enrol(
        name, new Facts(ZONE, "localhost", new Resources(8_000, 8L << 30), "127.0.0.1", labels));
  }

  public synchronized void lose(String node) {
    world.lose(node);
  }

  public synchronized void suspect(String node) {
    world.suspect(node);
  }

  /** So much time passes that every deadline of this node does. */
  public synchronized void passDeadline(String node, Duration by) {
    world.passDeadline(node, by);
  }

  public synchronized void kill(String workload) {
    world.kill(WorkloadId.parse(workload));
  }

  public synchronized void ready(String workload) {
    world.ready(WorkloadId.parse(workload));
  }

  public synchronized void print(String workload, String text) {
    logs.computeIfAbsent(WorkloadId.parse(workload), _ -> new StringBuilder()).append(text);
  }

  /** So many of so many nodes fall silent at once. */
  public synchronized void freeze(int silent, int nodes) {
    Duration left = Duration.ofMinutes(4);
    Governance.Freeze freeze =
        new Governance.Freeze(
            Duration.ofMinutes(1), left, silent, nodes, 0.25, Duration.ofSeconds(10));
    governance = new Governance(Optional.of(freeze), nodes - silent, silent, silent, 0);
  }

  /** The journal has forgotten so many of a robot's first events. */
  public synchronized void forget(String robot, int events) {
    world.forget(new RobotId(robot), events);
  }

  /** From now on nothing is answered but this. */
  public synchronized void breakWith(RuntimeException failure) {
    fault = Optional.of(failure);
  }

  /** Whether it was told to stop, and if so whether to keep its workloads. */
  public Optional<Boolean> shutdown() {
    return Optional.ofNullable(shutdown.getNow(null));
  }

  /** Completes in the very call that tells the grid to stop. */
  CompletionStage<Boolean> stopped() {
    return shutdown;
  }

  private synchronized <T> CompletionStage<T> answer(Supplier<T> work) {
    return fault
        .<CompletionStage<T>>map(CompletableFuture::failedFuture)
        .orElseGet(() -> CompletableFuture.completedFuture(work.get()));
  }

  private static Answer answer(Decision<?> decision) {
    return switch (decision) {
      case Decision.Accepted<?> _ -> new Answer.Done(0);
      case Decision.Rejected<?>(var reason) -> new Answer.Refused(reason.name());
    };
  }

  /** Whoever asks for a run of it finds it where it was. */
  @Override
  public CompletionStage<Answer> task(TaskId id, Task.Command command) {
    return answer(
        () -> {
          Task task = new Task(id);
          Task.State state = tasks.getOrDefault(id, task.initial());
          Decision<Task.Event> decision = task.decide(state, command);
          if (decision instanceof Decision.Accepted<Task.Event>(var events)) {
            for (Task.Event event : events) {
              state = task.evolve(state, event);
              publish(new Fact.OfTask(id, event));
            }
            tasks.put(id, state);
          }
          return answer(decision);
        });
  }

  @Override
  public CompletionStage<Task.State> task(TaskId id) {
    return answer(() -> tasks.getOrDefault(id, new Task(id).initial()));
  }

  @Override
  public CompletionStage<Answer> target(Blueprint blueprint, long parent, String by) {
    RobotId id = new RobotId(blueprint.name());
    Robot.Command command = new Robot.Command.Target(blueprint, parent, by, at());
    return answer(
        () -> {
          Answer said = answer(world.command(id, command));
          long generation = world.robot(id).generation();
          overtaking.ifPresent(quicker -> overtake(quicker, generation));
          return said instanceof Answer.Done ? new Answer.Done(counts ? generation : 0) : said;
        });
  }

  /** Whoever applies next is followed by somebody who applies this before it is answered. */
  public synchronized void overtakeWith(Blueprint quicker) {
    overtaking = Optional.of(quicker);
  }

  private void overtake(Blueprint quicker, long parent) {
    overtaking = Optional.empty();
    RobotId id = new RobotId(quicker.name());
    var _ = world.command(id, new Robot.Command.Target(quicker, parent, "another", at()));
  }

  /** Its members are of a build that did not tell which generation a command made. */
  public synchronized void doesNotCount() {
    counts = false;
  }

  @Override
  public CompletionStage<Answer> destroy(RobotId robot, String by) {
    return answer(() -> answer(world.command(robot, new Robot.Command.Destroy(by, at()))));
  }

  @Override
  public CompletionStage<Answer> promote(RobotId robot, String by) {
    return answer(() -> answer(world.command(robot, new Robot.Command.Promote(by, at()))));
  }

  @Override
  public CompletionStage<Answer> runJob(RobotId robot, String service, String by) {
    return answer(() -> answer(world.command(robot, new Robot.Command.RunJob(service, by, at()))));
  }

  @Override
  public CompletionStage<Answer> scale(RobotId robot, String service, int replicas, String by) {
    Robot.Command scale =
        new Robot.Command.Scale(service, replicas, Optional.empty(), by, "", at());
    return answer(() -> answer(world.command(robot, scale)));
  }

  @Override
  public CompletionStage<Answer> discard(WorkloadId id, String by) {
    return answer(() -> answer(world.command(id.robot(), new Robot.Command.Discard(id, by, at()))));
  }

  @Override
  public CompletionStage<Answer> retry(WorkloadId id, String by) {
    return answer(() -> answer(world.command(id, new Workload.Command.Retry(by, at()))));
  }

  @Override
  public CompletionStage<Answer> cordon(NodeId node, String by) {
    return command(node, new Node.Command.Cordon(by, at()));
  }

  @Override
  public CompletionStage<Answer> uncordon(NodeId node, String by) {
    return command(node, new Node.Command.Uncordon(by, at()));
  }

  @Override
  public CompletionStage<Answer> drain(NodeId node, Duration deadline, int atOnce, String by) {
    return command(node, new Node.Command.Drain(by, at().plus(deadline), atOnce, at()));
  }

  @Override
  public CompletionStage<Answer> powerDown(NodeId node, String by) {
    String boot = node + "-boot";
    return command(node, new Node.Command.Sleep(boot, by, "it was asked for", at()));
  }

  @Override
  public CompletionStage<Answer> powerUp(NodeId node, String by) {
    Instant deadline = at().plus(Duration.ofMinutes(10));
    return command(node, new Node.Command.Wake(by, "it was asked for", deadline, at()));
  }

  @Override
  public CompletionStage<Answer> remove(NodeId node, String by) {
    return command(node, new Node.Command.Remove(by, at()));
  }

  private CompletionStage<Answer> command(NodeId node, Node.Command command) {
    return answer(() -> answer(world.command(node, command)));
  }

  private static Instant at() {
    return SmallWorld.DAWN;
  }

  @Override
  public CompletionStage<SortedSet<RobotId>> robots() {
    return answer(() -> world.roster().robots());
  }

  @Override
  public CompletionStage<Robot.State> robot(RobotId robot) {
    return answer(() -> world.robot(robot));
  }

  @Override
  public CompletionStage<Workload.State> workload(WorkloadId workload) {
    return answer(() -> world.workload(workload));
  }

  @Override
  public CompletionStage<List<Workload.Event>> history(WorkloadId workload) {
    return answer(() -> world.history(workload));
  }

  @Override
  public CompletionStage<Void> recount(RobotId robot, Predicate<Robot.Event> listener) {
    return answer(() -> world.told(robot).stream().allMatch(event -> listener.test(event)))
        .thenApply(_ -> null);
  }

  @Override
  public CompletionStage<List<NamedNode>> nodes() {
    return answer(
        () ->
            world.nodes().entrySet().stream()
                .map(node -> new NamedNode(node.getKey(), node.getValue()))
                .toList());
  }

  /** Asks an index that has just heard every node that is there. */
  @Override
  public CompletionStage<Rehearsal.Outcome> rehearse(Rehearsal rehearsal) {
    return answer(
        () -> {
          ZoneIndex index = new ZoneIndex(Duration.ofHours(1));
          world.nodes().forEach((node, state) -> hear(index, node, state));
          return index.rehearse(rehearsal, at());
        });
  }

  private static void hear(ZoneIndex index, NodeId node, Node.State state) {
    if (state instanceof Node.State.Known k && k.condition() == Node.Condition.ONLINE) {
      var _ = index.hear(new Heartbeat(node, k.boot(), 1, k.facts(), 0), at());
      index.watch(node, k.boot(), at());
      List<Assignment> held = k.held().values().stream().map(Node.Reservation::assignment).toList();
      var _ = index.hold(node, held, k.admits());
    }
  }

  /** Any bytes: what is in an archive is the journal's business. */
  @Override
  public Source<ByteString, NotUsed> backup() {
    return Source.from(List.of(ByteString.fromString("arch"), ByteString.fromString("ive")));
  }

  /** An agent is at its member's door from now on. */
  public synchronized void visit(AgentCertificates.Shown shown) {
    agents.add(shown);
  }

  /** Its member shows another certificate from now on. */
  public synchronized void certify(OwnCertificate shown) {
    certificate = Optional.of(shown);
  }

  /** One member, in good health as long as its certificate is. */
  @Override
  public CompletionStage<Symptoms> checkup() {
    Vitals vitals =
        new Vitals(
            0, "0.1.0", "25", "/data", 9L << 30, 10L << 30, 100, 65_536, certificate, agents);
    Symptoms.OfMember member =
        new Symptoms.OfMember(
            "akka://rhizome@127.0.0.1:1",
            List.of("control"),
            "up",
            true,
            true,
            Optional.of(vitals),
            OptionalLong.of(0));
    return answer(
        () ->
            new Symptoms(
                List.of(member),
                List.of(),
                List.of(),
                new Symptoms.OfJournal(OptionalLong.of(3), Optional.empty())));
  }

  @Override
  public CompletionStage<List<ZoneGovernor>> governors() {
    return answer(() -> List.of(new ZoneGovernor(ZONE, governance)));
  }

  @Override
  public CompletionStage<Notices.State> notices() {
    return answer(() -> board);
  }

  /** What of the notices it takes for its own from now on; the law is the real one. */
  public synchronized void notices(Notices law, Notices.Command... commands) {
    notices = law;
    for (Notices.Command command : commands) {
      decide(command);
    }
  }

  /** So ends the first try of every test, given its number. */
  public synchronized void carry(LongFunction<Notices.Command> how) {
    carrier = how;
  }

  private Answer decide(Notices.Command command) {
    return switch (notices.decide(board, command)) {
      case Decision.Rejected<Notices.Event>(var reason) -> new Answer.Refused(reason.name());
      case Decision.Accepted<Notices.Event>(var events) -> {
        for (Notices.Event event : events) {
          board = notices.evolve(board, event);
        }
        yield new Answer.Done(notices.generation(board));
      }
    };
  }

  @Override
  public CompletionStage<Answer> testNotices() {
    return answer(
        () -> {
          Answer answer = decide(new Notices.Command.Test(Instant.now()));
          if (answer instanceof Answer.Done(long letter)) {
            decide(carrier.apply(letter));
          }
          return answer;
        });
  }

  @Override
  public CompletionStage<Answer> resume(String by) {
    return answer(
        () -> {
          if (governance.frozen().isEmpty()) {
            return new Answer.Refused("NOT_FROZEN");
          }
          int silent = governance.silent();
          governance = new Governance(Optional.empty(), governance.present(), silent, 0, 0);
          return new Answer.Done(0);
        });
  }

  private synchronized void publish(Fact fact) {
    feed.add(fact);
    List<Waiter> woken = List.copyOf(waiters);
    waiters.clear();
    woken.forEach(waiter -> waiter.answer.complete(read(waiter.after, waiter.max)));
  }

  @Override
  public synchronized long position() {
    return feed.size();
  }

  @Override
  public synchronized CompletionStage<Events> events(long after, int max) {
    if (after < feed.size()) {
      return CompletableFuture.completedFuture(read(after, max));
    }
    CompletableFuture<Events> answer = new CompletableFuture<>();
    waiters.add(new Waiter(after, max, answer));
    return answer;
  }

  /** Readers who wait for an event. */
  synchronized long waiting() {
    return waiters.stream().filter(waiter -> !waiter.answer.isDone()).count();
  }

  private Events read(long after, int max) {
    int kept = Math.max(0, feed.size() - feedMax);
    int from = (int) Math.max(after, kept);
    int to = Math.min(feed.size(), from + max);
    List<Numbered> events = new ArrayList<>();
    for (int i = from; i < to; i++) {
      events.add(new Numbered(i + 1, feed.get(i)));
    }
    return new Events(events, from - after, to);
  }

  @Override
  public CompletionStage<Log> log(WorkloadId workload, long from, int max) {
    return answer(
        () -> {
          if (world.nodes().values().stream().noneMatch(InMemoryGrid::isOnline)) {
            return new Log.Unavailable("the node of " + workload + " is offline");
          }
          String all = logs.getOrDefault(workload, new StringBuilder()).toString();
          byte[] bytes = all.getBytes(StandardCharsets.UTF_8);
          int size = bytes.length;
          int start = (int) (from < 0 ? Math.max(0, size + from) : Math.min(from, size));
          int end = Math.min(size, start + max);
          return new Log.Chunk(start, ByteString.fromArray(bytes, start, end - start), size);
        });
  }

  private static boolean isOnline(Node.State state) {
    return state instanceof Node.State.Known known && known.condition() == Node.Condition.ONLINE;
  }

  @Override
  public void shutdown(boolean keep) {
    shutdown.complete(keep);
  }
}
