package rhizome.grid.zone;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import rhizome.blueprints.model.Resources;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.placement.Candidate;
import rhizome.grid.placement.Placement;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/**
 * What a zone knows of its nodes: who was heard when, and what is free. In memory only, and rebuilt
 * from heartbeats and from what the nodes owe; the nodes themselves have the last word.
 */
public final class ZoneIndex {

  /** How long a proposal blocks capacity before the node has said what it holds. */
  public static final Duration CLAIM_TTL = Duration.ofSeconds(5);

  /** Leases granted to a node that this zone, itself just started, has yet to hear. */
  public static final int UNHEARD_LEASES = 4;

  /** How long the word of a node that it is online is believed without hearing it again. */
  public static final Duration WATCH_TTL = Duration.ofSeconds(90);

  /** A node that fell silent. */
  public record Silent(NodeId node, String boot, Instant heard) {}

  /**
   * {@code watched}: until when the node is believed to be online with this boot; empty as long as
   * it has not said so itself. Until then it is no candidate: it could not fence what it refused.
   */
  private record Member(
      String boot,
      Optional<Facts> facts,
      Instant heard,
      Optional<Instant> watched,
      Map<WorkloadId, Resources> held) {

    Member doubted(Instant now) {
      return watched.isPresent() ? watchedUntil(now) : this;
    }

    Member watchedUntil(Instant until) {
      return new Member(boot, facts, heard, Optional.of(until), held);
    }
  }

  private record Claim(NodeId node, Resources resources, Instant until) {}

  private final Duration lease;
  private final Map<NodeId, Member> members = new TreeMap<>();
  private final Map<WorkloadId, Claim> claims = new TreeMap<>();
  private final Map<NodeId, Instant> full = new TreeMap<>();
  private final Set<NodeId> closed = new TreeSet<>();

  public ZoneIndex(Duration lease) {
    this.lease = lease;
  }

  /**
   * A heartbeat came. Returns whether the node has to be told to enrol: until it has said itself
   * that it is online with this boot, and again from time to time, it may take its agent for lost.
   */
  public boolean hear(Heartbeat heartbeat, Instant now) {
    Member known = members.get(heartbeat.node());
    Optional<Instant> watched =
        known != null && known.boot.equals(heartbeat.boot()) ? known.watched : Optional.empty();
    Map<WorkloadId, Resources> held = known == null ? new TreeMap<>() : known.held;
    Optional<Facts> facts = Optional.of(heartbeat.facts());
    members.put(heartbeat.node(), new Member(heartbeat.boot(), facts, now, watched, held));
    return watched.isEmpty() || !now.isBefore(watched.get());
  }

  /** A node says it is online: if it is not heard within some leases from now, it is lost. */
  public void watch(NodeId node, String boot, Instant now) {
    Member known = members.get(node);
    Instant until = now.plus(WATCH_TTL);
    if (known == null) {
      members.put(node, silent(boot, now, until, new TreeMap<>()));
    } else if (known.boot.equals(boot)) {
      members.put(node, known.watchedUntil(until));
    } else if (known.facts.isEmpty()) {
      members.put(node, silent(boot, now, until, known.held));
    } else {
      members.put(node, known.doubted(now)); // it knows another boot than the one that beats
    }
  }

  private static Member silent(
      String boot, Instant now, Instant until, Map<WorkloadId, Resources> held) {
    return new Member(boot, Optional.empty(), now, Optional.of(until), held);
  }

  /** What a node has reserved; capacity beyond it is free. Returns whether more is free now. */
  public boolean hold(NodeId node, List<Assignment> assignments) {
    Member known = members.get(node);
    if (known == null) {
      return false;
    }
    Map<WorkloadId, Resources> held = new TreeMap<>();
    assignments.forEach(a -> held.put(a.workload(), a.spec().resources()));
    members.put(node, new Member(known.boot, known.facts, known.heard, known.watched, held));
    assignments.forEach(a -> claims.remove(a.workload()));
    return !sum(known.held).fitsIn(sum(held));
  }

  /** Forgets and returns the nodes whose lease has run out at {@code now}. */
  public List<Silent> silent(Instant now) {
    List<Silent> silent = new ArrayList<>();
    Iterator<Map.Entry<NodeId, Member>> entries = members.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<NodeId, Member> entry = entries.next();
      Member member = entry.getValue();
      Duration granted = member.facts.isPresent() ? lease : lease.multipliedBy(UNHEARD_LEASES);
      if (!now.isBefore(member.heard.plus(granted))) {
        silent.add(new Silent(entry.getKey(), member.boot, member.heard));
        entries.remove();
      }
    }
    return silent;
  }

  /** Proposes a node and claims the capacity for a little while. */
  public Placement.Choice choose(
      WorkloadId workload, Resources wanted, List<NodeId> avoid, Instant now) {
    claims.values().removeIf(claim -> !now.isBefore(claim.until));
    full.values().removeIf(until -> !now.isBefore(until));
    claims.remove(workload);
    List<Candidate> candidates = candidates(workload);
    if (candidates.isEmpty() && !full.isEmpty()) {
      return new Placement.Choice(Optional.empty(), "every node refused a moment ago");
    }
    if (candidates.isEmpty() && !closed.isEmpty()) {
      return new Placement.Choice(
          Optional.empty(), "no node takes more: " + closed + " are closed");
    }
    Placement.Choice choice = Placement.choose(wanted, avoid, candidates);
    choice
        .node()
        .ifPresent(node -> claims.put(workload, new Claim(node, wanted, now.plus(CLAIM_TTL))));
    return choice;
  }

  /**
   * The node refused: believe it, do not propose it for a little while, and have it say anew
   * whether it is online and what it holds.
   */
  public void refused(NodeId node, WorkloadId workload, Instant now) {
    claims.remove(workload);
    full.put(node, now.plus(CLAIM_TTL));
    members.computeIfPresent(node, (_, member) -> member.doubted(now));
  }

  /** Whether a node takes more at all. Returns whether it does so from now on. */
  public boolean admit(NodeId node, boolean admits) {
    if (admits) {
      return closed.remove(node);
    }
    closed.add(node);
    return false;
  }

  /** It was taken off the grid. */
  public void forget(NodeId node) {
    members.remove(node);
    full.remove(node);
    closed.remove(node);
  }

  public int size() {
    return members.size();
  }

  private List<Candidate> candidates(WorkloadId workload) {
    List<Candidate> candidates = new ArrayList<>();
    members.forEach(
        (node, member) ->
            member
                .facts
                .filter(_ -> member.watched.isPresent() && isOpen(node))
                .map(facts -> candidate(node, facts.capacity(), member, workload))
                .ifPresent(candidates::add));
    return candidates;
  }

  private boolean isOpen(NodeId node) {
    return !full.containsKey(node) && !closed.contains(node);
  }

  private Candidate candidate(NodeId node, Resources capacity, Member member, WorkloadId wanted) {
    Resources used = sum(member.held);
    int siblings = 0;
    for (WorkloadId held : member.held.keySet()) {
      siblings += isSibling(held, wanted) ? 1 : 0;
    }
    for (Map.Entry<WorkloadId, Claim> claim : claims.entrySet()) {
      if (claim.getValue().node.equals(node)) {
        used = used.plus(claim.getValue().resources);
        siblings += isSibling(claim.getKey(), wanted) ? 1 : 0;
      }
    }
    return new Candidate(node, capacity, capacity.minus(used), siblings);
  }

  private static Resources sum(Map<WorkloadId, Resources> held) {
    Resources sum = Resources.NONE;
    for (Resources resources : held.values()) {
      sum = sum.plus(resources);
    }
    return sum;
  }

  private static boolean isSibling(WorkloadId one, WorkloadId other) {
    return one.robot().equals(other.robot()) && one.service().equals(other.service());
  }
}
