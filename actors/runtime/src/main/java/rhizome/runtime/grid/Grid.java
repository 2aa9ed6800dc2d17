package rhizome.runtime.grid;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import rhizome.grid.node.Node;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Roster;
import rhizome.grid.workload.Workload;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.entity.EventFeed;
import rhizome.runtime.entity.Receipt;
import rhizome.runtime.journal.History;
import rhizome.runtime.node.AgentLink;
import rhizome.runtime.node.LogSlice;
import rhizome.runtime.node.Order;
import rhizome.runtime.node.Workshop;
import rhizome.runtime.node.ZoneShell;

/**
 * The door to a running grid. Commands answer with a receipt once their events are durable; they
 * fail with a refusal (see {@link Refusals}) or a time-out. Reads write nothing.
 */
public final class Grid {

  /** The one organization of a grid until identity comes. */
  private static final String ORGANIZATION = "default";

  private static final int HISTORY_MAX = 10_000;

  private final ActorSystem<?> system;
  private final GridSettings settings;
  private final Entities entities;
  private final Zones zones;
  private final EventFeed feed;
  private final History history;
  private final List<ActorRef<AgentLink.Message>> links = new CopyOnWriteArrayList<>();

  private Grid(ActorSystem<?> system, GridSettings settings, Clock clock) {
    this.system = system;
    this.settings = settings;
    this.feed = new EventFeed(settings.feedCapacity(), 100, system.executionContext());
    this.history = new History(system);
    this.entities = new Entities(system, settings, feed);
    this.zones = new Zones(system, settings, entities, clock);
    Routers routers = new Routers(entities, zones, settings.zone(), clock);
    entities.host(Kind.ROSTER, _ -> {});
    entities.host(Kind.NODE, routers::node);
    entities.host(Kind.WORKLOAD, routers::workload);
    entities.host(Kind.ROBOT, routers::robot);
  }

  /**
   * Starts the grid on a member: its entities, if the member has the control role, or else the way
   * to them.
   */
  public static Grid on(ActorSystem<?> system, GridSettings settings) {
    return new Grid(system, settings, Clock.systemUTC());
  }

  /** Speaks for an agent on this member; what it returns is to be told every report. */
  public ActorRef<AgentLink.Message> link(AgentLink.Identity identity, Workshop workshop) {
    AgentLink.Surroundings surroundings =
        new LinkSurroundings(identity.node(), identity.facts().zone(), entities, zones);
    ActorRef<AgentLink.Message> link =
        system.systemActorOf(
            AgentLink.create(identity, workshop, surroundings),
            "agent-" + identity.node(),
            Props.empty());
    links.add(link);
    return link;
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

  public CompletionStage<Robot.State> robot(RobotId id) {
    return entities.read(Kind.ROBOT, id);
  }

  public CompletionStage<Workload.State> workload(WorkloadId id) {
    return entities.read(Kind.WORKLOAD, id);
  }

  public CompletionStage<Node.State> node(NodeId id) {
    return entities.read(Kind.NODE, id);
  }

  public CompletionStage<Roster.State> roster() {
    return entities.read(Kind.ROSTER, ORGANIZATION);
  }

  /** The nodes this grid's zone knows, heard or not. */
  public CompletionStage<List<NodeId>> nodes() {
    return zones.nodes(settings.zone()).thenApply(ZoneShell.Nodes::nodes);
  }

  /** Reads from the log of a workload on the node that holds it. */
  public CompletionStage<LogSlice> log(NodeId node, WorkloadId workload, long offset, int max) {
    return zones.readLog(
        settings.zone(), node, replyTo -> new Order.ReadLog(workload, offset, max, replyTo));
  }

  /** The newest events of this member's entities. */
  public EventFeed feed() {
    return feed;
  }

  /** Everything that ever happened to a workload, the oldest first. */
  public CompletionStage<List<Workload.Event>> history(WorkloadId id) {
    return history
        .read(Kind.WORKLOAD.name() + "|" + id, 0, HISTORY_MAX)
        .thenApply(
            entries -> entries.stream().map(entry -> (Workload.Event) entry.event()).toList());
  }

  public ZoneId zone() {
    return settings.zone();
  }

  public Duration heartbeatInterval() {
    return settings.heartbeatInterval();
  }
}
