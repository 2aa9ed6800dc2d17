package rhizome.grid.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Condition;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.grid.endpoint.Table;
import rhizome.grid.node.Admission;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Holdings;
import rhizome.grid.node.Lease;
import rhizome.grid.node.Node;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Slot;
import rhizome.grid.workload.Outgoing;
import rhizome.grid.workload.Progress;
import rhizome.grid.workload.Status;
import rhizome.grid.workload.Workload;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/** What must be true of a grid: always, and once it had time to heal. Violations are sentences. */
public final class Laws {

  /** Whether all a service needs is ready, and whether one of its replicas is not. */
  private record Turn(boolean asked, boolean stuck) {}

  private final Grid grid;
  private final List<String> broken = new ArrayList<>();

  public Laws(Grid grid) {
    this.grid = grid;
  }

  /** Safety, at any moment. */
  public List<String> always() {
    broken.clear();
    broken.addAll(grid.doubles());
    grid.agents().values().forEach(a -> a.processes().complaint().ifPresent(broken::add));
    grid.nodes()
        .forEach(
            (node, entity) -> {
              if (entity.state() instanceof Node.State.Known k) {
                require(
                    !k.admission().off() || k.holdings().having(Node.Fate.HELD).isEmpty(),
                    node + " sleeps and holds something");
                require(
                    present(k.holdings()).fitsIn(k.facts().capacity()),
                    node + " is oversold: " + k);
              }
            });
    return List.copyOf(broken);
  }

  /** What may run there. Of what was lost nothing does, and what was promised never did. */
  private static Resources present(Holdings holdings) {
    return Stream.of(Node.Fate.HELD, Node.Fate.LEAVING)
        .flatMap(fate -> holdings.having(fate).stream())
        .map(assignment -> assignment.spec().resources())
        .reduce(Resources.NONE, Resources::plus);
  }

  /** A journal read again gives the state that lives. */
  public List<String> replay() {
    broken.clear();
    grid.robots().forEach((id, entity) -> replay(id, entity));
    grid.workloads().forEach((id, entity) -> replay(id, entity));
    grid.nodes().forEach((id, entity) -> replay(id, entity));
    return List.copyOf(broken);
  }

  private void replay(Object id, Inhabitant<?, ?, ?, ?> entity) {
    require(entity.replayed().equals(entity.state()), id + " replays to something else");
  }

  /** Liveness, once faults are over and time has passed. */
  public List<String> healed() {
    broken.clear();
    grid.robots()
        .forEach(
            (_, robot) -> {
              switch (robot.state()) {
                case Robot.State.Idle _ -> {}
                case Robot.State.Destroying d -> broken.add("still destroying: " + d);
                case Robot.State.Active a -> active(a);
              }
            });
    grid.workloads().forEach(this::workload);
    grid.agents().forEach((_, agent) -> wanted(agent));
    grid.nodes().forEach((id, node) -> reservations(id, node.state()));
    return List.copyOf(broken);
  }

  private void active(Robot.State.Active a) {
    a.slots().forEach(this::isAsSaid);
    a.slots().forEach((id, slot) -> slot.lease().ifPresent(lease -> isTold(a, id, lease)));
    for (Service service : a.blueprint().services()) {
      boolean asked =
          service.needs().stream().allMatch(need -> isAsFarAs(a, need, service.condition(need)));
      boolean stuck =
          slots(a, service).values().stream()
              .anyMatch(slot -> slot.status() != Status.READY && slot.status() != Status.COMPLETED);
      Turn turn = new Turn(asked, stuck);
      slots(a, service).keySet().forEach(id -> slot(a, service, turn, id));
    }
  }

  /** Who was not asked again since it was wanted again may still be what it was before. */
  private void isAsSaid(WorkloadId id, Slot slot) {
    Workload.State state = grid.workload(id).state();
    require(
        Workload.status(state) == slot.status() || slot.status() == Status.GONE,
        id + " is said to be " + slot + " and is " + state);
  }

  /**
   * Whoever runs has in writing where all whom he uses are ready now, and nobody else; who began to
   * use others after he was placed is told again only when it changes, should his machine lose its
   * memory (ADR 0019).
   */
  private void isTold(Robot.State.Active a, WorkloadId id, Lease lease) {
    List<String> used = a.blueprint().service(id.service()).map(Service::reaches).orElse(List.of());
    SortedMap<String, SortedMap<String, List<Table.Row>>> truth = new TreeMap<>();
    used.forEach(other -> truth.put(other, ready(a, other)));
    Optional<Table> told = grid.agent(lease.node()).table(id, lease.epoch());
    boolean asked = told.isPresent() || asks(id, lease);
    boolean right =
        used.isEmpty() || !asked || told.filter(t -> t.services().equals(truth)).isPresent();
    require(right, "%s has %s, and %s is so: %s".formatted(id, told, truth, a));
  }

  /** Whether its agent knows that it is to be told anything. */
  private boolean asks(WorkloadId id, Lease lease) {
    return grid.node(lease.node()).state() instanceof Node.State.Known k
        && Optional.ofNullable(k.held().get(id)).filter(r -> r.assignment().reaches()).isPresent();
  }

  private SortedMap<String, List<Table.Row>> ready(Robot.State.Active a, String service) {
    List<Table.Row> rows = new ArrayList<>();
    for (WorkloadId id : slots(a, a.blueprint().service(service).orElseThrow()).keySet()) {
      if (isWanted(a.blueprint(), id)) {
        served(grid.workload(id).state())
            .ifPresent(p -> rows.add(new Table.Row(id.slot(), p.address(), ports(p))));
      }
    }
    SortedMap<String, List<Table.Row>> ready = new TreeMap<>();
    ready.put("http", rows);
    return ready;
  }

  private static int ports(Progress progress) {
    return Optional.ofNullable(progress.ports().get("http")).orElse(0);
  }

  /** What is ready of it, be it on the node that it leaves. */
  private static Optional<Progress> served(Workload.State state) {
    Optional<Progress> progress =
        switch (state) {
          case Workload.State.Active a ->
              a.outgoing().serving().map(Outgoing.Serving::progress).or(() -> of(a));
          case Workload.State.Pending p -> p.outgoing().serving().map(Outgoing.Serving::progress);
          case Workload.State.Parked _, Workload.State.Absent _ -> Optional.empty();
          case Workload.State.Completed _ -> Optional.empty();
          case Workload.State.Retiring _, Workload.State.Gone _ -> Optional.empty();
        };
    return progress.filter(p -> p.phase() == Workload.Phase.READY);
  }

  private static Optional<Progress> of(Workload.State.Active a) {
    return Optional.of(a.progress());
  }

  private void slot(Robot.State.Active a, Service service, Turn turn, WorkloadId id) {
    Slot slot = Optional.ofNullable(a.slots().get(id)).orElseThrow();
    boolean crashes = service.spec().run().command().equals(Processes.CRASHING);
    boolean isJob = service.spec().job().isPresent();
    boolean current = slot.generation() >= since(a, service.name());
    boolean fine =
        switch (slot.status()) {
          case READY -> !turn.asked || (current ? !crashes && !isJob : turn.stuck);
          case COMPLETED -> !turn.asked || (current ? isJob && !crashes : turn.stuck);
          case PARKED -> !turn.asked || crashes || (!current && isStalled(a, service));
          case PENDING -> !fitsAnywhere(id);
          case GONE -> !turn.asked || isStalled(a, service);
          case STARTING, UNHEALTHY, RETIRING, FAILED -> false; // nobody has a schedule here
        };
    require(fine, "%s does not heal: %s (asked: %s) %s".formatted(id, slot, turn.asked, a));
  }

  private static boolean isStalled(Robot.State.Active a, Service service) {
    Robot.Rolling rolling = a.rolling().get(service.name());
    return rolling != null && !rolling.stalled().isEmpty();
  }

  private static long since(Robot.State.Active a, String service) {
    Long since = a.since().get(service);
    return since == null ? 0 : since;
  }

  private static SortedMap<WorkloadId, Slot> slots(Robot.State.Active a, Service service) {
    SortedMap<WorkloadId, Slot> slots = new TreeMap<>(a.slots());
    slots.keySet().removeIf(id -> !id.service().equals(service.name()));
    return slots;
  }

  private static boolean isAsFarAs(Robot.State.Active a, String name, Condition condition) {
    Service service = a.blueprint().service(name).orElseThrow();
    long ready =
        slots(a, service).values().stream()
            .filter(slot -> slot.generation() >= since(a, name))
            .map(Slot::status)
            .filter(
                status ->
                    status == Status.COMPLETED
                        || (status == Status.READY && condition != Condition.COMPLETED))
            .count();
    return ready == service.replicas();
  }

  /** Who ended well is placed again only after he was told to run something else, or retired. */
  public List<String> once() {
    broken.clear();
    grid.workloads()
        .forEach(
            (id, workload) -> {
              Optional<Spec> done = Optional.empty();
              Optional<Spec> wanted = Optional.empty();
              for (Workload.Event event : workload.journal()) {
                switch (event) {
                  case Workload.Event.Completed _ -> {
                    require(done.isEmpty(), id + " completed twice");
                    done = wanted;
                  }
                  case Workload.Event.Deployed deployed -> {
                    wanted = Optional.of(deployed.spec());
                    done = done.filter(deployed.spec()::equals);
                  }
                  case Workload.Event.Retired _ -> done = Optional.empty();
                  case Workload.Event.Placed _ ->
                      require(done.isEmpty(), id + " is done and has a place again");
                  default -> {}
                }
              }
            });
    return List.copyOf(broken);
  }

  /** How many jobs ended well. */
  public long completed() {
    return grid.workloads().values().stream()
        .flatMap(workload -> workload.journal().stream())
        .filter(Workload.Event.Completed.class::isInstance)
        .count();
  }

  private boolean fitsAnywhere(WorkloadId id) {
    if (!(grid.workload(id).state() instanceof Workload.State.Pending p)) {
      return true;
    }
    return fitsAnywhere(p);
  }

  private boolean fitsAnywhere(Workload.State.Pending p) {
    Resources wanted = p.wanted().spec().resources();
    return grid.nodes().entrySet().stream()
        .filter(node -> !serves(p.outgoing(), node.getKey()))
        .anyMatch(
            node ->
                node.getValue().state() instanceof Node.State.Known k
                    && k.admits()
                    && (k.reserved().plus(wanted).fitsIn(k.facts().capacity())
                        || mayTakeAPlace(p, k)));
  }

  /** Whether those who are not lower would leave it room. */
  private static boolean mayTakeAPlace(Workload.State.Pending p, Node.State.Known k) {
    Spec wanted = p.wanted().spec();
    Resources others = wanted.resources();
    for (Node.Reservation held : k.held().values()) {
      Spec other = held.assignment().spec();
      others =
          other.priority().yieldsTo(wanted.priority()) ? others : others.plus(other.resources());
    }
    return p.outgoing().serving().isEmpty() && others.fitsIn(k.facts().capacity());
  }

  private static boolean serves(Outgoing outgoing, NodeId node) {
    return outgoing.serving().filter(s -> s.lease().node().equals(node)).isPresent();
  }

  private static boolean serves(Outgoing outgoing, Lease lease) {
    return outgoing.serving().filter(s -> s.lease().equals(lease)).isPresent();
  }

  private void workload(WorkloadId id, Inhabitant<?, ?, ? extends Workload.State, ?> workload) {
    boolean known =
        switch (grid.robot(id.robot()).state()) {
          case Robot.State.Active a -> isWanted(a.blueprint(), id);
          case Robot.State.Idle _, Robot.State.Destroying _ -> false;
        };
    switch (workload.state()) {
      case Workload.State.Absent _ -> {}
      case Workload.State.Gone g -> require(g.known(), "nobody knows that " + id + " is gone");
      case Workload.State.Retiring r -> broken.add(id + " never ends: " + r);
      case Workload.State.Pending p -> {
        require(known && p.leaving().isEmpty(), id + " is not wanted, or holds on: " + p);
        require(p.outgoing().serving().isEmpty() || !fitsAnywhere(p), id + " stays: " + p);
        outgoing(id, p.wanted(), p.outgoing());
      }
      case Workload.State.Parked p -> {
        require(known && p.leaving().isEmpty(), id + " holds on: " + p);
        outgoing(id, p.wanted(), p.outgoing());
      }
      case Workload.State.Completed c ->
          require(known && c.leaving().isEmpty(), id + " holds on: " + c);
      case Workload.State.Active a -> {
        require(known, id + " is not wanted: " + a);
        require(runs(id, a.wanted(), a.lease()), id + " does not run as it says: " + a);
        outgoing(id, a.wanted(), a.outgoing());
      }
    }
  }

  /** What is ending has ended, and what serves runs. */
  private void outgoing(WorkloadId id, Workload.Wanted wanted, Outgoing outgoing) {
    require(outgoing.ending().isEmpty(), id + " still ends: " + outgoing);
    outgoing
        .serving()
        .map(Outgoing.Serving::lease)
        .ifPresent(s -> require(runs(id, wanted, s), id + " no longer serves: " + s));
  }

  /** Whether it is told endpoints may have changed since, which replaces nothing. */
  private boolean runs(WorkloadId id, Workload.Wanted wanted, Lease lease) {
    return grid.agent(lease.node()).processes().live().stream()
        .anyMatch(
            live ->
                live.workload().equals(id)
                    && live.epoch() == lease.epoch()
                    && live.spec().runsAs(wanted.spec()));
  }

  private static boolean isWanted(Blueprint blueprint, WorkloadId id) {
    return blueprint.service(id.service()).filter(s -> id.slot() < s.replicas()).isPresent();
  }

  private void wanted(Agent agent) {
    for (Assignment live : agent.processes().live()) {
      boolean wanted = wants(live.workload(), new Lease(agent.id(), live.epoch()));
      require(wanted, agent.id() + " runs what nobody wants there: " + live);
    }
  }

  private boolean wants(WorkloadId id, Lease lease) {
    return switch (grid.workload(id).state()) {
      case Workload.State.Active a -> a.lease().equals(lease) || serves(a.outgoing(), lease);
      case Workload.State.Pending p -> serves(p.outgoing(), lease);
      case Workload.State.Parked p -> serves(p.outgoing(), lease);
      case Workload.State.Absent _, Workload.State.Retiring _, Workload.State.Gone _ -> false;
      case Workload.State.Completed _ -> false;
    };
  }

  private void reservations(NodeId id, Node.State state) {
    switch (state) {
      case Node.State.Unknown _ -> broken.add(id + " never enrolled");
      case Node.State.Removed r ->
          require(r.holdings().held().isEmpty() && r.forgotten(), id + " is not gone: " + r);
      case Node.State.Known k -> {
        boolean sleeps = k.admission() instanceof Admission.Asleep;
        require(sleeps || k.condition() == Node.Condition.ONLINE, id + " is not online: " + k);
        boolean drains = k.admission() instanceof Admission.Draining;
        require(!drains || k.held().isEmpty(), id + " is never drained: " + k);
        require(k.holdings().promised().isEmpty(), id + " never keeps a promise: " + k);
        k.held().forEach((workload, reservation) -> reservation(id, workload, reservation));
      }
    }
  }

  private void reservation(NodeId id, WorkloadId workload, Node.Reservation reservation) {
    boolean wanted = wants(workload, new Lease(id, reservation.assignment().epoch()));
    require(
        wanted && reservation.fate() == Node.Fate.HELD,
        id + " reserves what nobody wants there: " + reservation);
  }

  /**
   * Only who is lower gives way, and only for somebody who then had the place, or wanted it no
   * more.
   */
  public List<String> preemptions() {
    broken.clear();
    grid.nodes().forEach((id, node) -> preemptions(id, node.journal()));
    return List.copyOf(broken);
  }

  private void preemptions(NodeId id, List<Node.Event> journal) {
    Node node = new Node(id);
    Node.State state = node.initial();
    SortedMap<WorkloadId, Long> promised = new TreeMap<>();
    for (Node.Event event : journal) {
      if (event instanceof Node.Event.Promised(var to, var victims, _)) {
        SortedMap<WorkloadId, Node.Reservation> held = ((Node.State.Known) state).held();
        for (WorkloadId victim : victims.keySet()) {
          Spec lower = Optional.ofNullable(held.get(victim)).orElseThrow().assignment().spec();
          require(
              lower.priority().value() < to.spec().priority().value() && !lower.priority().firm(),
              id + " takes the place of " + victim + " for " + to);
        }
        promised.put(to.workload(), to.epoch());
      }
      if (event instanceof Node.Event.Freed(var workload, long epoch, _)) {
        promised.computeIfPresent(workload, (_, known) -> known <= epoch ? null : known);
      }
      state = node.evolve(state, event);
      if (state instanceof Node.State.Known k) {
        k.held().forEach((kept, r) -> promised.remove(kept, r.assignment().epoch()));
      }
    }
    require(promised.isEmpty(), id + " took places for nobody: " + promised);
  }

  /** How many gave way. */
  public long victims() {
    return grid.nodes().values().stream()
        .flatMap(node -> node.journal().stream())
        .mapToLong(e -> e instanceof Node.Event.Promised p ? p.victims().size() : 0)
        .sum();
  }

  /** How many events were ever written. */
  public long events() {
    long events = 0;
    for (var entity : grid.robots().values()) {
      events += entity.revision();
    }
    for (var entity : grid.workloads().values()) {
      events += entity.revision();
    }
    for (var entity : grid.nodes().values()) {
      events += entity.revision();
    }
    return events;
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      broken.add(otherwise);
    }
  }
}
