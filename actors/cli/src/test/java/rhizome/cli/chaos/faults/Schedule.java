package rhizome.cli.chaos.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import rhizome.kernel.Seed;

/**
 * What goes wrong in a run, one after the other; the same seed draws the same.
 *
 * @param skipped what was left out, and why
 */
public record Schedule(List<Fault> faults, List<String> skipped) {

  /**
   * How to draw.
   *
   * @param rounds how often each kind comes
   * @param pauseMin between two faults, within which a grid may heal; the longest is twice this
   * @param lastsMin how long a fault lasts; the longest is three times this
   */
  public record Odds(List<Kind> kinds, int rounds, Duration pauseMin, Duration lastsMin) {
    public Odds {
      kinds = List.copyOf(kinds);
    }
  }

  /** Hosts by what runs there. */
  public record Hosts(List<String> nodes, List<String> controls, List<String> stores) {
    public Hosts {
      nodes = List.copyOf(nodes);
      controls = List.copyOf(controls);
      stores = List.copyOf(stores);
    }
  }

  public Schedule {
    faults = List.copyOf(faults);
    skipped = List.copyOf(skipped);
  }

  public static Schedule draw(Seed seed, Odds odds, Hosts hosts) {
    List<Fault> faults = new ArrayList<>();
    long draw = 0;
    for (int round = 0; round < odds.rounds(); round++) {
      for (Kind kind : shuffled(odds.kinds(), seed.fork("round " + round))) {
        Seed own = seed.fork(kind + " " + draw++);
        faults.add(
            new Fault(
                kind,
                targets(kind, hosts, own.fork("where")),
                stretched(odds.pauseMin(), 1, own.fork("pause")),
                stretched(odds.lastsMin(), 2, own.fork("lasts"))));
      }
    }
    return new Schedule(faults, List.of());
  }

  private static List<Kind> shuffled(List<Kind> kinds, Seed seed) {
    return kinds.stream()
        .sorted(Comparator.comparingLong(kind -> seed.fork(kind.name()).bits(0)))
        .toList();
  }

  private static Duration stretched(Duration shortest, int more, Seed seed) {
    return shortest.plusMillis((long) (shortest.toMillis() * more * seed.unit(0)));
  }

  private static List<String> targets(Kind kind, Hosts hosts, Seed seed) {
    return switch (kind.strikes()) {
      case NODE -> one(hosts.nodes(), seed);
      case CONTROL -> one(hosts.controls(), seed);
      case STORE -> hosts.stores().isEmpty() ? List.of() : one(hosts.stores(), seed);
      case HALF -> half(hosts, seed);
      case NOBODY -> List.of();
    };
  }

  private static List<String> one(List<String> hosts, Seed seed) {
    return List.of(hosts.get(seed.below(hosts.size(), 0)));
  }

  /** The smaller part of the nodes with that of the control members; half of an even number. */
  private static List<String> half(Hosts hosts, Seed seed) {
    List<String> half = new ArrayList<>(part(hosts.nodes(), seed.fork("nodes")));
    half.addAll(part(hosts.controls(), seed.fork("controls")));
    return half;
  }

  private static List<String> part(List<String> hosts, Seed seed) {
    return hosts.stream()
        .sorted(Comparator.comparingLong(host -> seed.fork(host).bits(0)))
        .limit(hosts.size() / 2)
        .sorted()
        .toList();
  }
}
