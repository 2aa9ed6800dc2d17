package rhizome.cli.chaos.hosts;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is wrong between hosts, as a value: of each direction, how many packets of a hundred go. */
record Links(SortedMap<Links.Way, Integer> lost) {

  static final int ALL = 100;
  static final Links WELL = new Links(Collections.emptySortedMap());

  /** From one host to another, by their numbers. */
  record Way(int from, int to) implements Comparable<Way> {
    @Override
    public int compareTo(Way other) {
      return from != other.from ? Integer.compare(from, other.from) : Integer.compare(to, other.to);
    }
  }

  /** What a port does not let through: so many of a hundred packets that come from a host. */
  record Leak(int from, int percent) {}

  Links {
    lost = Collections.unmodifiableSortedMap(new TreeMap<>(lost));
    lost.values()
        .forEach(
            percent -> {
              if (percent < 1 || percent > ALL) {
                throw new IllegalArgumentException(
                    "1 to 100 of a hundred are lost, not " + percent);
              }
            });
  }

  /** With one direction losing so many of a hundred packets; 0 mends it. */
  Links with(int from, int to, int percent) {
    SortedMap<Way, Integer> next = new TreeMap<>(lost);
    if (percent == 0) {
      next.remove(new Way(from, to));
    } else {
      next.put(new Way(from, to), percent);
    }
    return new Links(next);
  }

  /**
   * What to say to tc(8) to come from here to there: one batch, in which only what differs is
   * touched, so that no packet slips through a cut that stays.
   *
   * @param ports the name of each host's port at the switch
   */
  String batch(Links next, Map<Integer, String> ports) {
    StringBuilder batch = new StringBuilder();
    lost.forEach(
        (way, percent) -> {
          if (!percent.equals(next.lost.get(way))) {
            batch.append(Port.drop(port(ports, way), way.from()));
          }
        });
    next.lost.forEach(
        (way, percent) -> {
          if (!percent.equals(lost.get(way))) {
            batch.append(Port.add(port(ports, way), new Leak(way.from(), percent)));
          }
        });
    return batch.toString();
  }

  private static String port(Map<Integer, String> ports, Way way) {
    String port = ports.get(way.to());
    if (port == null) {
      throw new IllegalArgumentException("no host has the number " + way.to());
    }
    return port;
  }
}
