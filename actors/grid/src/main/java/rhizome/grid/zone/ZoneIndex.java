package rhizome.grid.zone;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.wishes.Wishes;
import rhizome.grid.node.Assignment;
import rhizome.grid.placement.Placement;
import rhizome.grid.placement.Rebalance;
import rhizome.grid.placement.Rehearsal;
import rhizome.grid.placement.Seeker;
import rhizome.grid.placement.Stock;
import rhizome.grid.preemption.Tenant;
import rhizome.grid.zone.Member.Held;
import rhizome.grid.zone.Member.Phase;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/**
 * What a zone knows of its nodes: who was heard when, and what is free. In memory only, and rebuilt
 * from heartbeats and from what the nodes owe; the nodes themselves have the last word.
 */
public final class ZoneIndex {

  /** Closed nodes that a reason names. */
  private static final int NAMED_MAX = 5;

  /** How long a proposal blocks capacity before the node has said what it holds. */
  public static final Duration CLAIM_TTL = Duration.ofSeconds(5);

  /**
   * A node that fell silent.
   *
   * @param heard when it was heard last, or first expected
   * @param witness what somebody saw of its end, if anybody did
   * @param shared how many workloads it holds that may overlap with their replacements
   * @param held how many it holds in all
   */
  public record Silent(
      NodeId node, String boot, Instant heard, Optional<String> witness, int shared, int held) {}

  private record Claim(NodeId node, Resources resources, List<WorkloadId> victims, Instant until) {}

  private final Patience patience;
  private final Presence presence;
  private final Stock stock = new Stock();
  private final Preemptor preemptor;
  // Each lives equally long, so the oldest entry is the next to go.
  private final Map<WorkloadId, Claim> claims = new LinkedHashMap<>();
  private final Map<NodeId, Instant> full = new LinkedHashMap<>();

  public ZoneIndex(Patience patience) {
    this.patience = patience;
    this.presence = new Presence(patience);
    this.preemptor = new Preemptor(presence, stock);
  }

  /** One speed only: who is silent for a lease is lost. */
  public ZoneIndex(Duration lease) {
    this(new Patience(lease, lease));
  }

  Patience patience() {
    return patience;
  }

  Presence presence() {
    return presence;
  }

  Stock stock() {
    return stock;
  }

  /**
   * A heartbeat came. Returns whether the node has to be told to enrol: until it has said itself
   * that it is online with this boot, again from time to time, and whenever it was told that it is
   * suspected, it may take its agent for lost.
   */
  public boolean hear(Heartbeat heartbeat, Instant now) {
    Member member = presence.hear(heartbeat, now);
    restock(member);
    return member.hasToEnrol(now);
  }

  /** A node says it is online: if it is not heard within some leases from now, it is lost. */
  public void watch(NodeId node, String boot, Instant now) {
    restock(presence.watch(node, boot, now));
  }

  /** What a node has reserved; capacity beyond it is free. Returns whether more is free now. */
  public boolean hold(NodeId node, List<Assignment> assignments, boolean admits) {
    Member member = presence.get(node);
    if (member == null) {
      return false;
    }
    boolean opened = admits && !member.admits;
    Resources before = member.reserved;
    member.admits = admits;
    reserve(member, assignments);
    restock(member);
    return opened || !before.fitsIn(member.reserved);
  }

  private void reserve(Member member, List<Assignment> assignments) {
    Map<WorkloadId, Held> held = new TreeMap<>();
    for (Assignment a : assignments) {
      Held place = held(a);
      held.put(a.workload(), place);
      preemptor.came(place);
      unclaim(a.workload());
    }
    Map<WorkloadId, Held> before = member.held;
    before.values().forEach(preemptor::went);
    member.held = held;
    Resources reserved = Resources.NONE;
    for (Map.Entry<WorkloadId, Held> entry : held.entrySet()) {
      Resources amount = entry.getValue().resources();
      reserved = reserved.plus(amount);
      Held old = before.remove(entry.getKey());
      if (old == null || !old.resources().equals(amount)) {
        giveBack(member.node, entry.getKey(), old);
        stock.take(member.node, entry.getKey(), amount);
      }
    }
    before.forEach((workload, old) -> giveBack(member.node, workload, old));
    member.reserved = reserved;
  }

  private static Held held(Assignment a) {
    Tenant tenant = Tenant.of(a.workload(), a.spec());
    return new Held(tenant, a.epoch(), a.spec().single(), a.spec().wishes());
  }

  private void giveBack(NodeId node, WorkloadId workload, @Nullable Held old) {
    if (old != null) {
      stock.giveBack(node, workload, old.resources());
    }
  }

  /** Somebody saw the end of this boot: it is silent at once. Returns whether that is news. */
  public boolean gone(NodeId node, String boot, String reason) {
    Member member = presence.get(node);
    if (member == null || !member.boot.equals(boot) || !member.phase.isThere()) {
      return false;
    }
    member.witness = Optional.of(reason);
    fall(member);
    return true;
  }

  /** Those that fell silent since the last call; none is a candidate any more. */
  public List<Silent> fall(Instant now) {
    List<Member> fallen = presence.fall(now);
    fallen.forEach(this::restock);
    return fallen.stream().map(Member::silent).toList();
  }

  void fall(Member member) {
    presence.fall(member);
    restock(member);
  }

  /** Those whose lease is over by this memory alone, and who are not yet forgotten. */
  public List<Silent> overdue(Instant now) {
    List<Silent> overdue = new ArrayList<>();
    for (Member member : presence.silent()) {
      if (isOverdue(member, now)) {
        overdue.add(member.silent());
      }
    }
    return overdue;
  }

  boolean isOverdue(Member member, Instant now) {
    return member.silence(now).compareTo(patience.expireAfter()) >= 0;
  }

  /** Forgets a node of which nothing more is expected. */
  public void forget(NodeId node, String boot) {
    Member member = presence.get(node);
    if (member != null && member.boot.equals(boot) && !member.phase.isThere()) {
      drop(member);
    }
  }

  private void drop(Member member) {
    NodeId node = member.node;
    presence.forget(member);
    stock.withdraw(node);
    member.held.forEach((workload, held) -> stock.giveBack(node, workload, held.resources()));
    member.held.values().forEach(preemptor::went);
  }

  /** What this zone alone would say to {@code Silences}: the answer of one control member. */
  public Map<NodeId, Duration> silences(Collection<NodeId> nodes, Instant now) {
    return presence.silences(nodes, now);
  }

  /** As {@link #choose(Seeker, Instant)}, without wishes and at home nowhere. */
  public Placement.Choice choose(
      WorkloadId workload, Resources wanted, List<NodeId> avoid, Instant now) {
    return choose(new Seeker(workload, wanted, avoid, Optional.empty(), Wishes.NONE), now);
  }

  /** Proposes a node and claims the capacity for a little while. */
  public Placement.Choice choose(Seeker seeker, Instant now) {
    WorkloadId workload = seeker.workload();
    release(now);
    unclaim(workload);
    Placement.Choice choice = seek(seeker, places(seeker));
    choice.node().ifPresent(node -> claim(seeker, node, List.of(), now));
    return choice;
  }

  private void claim(Seeker seeker, NodeId node, List<WorkloadId> victims, Instant now) {
    WorkloadId workload = seeker.workload();
    claims.put(workload, new Claim(node, seeker.amount(), victims, now.plus(CLAIM_TTL)));
    stock.take(node, workload, seeker.amount());
  }

  /** Where others would have to leave for who found no place; nothing is claimed by it. */
  public Optional<Room> preemptible(Seeker seeker) {
    List<WorkloadId> leaving = claims.values().stream().flatMap(c -> c.victims.stream()).toList();
    return preemptor.seek(seeker, places(seeker), _ -> false, leaving::contains);
  }

  /** Proposes that they leave, as {@link #choose} does. */
  public Placement.Choice preempt(Seeker seeker, Room room, Instant now) {
    unclaim(seeker.workload());
    claim(seeker, room.node(), room.victims().stream().map(Tenant::workload).toList(), now);
    return new Placement.Choice(Optional.of(room.node()), "", true);
  }

  /** Where it has a place until it has another; only wishes ask for it. */
  List<NodeId> places(Seeker seeker) {
    return seeker.wishes().none()
        ? List.of()
        : stock.holders(seeker.workload()).stream()
            .filter(node -> holds(node, seeker.workload()))
            .toList();
  }

  private boolean holds(NodeId node, WorkloadId workload) {
    Member member = presence.get(node);
    return member != null && member.held.containsKey(workload);
  }

  private Placement.Choice seek(Seeker seeker, List<NodeId> own) {
    if (stock.size() == 0 && !full.isEmpty()) {
      return new Placement.Choice(Optional.empty(), "every node refused a moment ago");
    }
    List<NodeId> closed = stock.size() == 0 ? presence.closed(NAMED_MAX) : List.of();
    return closed.isEmpty()
        ? stock.choose(seeker, own)
        : new Placement.Choice(Optional.empty(), "no node takes more: closed are " + closed);
  }

  /** Who would find a place if a plan were carried out now. Everything stays as it is. */
  public Rehearsal.Outcome rehearse(Rehearsal rehearsal, Instant now) {
    release(now);
    return new Trial(stock, preemptor, rehearsal)
        .play(presence.all(), seeker -> seek(seeker, List.of()));
  }

  private void unclaim(WorkloadId workload) {
    Claim claim = claims.remove(workload);
    if (claim != null) {
      stock.giveBack(claim.node, workload, claim.resources);
    }
  }

  /** Lets go of proposals and refusals that are old. */
  private void release(Instant now) {
    Iterator<Map.Entry<WorkloadId, Claim>> oldest = claims.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<WorkloadId, Claim> entry = oldest.next();
      Claim claim = entry.getValue();
      if (now.isBefore(claim.until)) {
        break;
      }
      oldest.remove();
      stock.giveBack(claim.node, entry.getKey(), claim.resources);
    }
    Iterator<Map.Entry<NodeId, Instant>> refused = full.entrySet().iterator();
    while (refused.hasNext()) {
      Map.Entry<NodeId, Instant> entry = refused.next();
      if (now.isBefore(entry.getValue())) {
        break;
      }
      refused.remove();
      Member member = presence.get(entry.getKey());
      if (member != null) {
        restock(member);
      }
    }
  }

  /**
   * The node refused: believe it, do not propose it for a little while, and have it say anew
   * whether it is online and what it holds.
   */
  public void refused(NodeId node, WorkloadId workload, Instant now) {
    unclaim(workload);
    full.remove(node);
    full.put(node, now.plus(CLAIM_TTL));
    Member member = presence.get(node);
    if (member != null) {
      member.doubt(now);
      restock(member);
    }
  }

  /** Only who is heard, has spoken itself, and takes more is a candidate. */
  private void restock(Member member) {
    if (member.phase == Phase.HEARD
        && member.facts != null
        && member.isOpen()
        && !full.containsKey(member.node)) {
      stock.offer(member.node, member.facts.capacity(), member.facts.labels());
    } else {
      stock.withdraw(member.node);
    }
  }

  /** A move that would even out the load, if one is worth its price and nothing is under way. */
  public Optional<Rebalance.Move> rebalance(double spreadMin, Instant now) {
    release(now);
    if (!claims.isEmpty() || !full.isEmpty() || !presence.silent().isEmpty()) {
      return Optional.empty();
    }
    List<NodeId> byLoad = stock.byLoad();
    if (byLoad.isEmpty()) {
      return Optional.empty();
    }
    Rebalance.Laden emptiest = laden(byLoad.getFirst());
    return byLoad.reversed().stream()
        .limit(Rebalance.LOOKED_AT_MAX)
        .map(this::laden)
        .flatMap(full -> move(full, emptiest, spreadMin).stream())
        .findFirst();
  }

  private Optional<Rebalance.Move> move(
      Rebalance.Laden full, Rebalance.Laden empty, double spreadMin) {
    Member from = Objects.requireNonNull(presence.get(full.node()));
    return Rebalance.move(
        full,
        empty,
        spreadMin,
        workload -> {
          Held held = Objects.requireNonNull(from.held.get(workload));
          Seeker seeker = new Seeker(workload, held.resources(), held.wishes());
          return stock.mayGo(seeker, from.node, empty.node());
        });
  }

  private Rebalance.Laden laden(NodeId node) {
    Member member = presence.get(node);
    if (member == null || member.facts == null) {
      throw new IllegalStateException(node + " is on offer and not known");
    }
    Map<WorkloadId, Rebalance.Load> held = new TreeMap<>();
    member.held.forEach(
        (workload, h) -> held.put(workload, new Rebalance.Load(h.resources(), h.epoch())));
    return new Rebalance.Laden(node, member.facts.capacity(), held);
  }

  boolean holds(NodeId node, WorkloadId workload, long epoch) {
    Member member = presence.get(node);
    Held held = member == null ? null : member.held.get(workload);
    return held != null && held.epoch() == epoch;
  }

  /** It was taken off the grid. */
  public void forget(NodeId node) {
    Member member = presence.get(node);
    full.remove(node);
    if (member != null) {
      drop(member);
    }
  }

  public int size() {
    return presence.size();
  }
}
