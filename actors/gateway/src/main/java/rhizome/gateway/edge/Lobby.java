package rhizome.gateway.edge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Connections that have not yet said who they are. When they are too many, the oldest goes of the
 * address that has most of them: a newcomer always finds room, and an address that floods the door
 * floods out itself.
 */
final class Lobby {

  /**
   * One connection.
   *
   * @param abort ends it at once, without a word
   */
  record Entrance(long number, String address, Runnable abort) {}

  private final Map<Long, Entrance> waiting = new LinkedHashMap<>();
  private final Map<String, Integer> crowds = new TreeMap<>();
  private final int max;

  Lobby(int max) {
    this.max = max;
  }

  /** Takes one in; returns the one that has to go for it, if any. */
  Optional<Entrance> enter(Entrance entrance) {
    waiting.put(entrance.number, entrance);
    crowds.merge(entrance.address, 1, Integer::sum);
    return waiting.size() > max ? Optional.of(crowdedOut()) : Optional.empty();
  }

  private Entrance crowdedOut() {
    int most = 0;
    for (int crowd : crowds.values()) {
      most = Math.max(most, crowd);
    }
    for (Entrance entrance : waiting.values()) {
      if (crowds.getOrDefault(entrance.address, 0) == most) {
        leave(entrance.number);
        return entrance;
      }
    }
    throw new IllegalStateException("%d wait and none is counted".formatted(waiting.size()));
  }

  /** It has said who it is, or is gone. */
  Optional<Entrance> leave(long number) {
    Entrance entrance = waiting.remove(number);
    if (entrance != null) {
      crowds.computeIfPresent(entrance.address, (_, crowd) -> crowd == 1 ? null : crowd - 1);
    }
    return Optional.ofNullable(entrance);
  }

  int size() {
    return waiting.size();
  }
}
