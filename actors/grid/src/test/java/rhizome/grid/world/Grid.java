package rhizome.grid.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import rhizome.blueprints.model.Resources;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.node.Lease;
import rhizome.grid.node.Node;
import rhizome.grid.node.Report;
import rhizome.grid.robot.Robot;
import rhizome.grid.workload.Status;
import rhizome.grid.workload.Workload;
import rhizome.grid.workload.Workload.Command.*;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;

/** Everything there is, and the routers that carry out what the entities owe. */
public final class Grid {

  /** How agents are lost: {@code lapses} stops everything on one that had no answer for a lease. */
  public record Terms(Duration lease, boolean lapses) {}

  private final Timeline time = new Timeline();
  private final RandomGenerator random;
  private final Post post;
  private final Terms terms;
  private final Zone zone;
  private final SortedMap<RobotId, Inhabitant<Robot.Command, Robot.Event, Robot.State, Robot.Duty>>
      robots = new TreeMap<>();
  private final SortedMap<
          WorkloadId, Inhabitant<Workload.Command, Workload.Event, Workload.State, Workload.Duty>>
      workloads = new TreeMap<>();
  private final SortedMap<NodeId, Inhabitant<Node.Command, Node.Event, Node.State, Node.Duty>>
      nodes = new TreeMap<>();
  private final SortedMap<NodeId, Agent> agents = new TreeMap<>();
  private final List<String> doubles = new ArrayList<>();
  private long orderNumber;

  public Grid(RandomGenerator random, Post.Weather weather, Terms terms) {
    this.random = random;
    this.post = new Post(time, random, weather);
    this.terms = terms;
    this.zone = new Zone(this, terms.lease());
  }

  public Timeline time() {
    return time;
  }

  public Post post() {
    return post;
  }

  public RandomGenerator random() {
    return random;
  }

  public Terms terms() {
    return terms;
  }

  public Zone zone() {
    return zone;
  }

  public Agent agent(NodeId id) {
    return Optional.ofNullable(agents.get(id)).orElseThrow();
  }

  public Inhabitant<Node.Command, Node.Event, Node.State, Node.Duty> node(NodeId id) {
    return nodes.computeIfAbsent(
        id, _ -> new Inhabitant<>(id.toString(), new Node(id), time, (duty, _) -> carryOut(duty)));
  }

  public Inhabitant<Robot.Command, Robot.Event, Robot.State, Robot.Duty> robot(RobotId id) {
    return robots.computeIfAbsent(
        id, _ -> new Inhabitant<>(id.toString(), new Robot(id), time, (duty, _) -> carryOut(duty)));
  }

  public Inhabitant<Workload.Command, Workload.Event, Workload.State, Workload.Duty> workload(
      WorkloadId id) {
    return workloads.computeIfAbsent(
        id, _ -> new Inhabitant<>(id.toString(), new Workload(id), time, this::carryOut));
  }

  public SortedMap<RobotId, Inhabitant<Robot.Command, Robot.Event, Robot.State, Robot.Duty>>
      robots() {
    return Collections.unmodifiableSortedMap(robots);
  }

  public SortedMap<
          WorkloadId, Inhabitant<Workload.Command, Workload.Event, Workload.State, Workload.Duty>>
      workloads() {
    return Collections.unmodifiableSortedMap(workloads);
  }

  public SortedMap<NodeId, Inhabitant<Node.Command, Node.Event, Node.State, Node.Duty>> nodes() {
    return Collections.unmodifiableSortedMap(nodes);
  }

  public SortedMap<NodeId, Agent> agents() {
    return Collections.unmodifiableSortedMap(agents);
  }

  /** What was started while it ran elsewhere; must stay empty. */
  public List<String> doubles() {
    return List.copyOf(doubles);
  }

  /** Two may run at once only if neither is single. */
  void witness(Agent starts, Assignment started) {
    for (Agent other : agents.values()) {
      if (other != starts && other.processes().runsBesides(started)) {
        doubles.add(
            "%s was started on %s at %d ms while it ran on %s"
                .formatted(started.workload(), starts.id(), time.millis(), other.id()));
      }
    }
  }

  /** A machine joins and its agent starts. */
  public Agent join(NodeId id, Resources capacity) {
    return join(id, capacity, Labels.NONE);
  }

  public Agent join(NodeId id, Resources capacity, Labels labels) {
    Agent agent =
        new Agent(this, id, new Facts(new ZoneId("home"), id.name(), capacity, id.name(), labels));
    agents.put(id, agent);
    agent.boot();
    return agent;
  }

  /**
   * What an agent says goes to the workload. What was stopped, or belongs to a lease the workload
   * does not know, is freed on the node; only then is the report done with. A connection ends with
   * the agent that opened it.
   */
  void report(Agent agent, int life, Report report) {
    Observe observe = new Observe(agent.id(), report, agent.facts().address());
    post.send(
        () -> {
          if (agent.life() == life) {
            Optional<String> refusal = workload(report.workload()).ask(observe);
            post.send(() -> observed(agent, report, refusal));
          }
        });
  }

  private void observed(Agent agent, Report report, Optional<String> refusal) {
    if (report instanceof Report.Stopped || refusal.isPresent()) {
      Node.Command free = new Node.Command.Free(report.workload(), report.epoch(), time.now());
      post.ask(node(agent.id()), free, _ -> agent.link(() -> agent.acknowledge(report)));
    } else {
      agent.link(() -> agent.acknowledge(report));
    }
  }

  private void free(NodeId node, WorkloadId workload, long epoch) {
    post.tell(node(node), new Node.Command.Free(workload, epoch, time.now()));
  }

  private void carryOut(Robot.Duty duty) {
    switch (duty) {
      case Robot.Duty.Ensure(var id, var spec, long generation, boolean reaches) ->
          post.tell(workload(id), new Ensure(spec, generation, reaches, time.now()));
      case Robot.Duty.Retire(var id, long generation) ->
          post.tell(workload(id), new Retire(generation, time.now()));
      case Robot.Duty.Prompt prompt -> throw new IllegalArgumentException("no actions: " + prompt);
      case Robot.Duty.Follow _ -> {}
      case Robot.Duty.Keep keep -> throw new IllegalArgumentException("no actions here: " + keep);
      case Robot.Duty.Remind(var id, var at) ->
          time.after(
              Duration.between(time.now(), at).toMillis(),
              () -> post.tell(robot(id), new Robot.Command.PassTime(time.now())));
      case Robot.Duty.Announce(var id, var lease, var table) -> {
        Agent holder = agent(lease.node());
        holder.link(() -> holder.note(id, lease.epoch(), table));
      }
    }
  }

  /** An agent says which table it has of what it holds; revision 0 is none. */
  void confirmTable(Agent agent, WorkloadId id, long epoch, long revision) {
    agent.link(
        () ->
            post.tell(
                robot(id.robot()),
                new Robot.Command.ConfirmTable(id, epoch, revision, time.now())));
  }

  private void carryOut(Node.Duty duty) {
    switch (duty) {
      case Node.Duty.Hold hold -> {
        Zone.Orders orders = new Zone.Orders(hold, ++orderNumber);
        post.send(() -> zone.hold(orders));
      }
      case Node.Duty.Miss(var node, _) -> zone.miss(node);
      case Node.Duty.PowerDown down -> {
        post.send(() -> zone.rests(down.node(), down.facts(), down.since(), false));
        post.send(() -> agent(down.node()).powerDown(down.boot()));
      }
      case Node.Duty.PowerUp up -> {
        post.send(() -> zone.rests(up.node(), up.facts(), up.since(), true));
        if (up.off()) {
          post.send(() -> agent(up.node()).powerUp());
        }
      }
      case Node.Duty.Watch watch -> post.send(() -> zone.watch(watch));
      case Node.Duty.Evict(var node, var id, var lease, var cause) ->
          post.ask(
              workload(id),
              new LoseNode(lease, cause, time.now()),
              _ -> free(node, id, lease.epoch()));
      case Node.Duty.Summon summon -> post.send(() -> zone.summon(summon));
      case Node.Duty.Vacate(var node, var id, var lease, var cause, var deadline) ->
          vacate(node, id, new Vacate(lease, cause, deadline, time.now()));
      case Node.Duty.Doubt(var node, var id, var lease, var cause) ->
          leave(node, id, lease, new DoubtNode(lease, cause, time.now()));
      case Node.Duty.Yield(var node, var id, var lease, var cause, var patience) ->
          giveWay(node, id, new Vacate(lease, cause, time.now(), time.now()), patience);
      case Node.Duty.Remind(var node, var deadline) ->
          time.after(
              Duration.between(time.now(), deadline).toMillis(),
              () -> post.tell(node(node), new Node.Command.PassDeadline(time.now())));
      case Node.Duty.Forget(var node, _) ->
          post.send(
              () -> {
                zone.forget(node);
                post.tell(node(node), new Node.Command.ConfirmForgotten(time.now()));
              });
    }
  }

  /** Not before its robot can spare it, unless its time is up. */
  private void vacate(NodeId node, WorkloadId id, Vacate vacate) {
    giveWay(node, id, vacate, vacate.deadline());
  }

  private void giveWay(NodeId node, WorkloadId id, Vacate vacate, Instant patience) {
    if (!vacate.at().isBefore(patience)) {
      leave(node, id, vacate.lease(), vacate);
      return;
    }
    post.ask(
        robot(id.robot()),
        new Robot.Command.Spare(id, time.now()),
        refusal -> {
          if (refusal.isEmpty()) {
            leave(node, id, vacate.lease(), vacate);
          }
        });
  }

  /** What its workload does not know has no business there. */
  private void leave(NodeId node, WorkloadId id, Lease lease, Workload.Command command) {
    post.ask(
        workload(id),
        command,
        refusal -> {
          if (refusal.isPresent()) {
            post.tell(node(node), new Node.Command.Release(id, lease.epoch(), time.now()));
          }
        });
  }

  private void carryOut(Workload.Duty duty, long revision) {
    switch (duty) {
      case Workload.Duty.FindPlace find -> post.send(() -> place(find));
      case Workload.Duty.Reserve reserve ->
          post.ask(
              node(reserve.node()),
              new Node.Command.Reserve(reserve.assignment(), reserve.preempting(), time.now()),
              refusal -> reserved(reserve, refusal));
      case Workload.Duty.Release(var id, var lease) ->
          post.ask(
              node(lease.node()),
              new Node.Command.Release(id, lease.epoch(), time.now()),
              refusal -> {
                if (refusal.equals(Optional.of(Node.Refusal.NOT_HELD.name()))) {
                  post.tell(workload(id), new ConfirmRelease(lease, time.now()));
                }
              });
      case Workload.Duty.Inform told -> inform(told, revision);
    }
  }

  private void inform(Workload.Duty.Inform told, long revision) {
    post.ask(
        robot(told.workload().robot()),
        new Robot.Command.Observe(
            told.workload(),
            told.generation(),
            revision,
            told.status(),
            told.detail(),
            told.lease(),
            told.endpoint(),
            told.run(),
            told.falls(),
            time.now()),
        _ -> {
          if (told.status() == Status.GONE) {
            post.tell(workload(told.workload()), new ConfirmGone(time.now()));
          }
        });
  }

  private void place(Workload.Duty.FindPlace find) {
    var choice = zone.choose(find);
    Workload.Command answer =
        choice
            .node()
            .<Workload.Command>map(
                node -> new Place(find.epoch(), node, choice.preempting(), time.now()))
            .orElseGet(() -> new LackPlace(find.epoch(), choice.reason(), time.now()));
    post.tell(workload(find.workload()), answer);
  }

  private void reserved(Workload.Duty.Reserve reserve, Optional<String> refusal) {
    long epoch = reserve.assignment().epoch();
    Workload.Command answer =
        refusal
            .<Workload.Command>map(reason -> new RefusePlace(epoch, reason, time.now()))
            .orElseGet(() -> new ConfirmPlace(epoch, time.now()));
    post.tell(workload(reserve.workload()), answer);
    if (refusal.equals(Optional.of(Node.Refusal.NOT_ENROLLED.name()))) {
      post.send(() -> zone.forget(reserve.node())); // a late word of it had brought it back
    } else if (refusal.isPresent()) {
      post.send(() -> zone.refused(reserve.node(), reserve.workload()));
    }
  }
}
