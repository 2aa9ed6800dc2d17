package rhizome.grid.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.node.Node.Command.ExpireLease;
import rhizome.grid.node.Node.Command.Sleep;
import rhizome.grid.node.Node.Command.Suspect;
import rhizome.grid.node.Node.Command.Wake;
import rhizome.grid.node.Node.Duty.Hold;
import rhizome.grid.node.Node.Duty.Summon;
import rhizome.grid.node.Node.Duty.Watch;
import rhizome.grid.placement.Placement;
import rhizome.grid.placement.Seeker;
import rhizome.grid.workload.Workload;
import rhizome.grid.workload.Workload.Duty.FindPlace;
import rhizome.grid.zone.Heartbeat;
import rhizome.grid.zone.Power;
import rhizome.grid.zone.PowerLimits;
import rhizome.grid.zone.ZoneIndex;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/** The index of the zone, and what is done with its answers. */
public final class Zone {

  private static final long TICK_MS = 500;
  private static final long SUSPICION_MS = 2_500;

  private final Grid grid;
  private final Duration lease;
  private final SortedMap<NodeId, ZoneIndex.Silent> expiring = new TreeMap<>();
  private final SortedMap<NodeId, Long> newest = new TreeMap<>();
  private final SortedMap<NodeId, Heard> heard = new TreeMap<>();
  private final SortedMap<WorkloadId, Seeker> waiting = new TreeMap<>();
  private PowerLimits limits = PowerLimits.OFF;
  private Power power = new Power(limits);
  private ZoneIndex index;

  /**
   * A list for an agent.
   *
   * @param number orders the lists of all nodes as they were handed out
   */
  record Orders(Hold hold, long number) {}

  /** The last word of a node; {@code doubted} once it was said that it may be gone. */
  private record Heard(String boot, long at, boolean doubted) {}

  Zone(Grid grid, Duration lease) {
    this.grid = grid;
    this.lease = lease;
    this.index = new ZoneIndex(lease);
    grid.time().every(TICK_MS, this::tick);
  }

  /** From now on it powers nodes down and up. */
  public void powering(PowerLimits by) {
    limits = by;
    power = new Power(limits);
  }

  /** Its memory is only a cache. */
  public void restart() {
    index = new ZoneIndex(lease);
    power = new Power(limits);
    waiting.clear();
    expiring.clear();
    heard.clear();
  }

  void hear(Heartbeat heartbeat) {
    Heard before = heard.get(heartbeat.node());
    boolean doubted = before != null && before.doubted && before.boot.equals(heartbeat.boot());
    heard.put(heartbeat.node(), new Heard(heartbeat.boot(), grid.time().millis(), false));
    if (index.hear(heartbeat, grid.time().now()) || doubted) {
      Agent agent = grid.agent(heartbeat.node());
      agent.link(agent::enrol);
      grid.post().send(() -> grid.node(heartbeat.node()).wake());
    }
  }

  void watch(Watch watch) {
    expiring.remove(watch.node());
    index.watch(watch.node(), watch.boot(), grid.time().now());
  }

  void summon(Summon summon) {
    Agent agent = grid.agent(summon.node());
    agent.link(agent::enrol);
  }

  void rests(NodeId node, Facts facts, Instant since, boolean waking) {
    power.rests(node, facts, since, waking);
  }

  void miss(NodeId node) {
    power.forget(node);
  }

  void forget(NodeId node) {
    power.forget(node);
    index.forget(node);
    heard.remove(node);
  }

  /** Says that a node may be gone, whether or not it is. */
  public void suspect(NodeId node) {
    Heard last = heard.get(node);
    if (last != null) {
      heard.put(node, new Heard(last.boot, last.at, true));
      Instant now = grid.time().now();
      Cause cause = Cause.of("it is not heard", now);
      grid.post().tell(grid.node(node), new Suspect(last.boot, cause, now));
    }
  }

  /** Lists of one node travel one way, so that none overtakes another. */
  void hold(Orders orders) {
    NodeId node = orders.hold().node();
    if (orders.number() >= newest.getOrDefault(node, 0L)) {
      newest.put(node, orders.number());
      index.hold(node, expected(orders.hold()), orders.hold().admits());
      Agent agent = grid.agent(node);
      agent.link(() -> agent.hold(orders));
    }
  }

  /** What is there once who gives way has left. */
  private static List<Assignment> expected(Hold hold) {
    return Stream.concat(
            hold.assignments().stream().filter(a -> !hold.yielding().contains(a.workload())),
            hold.promised().stream())
        .toList();
  }

  Placement.Choice choose(FindPlace f) {
    Seeker seeker =
        new Seeker(
            f.workload(),
            f.spec().resources(),
            f.avoid(),
            Optional.empty(),
            f.spec().wishes(),
            f.spec().priority());
    Instant now = grid.time().now();
    Placement.Choice free = index.choose(seeker, now);
    Placement.Choice choice =
        free.node().isPresent()
            ? free
            : index.preemptible(seeker).map(room -> index.preempt(seeker, room, now)).orElse(free);
    waiting.remove(f.workload());
    if (choice.node().isEmpty()) {
      waiting.put(f.workload(), seeker);
    }
    return choice;
  }

  void refused(NodeId node, WorkloadId workload) {
    index.refused(node, workload, grid.time().now());
  }

  /** Who waits comes again by itself; who does not is no longer wanted. */
  private void power(Instant now) {
    waiting.keySet().removeIf(id -> !isPending(id));
    power
        .next(index, () -> List.copyOf(waiting.values()), expiring.isEmpty(), now)
        .ifPresent(
            wish ->
                grid.post()
                    .tell(
                        grid.node(wish.node()),
                        switch (wish) {
                          case Power.Wish.Down(_, var boot, var why) ->
                              new Sleep(boot, "zone", why, now);
                          case Power.Wish.Up(_, var why) ->
                              new Wake("zone", why, now.plus(limits.wakeDeadline()), now);
                        }));
  }

  private boolean isPending(WorkloadId id) {
    return grid.workload(id).state() instanceof Workload.State.Pending;
  }

  private void tick() {
    index.fall(grid.time().now());
    power(grid.time().now());
    long horizon = grid.time().millis() - SUSPICION_MS;
    List.copyOf(heard.entrySet())
        .forEach(
            entry -> {
              if (entry.getValue().at < horizon && !entry.getValue().doubted) {
                suspect(entry.getKey());
              }
            });
    for (ZoneIndex.Silent silent : index.overdue(grid.time().now())) {
      index.forget(silent.node(), silent.boot());
      expiring.put(silent.node(), silent);
    }
    for (ZoneIndex.Silent silent : List.copyOf(expiring.values())) {
      ExpireLease expire = new ExpireLease(silent.boot(), silent.heard(), grid.time().now());
      grid.post()
          .ask(grid.node(silent.node()), expire, _ -> expiring.remove(silent.node(), silent));
    }
  }
}
