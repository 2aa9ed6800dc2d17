package rhizome.grid.workload;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rhizome.grid.node.Lease;

/**
 * What may still run of a shared workload beside what is sought or started for it now. A single one
 * has none (ADR 0010).
 *
 * @param serving stays until its successor is ready
 * @param ending is being released
 */
public record Outgoing(Optional<Serving> serving, List<Lease> ending) {

  /** A lease, and how its program fared when it was told to leave. */
  public record Serving(Lease lease, Progress progress) {}

  public static final Outgoing NONE = new Outgoing(Optional.empty(), List.of());

  public Outgoing {
    ending = List.copyOf(ending);
  }

  boolean serves(Lease lease) {
    return serving.filter(one -> one.lease.equals(lease)).isPresent();
  }

  boolean has(Lease lease) {
    return serves(lease) || ending.contains(lease);
  }

  List<Lease> all() {
    return Stream.concat(ending.stream(), serving.map(Serving::lease).stream()).toList();
  }

  Outgoing serving(Lease lease, Progress progress) {
    return new Outgoing(Optional.of(new Serving(lease, progress)), all());
  }

  Outgoing ending(Lease lease) {
    return new Outgoing(serving, Stream.concat(ending.stream(), Stream.of(lease)).toList());
  }

  /** Nobody waits for a successor any more. */
  Outgoing relieved() {
    return new Outgoing(Optional.empty(), all());
  }

  Outgoing unserved() {
    return new Outgoing(Optional.empty(), ending);
  }

  Outgoing without(Lease lease) {
    return new Outgoing(
        serving.filter(one -> !one.lease.equals(lease)),
        ending.stream().filter(other -> !other.equals(lease)).toList());
  }
}
