package rhizome.runtime.grid;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import rhizome.grid.node.LeaseTerms;
import rhizome.grid.node.Node;
import rhizome.grid.notice.Notices;
import rhizome.grid.placement.Rehearsal;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Roster;
import rhizome.grid.task.Task;
import rhizome.grid.workload.Workload;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.archive.Archive;
import rhizome.runtime.checkup.AgentCertificates;
import rhizome.runtime.checkup.Checkup;
import rhizome.runtime.checkup.CheckupShell;
import rhizome.runtime.checkup.Symptoms;
import rhizome.runtime.cluster.Role;
import rhizome.runtime.entity.EventFeed;
import rhizome.runtime.entity.Receipt;
import rhizome.runtime.feed.FeedShell;
import rhizome.runtime.feed.GathererShell;
import rhizome.runtime.journal.History;
import rhizome.runtime.node.AgentLink;
import rhizome.runtime.node.Governance;
import rhizome.runtime.node.LogSlice;
import rhizome.runtime.node.Order;
import rhizome.runtime.node.Workshop;
import rhizome.runtime.node.ZoneShell;
import rhizome.runtime.notify.NotifySettings;

/**
 * The door to a running grid. Commands answer with a receipt once their events are durable; they
 * fail with a refusal (see {@link Refusals}) or a time-out. Reads write nothing.
 */
public final class Grid {

  /** The one organization of a grid until identity comes. */
  static final String ORGANIZATION = "default";

  private static final int HISTORY_MAX = 10_000;

  /** Most events of a robot are short; the few with a blueprint may have megabytes. */
  private static final int HISTORY_PAGE = 100;

  private static final int READERS_MAX = 100;

  /** A look-over is for a human who waits; so many of each kind tell him enough. */
  private static final int QUESTIONS_MAX = 500;

  private final ActorSystem<?> system;
  private final GridSettings settings;
  private final Entities entities;
  private final Wardens wardens;
  private final Zones zones;
  private final NoticeBoard board;
  private final EventFeed feed;
  private final EventFeed shown;
  private final History history;
  private final List<ActorRef<AgentLink.Message>> links = new CopyOnWriteArrayList<>();
  private final AgentCertificates agentCertificates = new AgentCertificates();

  private Grid(ActorSystem<?> system, GridSettings settings, Clock clock) {
    this.system = system;
    this.settings = settings;
    this.feed = new EventFeed(settings.feedCapacity(), READERS_MAX, system.executionContext());
    this.shown = shown();
    this.history = new History(system);
    this.entities = new Entities(system, settings, feed);
    this.wardens = Wardens.on(system, settings.terms().lease());
    NotifySettings notify = NotifySettings.from(system.settings().config());
    this.board = new NoticeBoard(entities, notify.terms(), clock);
    this.zones =
        new Zones(
            system, settings, new Zones.Around(settings.zone(), entities, board, clock), wardens);
    Scalers scalers = new Scalers(system, entities, zones, settings.zone(), clock);
    Routers routers = new Routers(entities, zones, scalers, settings.zone(), clock);
    entities.host(Kind.ROSTER, (_, _) -> {});
    entities.host(Kind.NODE, (duty, _) -> routers.node(duty));
    entities.host(Kind.WORKLOAD, routers::workload);
    entities.host(Kind.ROBOT, (duty, _) -> routers.robot(duty));
    TaskRouter tasks = new TaskRouter(entities, zones, settings.zone(), clock);
    entities.host(Kind.TASK, (duty, _) -> tasks.task(duty));
    announce(notify, clock);
  }

  /** Whoever hosts entities tells what happens to them, if anybody is to be told. */
  private void announce(NotifySettings notify, Clock clock) {
    Surveyor surveyor = new Surveyor(entities, zones, settings.zone(), clock);
    NoticeRouter router = new NoticeRouter(board, entities, surveyor, notify, clock);
    entities.host(board.kind(), (duty, _) -> router.notices(duty));
    Member self = Cluster.get(system).selfMember();
    if (!notify.isOff() && self.hasRole(Entities.ROLE)) {
      new Herald(feed, board, entities, router::surveySoon).listen();
      board.wake();
    }
  }

  /**
   * Starts the grid on a member: its entities, if the member has the control role, or else the way
   * to them.
   */
  public static Grid on(ActorSystem<?> system, GridSettings settings) {
    return new Grid(system, settings, Clock.systemUTC());
  }

  /** In a cluster, where others may ask for this member's events and a gateway asks for theirs. */
  private EventFeed shown() {
    Member self = Cluster.get(system).selfMember();
    if (!self.hasRole(Role.GATEWAY.word())) {
      return feed;
    }
    EventFeed all = new EventFeed(settings.feedCapacity(), READERS_MAX, system.executionContext());
    system.systemActorOf(GathererShell.create(all), "gatherer", Props.empty());
    return all;
  }

  /** Lets gateways on other members read what happens here. */
  void tellOthers() {
    system.systemActorOf(FeedShell.create(feed), "feed", Props.empty());
  }

  /** Speaks for an agent on this member; what it returns is to be told every report. */
  public ActorRef<AgentLink.Message> link(AgentLink.Identity identity, Workshop workshop) {
    AgentLink.Surroundings surroundings = surroundings(identity.node(), identity.facts().zone());
    ActorRef<AgentLink.Message> link =
        system.systemActorOf(
            AgentLink.create(identity, workshop, surroundings),
            "agent-%s-%d".formatted(identity.node(), links.size()),
            Props.empty());
    links.add(link);
    return link;
  }

  /** This grid as the agent of a node sees it, wherever its link may be. */
  public AgentLink.Surroundings surroundings(NodeId node, ZoneId zone) {
    return new LinkSurroundings(node, zone, entities, zones, wardens);
  }

  /** Has every link fall silent, so that the shards behind them can close in peace. */
  void hush() {
    links.forEach(link -> link.tell(new AgentLink.Leave()));
  }

  public CompletionStage<Receipt> robot(RobotId id, Robot.Command command) {
    return entities.ask(Kind.ROBOT, id, command);
  }

  public CompletionStage<Receipt> workload(WorkloadId id, Workload.Command command) {
    return entities.ask(Kind.WORKLOAD, id, command);
  }

  public CompletionStage<Receipt> node(NodeId id, Node.Command command) {
    return entities.ask(Kind.NODE, id, command);
  }

  public CompletionStage<Receipt> roster(Roster.Command command) {
    return entities.ask(Kind.ROSTER, ORGANIZATION, command);
  }

  public CompletionStage<Receipt> task(TaskId id, Task.Command command) {
    return entities.ask(Kind.TASK, id, command);
  }

  public CompletionStage<Task.State> task(TaskId id) {
    return entities.read(Kind.TASK, id);
  }

  public CompletionStage<Robot.State> robot(RobotId id) {
    return entities.read(Kind.ROBOT, id);
  }

  public CompletionStage<Workload.State> workload(WorkloadId id) {
    return entities.read(Kind.WORKLOAD, id);
  }

  public CompletionStage<Node.State> node(NodeId id) {
    return entities.read(Kind.NODE, id);
  }

  /** What this grid has to tell people, and could not yet. */
  public CompletionStage<Notices.State> notices() {
    return board.read();
  }

  public CompletionStage<Receipt> notices(Notices.Command command) {
    return board.ask(command);
  }

  public CompletionStage<Roster.State> roster() {
    return entities.read(Kind.ROSTER, ORGANIZATION);
  }

  /** The nodes this grid's zone knows, heard or not. */
  public CompletionStage<List<NodeId>> nodes() {
    return zones.nodes(settings.zone()).thenApply(ZoneShell.Nodes::nodes);
  }

  /** Who would find a place in this grid's zone if a plan were carried out now. */
  public CompletionStage<Rehearsal.Outcome> rehearse(Rehearsal rehearsal) {
    return zones.rehearse(settings.zone(), rehearsal);
  }

  /** What the governor of this grid's zone says. */
  public CompletionStage<Governance> governance() {
    return zones.governance(settings.zone());
  }

  /** Replaces what is silent, whatever froze that; answers whether anything was frozen. */
  public CompletionStage<Governance.Resumed> resume(String by) {
    return zones.resume(settings.zone(), by);
  }

  /** Somebody saw that the agent of this boot is gone. */
  public void gone(ZoneId zone, NodeId node, String boot, String reason) {
    zones.tell(zone, new ZoneShell.Gone(node, boot, reason));
  }

  /** Reads from the log of a workload on the node that holds it. */
  public CompletionStage<LogSlice> log(NodeId node, WorkloadId workload, long offset, int max) {
    return zones.readLog(
        settings.zone(), node, replyTo -> new Order.ReadLog(workload, offset, max, replyTo));
  }

  /** The newest events: of all control members on a gateway, else of this member's entities. */
  public EventFeed feed() {
    return shown;
  }

  /** Everything that ever happened to a workload, the oldest first. */
  public CompletionStage<List<Workload.Event>> history(WorkloadId id) {
    return history
        .read(Kind.WORKLOAD.name() + "|" + id, 0, HISTORY_MAX)
        .thenApply(
            entries -> entries.stream().map(entry -> (Workload.Event) entry.event()).toList());
  }

  /**
   * Tells everything that ever happened to a robot, the oldest first, for as long as the listener
   * answers that it wants to hear more.
   */
  public CompletionStage<Void> recount(RobotId id, Predicate<Robot.Event> listener) {
    return history.tell(
        Kind.ROBOT.name() + "|" + id, HISTORY_PAGE, event -> listener.test((Robot.Event) event));
  }

  /** Answers for this member when the grid is looked over. */
  void answerFor(Path data) {
    system.systemActorOf(CheckupShell.create(data, agentCertificates), "checkup", Props.empty());
  }

  /** Of the agents at this member's door; to be kept by who opens it. */
  public AgentCertificates agentCertificates() {
    return agentCertificates;
  }

  /** Looks the whole grid over: its members, its journal, and who of its entities is silent. */
  public CompletionStage<Symptoms> checkup() {
    CompletionStage<Roster.State> roster = roster();
    CompletionStage<List<NodeId>> nodes = nodes();
    Checkup.Question first = new Checkup.Question(Kind.ROSTER.key(), ORGANIZATION, roster);
    return roster
        .handle((state, _) -> state == null ? List.<RobotId>of() : List.copyOf(state.robots()))
        .thenCombine(
            nodes.handle((list, _) -> list == null ? List.<NodeId>of() : list),
            (robots, members) -> {
              List<Checkup.Question> questions = new ArrayList<>(List.of(first));
              for (RobotId id : robots.subList(0, Math.min(robots.size(), QUESTIONS_MAX))) {
                questions.add(new Checkup.Question(Kind.ROBOT.key(), id.name(), robot(id)));
              }
              for (NodeId id : members.subList(0, Math.min(members.size(), QUESTIONS_MAX))) {
                questions.add(new Checkup.Question(Kind.NODE.key(), id.name(), node(id)));
              }
              return questions;
            })
        .thenCompose(questions -> new Checkup(system).look(questions));
  }

  /** Everything this grid remembers, as one archive. */
  public Source<ByteString, NotUsed> backup() {
    return new Archive(system).read(Instant.now());
  }

  public ZoneId zone() {
    return settings.zone();
  }

  public Duration heartbeatInterval() {
    return settings.heartbeatInterval();
  }

  /** How long a node may take to come when it is woken. */
  public Duration wakeDeadline() {
    return settings.zones().power().wakeDeadline();
  }

  /** On what terms its nodes hold what is single. */
  public LeaseTerms terms() {
    return settings.terms();
  }
}
