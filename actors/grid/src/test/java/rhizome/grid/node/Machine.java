package rhizome.grid.node;

import java.time.Instant;
import java.util.List;
import rhizome.blueprints.model.Resources;
import rhizome.grid.node.Node.Command;
import rhizome.grid.node.Node.Command.*;
import rhizome.grid.node.Node.Duty;
import rhizome.grid.node.Node.Event;
import rhizome.grid.node.Node.Fate;
import rhizome.grid.node.Node.State;
import rhizome.grid.world.Operator;
import rhizome.grid.world.Trial;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;

/** Words in which the tests of a node speak: {@code n1} at {@code home}, one whole processor. */
final class Machine {

  static final NodeId N1 = new NodeId("n1");
  static final ZoneId HOME = new ZoneId("home");
  static final Facts FACTS = new Facts(HOME, "n1.home", new Resources(1_000, 1L << 30));
  static final WorkloadId API = new WorkloadId(new RobotId("shop"), "api", 0);
  static final WorkloadId DB = new WorkloadId(new RobotId("shop"), "db", 0);
  static final WorkloadId WEB = new WorkloadId(new RobotId("shop"), "web", 0);

  private Machine() {}

  static Trial<Command, Event, State, Duty> unknown() {
    return new Trial<>(new Node(N1));
  }

  static Trial<Command, Event, State, Duty> online() {
    return unknown().given(new Enrol(FACTS, "boot-1", second(1)));
  }

  static State.Known known(Trial<Command, Event, State, Duty> node) {
    return (State.Known) node.state();
  }

  static List<Assignment> held(Trial<Command, Event, State, Duty> node) {
    return known(node).held().values().stream()
        .filter(reservation -> reservation.fate() == Fate.HELD)
        .map(Node.Reservation::assignment)
        .toList();
  }

  static Assignment assignment(WorkloadId id, long epoch, long cpuMillis) {
    return new Assignment(id, epoch, Operator.spec("steady", 1, cpuMillis));
  }

  static Assignment shared(WorkloadId id, long epoch, long cpuMillis) {
    return new Assignment(id, epoch, Operator.shared(Operator.spec("steady", 1, cpuMillis)));
  }

  static Reserve reserve(WorkloadId id, long epoch, long cpuMillis) {
    return new Reserve(assignment(id, epoch, cpuMillis), second(5));
  }

  static Instant second(long n) {
    return Instant.EPOCH.plusSeconds(n);
  }
}
