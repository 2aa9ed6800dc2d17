package rhizome.grid.zone;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rhizome.grid.zone.Member.Phase;
import rhizome.kernel.NodeId;

/**
 * Who was heard when. Nodes stand in the order in which they were last heard, so that a look at the
 * oldest tells whether anybody fell silent; each heartbeat moves one to the end.
 */
final class Presence {

  /** How long the word of a node that it is online is believed without hearing it again. */
  static final Duration WATCH_TTL = Duration.ofSeconds(90);

  private final Patience patience;
  private final Map<NodeId, Member> members = new LinkedHashMap<>();
  private final SequencedMap<NodeId, Member> heard = new LinkedHashMap<>();
  private final SequencedMap<NodeId, Member> unheard = new LinkedHashMap<>();
  private final SequencedMap<NodeId, Member> silent = new LinkedHashMap<>();

  Presence(Patience patience) {
    this.patience = patience;
  }

  Collection<Member> all() {
    return members.values();
  }

  @Nullable Member get(NodeId node) {
    return members.get(node);
  }

  /** A heartbeat came; whoever was silent is so no longer. */
  Member hear(Heartbeat heartbeat, Instant now) {
    NodeId node = heartbeat.node();
    Member member = members.get(node);
    if (member == null) {
      member = new Member(node, heartbeat.boot(), Phase.HEARD, now);
      members.put(node, member);
    } else if (!member.boot.equals(heartbeat.boot()) || member.phase.isTold()) {
      member.boot = heartbeat.boot();
      member.watched = null;
    }
    member.facts = heartbeat.facts();
    member.heard = now;
    member.witness = Optional.empty();
    member.unconfirmed = false;
    enter(member, Phase.HEARD);
    return member;
  }

  /** A node says it is online with this boot. What was told to be lost has to be heard first. */
  Member watch(NodeId node, String boot, Instant now) {
    Member member = members.get(node);
    if (member == null) {
      member = new Member(node, boot, Phase.UNHEARD, now);
      members.put(node, member);
      enter(member, Phase.UNHEARD);
    }
    if (member.boot.equals(boot)) {
      member.watched = member.phase.isTold() ? member.watched : now.plus(WATCH_TTL);
    } else if (member.phase == Phase.UNHEARD) {
      member.boot = boot;
      member.heard = now;
      member.watched = now.plus(WATCH_TTL);
      enter(member, Phase.UNHEARD);
    } else {
      member.doubt(now); // it knows another boot than the one that beats
    }
    return member;
  }

  /** Those whose silence became too long, each once; who was heard longest ago comes first. */
  List<Member> fall(Instant now) {
    List<Member> fallen = new ArrayList<>();
    collect(heard, now.minus(patience.suspectAfter()), fallen);
    collect(unheard, now.minus(patience.unheard()), fallen);
    fallen.forEach(member -> enter(member, Phase.SILENT));
    return fallen;
  }

  private static void collect(
      SequencedMap<NodeId, Member> inOrder, Instant horizon, List<Member> fallen) {
    Iterator<Member> members = inOrder.values().iterator();
    while (members.hasNext()) {
      Member member = members.next();
      if (member.heard.isAfter(horizon)) {
        return;
      }
      fallen.add(member);
    }
  }

  /** It is silent from now on, whenever it was heard. */
  void fall(Member member) {
    enter(member, Phase.SILENT);
  }

  void tell(Member member, Phase told) {
    member.phase = told; // all of these stand among the silent
  }

  private void enter(Member member, Phase phase) {
    if (member.phase != phase) {
      order(member.phase).remove(member.node);
    }
    member.phase = phase;
    order(phase).putLast(member.node, member);
  }

  private SequencedMap<NodeId, Member> order(Phase phase) {
    return switch (phase) {
      case HEARD -> heard;
      case UNHEARD -> unheard;
      case SILENT, SUSPECTED, LOST -> silent;
    };
  }

  void forget(Member member) {
    members.remove(member.node);
    order(member.phase).remove(member.node);
  }

  Collection<Member> silent() {
    return Collections.unmodifiableCollection(silent.values());
  }

  Collection<Member> unheard() {
    return Collections.unmodifiableCollection(unheard.values());
  }

  /** How many are heard or still awaited. */
  int there() {
    return heard.size() + unheard.size();
  }

  /** Some of those who are heard and take nothing new. */
  List<NodeId> closed(int most) {
    return heard.values().stream()
        .filter(member -> !member.admits)
        .map(member -> member.node)
        .sorted()
        .limit(most)
        .toList();
  }

  int size() {
    return members.size();
  }

  /** What this memory alone knows of their silence; nothing of those it grants more time. */
  Map<NodeId, Duration> silences(Collection<NodeId> nodes, Instant now) {
    Map<NodeId, Duration> silences = new TreeMap<>();
    for (NodeId node : nodes) {
      Member member = members.get(node);
      if (member != null && member.phase != Phase.UNHEARD) {
        silences.put(node, member.silence(now));
      }
    }
    return silences;
  }
}
