package rhizome.runtime.durable;

import java.util.List;
import java.util.Optional;
import rhizome.grid.endpoint.Endpoint;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Lease;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.durable.proto.Stored;

/** Who holds what and why, as several entities store it. */
final class Leases {

  private Leases() {}

  static Stored.Cause write(Cause cause) {
    Stored.Cause.Builder stored =
        Stored.Cause.newBuilder().setWhat(cause.what()).setAt(Times.write(cause.at()));
    cause.because().ifPresent(because -> stored.setBecause(write(because)));
    return stored.build();
  }

  static Cause read(Stored.Cause stored) {
    return new Cause(
        stored.getWhat(),
        Times.read(stored.getAt()),
        stored.hasBecause() ? Optional.of(read(stored.getBecause())) : Optional.empty());
  }

  static Stored.Lease write(Lease lease) {
    return Stored.Lease.newBuilder().setNode(lease.node().name()).setEpoch(lease.epoch()).build();
  }

  static List<Stored.Lease> write(List<Lease> leases) {
    return leases.stream().map(Leases::write).toList();
  }

  static Lease read(Stored.Lease stored) {
    return new Lease(new NodeId(stored.getNode()), stored.getEpoch());
  }

  static List<Lease> read(List<Stored.Lease> stored) {
    return stored.stream().map(Leases::read).toList();
  }

  static Stored.Assignment write(Assignment assignment) {
    return Stored.Assignment.newBuilder()
        .setWorkload(assignment.workload().toString())
        .setEpoch(assignment.epoch())
        .setSpec(Specs.write(assignment.spec()))
        .setReaches(assignment.reaches())
        .build();
  }

  static Assignment read(Stored.Assignment stored) {
    return new Assignment(
        WorkloadId.parse(stored.getWorkload()),
        stored.getEpoch(),
        Specs.read(stored.getSpec()),
        stored.getReaches());
  }

  static Stored.Endpoint write(Endpoint endpoint) {
    return Stored.Endpoint.newBuilder()
        .setAddress(endpoint.address())
        .putAllPorts(endpoint.ports())
        .build();
  }

  static Endpoint read(Stored.Endpoint stored) {
    return Endpoint.of(stored.getAddress(), stored.getPortsMap());
  }
}
