package rhizome.grid.zone;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.kernel.NodeId;

/**
 * What one control member knows of the life of nodes: when it heard the newest boot of each. It
 * speaks of silence only from what it was awake for: who begins, slept, or counts other voters than
 * before takes every node for heard at that moment, which can only prolong leases. Of a stranger it
 * says nothing for a while after its own beginning: when all control members start anew, the nodes
 * have to find them first. Times are of a clock that only runs forward, counted from any moment.
 */
public final class Vigil {

  /** Boots of one node that a later one has taken the place of, and that are not heard again. */
  static final int FORMER_BOOTS_MAX = 8;

  /** Who was silent for longer is forgotten; the silence of a stranger is no shorter. */
  static final Duration REMEMBERED = Duration.ofHours(1);

  private static final class Heard {
    final Deque<String> former = new ArrayDeque<>();
    String boot;
    Duration at;

    Heard(String boot, Duration at) {
      this.boot = boot;
      this.at = at;
    }
  }

  private final Duration sleep;
  private final Duration acquainted;
  private final Map<NodeId, Heard> nodes = new TreeMap<>();
  private Duration since;
  private Duration awake;
  private Duration tidied;

  /**
   * @param sleep pause between two signs of its own life from which it counts as having slept
   * @param acquaintance time it grants those it never heard before it speaks of their silence
   */
  public Vigil(Duration sleep, Duration acquaintance, Duration now) {
    this.sleep = sleep;
    this.acquainted = now.plus(acquaintance);
    this.since = now;
    this.awake = now;
    this.tidied = now;
  }

  /** It is awake; to be said at intervals much shorter than the sleep, and before anything else. */
  public void wake(Duration now) {
    if (now.minus(awake).compareTo(sleep) >= 0) {
      startOver(now);
    } else if (now.minus(tidied).compareTo(REMEMBERED) >= 0) {
      tidy(now);
    }
    awake = now;
  }

  /** The voters have changed: silence is counted from here. */
  public void startOver(Duration now) {
    since = now;
    tidy(now);
  }

  private void tidy(Duration now) {
    tidied = now;
    nodes.values().removeIf(heard -> heard.at.plus(REMEMBERED).compareTo(now) < 0);
  }

  /** Whether it was noted: a boot that a younger one took the place of is not heard again. */
  public boolean hear(Sign sign, Duration now) {
    Heard heard = nodes.get(sign.node());
    if (heard == null) {
      nodes.put(sign.node(), new Heard(sign.boot(), now));
      return true;
    }
    if (!heard.boot.equals(sign.boot())) {
      if (heard.former.contains(sign.boot())) {
        return false;
      }
      heard.former.addLast(heard.boot);
      if (heard.former.size() > FORMER_BOOTS_MAX) {
        heard.former.removeFirst();
      }
      heard.boot = sign.boot();
    }
    heard.at = now;
    return true;
  }

  /** For how long nothing was heard of this node; empty when that says nothing about it. */
  public Optional<Duration> silence(NodeId node, Duration now) {
    Heard heard = nodes.get(node);
    if (heard == null && now.compareTo(acquainted) < 0) {
      return Optional.empty();
    }
    Duration last = heard == null || heard.at.compareTo(since) < 0 ? since : heard.at;
    return Optional.of(now.minus(last));
  }

  int size() {
    return nodes.size();
  }
}
