package rhizome.gateway.edge;

import java.time.Duration;
import java.util.List;
import rhizome.runtime.cluster.HostPort;

/** Which gateway to try next, and how long to wait before. */
final class Route {

  private static final int DOUBLINGS_MAX = 16;

  private final List<HostPort> gateways;
  private final Duration retryMin;
  private final Duration retryMax;
  private int place;
  private int failures;

  /**
   * @param start any number; agents with different ones spread over the gateways
   */
  Route(List<HostPort> gateways, int start, Duration retryMin, Duration retryMax) {
    this.gateways = List.copyOf(gateways);
    this.retryMin = retryMin;
    this.retryMax = retryMax;
    this.place = Math.floorMod(start, gateways.size());
  }

  HostPort here() {
    return gateways.get(place);
  }

  /** This gateway took us in. */
  void welcomed() {
    failures = 0;
  }

  /**
   * This gateway is no good now; go to the next. Each is tried once with hardly a pause, since the
   * others know nothing of its trouble; when all failed, the pauses double.
   *
   * @param chance from 0 to 1: agents that lost one gateway together come back apart
   * @return how long to wait before
   */
  Duration next(double chance) {
    place = (place + 1) % gateways.size();
    int rounds = ++failures - gateways.size();
    if (rounds < 0) {
      return scaled(retryMin, chance / 2);
    }
    Duration pause = retryMin.multipliedBy(1L << Math.min(rounds, DOUBLINGS_MAX));
    Duration most = pause.compareTo(retryMax) < 0 ? pause : retryMax;
    return scaled(most, (1 + chance) / 2);
  }

  private static Duration scaled(Duration pause, double factor) {
    return Duration.ofNanos((long) (pause.toNanos() * factor));
  }
}
