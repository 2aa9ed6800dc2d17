package rhizome.grid.workload;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.grid.endpoint.Endpoint;
import rhizome.grid.workload.Workload.Phase;

/**
 * How a workload fares on the node that holds its lease.
 *
 * @param complaint why it is not ready, as far as is known, while it is not
 * @param address of that node for peers; empty when nobody has said it
 */
public record Progress(
    Phase phase,
    int incarnation,
    Instant since,
    long pid,
    Map<String, Integer> ports,
    String complaint,
    String address) {

  static final Progress AWAITED =
      new Progress(Phase.STARTING, 0, Instant.EPOCH, 0, Collections.emptyMap());

  public Progress {
    ports = Collections.unmodifiableMap(new TreeMap<>(ports));
  }

  /** Nobody complains, at an address that nobody has said. */
  public Progress(
      Phase phase, int incarnation, Instant since, long pid, Map<String, Integer> ports) {
    this(phase, incarnation, since, pid, ports, "", "");
  }

  Progress ready(int current, Instant at) {
    return new Progress(Phase.READY, current, at, pid, ports, "", address);
  }

  /** Where it can be reached, if it can be relied upon and has ports. */
  Optional<Endpoint> endpoint() {
    return phase == Phase.READY && !address.isEmpty() && !ports.isEmpty()
        ? Optional.of(Endpoint.of(address, ports))
        : Optional.empty();
  }

  /** A process will take the place of this one. */
  Progress restarting(String why, int current, Instant at) {
    return new Progress(Phase.STARTING, current, at, pid, ports, why, address);
  }

  /** It runs since then, and is not ready. */
  Progress hindered(String why, int current, Instant at) {
    Instant began = current == incarnation ? since : at;
    return new Progress(Phase.STARTING, current, began, pid, ports, why, address);
  }

  Progress unready(String why, int current, Instant at) {
    return new Progress(Phase.UNREADY, current, at, pid, ports, why, address);
  }
}
