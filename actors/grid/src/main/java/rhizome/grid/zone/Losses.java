package rhizome.grid.zone;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import rhizome.grid.healing.Governor;
import rhizome.grid.zone.Member.Phase;
import rhizome.grid.zone.ZoneIndex.Silent;
import rhizome.kernel.NodeId;

/**
 * Which silent nodes are given up, and when. A node is suspected by this zone's own ears; it is
 * lost only when a majority of the control members heard nothing of it for as long, and it is given
 * up only as the governor allows. Whoever is heard before that was never given up.
 */
public final class Losses {

  /** Nodes that one question to the control members is about. */
  public static final int QUESTIONS_MAX = 500;

  /**
   * What a look has shown.
   *
   * @param fallen nodes that are silent since this look
   * @param suspects nodes to be told that they are suspected
   */
  public record Look(Optional<Governor.Turn> turn, List<Silent> fallen, List<Silent> suspects) {
    public Look {
      fallen = List.copyOf(fallen);
      suspects = List.copyOf(suspects);
    }
  }

  /**
   * How it stands.
   *
   * @param present nodes that are heard or awaited
   * @param silent nodes that are not, and not yet given up for good
   * @param waiting of these, nodes that the governor holds back
   * @param unconfirmed of these, nodes whose silence no majority of control members confirms
   */
  public record Standing(
      Optional<Governor.Frozen> frozen, int present, int silent, int waiting, int unconfirmed) {}

  private final ZoneIndex index;
  private final Presence presence;
  private final Governor governor;

  public Losses(ZoneIndex index, Governor governor) {
    this.index = index;
    this.presence = index.presence();
    this.governor = governor;
  }

  /** As {@link ZoneIndex#hear}; what was held against the node is void. */
  public boolean hear(Heartbeat heartbeat, Instant now) {
    governor.returned(heartbeat.node());
    return index.hear(heartbeat, now);
  }

  /** As {@link ZoneIndex#gone}. */
  public boolean gone(NodeId node, String boot, String reason, Instant now) {
    boolean news = index.gone(node, boot, reason);
    Member member = presence.get(node);
    if (news && member != null) {
      count(member, now);
    }
    return news;
  }

  /** It was taken off the grid: nobody is missed who is not expected. */
  public void forget(NodeId node) {
    governor.returned(node);
    index.forget(node);
  }

  /** A node that was emptied before may leave without being missed. */
  private void count(Member member, Instant now) {
    if (!member.isDrained()) {
      governor.fell(member.node, now);
    }
  }

  /** Who fell silent, what the governor says to it, and who is suspected now. */
  public Look look(Instant now) {
    List<Silent> fallen = index.fall(now);
    for (Silent silent : fallen) {
      Member member = presence.get(silent.node());
      if (member != null) {
        count(member, now);
      }
    }
    Optional<Governor.Turn> turn = governor.judge(presence.there(), now);
    return new Look(turn, fallen, suspects(now));
  }

  private List<Silent> suspects(Instant now) {
    List<Silent> suspects = new ArrayList<>();
    for (Member member : presence.silent()) {
      if (member.phase == Phase.SILENT) {
        Silent silent = member.silent();
        if (!governor.admit(Math.max(1, silent.shared()), now)) {
          break;
        }
        presence.tell(member, Phase.SUSPECTED);
        suspects.add(silent);
      }
    }
    return suspects;
  }

  /**
   * Of whom the control members should be asked now: those whose lease is over by this memory, as
   * far as they could be given up, and those this zone has yet to hear.
   */
  public List<NodeId> questions(Instant now) {
    List<NodeId> questions = new ArrayList<>();
    if (governor.mayAdmit(1, now)) {
      add(questions, presence.silent(), member -> isDue(member, now));
    }
    add(questions, presence.unheard(), member -> isLongAwaited(member, now));
    return questions;
  }

  private static void add(
      List<NodeId> questions, Collection<Member> members, Predicate<Member> isAsked) {
    for (Member member : members) {
      if (questions.size() == QUESTIONS_MAX) {
        return;
      }
      if (isAsked.test(member)) {
        questions.add(member.node);
      }
    }
  }

  private boolean isDue(Member member, Instant now) {
    return member.phase != Phase.LOST && index.isOverdue(member, now);
  }

  private boolean isLongAwaited(Member member, Instant now) {
    return member.silence(now).compareTo(index.patience().suspectAfter()) >= 0;
  }

  /**
   * The control members answered. Returns the nodes to be told that their lease is over; what is
   * not confirmed, or may not be given up yet, is asked again.
   *
   * @param silences how long a majority heard nothing of each; without an entry there is none
   */
  public List<Silent> answered(
      Collection<NodeId> asked, Map<NodeId, Duration> silences, Instant now) {
    List<Silent> lost = new ArrayList<>();
    for (NodeId node : asked) {
      Member member = presence.get(node);
      Optional<Duration> silence = Optional.ofNullable(silences.get(node));
      if (member != null && member.phase == Phase.UNHEARD) {
        silence.ifPresent(known -> recall(member, known, now));
      } else if (member != null && isDue(member, now) && isOver(member, silence)) {
        Silent silent = member.silent();
        if (governor.admit(Math.max(1, silent.held()), now)) {
          presence.tell(member, Phase.LOST);
          lost.add(silent);
        }
      }
    }
    return lost;
  }

  private boolean isOver(Member member, Optional<Duration> silence) {
    boolean over =
        silence.filter(s -> s.compareTo(index.patience().expireAfter()) >= 0).isPresent();
    member.unconfirmed = !over;
    return over;
  }

  /** Others know for how long a node was silent that this zone, just started, never heard. */
  private void recall(Member member, Duration silence, Instant now) {
    if (silence.compareTo(index.patience().suspectAfter()) >= 0) {
      member.heard = now.minus(silence);
      index.fall(member);
      count(member, now);
    }
  }

  /** Whether so many may be taken their places now, by the same measure. */
  public boolean admit(int victims, Instant now) {
    return governor.admit(victims, now);
  }

  /** A human has looked; empty, and nothing changes, when nothing is frozen. */
  public Optional<Governor.Turn> resume() {
    return governor.resume();
  }

  public Standing standing(Instant now) {
    int waiting = 0;
    int unconfirmed = 0;
    for (Member member : presence.silent()) {
      boolean due = member.phase == Phase.SILENT || isDue(member, now);
      waiting += due && !member.unconfirmed ? 1 : 0;
      unconfirmed += member.unconfirmed ? 1 : 0;
    }
    return new Standing(
        governor.frozen(), presence.there(), presence.silent().size(), waiting, unconfirmed);
  }

  /** Nobody is silent, and nothing is frozen. */
  public boolean isCalm() {
    return presence.silent().isEmpty() && governor.frozen().isEmpty();
  }
}
