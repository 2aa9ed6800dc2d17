package rhizome.grid.workload;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.blueprints.model.Spec;
import rhizome.grid.healing.Cause;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Lease;
import rhizome.grid.node.Report;
import rhizome.grid.workload.Workload.Command;
import rhizome.grid.workload.Workload.Command.*;
import rhizome.grid.world.Operator;
import rhizome.grid.world.Trial;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/** Words in which the tests of a workload speak: {@code shop/web#0} on {@code n1} or {@code n2}. */
final class Lives {

  static final WorkloadId WEB = new WorkloadId(new RobotId("shop"), "web", 0);
  static final NodeId N1 = new NodeId("n1");
  static final NodeId N2 = new NodeId("n2");
  static final Spec SPEC = Operator.spec("steady", 1, 100);
  static final Spec NEWER = Operator.spec("steady", 2, 100);
  static final Duration HEALTHY_AFTER = SPEC.restart().healthyAfter();

  private Lives() {}

  static Instant second(long n) {
    return Instant.EPOCH.plusSeconds(n);
  }

  static Trial<Command, Workload.Event, Workload.State, Workload.Duty> absent() {
    return new Trial<>(new Workload(WEB));
  }

  static Trial<Command, Workload.Event, Workload.State, Workload.Duty> pending() {
    return absent().given(new Ensure(SPEC, 1, second(1)));
  }

  /** Epoch 1 on n1, and nothing heard of it yet. */
  static Trial<Command, Workload.Event, Workload.State, Workload.Duty> placed() {
    return pending().given(new Place(1, N1, second(2)));
  }

  static Trial<Command, Workload.Event, Workload.State, Workload.Duty> ready() {
    return placed().given(new ConfirmPlace(1, second(3)), started(1, 1, 10), ready(1, 1, 11));
  }

  static Trial<Command, Workload.Event, Workload.State, Workload.Duty> parked() {
    return placed()
        .given(
            exhausted(N1, 1, 4),
            new ConfirmRelease(new Lease(N1, 1), second(5)),
            new Place(2, N2, second(6)),
            exhausted(N2, 2, 7));
  }

  static Trial<Command, Workload.Event, Workload.State, Workload.Duty> retiring() {
    return ready().given(new Retire(2, second(20)));
  }

  static Trial<Command, Workload.Event, Workload.State, Workload.Duty> gone() {
    return pending().given(new Retire(2, second(20)));
  }

  /** Of one that has a lease, and no port at which it could be reached. */
  static Workload.Duty informed(long generation, Status status, String detail, Lease lease) {
    return new Workload.Duty.Inform(
        WEB, generation, status, detail, Optional.of(lease), Optional.empty(), 0, 0);
  }

  static Observe started(long epoch, int incarnation, long at) {
    return started(epoch, incarnation, at, 100 + incarnation);
  }

  static Observe started(long epoch, int incarnation, long at, long pid) {
    return new Observe(
        N1, new Report.Started(WEB, epoch, incarnation, second(at), pid, new TreeMap<>()));
  }

  static Observe ready(long epoch, int incarnation, long at) {
    return new Observe(N1, new Report.Ready(WEB, epoch, incarnation, second(at)));
  }

  static Observe unready(int incarnation, long at) {
    return new Observe(N1, new Report.Unready(WEB, 1, incarnation, second(at), "no answer"));
  }

  static Observe restarting(int incarnation, long at) {
    return new Observe(
        N1, new Report.Restarting(WEB, 1, incarnation, second(at), new Exit.Signal(9), second(at)));
  }

  static Observe exhausted(NodeId node, long epoch, long at) {
    return new Observe(node, new Report.Exhausted(WEB, epoch, 1, second(at), new Exit.Code(1)));
  }

  static Observe stopped(long epoch, int incarnation, long at) {
    return new Observe(
        N1, new Report.Stopped(WEB, epoch, incarnation, second(at), new Exit.Signal(15)));
  }

  static LoseNode lost(NodeId node, long epoch, long at) {
    return new LoseNode(
        new Lease(node, epoch), Cause.of("the lease ran out", second(at)), second(at));
  }
}
